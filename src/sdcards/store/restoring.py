"""The way back: which backups there are, and one of them in the store's place."""

import os
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sdcards.errors import SdcardsError
from sdcards.store.backup import copy_name, keep_copy, unfinished
from sdcards.store.database import open_store
from sdcards.store.snapshot import look_into, open_snapshot
from sdcards.store.transaction import LostStoreError, backup_folder, explaining, transaction

_NAME = re.compile(r"(?P<kind>.+)-(?P<when>\d{4}-\d\d-\d\d(-\d{6}(-\d+)?)?)\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the store: ``last`` is the ``at`` of its last review; ``reviews`` is None if it cannot be read."""

    name: str
    path: str
    reviews: int | None
    last: int | None


def read_backups(store: str) -> tuple[Backup, ...]:
    """All copies in the folder ``backups`` beside the store, newest first."""
    folder = backup_folder(store)
    named = [_NAME.fullmatch(name) for name in (os.listdir(folder) if os.path.isdir(folder) else [])]
    newest_first = sorted(
        (match for match in named if match), key=lambda match: (match["when"], match[0]), reverse=True
    )
    return tuple(read_backup(os.path.join(folder, match[0])) for match in newest_first)


def read_backup(path: str) -> Backup:
    """What a copy holds, without checking it from end to end."""
    name = os.path.splitext(os.path.basename(path))[0]
    try:
        with closing(look_into(path)) as con:
            reviews, last = con.execute("SELECT count(*), max(at) FROM review").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):  # the latter where SQLite's own complaint is no text
        reviews = last = None
    return Backup(name, path, reviews, last)


def find_backup(store: str, name: str) -> str:
    """The file that a person means by a file name, by the name of a backup or by a date; SdcardsError if there is none."""
    if os.path.isfile(name):
        return name
    stem, ending = os.path.splitext(os.path.basename(store))
    for known in (f"{stem}-{name}{ending}", f"{name}{ending}"):
        if os.path.basename(known) == known and os.path.isfile(path := os.path.join(backup_folder(store), known)):
            return path
    raise SdcardsError(f"there is no backup '{name}'; 'sdcards restore' lists them")


def restore_store(store: str, source: str, moment: datetime, today: int) -> str | None:
    """Put the state of the file ``source`` in the store's place, all or nothing; gives the copy of what was there.

    To be called under the session lock. Raises SdcardsError, with the store as it was, for a ``source`` that is damaged,
    newer or not a progress file. A store that is damaged itself is kept as it is and replaced.
    """
    with closing(open_snapshot(source, store)) as snapshot:
        existed = os.path.exists(store)
        try:
            with closing(open_store(store, today=today)) as con:
                aside = keep_copy(con, "before-restore", moment) if existed else None
                with explaining(store):
                    with transaction(con):
                        pass  # fails in words if somebody else is writing, where `backup` would wait for ever
                    snapshot.backup(con)  # one transaction of SQLite's own, journal and all
        except LostStoreError:
            aside = _replace(store, snapshot, moment)
    return aside


def _replace(store: str, snapshot: sqlite3.Connection, moment: datetime) -> str:
    """Keep a damaged store with its journal, and put a new file in its place."""
    aside = copy_name(store, "before-restore", moment)
    with explaining(store), unfinished(store) as fresh:
        for ending in ("-wal", ""):
            if os.path.exists(store + ending):
                _copy(store + ending, aside + ending)
        with closing(sqlite3.connect(fresh)) as con:
            snapshot.backup(con)
        for ending in ("-wal", "-shm"):  # first, for the old journal would be played into the new file
            if os.path.exists(store + ending):
                os.unlink(store + ending)
        os.replace(fresh, store)
    return aside


def _copy(source: str, target: str) -> None:
    with unfinished(target) as fresh:
        shutil.copyfile(source, fresh)
        os.replace(fresh, target)
