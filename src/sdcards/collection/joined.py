"""Our deck and a person's own decks as one compiled deck.

The ids of an own deck get its name in front (``mine:some-note/answer``), so they never clash with ours. Like
``compiled.py``, this is on the daily path and imports nothing heavy.
"""

from __future__ import annotations

import os
import sqlite3
import zlib

from sdcards.collection.compiled import SCHEMA, compiled_deck, kept_stamp
from sdcards.errors import SdcardsError

_NAMED = ("id", "note", "area")
"""Columns that carry the name of an own deck."""


def joined_deck(folder: str, own: dict[str, str], cache: str) -> str:
    """The path of an up-to-date compiled deck of ``folder`` and, by their names, of ``own`` folders.

    An own folder that is not there just now is left out: the rest can be studied all the same. Raises SdcardsError where
    our own deck cannot be read.
    """
    parts = {"": compiled_deck(folder, cache)}
    for name, place in own.items():
        try:
            parts[name] = compiled_deck(place, cache)
        except SdcardsError:
            continue
    if len(parts) == 1:
        return parts[""]
    stamp = "\n\n".join(f"{name} {kept_stamp(part)}" for name, part in parts.items())
    key = "\n".join(f"{name} {part}" for name, part in parts.items())
    path = os.path.join(cache, f"decks-{zlib.crc32(key.encode()):08x}.db")
    return path if kept_stamp(path) == stamp else _join(parts, path, stamp)


def _join(parts: dict[str, str], path: str, stamp: str) -> str:
    unfinished = f"{path}.{os.getpid()}.new"
    try:
        if os.path.lexists(unfinished):  # of a process of the same number that was killed
            os.unlink(unfinished)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL, 0o600))  # where SQLite would follow a link put there
        deck = sqlite3.connect(unfinished)
        try:
            deck.executescript(f"PRAGMA journal_mode = OFF; {SCHEMA}")
            for name, part in parts.items():
                _add(deck, name, part)
            problems = deck.execute("SELECT sum(value) FROM stamp WHERE name = 'problems'").fetchone()[0]
            deck.execute("DELETE FROM stamp")
            deck.executemany("INSERT INTO stamp VALUES (?, ?)", [("sources", stamp), ("problems", problems)])
            deck.commit()
        finally:
            deck.close()
        os.replace(unfinished, path)
    except (OSError, sqlite3.OperationalError) as error:
        raise SdcardsError(f"cannot write the compiled deck '{path}': {error}; make room") from error
    finally:
        if os.path.exists(unfinished):
            os.unlink(unfinished)
    return path


def _add(deck: sqlite3.Connection, name: str, part: str) -> None:
    """Copy one compiled deck in, behind the ones before it."""
    deck.execute("ATTACH ? AS part", (part,))
    for table, placed in (("card", "topic"), ("topic", "topic"), ("scene", "scene")):
        before = deck.execute(f"SELECT coalesce(max(place), 0) FROM main.{placed}").fetchone()[0]
        columns = [row[1] for row in deck.execute(f"PRAGMA table_info({table})")]
        prefix = f"{name}:" if name else ""
        values = [
            f":prefix || {column}" if column in _NAMED else f"{column} + :before" if column == "place" else column
            for column in columns
        ]
        query = f"INSERT INTO {table} SELECT {', '.join(values)} FROM part.{table}"
        deck.execute(query, {"prefix": prefix, "before": before})
    deck.execute("INSERT OR IGNORE INTO stamp VALUES ('problems', 0)")
    deck.execute(
        "UPDATE stamp SET value = value + (SELECT value FROM part.stamp WHERE name = 'problems') WHERE name = 'problems'"
    )
    deck.commit()
    deck.execute("DETACH part")
