"""What a person did, written into the collection of a package: the state of each card, and the rows of the log."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import TYPE_CHECKING

from sdcards.anki.identity import PRESET_ID
from sdcards.anki.progress import CardState, LogRow, card_state, fold_card

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from sdcards.anki.progress import Progress
    from sdcards.ids import CardId

_STATE = ("type", "queue", "due", "ivl", "factor", "reps", "lapses", "left", "flags", "data")
_SET_STATE = f"UPDATE cards SET {', '.join(f'{name} = ?' for name in _STATE)} WHERE id = ?"
_state_values = attrgetter(*_STATE)

# The rows of all cards have to be brought into one order. SQLite does that, and spills to disk what does not fit.
_STAGE = f"CREATE TEMP TABLE staged (number, {', '.join(LogRow._fields)})"
_INTO_STAGE = f"INSERT INTO staged VALUES (?{', ?' * len(LogRow._fields)})"
_STAGED = f"""SELECT at, number, -1, rating, interval, last_interval, factor, took, kind FROM staged
    ORDER BY {", ".join(LogRow._fields)}"""
_INTO_LOG = f"INSERT INTO revlog VALUES ({','.join('?' * 9)})"


def add_progress(base: sqlite3.Connection, cards: Iterable[tuple[int, CardId, int]], progress: Progress) -> int:
    """Give cards their reviews and the state these left them in; how many rows the log has then.

    Cards are given by Anki's number, our name, and the place among new ones.
    """
    base.execute(_STAGE)
    for number, card, position in cards:
        folded = fold_card(card, progress)
        base.execute(_SET_STATE, (*_values(card_state(card, folded, position, progress)), number))
        base.executemany(_INTO_STAGE, ((number, *row) for row in folded.rows))
    count = base.executemany(_INTO_LOG, spaced(base.execute(_STAGED))).rowcount
    base.execute("DROP TABLE staged")
    _set_clock(base, progress)
    return count


def spaced(rows: Iterable[tuple[int, *tuple[object, ...]]]) -> Iterator[tuple[object, ...]]:
    """Rows that begin with their milliseconds, in order: each gets one of its own, as Anki wants it."""
    last = 0
    for at, *rest in rows:
        last = max(at, last + 1)
        yield last, *rest


def _values(state: CardState) -> tuple[object, ...]:
    values: tuple[object, ...] = _state_values(state)
    return values


def _set_clock(base: sqlite3.Connection, progress: Progress) -> None:
    """Say when a day turned, and by which settings the cards were scheduled."""
    ((conf, presets),) = base.execute("SELECT conf, dconf FROM col")
    ours = {"desiredRetention": progress.scheduler.retention, "fsrsParams6": progress.scheduler.parameters}
    presets = json.loads(presets)
    presets[str(PRESET_ID)] |= ours
    clock = json.dumps(json.loads(conf) | progress.clock)
    base.execute("UPDATE col SET crt = ?, conf = ?, dconf = ?", (progress.created, clock, json.dumps(presets)))
