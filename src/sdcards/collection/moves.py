"""What stands elsewhere in a deck than it did: notes, topics, areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from sdcards.collection.collection import Collection
from sdcards.collection.placing import Placed
from sdcards.ids import NoteId


@dataclass(frozen=True, slots=True)
class Move:
    """``names`` of notes, topics or areas that stand elsewhere.

    ``was`` and ``now`` are an ``area/topic`` (or an area); where they are the same, it is the order inside that changed.
    ``kind`` is what is named.
    """

    kind: str
    names: tuple[str, ...]
    was: str
    now: str


def moves_inside(before: Collection, after: Collection) -> tuple[Move, ...]:
    """What stands in another order: areas, topics in an area, notes in a topic."""
    return (*_areas(before, after), *_topics(before, after), *_notes(before, after))


def moves_between(was: Mapping[NoteId, Placed], now: Mapping[NoteId, Placed]) -> Iterator[Move]:
    """The notes that went to another topic, a move for all that went the same way."""
    moved: list[tuple[str, str, NoteId]] = [
        (was[note].place, placed.place, note)
        for note, placed in now.items()
        if note in was and was[note].place != placed.place
    ]
    for (old, new), notes in groupby(sorted(moved, key=lambda move: move[:2]), key=lambda move: move[:2]):
        yield Move("note", tuple(note for _, _, note in notes), old, new)


def _areas(before: Collection, after: Collection) -> Iterator[Move]:
    yield from _reordered("area", "", [area.slug for area in before.areas], [area.slug for area in after.areas])


def _topics(before: Collection, after: Collection) -> Iterator[Move]:
    old = {area.slug: [topic.slug for topic in area.topics] for area in before.areas}
    for area in after.areas:
        yield from _reordered("topic", area.slug, old.get(area.slug, []), [topic.slug for topic in area.topics])


def _notes(before: Collection, after: Collection) -> Iterator[Move]:
    old = {(topic.area, topic.slug): [note.id for note in topic.notes] for topic in before.topics()}
    for topic in after.topics():
        was = old.get((topic.area, topic.slug), [])
        yield from _reordered("note", f"{topic.area}/{topic.slug}", was, [note.id for note in topic.notes])


def _reordered(kind: str, place: str, was: Sequence[str], now: Sequence[str]) -> Iterator[Move]:
    """The fewest that stand elsewhere among what is on both sides."""
    old, new = [name for name in was if name in now], [name for name in now if name in was]
    if old != new:
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        stayed = {name for block in blocks for name in old[block.a : block.a + block.size]}
        yield Move(kind, tuple(name for name in new if name not in stayed), place, place)
