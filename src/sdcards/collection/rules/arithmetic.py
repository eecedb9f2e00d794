"""Every number that can be computed is computed, with its units."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.collection.rules.units import meant_unit, unit_advice
from sdcards.notes.card import Given
from sdcards.notes.drill import Drill
from sdcards.notes.fact import Fact
from sdcards.notes.formula import evaluate
from sdcards.notes.quantity import Quantity, QuantityError, alike, in_unit, quantity, shown, shown_unit
from sdcards.practice.scenes import SceneEntry
from sdcards.reading.nodes import Fields
from sdcards.reading.span import Problem

_WRITTEN_OUT = re.compile(
    r"(?P<digits>[0-9_]+(?:\.[0-9]+)?)(?:e[+-]?[0-9]+)?(?P<unit>\s*[^0-9\s*^(+-][^*(+-]*)?", re.IGNORECASE
)
"""A quantity that stands there in digits, not as a power or a product."""

_NUMBER_AND_UNIT = re.compile(r"(?P<number>[0-9_.]+(?:e[+-]?[0-9]+)?)\s*(?P<unit>\S+)\s*\Z", re.IGNORECASE)

_EXACT = 15
"""Digits that a computer keeps."""

MOST_RANGES = 5
"""Nobody reckons with more in the head; and each doubles the corners at which a drill has to compute."""

ADVICE = "see 'Quantities' in docs/card-format.md"
"""Where to read about formulas and units."""


def wrong_arithmetic(collection: Collection) -> Iterator[Problem]:
    """Values that are no quantities, and formulas that do not give the stated value in the stated unit."""
    for note, node in notes_of(collection):
        if isinstance(note, Fact):
            yield from _fact(note, node)
        elif isinstance(note, Drill):
            yield from unsound_drill(note, node)


def unknown_unit(node: Fields, field: str, unit: str) -> Iterator[Problem]:
    """A unit that nobody knows, said at the field that has it."""
    try:
        quantity(1, unit)
    except QuantityError as error:
        meant = meant_unit(unit)
        yield problem_at(node, field, "bad-quantity", str(error), f"did you mean '{meant}'?" if meant else ADVICE)


def idle_inputs(node: Fields, field: str, formula: str, given: Iterable[str]) -> Iterator[Problem]:
    """The first input that a formula does not use, said at the formula's field."""
    if unused := [name for name in given if not re.search(rf"\b{name}\b", formula)]:
        message = f"'{unused[0]}' is given but not used"
        yield problem_at(node, field, "bad-formula", message, "use it, or say it in plain words")


def _fact(note: Fact, node: Fields) -> Iterator[Problem]:
    try:
        value = evaluate(note.value)
    except QuantityError as error:
        yield problem_at(node, "value", "bad-quantity", str(error), _mended(note.value))
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
        yield problem_at(node, "formula", "bad-formula", str(error), unit_advice(error, ADVICE))
        return
    if not alike(result, value):
        message = f"the formula gives {shown(result)}, which is not the kind of '{written}'"
        yield problem_at(node, "formula", "wrong-unit", message, "mend the formula or the value's unit")
    elif not _rounds_to(float(result.to(value.units).magnitude), float(value.magnitude), _digits(written)):
        message = f"the formula gives {shown(result.to(value.units))}, not '{written}'"
        yield problem_at(node, "value", "wrong-arithmetic", message, _computed(result.to(value.units), written))


def _computed(result: Quantity, written: str) -> str:
    """What the formula gives, ready to paste: in the author's unit, to as many digits as were stated but three at least."""
    if result.magnitude <= 0:
        return "mend the formula: an answer is above zero"
    found = _WRITTEN_OUT.fullmatch(written)
    unit = (found["unit"] or "").strip() if found else shown_unit(result)
    if unit == "%" and result.magnitude >= 90:
        return f"write 'value: {shown(result)}', or mend the formula"  # the nines are what such a number is about
    digits = max(3, _digits(written))
    number = f"{float(f'{result.magnitude:.{digits - 1}e}'):.15g}"
    return f"write 'value: {number} {f'1{unit}' if unit.startswith('/') else unit}".rstrip() + "', or mend the formula"


def _mended(value: str) -> str:
    """The value with a unit that we know, where it can be guessed."""
    found = _NUMBER_AND_UNIT.match(value)
    meant = meant_unit(found["unit"]) if found else None
    return (
        f"did you mean '{found['number']} {meant}'?" if found and meant else "a number and its unit, such as '43.2 min'"
    )


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


def unsound_drill(note: Drill | SceneEntry, node: Fields) -> Iterator[Problem]:
    """A drill must compute in its unit at every corner of its ranges."""
    givens = note.inputs()
    units = [*((f"given.{given.name}", given.unit) for given in givens), ("unit", note.unit)]
    unknown = [problem for field, unit in units for problem in unknown_unit(node, field, unit)]
    ranges = sum(given.low != given.high for given in givens)
    if ranges > MOST_RANGES:
        hint = f"at most {MOST_RANGES}; give the others as plain values"
        yield problem_at(node, "given", "bad-length", f"'given' has {ranges} ranges", hint)
        return
    yield from unknown or _corners(note, givens, node)
    yield from idle_inputs(node, "formula", note.formula, note.given)


def _corners(note: Drill | SceneEntry, givens: tuple[Given, ...], node: Fields) -> Iterator[Problem]:
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
        yield problem_at(node, "formula", "bad-formula", str(error), unit_advice(error, ADVICE))
