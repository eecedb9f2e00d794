"""Two machines' practice in one: mock interviews, the cards asked back, and drills.

Of everything known on both, the greater version stays in one fixed order, so that neither the order of merges nor their
number matters.
"""

import sqlite3

from sdcards.ids import CardId
from sdcards.store.transaction import rows, transaction
from sdcards.store.wanted import want

_TABLES = {"mock": "began", "mock_phase": "mock", "mock_line": "mock"}
"""The tables that a mock interview is kept in, each with the column that names it."""

_HOW_FAR = """SELECT (SELECT count(*) FROM mock_line WHERE mock = began), ended IS NOT NULL,
    (SELECT coalesce(sum(spent), 0) FROM mock_phase WHERE mock = began), coalesce(ended, 0) FROM mock WHERE began = ?"""

_UNITE = """INSERT INTO drill (at, kind, day, correct, took, origin) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (at) DO UPDATE
    SET kind = excluded.kind, day = excluded.day, correct = excluded.correct, took = excluded.took, origin = excluded.origin
    WHERE (excluded.kind, excluded.day, excluded.correct, excluded.took, excluded.origin)
        > (drill.kind, drill.day, drill.correct, drill.took, drill.origin)"""

_Rows = dict[str, list[tuple[object, ...]]]


def merge_practice(con: sqlite3.Connection, other: sqlite3.Connection) -> tuple[int, int]:
    """Bring another store's practice into this one; gives how many mock interviews are new or went on, and how many drills.

    Of a mock interview that both know, the one that is further on stays, as a whole.
    """
    with transaction(con):
        mocks = [mock for (mock,) in rows(other, "SELECT began FROM mock") if _bring(con, other, mock)]
        for card, since in rows(other, "SELECT card, since FROM wanted"):
            want(con, [CardId(card)], since)
        drills = con.executemany(_UNITE, rows(other, "SELECT at, kind, day, correct, took, origin FROM drill"))
        return len(mocks), max(drills.rowcount, 0)


def _bring(con: sqlite3.Connection, other: sqlite3.Connection, mock: int) -> bool:
    """Put the other store's version of a mock interview in the place of ours if it is further on; tells whether it was."""
    theirs, ours = _read(other, mock), _read(con, mock)
    # What is equally far is told apart by what it holds: which stays is no matter, as long as it is the same everywhere.
    if (_how_far(other, mock), repr(theirs)) <= (_how_far(con, mock), repr(ours)):
        return False
    for table, key in reversed(_TABLES.items()):
        con.execute(f"DELETE FROM {table} WHERE {key} = ?", (mock,))
    for table, found in theirs.items():
        for row in found:
            con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    return True


def _read(con: sqlite3.Connection, mock: int) -> _Rows:
    return {
        table: sorted(rows(con, f"SELECT * FROM {table} WHERE {key} = ?", (mock,)), key=repr)
        for table, key in _TABLES.items()
    }


def _how_far(con: sqlite3.Connection, mock: int) -> tuple[int, ...]:
    """How many lines are scored, whether it is over, the time spent, and its end; nothing where there is no such mock."""
    return next(rows(con, _HOW_FAR, (mock,)), ())
