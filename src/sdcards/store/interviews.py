"""When the interviews are, and how many minutes a day are given to them.

A handful of dates that nothing is joined with: two settings hold them, and so does every backup. An interview that is over
simply no longer counts. `due` answers a shell prompt through this module, so it imports nothing heavy.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from sdcards.clock import EPOCH
from sdcards.errors import SdcardsError
from sdcards.store.candidates import chosen
from sdcards.store.transaction import rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

MINUTES_A_DAY = 20
"""Where a person named no number."""

LONGEST_TOOK = 120_000
"""Milliseconds that one showing can count; whoever took longer was away."""

_DATES, _MINUTES = "interviews", "interview_minutes"


def interviews(con: sqlite3.Connection) -> list[date]:
    """Every date kept, past ones too, in order; SdcardsError if what is kept is no dates."""
    text = next((str(value) for (value,) in rows(con, "SELECT value FROM setting WHERE key = ?", (_DATES,))), "")
    try:
        return sorted(map(date.fromisoformat, text.split()))
    except ValueError:
        raise SdcardsError(f"the interview dates kept are '{text}'; 'sdcards plan --clear' forgets them") from None


def next_interview(con: sqlite3.Connection, today: int) -> int | None:
    """The study day of the first interview that is not over; None if there is none, and so no plan."""
    return next((day for day in map(study_day_of, interviews(con)) if day >= today), None)


def minutes_a_day(con: sqlite3.Connection) -> int:
    """How many minutes a day the plan may fill."""
    return chosen(con, _MINUTES, MINUTES_A_DAY)


def seconds_left(con: sqlite3.Connection, today: int) -> float:
    """What today's answers left of the day's minutes; below 0 when they took longer."""
    query = "SELECT coalesce(sum(min(took, ?)), 0) FROM review WHERE day = ?"
    ((spent,),) = rows(con, query, (LONGEST_TOOK, today))
    return minutes_a_day(con) * 60 - float(spent) / 1000


def keep_interviews(con: sqlite3.Connection, dates: Iterable[date]) -> None:
    """Keep these dates and no others."""
    from sdcards.store.settings import write_value

    write_value(con, _DATES, " ".join(sorted({day.isoformat() for day in dates})) or None)


def keep_minutes(con: sqlite3.Connection, minutes: int) -> None:
    """Keep the minutes a day."""
    from sdcards.store.settings import write_value

    write_value(con, _MINUTES, str(minutes))


def study_day_of(day: date) -> int:
    """The number of a calendar date's study day."""
    return (day - EPOCH).days
