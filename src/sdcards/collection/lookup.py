"""Cards out of the compiled deck, one at a time."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from sdcards.collection.compiled import card_row
from sdcards.ids import CardId
from sdcards.notes.card import Card, Given, Number


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card with the titles of its area and topic."""

    area: str
    topic: str
    card: Card


def read_card(deck: sqlite3.Connection, card: CardId) -> PlacedCard | None:
    """The card of that name, or None where the deck has none."""
    row = card_row(deck, card)
    if row is None:
        return None
    area, topic, front, back, details, hint, number = row
    labelled = tuple((label, text) for label, text in json.loads(details))
    return PlacedCard(area, topic, Card(card, front, back, labelled, hint, _number(number)))


def _number(kept: str | None) -> Number | None:
    if kept is None:
        return None
    within, value, formula, unit, given = json.loads(kept)
    return Number(within, value, formula, unit, tuple(Given(*entry) for entry in given))
