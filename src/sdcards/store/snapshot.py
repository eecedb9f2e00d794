"""A private copy of a store that somebody names: looked through before anything in it is believed."""

import os
import sqlite3
from collections import deque
from contextlib import closing
from pathlib import Path

from sdcards.errors import SdcardsError, no_file
from sdcards.reading.span import quoted
from sdcards.store.database import adopt, empty_store, version_of
from sdcards.store.practice_check import LAST_DAY, LAST_MOMENT, practice_faults
from sdcards.store.transaction import code_of, explaining

LARGEST = 1 << 30
"""Bytes; ten million reviews are less."""

_SHAPE = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'"
_FOLLOWERS = "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')"
_IMPOSSIBLE = f"""SELECT count(*) FROM review WHERE at NOT BETWEEN 0 AND {LAST_MOMENT}
    OR day NOT BETWEEN 0 AND {LAST_DAY} OR took < 0"""
_OTHER_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'review'"
_DAMAGE = (0, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""Codes of a file that cannot be understood; 0 is for what Python finds wrong: text that is not UTF-8."""
_OF_CARDS = ("review", "schedule", "suspension", "flag", "undone", "reset", "wanted")


def open_snapshot(path: str | os.PathLike[str], store: str) -> sqlite3.Connection:
    """Copy a progress file into memory, up to date; the file stays as it is, even while somebody else writes to it.

    Raises SdcardsError if it is missing, huge, damaged, newer than this program, no progress file, or the ``store`` itself.
    """
    place = os.path.abspath(path)
    if not os.path.isfile(place):
        raise no_file(path)
    if os.path.getsize(place) > LARGEST:
        raise SdcardsError(f"'{path}' has more than {LARGEST >> 20:,} MiB; that is no progress file of one person")
    if os.path.exists(store) and os.path.samefile(store, place):
        raise SdcardsError(f"'{path}' is the progress file itself; name another")
    con = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with explaining(place):
            _fill(con, place)
    except BaseException:
        con.close()
        raise
    return con


def look_into(place: str) -> sqlite3.Connection:
    """Open whatever lies there only to read it; nothing is checked yet."""
    # A file without a journal has no writer; read as immutable, it gets no files beside it either.
    alone = not os.path.exists(f"{place}-wal")
    return sqlite3.connect(f"{Path(place).absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}", uri=True)


def _fill(con: sqlite3.Connection, place: str) -> None:
    try:
        with closing(look_into(place)) as source:
            source.backup(con)
        _refuse_followers(con, place)
        _refuse_misshapen(con, place)  # first, for the check computes what the file's tables tell it to
        findings = [text for (text,) in con.execute("PRAGMA integrity_check(1)") if text != "ok"]
        if not findings:
            adopt(con)
            _read_through(con)
            _refuse_impossible(con, place)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # What can be wrong with a file is endless, and the way out is the same; but a full or locked one has its own words.
        if isinstance(error, sqlite3.DatabaseError) and code_of(error) not in _DAMAGE:
            raise
        findings = [str(error)]
    if findings:
        finding = findings[0].splitlines()[-1]
        raise SdcardsError(
            f"'{place}' is damaged, or no progress file ({finding}); it was left as it is; use another copy"
        )


def _refuse_followers(con: sqlite3.Connection, place: str) -> None:
    """Nothing of ours runs by itself, so a file in which something does is not ours."""
    for (name,) in con.execute(_FOLLOWERS):
        raise SdcardsError(f"'{place}' is not a progress file of sdcards, it has a '{name}'; it was left as it is")


def _refuse_misshapen(con: sqlite3.Connection, place: str) -> None:
    with closing(empty_store(version_of(con, place))) as model:
        strange = set(model.execute(_SHAPE)) ^ set(con.execute(_SHAPE))
    if strange:
        raise SdcardsError(f"'{place}' has other tables than a progress file of sdcards; it was left as it is")


def _read_through(con: sqlite3.Connection) -> None:
    """Decode every text, for SQLite itself checks none; raises its error for one that is not UTF-8."""
    of_reviews = (f"SELECT DISTINCT {column} FROM review" for column in ("card", "origin"))
    others = (f"SELECT * FROM {table}" for (table,) in con.execute(_OTHER_TABLES).fetchall())
    for query in (*of_reviews, *others):
        deque(con.execute(query), maxlen=0)


def _refuse_impossible(con: sqlite3.Connection, place: str) -> None:
    for table in _OF_CARDS:
        for (name,) in con.execute(f"SELECT card FROM {table} WHERE card GLOB '*[^-a-z0-9/:]*' OR length(card) > 300"):
            raise SdcardsError(f"'{place}' holds a card with the impossible id {quoted(name)}; it was left as it is")
    ((impossible,),) = con.execute(_IMPOSSIBLE)
    if impossible:
        raise SdcardsError(f"'{place}' holds reviews at impossible times ({impossible}); it was left as it is")
    if faults := practice_faults(con):
        raise SdcardsError(f"'{place}' holds {faults[0]}; it was left as it is")
