"""Where a rule's problem stands: the place of a note's field."""

from __future__ import annotations

from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.notes.note import Note
from sdcards.reading.nodes import Fields, Node, Scalar, Sequence
from sdcards.reading.span import Problem, Span


def notes_of(collection: Collection) -> Iterator[tuple[Note, Fields]]:
    """Every note of the collection with the node it was read from."""
    for topic in collection.topics():
        yield from zip(topic.notes, topic.nodes, strict=True)


def problem_at(node: Fields, field: str, code: str, message: str, hint: str = "") -> Problem:
    """A problem at the text of a field (``given.rate``, ``sources.1``: of one inside it), or at the note that lacks it."""
    return Problem(_span(node, field), code, message, hint)


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
