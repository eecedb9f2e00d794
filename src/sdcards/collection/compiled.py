"""The compiled deck: a cache file of cards, so that a day begins without parsing YAML.

It is an SQLite file that names the sources it was made from by size and time, and is thrown away without a thought.
Nothing heavy is imported here, and a deck whose files have not changed is opened without looking inside them.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator

from sdcards import __version__
from sdcards.errors import SdcardsError, no_deck
from sdcards.ids import CardId

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FORMAT = 9
"""Grows whenever the tables, or what is kept in them, change."""

SCHEMA = """
CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE topic (
    area TEXT NOT NULL, slug TEXT NOT NULL, place INTEGER NOT NULL, title TEXT NOT NULL, area_title TEXT NOT NULL,
    target INTEGER NOT NULL,
    stamp TEXT NOT NULL, problems INTEGER NOT NULL, PRIMARY KEY (area, slug)
);
CREATE TABLE card (
    id TEXT PRIMARY KEY, note TEXT NOT NULL, type TEXT NOT NULL, wave INTEGER NOT NULL, place INTEGER NOT NULL,
    position INTEGER NOT NULL, area TEXT NOT NULL, topic TEXT NOT NULL, phase TEXT NOT NULL, tags TEXT NOT NULL,
    front TEXT NOT NULL, back TEXT NOT NULL, details TEXT NOT NULL, hint TEXT NOT NULL, number TEXT, line INTEGER NOT NULL,
    changed INTEGER, change TEXT NOT NULL, was TEXT NOT NULL
);
CREATE TABLE scene (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, topic TEXT NOT NULL, place INTEGER NOT NULL, ask TEXT NOT NULL,
    so TEXT NOT NULL, number TEXT NOT NULL
);
CREATE INDEX card_in_order ON card (wave, place, position, note, id);
CREATE INDEX card_changed ON card (changed) WHERE changed IS NOT NULL;
CREATE INDEX card_of_note ON card (note);
CREATE INDEX card_of_topic ON card (area, topic);
"""


def compiled_deck(folder: str, cache: str) -> str:
    """The path of a compiled deck that is up to date with the sources in ``folder``; made in ``cache`` where it is not.

    Raises SdcardsError where there is no deck.
    """
    path = os.path.join(cache, f"deck-{zlib.crc32(os.path.realpath(folder).encode()):08x}.db")
    stamps = source_stamps(folder)
    if kept_stamp(path) == whole_stamp(stamps):
        return path
    from sdcards.collection.compiler import compile_deck

    return compile_deck(folder, path, stamps)


def source_stamps(folder: str) -> dict[str, str]:
    """Size and time of every source file of a deck, by its path inside the folder."""
    try:
        found = dict(_stamps_in(folder, ""))
    except OSError as error:
        raise SdcardsError(f"cannot read the deck in '{folder}': {(error.strerror or 'unreadable').lower()}") from error
    if "deck.yaml" not in found:
        raise no_deck(folder)
    return found


def whole_stamp(stamps: dict[str, str]) -> str:
    """One text for all the sources and for the program that reads them."""
    return f"{FORMAT} {__version__} {_reader_stamp()}\n" + "\n".join(
        f"{name} {stamps[name]}" for name in sorted(stamps)
    )


def open_compiled(path: str) -> sqlite3.Connection:
    """Open a compiled deck to read its cards."""
    deck = sqlite3.connect(path)
    deck.execute("PRAGMA query_only = ON")
    return deck


def kept_stamp(path: str) -> str | None:
    """The stamp of a compiled deck that is whole; None if there is none, or it is damaged."""
    if not os.path.isfile(path):
        return None
    try:
        here = _identity(path)
        deck = open_compiled(path)
        try:
            # Half a millisecond for the whole deck, and no query meets damage later; once for a file, lest each card pays it.
            sound = _seen_sound.get(path) == here or deck.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            row = deck.execute("SELECT value FROM stamp WHERE name = 'sources'").fetchone()
        finally:
            deck.close()
    except (sqlite3.DatabaseError, OSError):
        return None
    if sound:
        _seen_sound[path] = here
    return str(row[0]) if sound and row else None


def card_row(deck: sqlite3.Connection, card: CardId) -> tuple[Any, ...] | None:
    """A card's area title, topic title, front, back, details, hint, number (as JSON, like the details), and its change.

    The change is the study day of it, the reason, and the answer before.
    """
    row: tuple[Any, ...] | None = deck.execute(
        "SELECT t.area_title, t.title, c.front, c.back, c.details, c.hint, c.number, c.changed, c.change, c.was FROM card c"
        " JOIN topic t ON t.area = c.area AND t.slug = c.topic WHERE c.id = ?",
        (card,),
    ).fetchone()
    return row


def problem_count(deck: sqlite3.Connection) -> int:
    """How many problems the files had when they were compiled; rules that span files are not among them."""
    shared = "SELECT value FROM stamp WHERE name = 'problems'"
    count: int = deck.execute(f"SELECT ({shared}) + coalesce(sum(problems), 0) FROM topic").fetchone()[0]
    return count


def _stamps_in(folder: str, inside: str) -> Iterator[tuple[str, str]]:
    with os.scandir(os.path.join(folder, inside) if inside else folder) as entries:
        for entry in entries:
            if entry.name.endswith((".yaml", ".yml")) and entry.is_file():
                stat = entry.stat()
                yield f"{inside}{entry.name}", f"{stat.st_size} {stat.st_mtime_ns}"
            elif not inside and entry.is_dir() and not entry.name.startswith("."):
                yield from _stamps_in(folder, f"{entry.name}/")


def _reader_stamp() -> str:
    """When the code that makes cards from notes last changed, so that a checkout under work never shows old cards."""
    notes = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "notes")
    with os.scandir(notes) as entries:
        return str(max((entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(".py")), default=0))


def _identity(path: str) -> tuple[int, int, int]:
    """What a file that replaces this one, or is written to, does not share with it."""
    stat = os.stat(path)
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


_seen_sound: dict[str, tuple[int, int, int]] = {}
"""The compiled decks that this process has checked."""
