"""A note that people have learnt does not vanish: it is retired, with a reason, and its id stays taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.reading.span import Problem, SourceText, Span


def retired_ids(collection: Collection) -> Iterator[Problem]:
    """Notes that have the id of a retired one, and retirements in favour of a note that is not there."""
    ids = {note.id for note, _ in notes_of(collection)}
    for note, node in notes_of(collection):
        if retirement := collection.retired.get(note.id):
            there = retirement.span
            hint = f"{there.source.path}:{there.line} says why; give this note another id, or take that entry out"
            yield problem_at(node, "id", "retired-id", f"the id '{note.id}' is retired", hint)
    for retirement in collection.retired.values():
        instead = retirement.reason.instead
        if instead is not None and instead not in ids and collection.all_notes:
            yield _nobody(retirement.node.entries["instead"].span, instead, ids)


def vanished_ids(collection: Collection, released: Iterable[str], path: str) -> Iterator[Problem]:
    """Notes once ``released`` that are neither in the deck nor retired, and retirements of notes that never were.

    ``path`` is where retired notes are listed: a note that is gone has no place of its own.
    """
    known = set(released)
    here = {note.id for note, _ in notes_of(collection)}
    nowhere = Span(SourceText(path, ()), 1, 1)
    for note in sorted(known - here - collection.retired.keys()):
        hint = "put it back, or list it here with 'on' and 'why'"
        yield Problem(nowhere, "vanished-id", f"the note '{note}' was released and is gone", hint)
    for note, retirement in collection.retired.items():
        if note not in known:
            yield _nobody(retirement.span, note, known)


def _nobody(span: Span, note: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(note, known, n=1)
    hint = f"did you mean '{near[0]}'?" if near else "correct the id or take it out"
    return Problem(span, "unknown-note", f"no note '{note}'", hint)
