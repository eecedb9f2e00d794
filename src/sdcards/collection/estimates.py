"""The estimation drills of a deck: ``estimates.yaml``, which a deck need not have."""

from __future__ import annotations

from dataclasses import dataclass

from sdcards.collection.entries import Shape, read_entries
from sdcards.practice.scenes import KindEntry
from sdcards.reading.nodes import Fields
from sdcards.reading.span import Problem


@dataclass(frozen=True, slots=True)
class PlacedKind:
    """A kind of drills as it was written, and where."""

    name: str
    entry: KindEntry
    node: Fields


_SHAPE = Shape(KindEntry, "kinds of drills", "'title', 'topic' and 'scenes'")


def read_estimates(text: str, path: str) -> tuple[tuple[PlacedKind, ...], tuple[Problem, ...]]:
    """Every kind that can be read, in order, and what is wrong with the rest."""
    entries, problems = read_entries(text, path, _SHAPE)
    return tuple(PlacedKind(entry.name, entry.model, entry.node) for entry in entries), tuple(problems)
