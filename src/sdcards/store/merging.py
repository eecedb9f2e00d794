"""Two machines' progress in one: the union of their logs, of what is suspended, flagged and practised."""

import sqlite3
from dataclasses import dataclass

from sdcards.store.practice_merging import merge_practice
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler
from sdcards.store.transaction import rows, transaction

_HIDE = """INSERT INTO suspension (card, until) VALUES (?, ?) ON CONFLICT (card) DO UPDATE SET until = excluded.until
    WHERE suspension.until IS NOT NULL AND (excluded.until IS NULL OR excluded.until > suspension.until)"""

_GIVE = "INSERT OR IGNORE INTO given (note, digest) VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class Merged:
    """What another store brought: reviews that were new, cards hidden and flagged because they are so there.

    ``undone`` answers left because they were taken back there, ``known`` reviews were here already or taken back here.
    ``alike`` tells whether both schedule by the same settings. ``mocks`` were new or further on there, ``drills`` new.
    """

    added: int
    known: int
    undone: int
    hidden: int
    flagged: int
    alike: bool
    mocks: int = 0
    drills: int = 0


def merge_store(con: sqlite3.Connection, other: sqlite3.Connection, today: int) -> Merged:
    """Bring what another store knows into this one, all or nothing; settings stay as they are, and so does the other."""
    here, there = ReviewLog(con), ReviewLog(other)
    scheduler = read_scheduler(con)
    with transaction(con):
        before = _count(con)
        added = here.merge(there.reviews_by_card(), scheduler, there.undone(), there.resets())
        hidden = con.executemany(_HIDE, there.hidden(today).items()).rowcount
        flagged = con.executemany("INSERT OR IGNORE INTO flag (card) VALUES (?)", rows(other, "SELECT card FROM flag"))
        con.executemany(_GIVE, rows(other, "SELECT note, digest FROM given"))
        mocks, drills = merge_practice(con, other)
        return Merged(
            added=added,
            known=_count(other) - added,
            undone=before + added - _count(con),
            hidden=hidden,
            flagged=flagged.rowcount,
            alike=scheduler == read_scheduler(other),
            mocks=mocks,
            drills=drills,
        )


def _count(con: sqlite3.Connection) -> int:
    ((count,),) = rows(con, "SELECT count(*) FROM review")
    return int(count)
