"""The notes of a collection by their ids, each with its place and its cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sdcards.collection.collection import Collection
from sdcards.ids import CardId, NoteId
from sdcards.notes.card import Card
from sdcards.notes.note import Note


@dataclass(frozen=True, slots=True)
class Placed:
    """A note in its topic, ``area/topic``, and the cards it makes."""

    note: Note
    place: str
    cards: Mapping[CardId, Card]

    @property
    def id(self) -> NoteId:
        """The note's id."""
        return NoteId(self.note.id)


def placed_notes(collection: Collection) -> dict[NoteId, Placed]:
    """Every note in the deck's order; of two with one id the first."""
    found: dict[NoteId, Placed] = {}
    for topic in collection.topics():
        for note in topic.notes:
            cards = {card.id: card for card in note.cards()}
            found.setdefault(NoteId(note.id), Placed(note, f"{topic.area}/{topic.slug}", cards))
    return found
