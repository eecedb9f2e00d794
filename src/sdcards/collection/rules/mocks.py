"""Prompts of the mock interview: sums that compute, lines that say one thing once and lead to notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from sdcards.collection.collection import Collection
from sdcards.collection.rules.arithmetic import ADVICE, idle_inputs, unknown_unit
from sdcards.collection.rules.diagrams import unfit
from sdcards.collection.rules.length import word_count
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.collection.rules.units import unit_advice
from sdcards.collection.topic import Topic
from sdcards.notes.formula import evaluate
from sdcards.notes.quantity import QuantityError, in_unit, quantity, shown
from sdcards.reading.nodes import Fields
from sdcards.reading.span import Problem

if TYPE_CHECKING:
    from sdcards.practice.prompt import Estimate, Prompt

MOST_WORDS = {"say": 60, "ask": 25, "line": 20, "changes.say": 40, "api": 30, "data": 30}
"""What is said in one breath, by field; other fields have ``MOST_OTHERS``."""

MOST_OTHERS = 25

_LETTERS = re.compile(r"\w+")


class _Mock(NamedTuple):
    topic: Topic
    prompt: Prompt
    node: Fields


def unsound_mocks(collection: Collection) -> Iterator[Problem]:
    """What is wrong with the ``mock`` sections that could be read."""
    notes = {note.id for note, _ in notes_of(collection)}
    for topic in collection.topics():
        if topic.mock is not None and topic.mock_node is not None:
            mock = _Mock(topic, topic.mock, topic.mock_node)
            for number, estimate in enumerate(mock.prompt.estimates):
                yield from _sum(estimate, mock.node, f"estimates.{number}")
            yield from unfit(mock.node, mock.prompt.diagram)
            yield from _long(mock)
            yield from _doubled(mock)
            yield from _links(mock, notes, all_notes=collection.all_notes)


def _sum(estimate: Estimate, node: Fields, place: str) -> Iterator[Problem]:
    """A sum must compute in its unit, above zero, from all that is given."""
    inputs = estimate.number().given
    units = [*((f"{place}.given.{one.name}", one.unit) for one in inputs), (f"{place}.unit", estimate.unit)]
    unknown = [problem for field, unit in units for problem in unknown_unit(node, field, unit)]
    yield from unknown
    yield from idle_inputs(node, f"{place}.formula", estimate.formula, estimate.given)
    if unknown:
        return
    try:
        names = {one.name: quantity(one.low, one.unit) for one in inputs}
        result = in_unit(evaluate(estimate.formula, names), estimate.unit)
    except QuantityError as error:
        yield problem_at(node, f"{place}.formula", "bad-formula", str(error), unit_advice(error, ADVICE))
        return
    if result.magnitude <= 0:
        message = f"it gives {shown(result)}"
        yield problem_at(node, f"{place}.formula", "bad-formula", message, "an estimate is above zero")


def _long(mock: _Mock) -> Iterator[Problem]:
    for place, text in _texts(mock.prompt):
        steps = [step for step in place.split(".") if not step.isdigit()]
        limit = MOST_WORDS.get(".".join(steps), MOST_WORDS.get(steps[-1], MOST_OTHERS))
        if (words := word_count(text)) > limit:
            message = f"{words} words in '{steps[-1]}'"
            yield problem_at(mock.node, place, "long-answer", message, f"at most {limit}; one breath")


def _texts(prompt: Prompt) -> Iterator[tuple[str, str]]:
    """What is said in a prompt, with the place of each text; sums and names are not said."""
    left_out = {"diagram", "sources", "notes", "given", "formula", "unit", "weight"}
    yield from _flat("", prompt.model_dump(), left_out)


def _flat(place: str, value: object, left_out: set[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
    for step, entry in entries:
        if step not in left_out:
            yield from _flat(f"{place}.{step}".lstrip("."), entry, left_out)


def _doubled(mock: _Mock) -> Iterator[Problem]:
    """The same line, question or change twice: ticking it twice would count it twice."""
    asked: dict[str, str] = {}
    for place, text in _texts(mock.prompt):
        if place.startswith(("checklist.", "questions.", "changes.")) and place.endswith((".line", ".ask", ".say")):
            words = " ".join(_LETTERS.findall(text.lower()))
            if words in asked:
                message = f"the same as '{asked[words]}'"
                yield problem_at(mock.node, place, "doubled-line", message, "take one of the two out")
            asked.setdefault(words, place)


def _links(mock: _Mock, notes: set[str], *, all_notes: bool) -> Iterator[Problem]:
    """Links to notes that are not there, and notes of the prompt's own that nothing leads to."""
    linked = dict(_linked(mock.prompt))
    for link, places in linked.items():
        if all_notes and link not in notes:
            near = get_close_matches(link, notes, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "name a note of the deck"
            yield from (problem_at(mock.node, place, "unknown-note", f"no note '{link}'", hint) for place in places)
    for note, node in zip(mock.topic.notes, mock.topic.nodes, strict=True):
        if note.id not in linked:
            message, hint = f"the mock does not lead to '{note.id}'", "name it in the 'notes' of a line or a change"
            yield problem_at(node, "id", "unlinked-note", message, hint)


def _linked(prompt: Prompt) -> dict[str, list[str]]:
    """The notes that a prompt leads to, each with the places that say so."""
    links: dict[str, list[str]] = {}
    lines = [
        (f"checklist.{phase}.{at}", line.notes)
        for phase, listed in prompt.checklist.items()
        for at, line in enumerate(listed)
    ]
    changes = [(f"changes.{at}", change.notes) for at, change in enumerate(prompt.changes)]
    for place, notes in (*lines, *changes):
        for at, note in enumerate(notes):
            links.setdefault(note, []).append(f"{place}.notes.{at}")
    return links
