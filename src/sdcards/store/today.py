"""Today's queue out of the store and the compiled deck."""

import sqlite3
from collections.abc import Container

from sdcards.ids import CardId, NoteId
from sdcards.scheduling.queue import Candidate, Limits, build_queue
from sdcards.store.candidates import due_rows, new_rows, remaining, seen_notes


def todays_queue(
    con: sqlite3.Connection,
    today: int,
    *,
    among: Container[str] | None = None,
    limits: Limits | None = None,
) -> tuple[CardId, ...]:
    """The cards to show now; ``among`` narrows them, ``limits`` stand in for what is left of the daily ones."""
    limits = limits or Limits(*remaining(con, today))
    new = new_rows(con, today, limits.new if among is None else None)
    return build_queue(
        [Candidate(CardId(row[0]), *row[1:]) for row in due_rows(con, today) if among is None or row[0] in among],
        [CardId(card) for card in new if among is None or card in among],
        limits=limits,
        today=today,
        seen_today={NoteId(note) for note in seen_notes(con, today)},
    )
