"""What somebody did in Anki with our cards, out of an opened collection."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import cast

from sdcards.anki.cards import Known, card_of
from sdcards.anki.progress import Kind, day_counter
from sdcards.clock import milliseconds
from sdcards.errors import SdcardsError
from sdcards.ids import CardId, NoteId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.store.log_import import FIRST_MOMENT
from sdcards.store.review_log import Identity

ORIGIN = "anki"

_LONGEST_TOOK = 86_400_000
_BEST, _LAST_KIND = int(Rating.EASY), int(Kind.RESCHEDULED)
_FARTHEST = 24 * 60 - 1
_LAST_SECOND = 1 << 33


@dataclass(slots=True)
class History:
    """The reviews and resets of our cards, and how many other rows the log has, by the reason for leaving them out."""

    reviews: list[Review]
    resets: list[Identity]
    foreign: int = 0
    moved: int = 0
    crammed: int = 0
    future: int = 0
    impossible: int = 0


def read_history(con: sqlite3.Connection, known: Known, now: datetime, rollover: int, zone: tzinfo | None) -> History:
    """Read the log of an opened collection; ``rollover`` and ``zone`` are this machine's (None: with all clock changes).

    Where the collection has a rollover hour, or was made in another zone, its own say which day each review was on. Raises
    SdcardsError if two notes share a guid of ours.
    """
    cards = read_cards(con, known)
    offset, hour = _collection_clock(con, zone)
    day_of = day_counter(offset, rollover if hour is None else hour)
    latest = milliseconds(now + timedelta(days=1))
    found = History([], [])
    for number, *row in con.execute("SELECT cid, id, ease, factor, time, type FROM revlog ORDER BY id"):
        card = cards.get(number)
        if card is None:
            found.foreign += 1
        elif not _is_possible(row):
            found.impossible += 1
        else:
            _take(found, card, row, latest, day_of)
    return found


def read_cards(con: sqlite3.Connection, known: Known) -> dict[object, CardId]:
    """Our cards by their numbers in the collection."""
    notes: dict[object, tuple[NoteId, str]] = {}
    seen: set[object] = set()
    for number, guid in con.execute("SELECT id, guid FROM notes"):
        if guid in known:
            if guid in seen:
                raise SdcardsError(f"two notes there are our '{known[guid][0]}'; delete one of them in Anki first")
            seen.add(guid)
            notes[number] = known[guid]
    return dict(_named(con, notes))


def _named(con: sqlite3.Connection, notes: dict[object, tuple[NoteId, str]]) -> Iterator[tuple[object, CardId]]:
    for number, note, ordinal in con.execute("SELECT id, nid, ord FROM cards"):
        card = card_of(*notes[note], ordinal) if note in notes and isinstance(ordinal, int) else None
        if card is not None:
            yield number, card


def _is_possible(row: list[object]) -> bool:
    """Whether the values could be Anki's; SQLite keeps anything in any column."""
    if set(map(type, row)) != {int}:
        return False
    at, rating, factor, took, kind = cast("list[int]", row)
    is_timed = at >= FIRST_MOMENT and 0 <= took <= _LONGEST_TOOK
    return is_timed and 0 <= rating <= _BEST and factor >= 0 and 0 <= kind <= _LAST_KIND


def _take(found: History, card: CardId, row: list[int], latest: int, day_of: Callable[[int], int]) -> None:
    """Put a row of our card where it belongs."""
    at, rating, factor, took, kind = row
    if at > latest:
        found.future += 1
    elif kind == Kind.FILTERED and factor == 0:
        found.crammed += 1
    elif rating:
        found.reviews.append(Review(at, card, Rating(rating), day_of(at), took, ORIGIN))
    elif kind == Kind.MANUAL and factor == 0:
        found.resets.append((card, at))
    else:
        found.moved += 1


def _collection_clock(con: sqlite3.Connection, zone: tzinfo | None) -> tuple[tzinfo | None, int | None]:
    """The zone that a collection's days are in, and the hour at which they turn if it says so.

    It keeps only how far the zone was from Greenwich when it was made. Where that is so here too, the zone here is taken,
    since that one knows when the clocks changed.
    """
    ((created,),) = con.execute("SELECT crt FROM col LIMIT 1")
    west, rollover = _setting(con, "creationOffset", _FARTHEST), _setting(con, "rollover", 23)
    hour = rollover if rollover is None or rollover >= 0 else None
    if west is None or not isinstance(created, int) or not 0 <= created < _LAST_SECOND:
        return zone, hour
    theirs = timezone(timedelta(minutes=-west))
    made = datetime.fromtimestamp(created, UTC)
    same = made.astimezone(zone).utcoffset() == made.astimezone(theirs).utcoffset()
    return zone if same else theirs, hour


def _setting(con: sqlite3.Connection, name: str, most: int) -> int | None:
    """A whole number among the collection's settings; None where there is none that makes sense."""
    try:
        if con.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'config'").fetchone():
            row = con.execute("SELECT val FROM config WHERE key = ?", (name,)).fetchone()
            value = json.loads(row[0]) if row else None
        else:
            value = json.loads(con.execute("SELECT conf FROM col").fetchone()[0])[name]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return value if type(value) is int and abs(value) <= most else None
