"""The folders of a person's own cards, kept among the settings.

`due` reads them, so nothing heavy is imported here.
"""

from __future__ import annotations

import sqlite3

from sdcards.store.transaction import rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

KEY = "cards"


def own_decks(con: sqlite3.Connection) -> dict[str, str]:
    """Each own deck's folder by the deck's name, in the order in which they were added."""
    row = next(rows(con, "SELECT value FROM setting WHERE key = ?", (KEY,)), None)
    pairs = (line.split("\t", 1) for line in str(row[0]).splitlines()) if row else ()
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def own_decks_text(decks: Mapping[str, str]) -> str:
    """The folders as they are kept."""
    return "\n".join(f"{name}\t{folder}" for name, folder in decks.items())
