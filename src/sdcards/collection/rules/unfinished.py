"""Notes that are still being written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import Owners, notes_of
from sdcards.collection.topic import open_places
from sdcards.reading.span import Problem


def unfinished_notes(collection: Collection) -> Iterator[Problem]:
    """What is still to be written in notes that can be read all the same."""
    for _, node in notes_of(collection):
        yield from open_places(node)


def without_drafts(collection: Collection, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Of a note that is still being written, only what is still to be written."""
    found, owners = list(problems), Owners(collection)
    drafts = {note.id for problem in found if problem.code == "unfinished" and (note := owners.of(problem))}
    for problem in found:
        note = owners.of(problem) if drafts else None
        if note is None or note.id not in drafts or problem.code == "unfinished":
            yield problem
