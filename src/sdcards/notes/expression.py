"""Formulas as trees: read by rules of our own and never run as code."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sdcards.notes.quantity import Quantity, QuantityError, quantity


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its unit, or an input."""

    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Sum:
    """A term, and more of them with their signs, ``+`` or ``-``."""

    first: Expression
    rest: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A factor, and more of them with their signs, ``*`` or ``/``."""

    first: Expression
    rest: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Power:
    """A base and its exponent."""

    base: Expression
    exponent: Expression


@dataclass(frozen=True, slots=True)
class Negative:
    """What has a minus before it."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function of one value or more."""

    name: str
    arguments: tuple[Expression, ...]


Expression = Value | Sum | Product | Power | Negative | Call


class FormulaError(QuantityError):
    """A formula cannot be read or does not compute; the message says where or why."""


def read_formula(formula: str, names: Mapping[str, Quantity], functions: Collection[str]) -> Expression:
    """Read a formula over the inputs ``names``; raises FormulaError, or QuantityError for an unknown unit."""
    reader = _Reader(_tokens(formula), names, functions)
    whole = reader.sum()
    reader.expect_end()
    return whole


_TOKEN = re.compile(
    r"\s*(?:[0-9](?:_?[0-9])*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|[A-Za-zµμ][A-Za-zµμ0-9_]*|\*\*|[-+*/^(),%×·])"
)
_LONGEST = 500
_DEEPEST = 30
_SAME = {"**": "^", "×": "*", "·": "*"}


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

    def __init__(self, words: list[str], names: Mapping[str, Quantity], functions: Collection[str]) -> None:
        self._words = words
        self._names = names
        self._functions = functions
        self._place = 0
        self._depth = 0

    def sum(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FormulaError("too many brackets inside each other")
        first, rest = self._product(), []
        while (sign := self._take("+", "-")) is not None:
            rest.append((sign, self._product()))
        self._depth -= 1
        return Sum(first, tuple(rest)) if rest else first

    def expect_end(self) -> None:
        if self._place < len(self._words):
            raise FormulaError(f"did not expect '{self._words[self._place]}'")

    def _product(self) -> Expression:
        first, rest = self._power(), []
        while (sign := self._take("*", "/")) is not None:
            rest.append((sign, self._power()))
        return Product(first, tuple(rest)) if rest else first

    def _power(self) -> Expression:
        signs = 0
        while self._take("-") is not None:
            signs += 1
        base = self._raised(self._value())
        return Negative(base) if signs % 2 else base

    def _raised(self, base: Expression) -> Expression:
        return base if self._take("^") is None else Power(base, self._power())

    def _value(self) -> Expression:
        word = self._next()
        if word == "(":
            value = self.sum()
            self._close()
            return value
        if word[0].isdigit():
            return self._number(float(word))
        if word in self._functions and self._take("(") is not None:
            return self._call(word)
        if word in self._names:
            return Value(self._names[word])
        if not word[0].isalpha():
            raise FormulaError(f"did not expect '{word}'")
        try:
            return Value(quantity(1.0, word))
        except QuantityError as error:
            raise FormulaError(f"'{word}' is neither given nor a unit") from error

    def _number(self, value: float) -> Expression:
        """A number with the unit behind it, if there is one. A power belongs to the unit alone, as in ``2 m^2``."""
        following, after = (*self._words[self._place : self._place + 2], "", "")[:2]
        if following != "%" and (not following[:1].isalpha() or following in self._names):
            return Value(quantity(value))
        self._place += 1
        if after != "^" or following == "%":
            return Value(quantity(value, following))
        return Product(Value(quantity(value)), (("*", self._raised(Value(quantity(1.0, following)))),))

    def _call(self, name: str) -> Expression:
        arguments = [self.sum()]
        while self._take(",") is not None:
            arguments.append(self.sum())
        self._close()
        return Call(name, tuple(arguments))

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
