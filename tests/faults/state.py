"""What there is after a run, as rows that can be compared: the progress file's, and the digests of other files."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.stage import Stage

State = dict[tuple[object, ...], object]
"""Rows by table and primary key, or digests by name."""

_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def rows_of(store: Path) -> State:
    """Every row of a progress file; nothing where there is none, or none that can be read."""
    if not store.exists():
        return {}
    try:
        with closing(sqlite3.connect(store)) as con:
            return _rows(con)
    except sqlite3.Error:
        return {}


def store_state(stage: Stage) -> State:
    """Every row of the stage's progress file."""
    return rows_of(stage.store)


def backup_state(stage: Stage) -> State:
    """The progress file, and what the copies of it hold, however many and whatever their names."""
    copies = (stage.store.parent / "backups").glob("*.db")
    return store_state(stage) | {("copy", digest(repr(sorted(rows_of(copy).items(), key=repr)))): 1 for copy in copies}


def folder_state(stage: Stage) -> State:
    """Digests of the files of the deck and of its releases."""
    folders = (stage.home / name for name in ("cards", "dist", "docs"))
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file() and file.name[0] != ".")
    return {(str(file.relative_to(stage.home)),): digest(file.read_bytes()) for file in files}


def digest(content: bytes | str) -> str:
    """A short name for a content."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()[:16]


def _rows(con: sqlite3.Connection) -> State:
    found: State = {("version",): con.execute("PRAGMA user_version").fetchone()[0]}
    for (table,) in con.execute(_TABLES).fetchall():
        columns = con.execute(f"PRAGMA table_info({table})").fetchall()
        keys = [column for column, *_, key in columns if key]
        found |= {(table, *_picked(row, keys)): row for row in con.execute(f"SELECT * FROM {table}")}
    return found


def _picked(row: tuple[object, ...], columns: Iterable[int]) -> tuple[object, ...]:
    return tuple(row[column] for column in columns)
