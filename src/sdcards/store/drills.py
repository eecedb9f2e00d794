"""Estimation drills that were answered."""

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, replace

from sdcards.practice.drills import Drilled
from sdcards.store.transaction import rows, transaction

_COLUMNS = "at, kind, day, correct, took, origin"


def keep_drill(con: sqlite3.Connection, drill: Drilled) -> Drilled:
    """Keep an answer at its millisecond, or the next that is free; it is on disk when this returns."""
    with transaction(con):
        while any(rows(con, "SELECT 1 FROM drill WHERE at = ?", (drill.at,))):
            drill = replace(drill, at=drill.at + 1)
        con.execute(f"INSERT INTO drill ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", astuple(drill))
    return drill


def read_drills(con: sqlite3.Connection) -> Iterator[Drilled]:
    """Every answer, oldest first."""
    for at, kind, day, correct, took, origin in rows(con, f"SELECT {_COLUMNS} FROM drill ORDER BY at"):
        yield Drilled(at, kind, day, bool(correct), took, origin)
