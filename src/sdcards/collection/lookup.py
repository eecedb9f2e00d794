"""Cards out of the compiled deck, one at a time."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace

from sdcards.collection.compiled import card_row
from sdcards.ids import CardId
from sdcards.notes.card import Card, Given, Number
from sdcards.practice.drills import Kind


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a card's meaning: on which study day, why, and the answer before, empty if that is not known."""

    day: int
    why: str
    was: str


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card with the titles of its area and topic, and the last change of its meaning."""

    area: str
    topic: str
    card: Card
    change: Change | None = None


def read_card(deck: sqlite3.Connection, card: CardId) -> PlacedCard | None:
    """The card of that name, or None where the deck has none."""
    row = card_row(deck, card)
    if row is None:
        return None
    area, topic, front, back, details, hint, number, changed, why, was = row
    labelled = tuple((label, text) for label, text in json.loads(details))
    change = None if changed is None else Change(changed, why, was)
    return PlacedCard(area, topic, Card(card, front, back, labelled, hint, _number(number)), change)


def read_kinds(deck: sqlite3.Connection) -> tuple[Kind, ...]:
    """The kinds of estimation drills, in order, each with all its scenes."""
    found: dict[str, Kind] = {}
    for scene, kind, title, topic, ask, so, number in deck.execute(
        "SELECT id, kind, title, topic, ask, so, number FROM scene ORDER BY place"
    ):
        card = Card(CardId(f"{kind}/{scene}"), ask, "", (("so", so),), number=_number(number))
        known = found.get(kind, Kind(kind, title, topic, ()))
        found[kind] = replace(known, scenes=(*known.scenes, card))
    return tuple(found.values())


def _number(kept: str | None) -> Number | None:
    if kept is None:
        return None
    within, value, formula, unit, given = json.loads(kept)
    return Number(within, value, formula, unit, tuple(Given(*entry) for entry in given))
