"""Today's queue out of the store and the compiled deck."""

import sqlite3
from collections.abc import Container

from sdcards.ids import CardId, NoteId, note_of
from sdcards.scheduling.queue import Candidate, Limits, build_queue
from sdcards.store.candidates import due_rows, new_rows, remaining, seen_notes
from sdcards.store.wanted import wanted_today


def todays_queue(
    con: sqlite3.Connection,
    today: int,
    *,
    among: Container[str] | None = None,
    limits: Limits | None = None,
    ahead: int = 0,
) -> tuple[CardId, ...]:
    """The cards to show now; ``among`` narrows them, ``limits`` stand in for what is left of the daily ones.

    The cards of the next ``ahead`` days come as if they were due. Cards asked back come before all others and take their
    places within the limits.
    """
    limits = limits or Limits(*remaining(con, today))
    wanted = wanted_today(con, today, limits.new, limits.reviews, among)
    first, wanted_new = tuple(CardId(card) for card, _ in wanted), sum(new for _, new in wanted)
    rest = Limits(limits.new - wanted_new, limits.reviews - len(wanted) + wanted_new)
    closed = {note_of(card) for card in first}
    new = new_rows(con, today, rest.new if among is None else None, closed)
    return first + build_queue(
        [each for each in _seen_before(con, today, ahead) if among is None or each.card in among],
        [CardId(card) for card in new if among is None or card in among],
        limits=rest,
        today=today,
        seen_today=closed.union(map(NoteId, seen_notes(con, today))),
    )


def _seen_before(con: sqlite3.Connection, today: int, ahead: int) -> list[Candidate]:
    now = [Candidate(CardId(row[0]), *row[1:]) for row in due_rows(con, today)]
    if not ahead:
        return now
    known = {each.card for each in now}
    later = (row for row in due_rows(con, today + ahead) if row[2] < today and row[0] not in known)
    return now + [Candidate(CardId(card), today, last, stability, left) for card, _, last, stability, left in later]
