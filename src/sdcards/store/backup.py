"""Copies of the store: one for every day it was used, one before each thing that cannot be undone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress

from sdcards.clock import date_of
from sdcards.leftovers import ENDING, sweep
from sdcards.store.transaction import backup_folder, backups, explaining, lost, path_of, rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

BACKUPS_KEPT = 14
"""Of each kind."""


def back_up_daily(con: sqlite3.Connection, today: int) -> None:
    """Make today's dated backup if there is none yet, and drop the oldest beyond 14."""
    path = path_of(con)
    stem, ending = os.path.splitext(os.path.basename(path))
    target = os.path.join(backup_folder(path), f"{stem}-{date_of(today)}{ending}")
    if not os.path.exists(target):
        copy_store(con, target)
        _drop_oldest(path, "", str(date_of(today)))
        for folder in (os.path.dirname(path), backup_folder(path)):
            sweep(folder)


def back_up_before_update(con: sqlite3.Connection) -> None:
    """Copy a store of an older version: the day's backup may be of the morning, and there are answers since."""
    from sdcards.clock import system_clock

    keep_copy(con, "before-update", system_clock())


def keep_copy(con: sqlite3.Connection, kind: str, moment: datetime) -> str:
    """Copy the store under a name of its own, such as ``before-merge-…``, and drop the oldest beyond 14; gives its path."""
    path = path_of(con)
    target = copy_name(path, kind, moment)
    copy_store(con, target)
    _drop_oldest(path, kind, f"{moment:%Y-%m-%d}")
    return target


@contextmanager
def copy_kept_of_before(con: sqlite3.Connection, kind: str, moment: datetime) -> Iterator[None]:
    """Copy the store like `keep_copy` before a block; where that changes nothing, leave no copy and push none out."""
    path, before = path_of(con), con.total_changes
    target = copy_name(path, kind, moment)
    copy_store(con, target)
    yield
    if con.total_changes == before:
        os.unlink(target)
    else:
        _drop_oldest(path, kind, f"{moment:%Y-%m-%d}")


def copy_name(path: str, kind: str, moment: datetime) -> str:
    """A free name for a copy of the store ``path`` that is made at a moment."""
    start = os.path.join(backup_folder(path), f"{kind}-{moment:%Y-%m-%d-%H%M%S}")
    count, name = 0, f"{start}.db"
    while os.path.exists(name):
        count, name = count + 1, f"{start}-{count + 1}.db"
    return name


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


def _drop_oldest(path: str, kind: str, today: str) -> None:
    for old, _ in backups(path, kind, until=today)[:-BACKUPS_KEPT]:
        os.unlink(old)


@contextmanager
def unfinished(target: str) -> Iterator[str]:
    """Give a private new file beside ``target`` to build it in; what is still there at the end is removed."""
    fresh = f"{target}.{os.urandom(4).hex()}{ENDING}"
    os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield fresh
    finally:
        with suppress(FileNotFoundError):
            os.unlink(fresh)
