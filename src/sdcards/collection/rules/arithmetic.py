"""Every number that can be computed is computed, with its units."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.notes.card import Given
from sdcards.notes.drill import Drill
from sdcards.notes.fact import Fact
from sdcards.notes.formula import evaluate
from sdcards.notes.quantity import Quantity, QuantityError, alike, in_unit, quantity, shown
from sdcards.reading.nodes import Fields
from sdcards.reading.span import Problem

_WRITTEN_OUT = re.compile(
    r"(?P<digits>[0-9_]+(?:\.[0-9]+)?)(?:e[+-]?[0-9]+)?(?:\s*[^0-9\s*^(+-][^*(+-]*)?", re.IGNORECASE
)
"""A quantity that stands there in digits, not as a power or a product."""

_EXACT = 15
"""Digits that a computer keeps."""

_ADVICE = "see 'Quantities' in docs/card-format.md"


def wrong_arithmetic(collection: Collection) -> Iterator[Problem]:
    """Values that are no quantities, and formulas that do not give the stated value in the stated unit."""
    for note, node in notes_of(collection):
        if isinstance(note, Fact):
            yield from _fact(note, node)
        elif isinstance(note, Drill):
            yield from _drill(note, node)


def _fact(note: Fact, node: Fields) -> Iterator[Problem]:
    try:
        value = evaluate(note.value)
    except QuantityError as error:
        yield problem_at(node, "value", "bad-quantity", str(error), "a number and its unit, such as '43.2 min'")
        return
    if value.magnitude <= 0:
        hint = "no factor leads to it; ask for another number"
        yield problem_at(node, "value", "bad-quantity", f"'{note.value}' is not above zero", hint)
    elif note.formula is not None:
        yield from _stated(note.value, value, note.formula, node)


def _stated(written: str, value: Quantity, formula: str, node: Fields) -> Iterator[Problem]:
    """Compare a formula with the value that stands beside it."""
    try:
        result = evaluate(formula)
    except QuantityError as error:
        yield problem_at(node, "formula", "bad-formula", str(error), _ADVICE)
        return
    if not alike(result, value):
        message = f"the formula gives {shown(result)}, which is not the kind of '{written}'"
        yield problem_at(node, "formula", "wrong-unit", message, "mend the formula or the value's unit")
    elif not _rounds_to(float(result.to(value.units).magnitude), float(value.magnitude), _digits(written)):
        message = f"the formula gives {shown(result.to(value.units))}, not '{written}'"
        yield problem_at(node, "value", "wrong-arithmetic", message, "state what the formula gives")


def _rounds_to(result: float, stated: float, digits: int) -> bool:
    """Whether the stated value is the result to that many digits; a half may go either way."""
    rounded = (float(f"{result * nudge:.{digits - 1}e}") for nudge in (1 - 1e-9, 1, 1 + 1e-9))
    return any(math.isclose(each, stated, rel_tol=1e-9) for each in rounded)


def _digits(written: str) -> int:
    """How many digits a value shows, closing zeros left out."""
    found = _WRITTEN_OUT.fullmatch(written)
    if found is None:
        return _EXACT
    return min(_EXACT, len(Decimal(found["digits"].replace("_", "")).normalize().as_tuple().digits))


def _drill(note: Drill, node: Fields) -> Iterator[Problem]:
    """A drill must compute in its unit at every corner of its ranges."""
    givens = note.inputs()
    units = [*((f"given.{given.name}", given.unit) for given in givens), ("unit", note.unit)]
    unknown = [problem for field, unit in units for problem in _unknown_unit(node, field, unit)]
    yield from unknown or _corners(note, givens, node)
    if unused := [given.name for given in givens if not re.search(rf"\b{given.name}\b", note.formula)]:
        message = f"'{unused[0]}' is given but not used"
        yield problem_at(node, "formula", "bad-formula", message, "use it, or say it in plain words")


def _unknown_unit(node: Fields, field: str, unit: str) -> Iterator[Problem]:
    try:
        quantity(1, unit)
    except QuantityError as error:
        yield problem_at(node, field, "bad-quantity", str(error), _ADVICE)


def _corners(note: Drill, givens: tuple[Given, ...], node: Fields) -> Iterator[Problem]:
    """The first corner at which the formula does not compute, or gives nothing to judge by."""
    try:
        for ends in product(*({given.low, given.high} for given in givens)):
            names = {given.name: quantity(end, given.unit) for given, end in zip(givens, ends, strict=True)}
            result = in_unit(evaluate(note.formula, names), note.unit)
            if result.magnitude <= 0:
                message = f"it gives {shown(result)} within the ranges"
                yield problem_at(node, "formula", "bad-formula", message, "keep it above zero")
                return
    except QuantityError as error:
        yield problem_at(node, "formula", "bad-formula", str(error), _ADVICE)
