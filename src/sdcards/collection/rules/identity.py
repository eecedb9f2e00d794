"""An id names one note, for ever."""

from __future__ import annotations

from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.notes.naming import free_id
from sdcards.reading.span import Problem, Span


def doubled_ids(collection: Collection) -> Iterator[Problem]:
    """Every id that stands a second time: the two notes would share their progress."""
    first: dict[str, Span] = {}
    taken = {note.id for note, _ in notes_of(collection)} | collection.retired.keys()
    for note, node in notes_of(collection):
        here = node.entries["id"].span
        if note.id in first:
            there = first[note.id]
            another = free_id(note.id, taken)
            hint = f"it stands in {there.source.path}:{there.line}; give the newer note another, such as '{another}'"
            yield problem_at(node, "id", "doubled-id", f"the id '{note.id}' is taken", hint)
        else:
            first[note.id] = here
