"""Formulas on cards: arithmetic over quantities."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sdcards.notes.expression import (
    Expression,
    FormulaError,
    Negative,
    Power,
    Product,
    Sum,
    Value,
    read_formula,
)
from sdcards.notes.quantity import Quantity, QuantityError, alike, expect_alike, in_unit, quantity, shown
from sdcards.reading.span import quoted

__all__ = ["FormulaError", "apply", "evaluate", "evaluate_tree", "parse", "plain"]


def evaluate(formula: str, names: Mapping[str, Quantity] | None = None) -> Quantity:
    """Compute a formula; ``names`` are the inputs it may use. Raises FormulaError."""
    try:
        result = evaluate_tree(read_formula(formula, names or {}, _FUNCTIONS))
    except QuantityError as error:
        raise FormulaError(str(error)) from error
    except ArithmeticError as error:
        raise FormulaError(f"{quoted(formula)} has no finite result") from error
    if not math.isfinite(result.magnitude):
        raise FormulaError(f"{quoted(formula)} has no finite result")
    return result


def parse(formula: str, names: Mapping[str, Quantity]) -> Expression:
    """A formula as a tree, with its inputs in place; raises FormulaError."""
    return read_formula(formula, names, _FUNCTIONS)


def apply(name: str, values: list[Quantity]) -> Quantity:
    """A function's value; raises FormulaError where it has none."""
    try:
        result: Quantity = _FUNCTIONS[name](*values)
    except (TypeError, ValueError) as error:
        raise FormulaError(f"'{name}' cannot take these values") from error
    return result


def plain(value: Quantity) -> float:
    """A quantity without a dimension as a number; raises FormulaError for any other."""
    if not alike(value, quantity(1)):
        raise FormulaError(f"'{shown(value)}' is no plain number")
    return in_unit(value, "").magnitude


def evaluate_tree(tree: Expression) -> Quantity:
    """Compute a formula that was read; raises QuantityError or ArithmeticError."""
    match tree:
        case Value(value):
            return value
        case Sum(first, rest):
            total = evaluate_tree(first)
            for sign, term in rest:
                other = evaluate_tree(term)
                expect_alike(total, other)
                total = total + other if sign == "+" else total - other
            return total
        case Product(first, rest):
            result = evaluate_tree(first)
            for sign, factor in rest:
                result = result * evaluate_tree(factor) if sign == "*" else result / evaluate_tree(factor)
            return result
        case Power(base, exponent):
            return _to_the(evaluate_tree(base), plain(evaluate_tree(exponent)))
        case Negative(of):
            return -evaluate_tree(of)
    return apply(tree.name, [evaluate_tree(argument) for argument in tree.arguments])


def _to_the(base: Quantity, exponent: float) -> Quantity:
    if base.magnitude < 0 and not exponent.is_integer():
        raise ArithmeticError("no real root")
    return base**exponent


def _of_plain(function: Callable[[float], float]) -> Callable[[Quantity], Quantity]:
    return lambda value: quantity(float(function(plain(value))))


def _settled(value: float) -> float:
    """Binary fractions leave 15.000000000000002 where 15 is meant, and rounding up would make it 16."""
    return float(f"{value:.12g}")


_FUNCTIONS: dict[str, Callable[..., Quantity]] = {
    "sqrt": lambda value: _to_the(value, 0.5),
    "ln": _of_plain(math.log),
    "log2": _of_plain(math.log2),
    "exp": _of_plain(math.exp),
    "ceil": _of_plain(lambda value: math.ceil(_settled(value))),
    "floor": _of_plain(lambda value: math.floor(_settled(value))),
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
}
