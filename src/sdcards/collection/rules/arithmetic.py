"""Every number that can be computed is computed, with its units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.notes.drill import Drill
from sdcards.notes.fact import Fact
from sdcards.notes.formula import evaluate
from sdcards.notes.inputs import read_given
from sdcards.notes.quantity import Quantity, QuantityError, alike, in_unit, quantity, ratio, shown
from sdcards.reading.nodes import Fields
from sdcards.reading.span import Problem

_DIGITS = re.compile(r"(?P<lead>[\d_]*\.?\d*)")


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
    if note.formula is None:
        return
    try:
        result = evaluate(note.formula)
    except QuantityError as error:
        yield problem_at(node, "formula", "bad-formula", str(error), "see 'Quantities' in docs/card-format.md")
        return
    if not alike(result, value):
        message = f"the formula gives {shown(result)}, which is not the kind of '{note.value}'"
        yield problem_at(node, "formula", "wrong-unit", message, "mend the formula or the value's unit")
    elif not _agree(result, value, note.value):
        message = f"the formula gives {shown(result.to(value.units))}, not '{note.value}'"
        yield problem_at(node, "value", "wrong-arithmetic", message, "state what the formula gives")


def _agree(result: Quantity, value: Quantity, written: str) -> bool:
    """Whether the stated value is the result, rounded no coarser than its own last digit says."""
    stated = abs(float(value.magnitude))
    return (
        abs(float(result.to(value.units).magnitude) - float(value.magnitude)) <= _last_digit(written, stated) * 1.0001
    )


def _last_digit(written: str, stated: float) -> float:
    """How much one step of the last digit that is not a closing zero amounts to."""
    found = _DIGITS.match(written)
    digits = found["lead"].replace("_", "") if found else "1"
    significant = len(digits.replace(".", "").strip("0")) or 1
    return float(10 ** (int(f"{stated:e}".partition("e")[2]) - significant + 1)) if stated else 0.0


def _drill(note: Drill, node: Fields) -> Iterator[Problem]:
    """A drill must compute in its unit at every corner of its ranges."""
    givens = [read_given(name, text) for name, text in note.given.items()]
    try:
        ends = [{quantity(end, given.unit) for end in (given.low, given.high)} for given in givens]
        quantity(1, note.unit)
    except QuantityError as error:
        yield problem_at(node, "given", "bad-quantity", str(error), "see 'Quantities' in docs/card-format.md")
        return
    try:
        for corner in product(*ends):
            names = {given.name: value for given, value in zip(givens, corner, strict=True)}
            result = in_unit(evaluate(note.formula, names), note.unit)
            if ratio(result, quantity(1, note.unit)) <= 0:
                yield problem_at(
                    node, "formula", "bad-formula", f"it gives {shown(result)} within the ranges", "keep it above zero"
                )
                return
    except QuantityError as error:
        yield problem_at(node, "formula", "bad-formula", str(error), "see 'Quantities' in docs/card-format.md")
        return
    if unused := [given.name for given in givens if not re.search(rf"\b{given.name}\b", note.formula)]:
        yield problem_at(
            node, "formula", "bad-formula", f"'{unused[0]}' is given but not used", "use it, or say it in plain words"
        )
