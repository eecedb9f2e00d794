"""Reading and writing so that a failure says what is wrong, what is safe and what to do.

`due` answers a shell prompt through this module, so it imports nothing heavy: no typing, dataclasses, enum, pathlib or
contextlib.
"""

from __future__ import annotations

import os
import sqlite3

from sdcards.errors import SdcardsError
from sdcards.leftovers import ENDING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

_SAFE = "nothing was changed, and every answer before this one is kept"
_IN_USE = f"is in use by another program; close that and try again; {_SAFE}"
_NOT_WRITABLE = f"cannot be written; check the rights of the file and of its folder; {_SAFE}"
_REASONS = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
    sqlite3.SQLITE_FULL: f"cannot grow, the disk is full; make room and try again; {_SAFE}",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check that it is a file, in a folder of yours; nothing was changed",
}
_UNWRITTEN = {
    getattr(sqlite3, f"SQLITE_IOERR_{part}") for part in ("WRITE", "TRUNCATE", "SHMOPEN", "SHMSIZE", "SHMMAP")
}
"""Failures to write, which say nothing against what is there."""
_NO_ROOM = f"cannot be written, the disk is full or fails; make room and try again; {_SAFE}"
_LOST = {
    sqlite3.SQLITE_IOERR: "cannot be read or written",
    sqlite3.SQLITE_CORRUPT: "is damaged",
    sqlite3.SQLITE_NOTADB: "is not a progress file, or its beginning is damaged",
}


class explaining:  # noqa: N801 - it is read as a word: with explaining(path)
    """Turn what SQLite or the system refuses at a store into an SdcardsError; our own mistakes pass.

    The store is its path or an open connection, which is asked for the path only if something fails.
    """

    def __init__(self, store: str | sqlite3.Connection) -> None:
        self._store = store

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            code = code_of(error)
            if not code and isinstance(error, sqlite3.OperationalError):  # Python's own: a text that is not UTF-8
                raise lost(self._path, f"is damaged ({error})") from error
            if code == sqlite3.SQLITE_IOERR and error.sqlite_errorcode in _UNWRITTEN:
                raise SdcardsError(f"'{self._path}' {_NO_ROOM}") from error
            if code in _LOST:
                raise lost(self._path, f"{_LOST[code]} ({error})") from error
            if code in _REASONS:
                raise SdcardsError(f"'{self._path}' {_REASONS[code]}") from error
        elif isinstance(error, OSError):
            unfinished = str(error.filename or "").endswith(ENDING)  # its name tells nobody anything
            place = self._path if unfinished else error.filename or self._path
            raise SdcardsError(
                f"'{place}' cannot be used ({(error.strerror or 'failed').lower()}); check its rights and its disk"
            ) from error

    @property
    def _path(self) -> str:
        return self._store if isinstance(self._store, str) else path_of(self._store)


class transaction:  # noqa: N801 - the same
    """Write all of a block or nothing, and have it on disk at its end; inside another one, be part of that."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._outermost = not con.in_transaction

    def __enter__(self) -> None:
        if self._outermost:
            with explaining(self._con):
                self._con.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if not self._outermost:
            return
        with explaining(self._con):
            try:
                if error is None:
                    self._con.execute("COMMIT")
            finally:
                if self._con.in_transaction:
                    self._con.execute("ROLLBACK")
            if error is not None:
                raise error


def rows(
    con: sqlite3.Connection, query: str, values: Sequence[object] | Mapping[str, object] = ()
) -> Iterator[tuple[Any, ...]]:
    """Read the rows of a query, one by one."""
    with explaining(con):
        for row in con.execute(query, values):  # noqa: UP028 - whoever stops half-way would close the cursor after its connection
            yield row


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary code for an error; 0 for a mistake in its use."""
    return error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else 0


class LostStoreError(SdcardsError):
    """A store cannot be trusted any more."""


def lost(path: str, finding: str) -> LostStoreError:
    """The error for a store that cannot be trusted any more, with the way back."""
    from sdcards.clock import date_of, study_day, system_clock

    copies = backups(path, until=f"{date_of(study_day(system_clock()))}")
    way_back = (
        f"'sdcards restore {copies[-1][1]}' brings back the newest backup, '{copies[-1][0]}', and keeps this file aside"
        if copies
        else "copy it to a safe place, there is no backup of it"
    )
    return LostStoreError(f"'{path}' {finding}; it was left as it is; {way_back}")


def path_of(con: sqlite3.Connection) -> str:
    """Where the store of an open connection lies."""
    return str(con.execute("PRAGMA database_list").fetchone()[2])


def backups(path: str, kind: str = "", *, until: str) -> list[tuple[str, str]]:
    """Our copies of a kind beside the store ``path``, oldest first, each with its date; of each day if no kind is named.

    Those dated after the day ``until`` (as 2026-11-22) come of a clock that was wrong, and are left out.
    """
    import re  # heavy, and rarely needed

    stem, ending = os.path.splitext(os.path.basename(path))
    day = r"(\d{4}-\d\d-\d\d)"
    form = rf"{re.escape(kind)}-{day}-\d{{6}}(-\d+)?\.db" if kind else rf"{re.escape(stem)}-{day}{re.escape(ending)}"
    folder = backup_folder(path)
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    ours = [found for found in (re.fullmatch(form, name) for name in names) if found and found[1] <= until]
    return [(os.path.join(folder, found[0]), found[1]) for found in ours]


def backup_folder(path: str) -> str:
    """Where the copies of the store ``path`` are kept."""
    return os.path.join(os.path.dirname(path), "backups")
