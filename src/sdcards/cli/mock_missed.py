"""The cards that a mock interview asks back."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sdcards.collection.prompts import cards_of
from sdcards.practice.scoring import lines_of

if TYPE_CHECKING:
    from sdcards.collection.prompts import PlacedPrompt
    from sdcards.ids import CardId
    from sdcards.practice.prompt import Prompt
    from sdcards.store.mocks import Mock


def missed_cards(con: sqlite3.Connection, done: Mock, placed: PlacedPrompt, prompt: Prompt) -> list[CardId]:
    """The cards of the lines that were missed in the phases that were scored, each once."""
    cards: dict[CardId, None] = {}
    for phase in done.scores:
        said = done.lines.get(phase, {})
        for line in lines_of(prompt, phase, done.change if done.progress.changed else None):
            if not said.get(line.line):
                cards |= dict.fromkeys(cards_of(con, placed, line.notes))
    return list(cards)
