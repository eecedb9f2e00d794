"""A copy of the store for every day it was used."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager

from sdcards.clock import date_of
from sdcards.store.transaction import backup_folder, backups, explaining, lost, path_of, rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

BACKUPS_KEPT = 14


def back_up_daily(con: sqlite3.Connection, today: int) -> None:
    """Make today's dated backup if there is none yet, and drop the oldest beyond 14."""
    path = path_of(con)
    stem, ending = os.path.splitext(os.path.basename(path))
    target = os.path.join(backup_folder(path), f"{stem}-{date_of(today)}{ending}")
    if not os.path.exists(target):
        copy_store(con, target)
        for old in backups(path)[:-BACKUPS_KEPT]:
            os.unlink(old)


def refuse_damaged(con: sqlite3.Connection) -> None:
    """Raise SdcardsError if the store's file is damaged."""
    for (finding,) in rows(con, "PRAGMA main.quick_check(1)"):
        if finding != "ok":
            raise lost(path_of(con), f"is damaged ({finding.splitlines()[-1]})")


def copy_store(con: sqlite3.Connection, target: str | os.PathLike[str]) -> None:
    """Copy the whole store to the file ``target``, which appears complete or not at all.

    A damaged store raises SdcardsError and is not copied, lest its copies push out the good ones.
    """
    refuse_damaged(con)
    place = os.path.abspath(target)
    with explaining(place), unfinished(place) as fresh:
        with closing(sqlite3.connect(fresh)) as copy:
            con.backup(copy)
        os.replace(fresh, place)


@contextmanager
def unfinished(target: str) -> Iterator[str]:
    """Give a private new file beside ``target`` to build it in; what is still there at the end is removed."""
    fresh = f"{target}.{os.urandom(4).hex()}.new"
    os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield fresh
    finally:
        if os.path.exists(fresh):
            os.unlink(fresh)
