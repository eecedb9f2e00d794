"""Which texts of our notes Anki was given: what still reads so there was not edited by its learner."""

import sqlite3
from collections.abc import Mapping

from sdcards.ids import NoteId
from sdcards.store.transaction import rows, transaction


def read_given(con: sqlite3.Connection) -> dict[NoteId, set[str]]:
    """The digests of every text that a note was given with."""
    given: dict[NoteId, set[str]] = {}
    for note, digest in rows(con, "SELECT note, digest FROM given"):
        given.setdefault(NoteId(note), set()).add(digest)
    return given


def keep_given(con: sqlite3.Connection, digests: Mapping[NoteId, str]) -> None:
    """Remember that Anki was given these texts."""
    with transaction(con):
        con.executemany("INSERT OR IGNORE INTO given (note, digest) VALUES (?, ?)", digests.items())
