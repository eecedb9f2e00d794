"""What a change of the sources does to the cards, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sdcards.collection.moves import Move
from sdcards.ids import CardId, NoteId


class Kind(StrEnum):
    """What became of a card; one that is returning reads as before, and comes back since its note's meaning changed."""

    MEANING = "meaning"
    RETURNING = "returning"
    REWORDED = "reworded"
    ADDED = "added"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Face:
    """What a person sees of a card, in Markdown; of a drill the ranges of its inputs and its formula."""

    front: str
    back: str


@dataclass(frozen=True, slots=True)
class CardChange:
    """A card that is new, gone or different; ``place`` is its ``area/topic`` now, or where it last was.

    ``why`` is the reason that the note or ``retired.yaml`` gives, empty where there is none.
    """

    kind: Kind
    card: CardId
    place: str
    was: Face | None
    now: Face | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class DetailChange:
    """A field of a note that is on no face: its name, and what it was and is, empty where it was or is not there."""

    note: NoteId
    place: str
    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class CardSet:
    """A note that now makes other cards: their ids."""

    note: NoteId
    place: str
    gained: tuple[CardId, ...]
    lost: tuple[CardId, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """What an author should look at again, and what to do about it."""

    note: NoteId
    place: str
    text: str
    advice: str


@dataclass(frozen=True, slots=True)
class OtherChange:
    """Something that is on no card, in words; ``place`` is an ``area/topic``, an area or a file of the whole deck."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences, each kind in the deck's order; ``others`` are those that have to do with no card."""

    cards: tuple[CardChange, ...] = ()
    details: tuple[DetailChange, ...] = ()
    moves: tuple[Move, ...] = ()
    sets: tuple[CardSet, ...] = ()
    asks: tuple[Ask, ...] = ()
    others: tuple[OtherChange, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything about a card is different."""
        return any((self.cards, self.details, self.moves, self.sets, self.asks))

    def of(self, kind: Kind) -> tuple[CardChange, ...]:
        """The cards of which this became."""
        return tuple(change for change in self.cards if change.kind is kind)


def among(changes: Changes, places: frozenset[str]) -> Changes:
    """Only the differences in topics, given as ``area/topic``, or files; what a topic lost to another counts too."""
    return Changes(
        cards=tuple(change for change in changes.cards if change.place in places),
        details=tuple(change for change in changes.details if change.place in places),
        moves=tuple(move for move in changes.moves if {move.was, move.now} & places),
        sets=tuple(change for change in changes.sets if change.place in places),
        asks=tuple(ask for ask in changes.asks if ask.place in places),
        others=tuple(change for change in changes.others if change.place in places),
    )
