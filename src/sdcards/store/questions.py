"""How the store and the deck attached beside it are asked, and the pieces that several questions share.

`due` answers a shell prompt through this module, so it imports nothing heavy: no typing, dataclasses, enum or pathlib.
"""

from __future__ import annotations

import sqlite3

from sdcards.errors import SdcardsError
from sdcards.store.transaction import code_of, explaining

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

HIDDEN = "SELECT 1 FROM suspension AS h WHERE h.card = {card} AND (h.until IS NULL OR h.until > :today)"
"""Whether a card, ``{card}``, is buried or suspended."""

NOTE = "substr(card, 1, instr(card, '/') - 1)"
"""The note of a ``card``."""

SEEN_NOTES = f"SELECT DISTINCT {NOTE} FROM review WHERE day >= :today"


def ask(con: sqlite3.Connection, query: str, **values: object) -> Iterator[tuple[Any, ...]]:
    """Read the rows of a query, one by one; SdcardsError says which of the two files is damaged if one is."""
    with explaining(con):
        try:
            yield from con.execute(query, values)
        except sqlite3.DatabaseError as error:
            if code_of(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise
            from sdcards.store.backup import refuse_damaged

            refuse_damaged(con)
            raise SdcardsError(f"the compiled deck is damaged ({error}); delete it, it is made again") from error
