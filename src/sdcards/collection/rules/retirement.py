"""A note that people have learnt does not vanish: it is retired, with a reason, and its id stays taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.notes.naming import free_id
from sdcards.reading.problems import Suggestions
from sdcards.reading.span import Problem, SourceText, Span


def retired_ids(collection: Collection) -> Iterator[Problem]:
    """Notes that have the id of a retired one, and retirements in favour of a note that is not there."""
    ids = {note.id for note, _ in notes_of(collection)}
    suggestions = Suggestions(ids)
    taken = ids | collection.retired.keys()
    for note, node in notes_of(collection):
        if retirement := collection.retired.get(note.id):
            there = retirement.span
            another = free_id(note.id, taken)
            hint = f"{there.source.path}:{there.line} says why; call this note '{another}', or take that entry out"
            yield problem_at(node, "id", "retired-id", f"the id '{note.id}' is retired", hint)
    for retirement in collection.retired.values():
        instead = retirement.reason.instead
        if instead is not None and instead not in ids and collection.all_notes:
            yield _nobody(retirement.node.entries["instead"].span, instead, suggestions)


def vanished_ids(collection: Collection, released: Iterable[str], path: str) -> Iterator[Problem]:
    """Notes once ``released`` that are neither in the deck nor retired, and retirements of notes that never were.

    ``path`` is a file of the deck that is always there: a note that is gone has no place of its own, unless another now stands
    in it under nearly the same id.
    """
    known = set(released)
    here = {note.id: node for note, node in notes_of(collection)}
    suggestions = Suggestions(known)
    unreleased = Suggestions(here.keys() - known)
    nowhere = Span(SourceText(path, ()), 1, 1)
    for note in sorted(known - here.keys() - collection.retired.keys()):
        message = f"the note '{note}' was released and is gone"
        if near := unreleased.nearest(note):
            hint = f"is this it? then call it '{note}' again; or list that in retired.yaml with 'on' and 'why'"
            yield problem_at(here[near], "id", "vanished-id", message, hint)
        else:
            yield Problem(
                nowhere, "vanished-id", message, "put it back, or list it in retired.yaml with 'on' and 'why'"
            )
    for note, retirement in collection.retired.items():
        if note not in known:
            yield _nobody(retirement.span, note, suggestions)


def _nobody(span: Span, note: str, suggestions: Suggestions) -> Problem:
    hint = suggestions.hint(note, "correct the id or take it out")
    return Problem(span, "unknown-note", f"no note '{note}'", hint)
