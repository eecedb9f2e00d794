"""Which card of ours a card of Anki's is: Anki knows a note by its guid and its cards by a number from 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdcards.anki.identity import guid
from sdcards.ids import CardId, NoteId, card_id
from sdcards.notes.families import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable

_HIGHEST = 500
"""Anki itself makes no more cards of one note."""

Known = dict[str, tuple[NoteId, str]]
"""Our notes and their families by guid; from a guid alone nobody could tell the note."""


def known_notes(notes: Iterable[tuple[NoteId, str]]) -> Known:
    """Index notes, given with their families, by the guid that Anki has for them."""
    return {guid(note): (note, family) for note, family in notes}


def card_of(note: NoteId, family: str, ordinal: int) -> CardId | None:
    """Name the card with a number from 0; None if the family makes no such card."""
    kind = FAMILIES.get(family)
    if kind is None or not 0 <= ordinal < _HIGHEST:
        return None
    if kind.NOTE_TYPE.cloze:
        return card_id(note, f"c{ordinal + 1}")
    templates = kind.NOTE_TYPE.templates
    return card_id(note, templates[ordinal].name) if ordinal < len(templates) else None
