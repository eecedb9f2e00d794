"""Typed numbers: how far off they are, and the worked answer."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from sdcards.notes.answers import UnreadableNumber, read_answer, units_asked_for
from sdcards.notes.card import Number
from sdcards.notes.formula import evaluate
from sdcards.notes.inputs import Drawn, written
from sdcards.notes.quantity import Quantity, in_unit, quantity, ratio, shown, shown_number, shown_unit
from sdcards.notes.spoken import tidied
from sdcards.notes.steps import worked_steps

__all__ = ["Solution", "UnreadableNumber", "Verdict", "judge", "solve"]

_SLACK = 1 + 1e-9

_PIECE = re.compile(r"[A-Za-zµμ]\w*|[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\*\*?")
_SIGNS = {"**": "^", "*": "×"}
_SAYABLE = 1e15
"""Powers of ten below have a name."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The right answer as shown, and for a drill how it comes about: in one line, and step by step."""

    result: str
    working: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a typed answer compares.

    ``off`` is the factor between it and the right value, at least 1; ``too_much`` tells on which side. ``said`` is the
    answer as it was read.
    """

    right: bool
    off: float
    too_much: bool
    said: str
    result: str
    working: str = ""
    steps: tuple[str, ...] = ()


def solve(number: Number, drawn: Drawn | None = None) -> Solution:
    """The right answer; for a drill, with the inputs drawn. Raises QuantityError where the card itself is wrong."""
    return _solution(number, drawn or {}, _right_value(number, drawn or {}))


def judge(typed: str, number: Number, drawn: Drawn | None = None, question: str = "") -> Verdict:
    """Compare a typed answer with the right one, a bare number in the unit of the question; raises UnreadableNumber."""
    value = _right_value(number, drawn or {})
    answer = read_answer(typed, value, units_asked_for(question))
    solution = _solution(number, drawn or {}, value)
    off = _off(answer, value)
    return Verdict(
        right=off <= number.within * _SLACK,
        off=off,
        too_much=ratio(answer, value) > 1,
        said=shown(answer),
        result=solution.result,
        working=solution.working,
        steps=solution.steps,
    )


def _right_value(number: Number, drawn: Drawn) -> Quantity:
    if not number.formula:
        return evaluate(number.value)
    return in_unit(evaluate(number.formula, _inputs(number, drawn)), number.unit)


def _inputs(number: Number, drawn: Drawn) -> dict[str, Quantity]:
    return {given.name: quantity(drawn[given.name], given.unit) for given in number.given}


def _solution(number: Number, drawn: Drawn, value: Quantity) -> Solution:
    if not number.formula:
        return Solution(number.value)
    inputs = {given.name: written(drawn[given.name], given.unit) for given in number.given}
    working = _PIECE.sub(lambda piece: inputs.get(piece[0]) or _said(piece[0]), number.formula)
    unit = _sayable(value, number.unit)
    result = shown(in_unit(value, unit))
    steps = worked_steps(number.formula, _inputs(number, drawn), unit)
    return Solution(result, f"{working} = {result}", steps)


def _sayable(value: Quantity, unit: str) -> str:
    """The step of a thousand in which one would say bytes and bits; of all else the unit that the card chose."""
    return shown_unit(tidied(value)) if re.search("B|bit", unit) else unit


def _said(piece: str) -> str:
    """A piece of a formula as people write it: ``86,400``, ``1 million``, ``10^-5``, ``×``."""
    if not piece[0].isdigit():
        return _SIGNS.get(piece, piece)
    lead, _, exponent = piece.replace("_", "").lower().partition("e")
    if not exponent:
        return f"{Decimal(lead):,}"
    value = float(piece)
    if 1 <= value < _SAYABLE and value == float(f"{value:.3g}"):
        return shown_number(value)
    power = f"10^{int(exponent)}"
    return power if lead == "1" else f"({lead} × {power})"


def _off(answer: Quantity, value: Quantity) -> float:
    """The factor between answer and right value; near 100 % the factor between what they lack to 100 %."""
    times = ratio(answer, value)
    if shown_unit(value) == "%" and 90 <= value.magnitude < 100:
        times = (100 - float(answer.to(value.units).magnitude)) / (100 - float(value.magnitude))
    return max(times, 1 / times) if times > 0 else math.inf
