"""Cards asked back early, because a mock interview showed that they are not known.

A card stays wanted until its first review after that moment. So a review takes nothing out: an answer that is undone makes
it wanted again, and two machines' tables unite by the later moment. What nobody can undo any more is forgotten.

`due` answers a shell prompt through this module, so it imports nothing heavy.
"""

from __future__ import annotations

import sqlite3

from sdcards.store.questions import HIDDEN, SEEN_NOTES, ask
from sdcards.store.transaction import transaction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from sdcards.ids import CardId

WANTED_A_DAY = 10
"""Cards asked back that one day brings at most. A poor mock misses far more, and a session should stay one: the rest come
on the next days."""

UNDONE_WITHIN = 30 * 86_400_000
"""Milliseconds after which no answer is undone: a session that stands open for so long is none."""

_WANT = """INSERT INTO wanted (card, since) VALUES (?, ?) ON CONFLICT (card) DO UPDATE SET since = excluded.since
    WHERE excluded.since > wanted.since"""

_FORGET = """DELETE FROM wanted AS w
    WHERE EXISTS (SELECT 1 FROM review AS r WHERE r.card = w.card AND r.at > w.since AND r.at < ?)"""

_UNREVIEWED = "NOT EXISTS (SELECT 1 FROM review AS r WHERE r.card = w.card AND r.at > w.since)"
# CROSS JOIN keeps the order of the tables: few cards are wanted, and all the rest is looked up for each. What was wanted
# under a clock that ran ahead waits for it, for no review would come after that.
_WANTED = f"""SELECT w.card, c.note, s.card IS NULL FROM wanted AS w CROSS JOIN deck.card AS c ON c.id = w.card
    LEFT JOIN schedule AS s ON s.card = w.card
    WHERE {_UNREVIEWED} AND w.since < (:today + 2) * 86400000
    AND NOT EXISTS ({HIDDEN.format(card="w.card")}) AND c.note NOT IN ({SEEN_NOTES})
    ORDER BY s.card IS NOT NULL, (s.last - :today) / s.stability, c.wave, c.place, c.position"""
_DONE = """SELECT count(*) FROM (SELECT DISTINCT card FROM review WHERE day = :today) AS seen
    CROSS JOIN wanted AS w ON w.card = seen.card
    WHERE (SELECT r.day FROM review AS r WHERE r.card = w.card AND r.at > w.since ORDER BY r.at LIMIT 1) = :today"""
_WHY = f"""SELECT w.since, (SELECT prompt FROM mock WHERE began <= w.since ORDER BY began DESC LIMIT 1)
    FROM wanted AS w WHERE w.card = :card AND {_UNREVIEWED}"""


def want(con: sqlite3.Connection, cards: Iterable[CardId], at_ms: int) -> None:
    """Ask cards back from a moment on, in UTC epoch milliseconds; where they were asked before, the later moment counts."""
    with transaction(con):
        con.executemany(_WANT, ((card, at_ms) for card in cards))


def forget_reviewed(con: sqlite3.Connection, at_ms: int) -> None:
    """Drop the cards whose review came so long before a moment that none of it can be undone; they are not wanted any more."""
    with transaction(con):
        con.execute(_FORGET, (at_ms - UNDONE_WITHIN,))


def wanted_today(
    con: sqlite3.Connection,
    today: int,
    new: int = WANTED_A_DAY,
    reviews: int = WANTED_A_DAY,
    among: Container[str] | None = None,
) -> list[tuple[str, bool]]:
    """The cards asked back that open today's session, each with whether it is new; no more than ``new`` and ``reviews``.

    Cards never seen come first, in the order of the curriculum, then the weakest. Of a note comes one card, and none where
    a sibling was seen today.
    """
    asked = [row for row in ask(con, _WANTED, today=today) if among is None or row[0] in among]
    room = WANTED_A_DAY - _done(con, today) if asked else 0
    left, of_note = [reviews, new], dict[str, tuple[str, bool]]()
    for card, note, is_new in asked:
        if len(of_note) < room and left[is_new] > 0 and note not in of_note:
            left[is_new] -= 1
            of_note[note] = card, bool(is_new)
    return list(of_note.values())


def why_wanted(con: sqlite3.Connection, card: CardId) -> tuple[int, str | None] | None:
    """Since when the card is asked back, in UTC epoch milliseconds, and by the mock of which prompt; None if it is not."""
    return next(ask(con, _WHY, card=card), None)


def _done(con: sqlite3.Connection, today: int) -> int:
    """How many cards asked back had that review today."""
    return next(int(count) for (count,) in ask(con, _DONE, today=today))
