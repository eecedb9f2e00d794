"""Open the store: make it, bring it up to date, refuse what is not ours or newer than we are.

`due` answers a shell prompt through this module, so it imports nothing heavy: no typing, dataclasses, enum, pathlib or
contextlib.
"""

from __future__ import annotations

import os
import sqlite3

from sdcards.errors import SdcardsError
from sdcards.store.transaction import explaining, transaction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID = 0x73644331
"""What our SQLite files carry: ``sdC1``."""

VERSION = 4
"""The number of the newest migration, kept as ``user_version`` of a file."""

BUSY_SECONDS = 5.0
OLDEST_SQLITE = (3, 37)
"""The first with STRICT tables."""


def open_store(path: str | os.PathLike[str], *, today: int) -> sqlite3.Connection:
    """Open the store for reading and writing; where need be, make it, back it up for the study day, migrate it.

    Raises SdcardsError, and leaves the file as it was, if that cannot be done. Every commit is on disk when it returns.
    """
    place = os.path.abspath(path)
    made = not os.path.exists(place)
    if made and os.path.islink(place):
        raise SdcardsError(f"'{place}' is a link to a file that is not there; mend the link, or take it away")
    if made:
        _create(place)
    con = _connect(place)
    with _or_close(con, place):
        con.execute("PRAGMA journal_mode = WAL")
        con.execute("PRAGMA synchronous = FULL")
        con.execute("PRAGMA foreign_keys = ON")
        if not made:
            from sdcards.store.backup import back_up_before_update, back_up_daily, refuse_damaged

            refuse_damaged(con)  # on every writing open: some 7 ms for ten years of reviews
            if _version(con) < VERSION:
                back_up_before_update(con)
            back_up_daily(con, today)
        _migrate(con)
    return con


def read_store(path: str | os.PathLike[str], *, today: int) -> sqlite3.Connection | None:
    """Open the store only to look at it, which makes no backup; None if there is no store yet."""
    place = os.path.abspath(path)
    if not os.path.exists(place):
        return None
    con = _connect(place, alone=_stands_alone(place))
    with _or_close(con, place):
        current = _version(con) == VERSION
        con.execute("PRAGMA query_only = ON")
    if current:
        return con
    con.close()
    return open_store(path, today=today)


def empty_store(version: int | None = None) -> sqlite3.Connection:
    """A store with nothing in it, in memory: what commands look at before the first review. An older ``version`` is a model."""
    con = sqlite3.connect(":memory:", isolation_level=None)
    _migrate(con, version)
    return con


def version_of(con: sqlite3.Connection, path: str) -> int:
    """The version of a copy of the file ``path``; raises SdcardsError if it is not ours or newer."""
    _refuse_foreign(con, path)
    return _version(con)


def adopt(con: sqlite3.Connection) -> None:
    """Bring a private copy of a store of ours up to date."""
    _migrate(con)


def _connect(path: str, *, alone: bool = False) -> sqlite3.Connection:
    """Connect and look whose file it is; ``alone`` makes no files beside it, and only reads."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SdcardsError(f"this Python brings SQLite {sqlite3.sqlite_version}; use one with SQLite 3.37 or newer")
    with explaining(path):
        con = _look_into(path) if alone else sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        with _or_close(con, path):
            _refuse_foreign(con, path)
    return con


def _stands_alone(path: str) -> bool:
    """Whether SQLite can make no journal beside the file, and there is none to be read."""
    return not os.access(os.path.dirname(path), os.W_OK) and not os.path.exists(f"{path}-wal")


def _look_into(path: str) -> sqlite3.Connection:
    from sdcards.store.snapshot import look_into  # heavy

    return look_into(path)


class _or_close(explaining):  # noqa: N801 - read as words: with _or_close(con, path)
    """Explain what goes wrong in a block, and close the connection then."""

    def __init__(self, con: sqlite3.Connection, path: str) -> None:
        super().__init__(path)
        self._con = con

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            self._con.close()
        super().__exit__(kind, error, trace)


def _refuse_foreign(con: sqlite3.Connection, path: str) -> None:
    if con.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise SdcardsError(
            f"'{path}' is not a progress file of sdcards; it was left as it is; move it away, or name another"
        )
    if (version := _version(con)) > VERSION:
        raise SdcardsError(
            f"'{path}' was written by a newer sdcards (file version {version}, this program knows {VERSION}); "
            "it was left as it is; update sdcards"
        )


def _version(con: sqlite3.Connection) -> int:
    return int(con.execute("PRAGMA user_version").fetchone()[0])


def _create(path: str) -> None:
    """Build a store beside its place and then put it there, so that an interrupt leaves no half of one."""
    from contextlib import closing

    from sdcards.leftovers import sweep
    from sdcards.store.backup import unfinished

    with explaining(path), unfinished(path) as fresh:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as con:
            con.execute("PRAGMA journal_mode = MEMORY")
            _migrate(con)
        try:
            os.link(fresh, path)  # a rename would replace the store that another process made meanwhile
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            os.rename(fresh, path)
    sweep(os.path.dirname(path))


def _migrate(con: sqlite3.Connection, goal: int | None = None) -> None:
    if _version(con) == VERSION:
        return
    for number, script in _migrations()[:goal]:
        with transaction(con):
            if number > _version(con):  # asked inside, for another process may have been first
                for statement in _statements(script):
                    con.execute(statement)
                con.execute(f"PRAGMA user_version = {number}")


def _migrations() -> list[tuple[int, str]]:
    from importlib.resources import files  # a plain open has no use for it

    folder = files(__package__) / "migrations"
    steps = sorted((step.name, step.read_text("utf-8")) for step in folder.iterdir() if step.name.endswith(".sql"))
    return [(int(name[:4]), script) for name, script in steps]


def _statements(script: str) -> Iterator[str]:
    # executescript would commit what is open, and the migration with its number must be one transaction.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
