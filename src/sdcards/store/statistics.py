"""What the log and the schedules add up to: a few queries and one walk through the log.

The compiled deck is attached as ``deck``; where it is asked, cards that left it or are suspended do not count.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from sdcards.ids import CardId
from sdcards.scheduling.readiness import Placed
from sdcards.scheduling.statistics import MATURE, Answers, Day, HardCard
from sdcards.store.interviews import LONGEST_TOOK
from sdcards.store.transaction import explaining, path_of, rows

_REVIEWS, _TOOK, _YOUNG, _MATURE = 0, 1, 2, 4
"""Places in a day's tally; behind the last two stands how many of them passed."""


def read_days(con: sqlite3.Connection) -> tuple[Day, ...]:
    """Every study day with reviews, oldest first."""
    tallies: defaultdict[int, list[int]] = defaultdict(lambda: [0] * 6)
    card_before, day_before = None, 0
    log = "SELECT card, day, rating > 1, min(took, ?) FROM review ORDER BY card, at"
    with explaining(path_of(con)):  # `rows` would do the same, a tenth slower
        for card, day, passed, took in con.execute(log, (LONGEST_TOOK,)):
            tally = tallies[day]
            tally[_REVIEWS] += 1
            tally[_TOOK] += took
            if day > day_before and card == card_before:
                kind = _MATURE if day - day_before >= MATURE else _YOUNG
                tally[kind] += 1
                tally[kind + 1] += passed
            card_before, day_before = card, day
    return tuple(_day(day, tallies[day]) for day in sorted(tallies))


def read_placed(con: sqlite3.Connection) -> Iterator[Placed]:
    """Every card of the deck that is not suspended, with what is remembered of it; a buried one is due when it is back."""
    query = """
        SELECT c.area, c.topic, c.phase, max(s.due, coalesce(h.until, s.due)), s.last, s.stability, s.difficulty
        FROM deck.card AS c LEFT JOIN schedule AS s ON s.card = c.id LEFT JOIN suspension AS h ON h.card = c.id
        WHERE h.card IS NULL OR h.until IS NOT NULL"""
    return map(Placed._make, rows(con, query))


def read_hardest(con: sqlite3.Connection, count: int = 10) -> tuple[HardCard, ...]:
    """The cards forgotten most often, the least stable of them first."""
    query = """
        SELECT s.card, c.front, s.lapses, s.stability FROM schedule AS s JOIN deck.card AS c ON c.id = s.card
        WHERE s.lapses > 0 AND s.card NOT IN (SELECT card FROM suspension WHERE until IS NULL)
        ORDER BY s.lapses DESC, s.stability, s.card LIMIT ?"""
    return tuple(HardCard(CardId(card), *rest) for card, *rest in rows(con, query, (count,)))


def suspended_count(con: sqlite3.Connection) -> int:
    """How many cards of the deck are suspended."""
    query = "SELECT count(*) FROM suspension AS h JOIN deck.card AS c ON c.id = h.card WHERE h.until IS NULL"
    return next(int(count) for (count,) in rows(con, query))


def _day(day: int, tally: list[int]) -> Day:
    reviews, took, young, young_passed, mature, mature_passed = tally
    return Day(day, reviews, took, Answers(young, young_passed), Answers(mature, mature_passed))
