"""Where a rule's problem stands: the place of a note's field."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from sdcards.collection.collection import Collection
from sdcards.notes.note import Note
from sdcards.reading.nodes import Fields, Node, Scalar, Sequence
from sdcards.reading.span import Problem, Span


def notes_of(collection: Collection) -> Iterator[tuple[Note, Fields]]:
    """Every note of the collection with the node it was read from."""
    for topic in collection.topics():
        yield from zip(topic.notes, topic.nodes, strict=True)


def problem_at(node: Fields, field: str, code: str, message: str, hint: str) -> Problem:
    """A problem at the text of a field (``given.rate``, ``sources.1``: of one inside it), or at the note that lacks it."""
    return Problem(_span(node, field), code, message, hint)


class Owners:
    """Finds the note in whose lines a problem stands."""

    def __init__(self, collection: Collection) -> None:
        self._notes: dict[str, list[tuple[int, Note]]] = {}
        for note, node in notes_of(collection):
            self._notes.setdefault(node.span.source.path, []).append((node.span.line, note))

    def of(self, problem: Problem) -> Note | None:
        """The note, or None for a problem above the first one."""
        notes = self._notes.get(problem.span.source.path, [])
        place = bisect_right(notes, problem.span.line, key=itemgetter(0))
        return notes[place - 1][1] if place else None


def _span(node: Fields, field: str) -> Span:
    inside: Node = node
    span = node.span
    for step in field.split("."):
        if isinstance(inside, Sequence):
            inside = inside.entries[int(step)]
            span = inside.span
        elif isinstance(inside, Fields) and step in inside.entries:
            key, inside = inside.keys[step], inside.entries[step]
            span = inside.span if isinstance(inside, Scalar) else key
    return span
