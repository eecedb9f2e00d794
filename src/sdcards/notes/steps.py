"""A formula worked out step by step, as one would say it at a whiteboard: from left to right, in round numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isclose

from sdcards.notes.expression import Expression, Negative, Power, Product, Sum, Value
from sdcards.notes.formula import apply, evaluate_tree, parse, plain
from sdcards.notes.quantity import Quantity, alike, in_unit, quantity, shown, shown_unit
from sdcards.notes.spoken import (
    concluded,
    conversion,
    given,
    in_bytes,
    is_exact,
    is_nines,
    is_share,
    rounded,
    said,
    tidied,
)


def worked_steps(formula: str, inputs: Mapping[str, Quantity], unit: str) -> tuple[str, ...]:
    """Each step with what it gives, the last one in ``unit``: ``20 million × 5 = 100 million``, ``÷ 86,400 s ≈ 1,200/s``.

    Values are carried on exactly and written to two digits, or to three where that is exact; the last one is written as
    the answer is. Raises FormulaError.
    """
    board = _Board()
    board.finish(board.work(parse(formula, inputs)), unit)
    *before, last = board.lines
    steps = (f"{line.text} {given(line.value, of_exact=line.of_exact)}" for line in before)
    return (*steps, f"{last.text} {concluded(last.value, of_exact=last.of_exact)}")


@dataclass(frozen=True, slots=True)
class _Line:
    """What is done and what it gives; ``of_exact`` if what it is done to stands there as exactly as it is."""

    text: str
    value: Quantity
    of_exact: bool = True


@dataclass(frozen=True, slots=True)
class _Term:
    """A value on the board: how it is said, whether exactly, and the number of the line that worked it out, if one did."""

    value: Quantity
    text: str
    line: int = -1
    is_exact: bool = True


class _Board:
    def __init__(self) -> None:
        self.lines: list[_Line] = []

    def work(self, tree: Expression) -> _Term:
        match tree:
            case Value(value):
                return _Term(value, said(value))
            case Sum(first, rest):
                return self._sum(first, rest)
            case Product(first, rest):
                return self._product(first, rest)
            case Power(base, exponent):
                return self._power(self.work(base), self.work(exponent), evaluate_tree(tree))
            case Negative(of):
                term = self.work(of)
                return replace(term, value=-term.value, text=f"−{term.text}")
        return self._call(tree.name, [self.work(argument) for argument in tree.arguments])

    def finish(self, term: _Term, unit: str) -> None:
        """Take the last value to the unit that is asked for, in a line of its own where that is a step to reckon."""
        value = in_unit(term.value, unit)
        if term.line < 0:
            self.lines.append(_Line(term.text, value))
            return
        sign, number = conversion(self.lines[-1].value, value)
        if sign:
            self._write(term, sign, _Term(value, number), value)
        self.lines[-1] = replace(self.lines[-1], value=value)

    def _sum(self, first: Expression, rest: tuple[tuple[str, Expression], ...]) -> _Term:
        """All terms first, then one line that adds them up."""
        terms = [("+", self.work(first)), *((sign, self.work(term)) for sign, term in rest)]
        if any(is_share(term.value) for _, term in terms):
            terms = [(sign, _as_share(term)) for sign, term in terms]
        total = terms[0][1].value
        for sign, term in terms[1:]:
            total = total + term.value if sign == "+" else total - term.value
        text = "".join(f" {_SIGNS[sign]} {term.text}" for sign, term in terms).removeprefix(" + ")
        if text == f"100 % − {terms[-1][1].text}" and terms[-1][1].line > 0 and self.lines[-2].text.endswith(_MISSING):
            return self._without_detour(total)
        return self._add(text, total, *(term for _, term in terms))

    def _without_detour(self, total: Quantity) -> _Term:
        """What is missing to 100 % was known before it was taken from 100 %."""
        self.lines.pop()
        missing = self.lines.pop()
        overlaps = rounded(missing.value) != rounded(total)
        return self._add(f"{missing.text}{_OVERLAP if overlaps else ''}", total)

    def _product(self, first: Expression, rest: tuple[tuple[str, Expression], ...]) -> _Term:
        term = self.work(first)
        factors = [(sign, self.work(factor)) for sign, factor in rest]
        if len(self.lines) == 0 and all(sign == "*" and is_nines(each.value) for sign, each in [("*", term), *factors]):
            return self._chain([term, *(each for _, each in factors)])
        for sign, other in factors:
            if (term.line < 0 and _is_thousands(term, other)) or _is_one(other.value):
                value = _times(term.value, sign, other.value)
                term = replace(term, value=value, text=said(tidied(value)) if term.line < 0 else term.text)
            else:
                term, other = self._in_bytes(term, self._in_seconds(term, other))  # noqa: PLW2901 - the same in other words
                term = self._write(term, sign, other, _times(term.value, sign, other.value))
        return term

    def _chain(self, terms: list[_Term]) -> _Term:
        """Shares near 100 % multiplied: what they lack adds up."""
        whole, left = quantity(100, "%"), quantity(1)
        gaps = [whole - in_unit(term.value, "%") for term in terms]
        lacking = gaps[0]
        for gap in gaps[1:]:
            lacking = lacking + gap
        for term in terms:
            left = left * term.value
        missing = self._add(f"{' + '.join(shown(gap) for gap in gaps)}{_MISSING}", lacking)
        return self._add(f"100 % − {missing.text}", in_unit(left, "%"), missing)

    def _in_seconds(self, term: _Term, other: _Term) -> _Term:
        """Minutes and hours as seconds where they meet anything but a share."""
        if is_share(term.value) or shown_unit(other.value) not in ("min", "h") or other.text.endswith(" s"):
            return other
        return self._add(other.text, in_unit(other.value, "s"), other)

    def _in_bytes(self, *terms: _Term) -> tuple[_Term, ...]:
        """Bits as bytes where they meet bytes."""
        units = [shown_unit(term.value) for term in terms]
        if not any("bit" in unit for unit in units) or not any("B" in unit for unit in units):
            return terms
        return tuple(self._add(f"{term.text} ÷ 8", in_bytes(term.value), term) if "bit" in unit else term
                     for term, unit in zip(terms, units, strict=True))  # fmt: skip

    def _power(self, base: _Term, exponent: _Term, value: Quantity) -> _Term:
        text = f"({base.text})^{exponent.text}" if " " in base.text else f"{base.text}^{exponent.text}"
        if not is_share(base.value):
            return self._add(text, value, base, exponent)
        share, gap = in_unit(value, "%"), quantity(100, "%") - base.value
        if _SMALL_GAP > gap.magnitude * exponent.value.magnitude > 0:
            missing = self._add(f"{exponent.text} × {shown(gap)}{_MISSING}", gap * exponent.value)
            return self._add(f"100 % − {missing.text}", share, missing)
        return self._add(text, share, base, exponent)

    def _call(self, name: str, terms: list[_Term]) -> _Term:
        value = apply(name, [term.value for term in terms])
        if name in _ROUNDING:
            if isclose(plain(value), plain(terms[0].value)):
                return terms[0]
            return self._add(_ROUNDING[name], value)
        if name in _CHOOSING:
            return self._add(f"{_CHOOSING[name]} of {' and '.join(term.text for term in terms)}", value, *terms)
        return self._add(f"{name}({terms[0].text})", value, *terms)

    def _write(self, term: _Term, sign: str, other: _Term, value: Quantity) -> _Term:
        """The next step with a value; one that stands in the last line is not said again."""
        before = "" if term.line == len(self.lines) - 1 >= 0 else f"{term.text} "
        return self._add(f"{before}{_SIGNS[sign]} {other.text}", value, term, other)

    def _add(self, text: str, value: Quantity, *of: _Term) -> _Term:
        """A line more, and its value made ``of`` these: nothing is exact that a reader would reckon from a rounded number."""
        spoken, of_exact = tidied(value), all(term.is_exact for term in of)
        self.lines.append(_Line(text, spoken, of_exact))
        return _Term(spoken, rounded(spoken), len(self.lines) - 1, of_exact and is_exact(spoken))


def _times(one: Quantity, sign: str, other: Quantity) -> Quantity:
    """A product or quotient; a share of a number is a number, a share of a share is a share."""
    value = one * other if sign == "*" else one / other
    if is_share(one) and is_share(other) and sign == "*":
        return in_unit(value, "%")
    return in_unit(value, "") if alike(value, quantity(1)) else value


_SIGNS = {"*": "×", "/": "÷", "+": "+", "-": "−"}
_ROUNDING = {"ceil": "rounded up", "floor": "rounded down"}
_CHOOSING = {"max": "the larger", "min": "the smaller"}
_THOUSANDS = (1e3, 1e6, 1e9, 1e12)
_MISSING = " missing"
_OVERLAP = ", less the overlap"
_SMALL_GAP = 10
"""Percent up to which gaps simply add up."""


def _as_share(term: _Term) -> _Term:
    value = in_unit(term.value, "%")
    return replace(term, value=value, text=shown(value) if term.line < 0 else rounded(value))


def _is_one(value: Quantity) -> bool:
    """One, or one second: what makes a number a rate."""
    return value.magnitude == 1 and shown_unit(value) in ("", "s")


def _is_thousands(term: _Term, other: _Term) -> bool:
    """Whether ``other`` only says how many digits a given number has."""
    return (
        other.line < 0
        and shown_unit(other.value) == "" == shown_unit(term.value)
        and other.value.magnitude in _THOUSANDS
    )
