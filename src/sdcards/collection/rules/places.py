"""Where a rule's problem stands: the place of a note's field."""

from __future__ import annotations

from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.notes.note import Note
from sdcards.reading.nodes import Fields, Scalar, Sequence
from sdcards.reading.span import Problem, Span


def notes_of(collection: Collection) -> Iterator[tuple[Note, Fields]]:
    """Every note of the collection with the node it was read from."""
    for topic in collection.topics():
        yield from zip(topic.notes, topic.nodes, strict=True)


def problem_at(node: Fields, field: str, code: str, message: str, hint: str = "") -> Problem:
    """A problem at a field's text (``sources.1``: at one entry of its list), or at the note where the field is missing."""
    return Problem(_span(node, field), code, message, hint)


def _span(node: Fields, field: str) -> Span:
    name, _, entry = field.partition(".")
    value = node.entries.get(name)
    if isinstance(value, Sequence) and entry:
        return value.entries[int(entry)].span
    return value.span if isinstance(value, Scalar) else node.keys.get(name, node.span)
