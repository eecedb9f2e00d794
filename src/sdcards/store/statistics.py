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
from sdcards.store.transaction import rows

_REVIEWS, _TOOK, _YOUNG, _MATURE = 0, 1, 2, 4
"""Places in a day's tally; behind the last two stands how many of them passed."""

_DAY_BITS = LONGEST_TOOK.bit_length() + 1
"""Bits below the day of an answer's number: what it took, and last whether it passed."""

_TOOK_MASK = (1 << _DAY_BITS - 1) - 1

_DAYS_STUDIED = """
    WITH RECURSIVE studied (day) AS (
        SELECT min(day) FROM review
        UNION ALL
        SELECT (SELECT min(day) FROM review WHERE day > studied.day) FROM studied WHERE day IS NOT NULL
    )
    SELECT day FROM studied WHERE day IS NOT NULL"""
"""Looks up each day behind the one before it; DISTINCT would read every review."""


def read_days(con: sqlite3.Connection, since: int) -> tuple[Day, ...]:
    """Every study day with reviews from the day ``since`` on, oldest first."""
    tallies: defaultdict[int, list[int]] = defaultdict(lambda: [0] * 6)
    for day_before, answers in _lately(con, since):
        for answer in answers:
            day = answer >> _DAY_BITS
            tally = tallies[day]
            tally[_REVIEWS] += 1
            tally[_TOOK] += answer >> 1 & _TOOK_MASK
            if day_before is not None and day > day_before:
                kind = _MATURE if day - day_before >= MATURE else _YOUNG
                tally[kind] += 1
                tally[kind + 1] += answer & 1
            day_before = day  # noqa: PLW2901 - the next answer's
    return tuple(_day(day, tallies[day]) for day in sorted(tallies) if day >= since)


def read_work(con: sqlite3.Connection) -> tuple[int, int]:
    """How many reviews there are, and the milliseconds they took."""
    query = "SELECT count(*), coalesce(sum(min(took, ?)), 0) FROM review"
    return next((reviews, took) for reviews, took in rows(con, query, (LONGEST_TOOK,)))


def read_days_studied(con: sqlite3.Connection) -> tuple[int, ...]:
    """Every study day with reviews, oldest first."""
    return tuple(day for (day,) in rows(con, _DAYS_STUDIED))


def read_placed(con: sqlite3.Connection) -> Iterator[Placed]:
    """Every card of the deck that is not suspended, with what is remembered of it; a buried one is due when it is back."""
    query = """
        SELECT c.area, c.topic, c.phase, max(s.due, coalesce(h.until, s.due)), s.last, s.stability, s.difficulty
        FROM deck.card AS c LEFT JOIN schedule AS s ON s.card = c.id LEFT JOIN suspension AS h ON h.card = c.id
        WHERE h.card IS NULL OR h.until IS NOT NULL"""
    return rows(con, query)


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


def _lately(con: sqlite3.Connection, since: int) -> Iterator[tuple[int | None, Iterator[int]]]:
    """For each card the day of its last answer before the first moment of the day ``since``, and its answers from then on.

    An answer is one number, its day, what it took and whether it passed: to hand over rows would take twice as long.
    """
    # The plus keeps SQLite from looking for the first moment along all moments.
    moment = next(at for (at,) in rows(con, "SELECT min(+at) FROM review WHERE day >= ?", (since,)))
    # Grouped by the first part of its key the table is read in the order of that, and a card's answers are joined in theirs: a
    # test holds SQLite to that plan, since only newer ones let it be asked for. `day` is that of the maximum.
    query = f"""
        SELECT max(at) FILTER (WHERE at < :moment), day,
            group_concat((day << {_DAY_BITS}) | (min(took, {LONGEST_TOOK}) << 1) | (rating > 1)) FILTER (WHERE at >= :moment)
        FROM review GROUP BY card"""
    for before, day, answers in rows(con, query, {"moment": moment}):
        if answers is not None:
            yield None if before is None else day, map(int, answers.split(","))


def _day(day: int, tally: list[int]) -> Day:
    reviews, took, young, young_passed, mature, mature_passed = tally
    return Day(day, reviews, took, Answers(young, young_passed), Answers(mature, mature_passed))
