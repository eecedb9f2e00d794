"""Typed numbers: how far off they are, and the worked answer."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sdcards.notes.answers import UnreadableNumber, read_answer
from sdcards.notes.card import Number
from sdcards.notes.formula import evaluate
from sdcards.notes.inputs import Drawn, written
from sdcards.notes.quantity import Quantity, in_unit, quantity, ratio, shown, shown_unit

__all__ = ["Solution", "UnreadableNumber", "Verdict", "judge", "solve"]

_SLACK = 1 + 1e-9


@dataclass(frozen=True, slots=True)
class Solution:
    """The right answer as shown, and for a drill how it comes about."""

    result: str
    working: str = ""


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


def solve(number: Number, drawn: Drawn | None = None) -> Solution:
    """The right answer; for a drill, with the inputs drawn. Raises QuantityError where the card itself is wrong."""
    return _solution(number, drawn or {}, _right_value(number, drawn or {}))


def judge(typed: str, number: Number, drawn: Drawn | None = None) -> Verdict:
    """Compare a typed answer with the right one; raises UnreadableNumber."""
    value = _right_value(number, drawn or {})
    answer = read_answer(typed, value)
    solution = _solution(number, drawn or {}, value)
    off = _off(answer, value)
    return Verdict(
        right=off <= number.within * _SLACK,
        off=off,
        too_much=ratio(answer, value) > 1,
        said=shown(answer),
        result=solution.result,
        working=solution.working,
    )


def _right_value(number: Number, drawn: Drawn) -> Quantity:
    if not number.formula:
        return evaluate(number.value)
    inputs = {given.name: quantity(drawn[given.name], given.unit) for given in number.given}
    return in_unit(evaluate(number.formula, inputs), number.unit)


def _solution(number: Number, drawn: Drawn, value: Quantity) -> Solution:
    if not number.formula:
        return Solution(number.value)
    inputs = {given.name: written(drawn[given.name], given.unit) for given in number.given}
    working = re.sub(r"[A-Za-z]\w*", lambda name: inputs.get(name[0], name[0]), number.formula).replace("*", "×")
    return Solution(shown(value), f"{working} = {shown(value)}")


def _off(answer: Quantity, value: Quantity) -> float:
    """The factor between answer and right value; near 100 % the factor between what they lack to 100 %."""
    times = ratio(answer, value)
    if shown_unit(value) == "%" and 90 <= value.magnitude < 100:
        times = (100 - float(answer.to(value.units).magnitude)) / (100 - float(value.magnitude))
    return max(times, 1 / times) if times > 0 else math.inf
