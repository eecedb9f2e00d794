"""Formulas on cards: arithmetic over quantities, read by rules of our own and never run as code."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping

from sdcards.notes.quantity import Quantity, QuantityError, alike, expect_alike, in_unit, quantity, shown

_TOKEN = re.compile(
    r"\s*(?:[0-9](?:_?[0-9])*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|[A-Za-zµμ][A-Za-zµμ0-9_]*|\*\*|[-+*/^(),%×·])"
)
_LONGEST = 500
_DEEPEST = 30
_SAME = {"**": "^", "×": "*", "·": "*"}


class FormulaError(QuantityError):
    """A formula cannot be read or does not compute; the message says where or why."""


def evaluate(formula: str, names: Mapping[str, Quantity] | None = None) -> Quantity:
    """Compute a formula; ``names`` are the inputs it may use. Raises FormulaError."""
    reader = _Reader(_tokens(formula), names or {})
    try:
        result = reader.sum()
        reader.expect_end()
    except QuantityError as error:
        raise FormulaError(str(error)) from error
    except ArithmeticError as error:
        raise FormulaError(f"'{formula}' has no finite result") from error
    if not math.isfinite(result.magnitude):
        raise FormulaError(f"'{formula}' has no finite result")
    return result


def _tokens(formula: str) -> list[str]:
    if len(formula) > _LONGEST:
        raise FormulaError(f"a formula has at most {_LONGEST} characters")
    words, place = [], 0
    text = formula.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise FormulaError(f"cannot read '{text[place:].strip()}' in '{formula}'")
        words.append(_SAME.get(found[0].strip(), found[0].strip()))
        place = found.end()
    return words


class _Reader:
    """Recursive descent over words: sum, product, power, value."""

    def __init__(self, words: list[str], names: Mapping[str, Quantity]) -> None:
        self._words = words
        self._names = names
        self._place = 0
        self._depth = 0

    def sum(self) -> Quantity:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FormulaError("too many brackets inside each other")
        value = self._product()
        while (sign := self._take("+", "-")) is not None:
            other = self._product()
            expect_alike(value, other)
            value = value + other if sign == "+" else value - other
        self._depth -= 1
        return value

    def expect_end(self) -> None:
        if self._place < len(self._words):
            raise FormulaError(f"did not expect '{self._words[self._place]}'")

    def _product(self) -> Quantity:
        value = self._power()
        while (sign := self._take("*", "/")) is not None:
            other = self._power()
            value = value * other if sign == "*" else value / other
        return value

    def _power(self) -> Quantity:
        signs = 0
        while self._take("-") is not None:
            signs += 1
        base = self._raised(self._value())
        return -base if signs % 2 else base

    def _raised(self, base: Quantity) -> Quantity:
        return base if self._take("^") is None else _to_the(base, _plain(self._power()))

    def _value(self) -> Quantity:
        word = self._next()
        if word == "(":
            value = self.sum()
            self._close()
            return value
        if word[0].isdigit():
            return self._number(float(word))
        if word in _FUNCTIONS and self._take("(") is not None:
            return self._call(word)
        if word in self._names:
            return self._names[word]
        if not word[0].isalpha():
            raise FormulaError(f"did not expect '{word}'")
        try:
            return quantity(1.0, word)
        except QuantityError as error:
            raise FormulaError(f"'{word}' is neither given nor a unit") from error

    def _number(self, value: float) -> Quantity:
        """A number with the unit behind it, if there is one. A power belongs to the unit alone, as in ``2 m^2``."""
        following, after = (*self._words[self._place : self._place + 2], "", "")[:2]
        if following != "%" and (not following[:1].isalpha() or following in self._names):
            return quantity(value)
        self._place += 1
        if after != "^" or following == "%":
            return quantity(value, following)
        return quantity(value) * self._raised(quantity(1.0, following))

    def _call(self, name: str) -> Quantity:
        values = [self.sum()]
        while self._take(",") is not None:
            values.append(self.sum())
        self._close()
        try:
            result: Quantity = _FUNCTIONS[name](*values)
        except (TypeError, ValueError) as error:
            raise FormulaError(f"'{name}' cannot take these values") from error
        return result

    def _take(self, *signs: str) -> str | None:
        if self._place < len(self._words) and self._words[self._place] in signs:
            self._place += 1
            return self._words[self._place - 1]
        return None

    def _next(self) -> str:
        if self._place == len(self._words):
            raise FormulaError("the formula ends too early")
        self._place += 1
        return self._words[self._place - 1]

    def _close(self) -> None:
        if self._take(")") is None:
            raise FormulaError("a ')' is missing")


def _plain(value: Quantity) -> float:
    if not alike(value, quantity(1)):
        raise FormulaError(f"'{shown(value)}' is no plain number")
    return in_unit(value, "").magnitude


def _to_the(base: Quantity, exponent: float) -> Quantity:
    if base.magnitude < 0 and not exponent.is_integer():
        raise ArithmeticError("no real root")
    return base**exponent


def _of_plain(function: Callable[[float], float]) -> Callable[[Quantity], Quantity]:
    return lambda value: quantity(float(function(_plain(value))))


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
