"""Which cards ask to be shown today: plain queries over the store, with the compiled deck attached as ``deck``.

What is counted here is what ``scheduling.queue`` would show. `due` answers a shell prompt through this module, so it
imports nothing heavy: no typing, dataclasses, enum or pathlib.
"""

from __future__ import annotations

import sqlite3

from sdcards.errors import SdcardsError
from sdcards.ids import CardId, note_of
from sdcards.store.questions import HIDDEN, NOTE, SEEN_NOTES, ask
from sdcards.store.wanted import wanted_today

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

NEW_A_DAY = 15
REVIEWS_A_DAY = 200

_SHOWN = f"EXISTS (SELECT 1 FROM deck.card AS c WHERE c.id = s.card) AND NOT EXISTS ({HIDDEN.format(card='s.card')})"
_CHANGED = "SELECT id FROM deck.card WHERE changed IS NOT NULL"
"""Cards whose meaning changed at some time; those changed since they were last seen come back at once."""

_DUE = f"""FROM schedule AS s WHERE (s.due <= :today OR s.card IN ({_CHANGED}))
    AND (s.due <= :today OR s.last < (SELECT d.changed FROM deck.card AS d WHERE d.id = s.card))
    AND s.last < :today AND {_SHOWN}"""
_WAITING = f"""FROM schedule AS s
    WHERE s.card IN (SELECT card FROM review WHERE day >= :today) AND s.left > 0 AND {_SHOWN}"""
_NEW = f"""SELECT id, note FROM deck.card
    WHERE NOT EXISTS (SELECT 1 FROM schedule AS s WHERE s.card = id)
    AND NOT EXISTS ({HIDDEN.format(card="id")})
    AND note NOT IN ({SEEN_NOTES})
    AND NOT EXISTS (SELECT 1 {_DUE} AND s.card > note || '/' AND s.card < note || '0')"""
_OPEN = "NOT instr(:closed, ' ' || note || ' ')"
_CURRICULUM = "ORDER BY wave, place, position"
_FROM_ITS_END = "ORDER BY wave DESC, place DESC, position DESC"


def chosen(con: sqlite3.Connection, key: str, default: int) -> int:
    """A setting that is a whole number, such as ``new``, ``reviews`` or ``rollover``; SdcardsError if it is none."""
    for (text,) in ask(con, "SELECT value FROM setting WHERE key = :key", key=key):
        try:
            return int(text)
        except ValueError:
            raise SdcardsError(f"'{key}' is '{text}'; give a whole number") from None
    return default


def due_rows(con: sqlite3.Connection, today: int) -> list[tuple[str, int, int, float, int]]:
    """Card, due, last, stability and left (a ``queue.Candidate``) of all cards that are due or wait to come back today."""
    columns = "SELECT s.card, min(s.due, :today), s.last, s.stability, s.left"
    return list(ask(con, f"{columns} {_DUE} UNION ALL {columns} {_WAITING}", today=today))


def new_rows(con: sqlite3.Connection, today: int, limit: int | None = None, closed: Collection[str] = ()) -> list[str]:
    """The first new cards that may be shown today, one a note, in curriculum order; none of the notes ``closed``."""
    return _one_a_note(ask(con, f"{_NEW} {_CURRICULUM}", today=today), limit, closed)


def seen_notes(con: sqlite3.Connection, today: int) -> set[str]:
    """The notes of which a card was reviewed today."""
    return {note for (note,) in ask(con, SEEN_NOTES, today=today)}


def done_today(con: sqlite3.Connection, today: int) -> tuple[int, int]:
    """How many cards were reviewed today for the first time ever, and how many others."""
    first = "(SELECT day FROM review AS r WHERE r.card = seen.card ORDER BY at LIMIT 1)"
    query = f"SELECT {first} = :today FROM (SELECT DISTINCT card FROM review WHERE day = :today) AS seen"
    was_new = [bool(new) for (new,) in ask(con, query, today=today)]
    return sum(was_new), len(was_new) - sum(was_new)


def remaining(con: sqlite3.Connection, today: int) -> tuple[int, int]:
    """How many new cards and how many reviews the daily limits still allow today."""
    new, reviews = done_today(con, today)
    new_a_day, reviews_a_day = chosen(con, "new", NEW_A_DAY), chosen(con, "reviews", REVIEWS_A_DAY)
    return max(new_a_day - new, 0), max(reviews_a_day - reviews, 0)


def counts(con: sqlite3.Connection, today: int, new_limit: int, review_limit: int) -> tuple[int, int, int]:
    """How many cards today's queue holds under what ``remaining`` gives: due, new, and come back.

    Cards asked back are among the due and the new ones.
    """
    wanted = wanted_today(con, today, new_limit, review_limit)
    notes, wanted_new = {note_of(CardId(card)) for card, _ in wanted}, sum(new for _, new in wanted)
    reviews = len(wanted) - wanted_new
    due = f"SELECT DISTINCT {NOTE} AS note {_DUE} AND note NOT IN ({SEEN_NOTES}) AND {_OPEN} LIMIT :limit"
    values = {"limit": max(review_limit - reviews, 0), "closed": f" {' '.join(notes)} "}
    ((due_count,),) = ask(con, f"SELECT count(*) FROM ({due})", today=today, **values)
    ((waiting_count,),) = ask(con, f"SELECT count(*) FROM (SELECT DISTINCT {NOTE} {_WAITING})", today=today)
    # How many are new does not depend on the order, and at the end of the curriculum they are found at once.
    new = _one_a_note(ask(con, f"{_NEW} {_FROM_ITS_END}", today=today), new_limit - wanted_new, notes)
    return reviews + due_count, wanted_new + len(new), waiting_count


def next_due(con: sqlite3.Connection, today: int) -> int | None:
    """The first study day after today on which a card that was seen before is shown; None if there is none."""
    if wanted_today(con, today + 1, new=0):
        return today + 1
    queries = f"""
        SELECT * FROM (SELECT max(s.due, :today + 1) FROM schedule AS s WHERE {_SHOWN} ORDER BY s.due LIMIT 1)
        UNION ALL
        SELECT max(s.due, h.until) FROM suspension AS h JOIN schedule AS s ON s.card = h.card
        JOIN deck.card AS c ON c.id = h.card WHERE h.until > :today"""
    return min((day for (day,) in ask(con, queries, today=today)), default=None)


def _one_a_note(cards: Iterable[tuple[str, str]], limit: int | None, closed: Collection[str]) -> list[str]:
    first: dict[str, str] = {}
    if limit is None or limit > 0:
        for card, note in cards:
            if note not in closed:
                first.setdefault(note, card)
            if len(first) == limit:
                break
    return list(first.values())
