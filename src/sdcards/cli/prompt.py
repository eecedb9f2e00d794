"""The line that `sdcards due` prints.

It answers a shell prompt, so what it imports is counted by a test; see docs/architecture.md.
"""

import sqlite3
import sys

from sdcards.cli.decks import deck_for
from sdcards.clock import ROLLOVER_HOUR, study_day, system_clock
from sdcards.places import progress_file
from sdcards.store.candidates import NEW_A_DAY, chosen, counts, remaining
from sdcards.store.database import read_store
from sdcards.store.interviews import next_interview, seconds_left

_ALL = 1 << 30
"""As good as no limit."""


def print_due() -> int:
    """Print how much there is to do today."""
    cards_due, new, again, minutes = day_counts()
    rest = f"{new} new" if minutes is None else f"up to {minutes} min by the plan" if minutes else "plan done"
    sys.stdout.write(f"{cards_due + again} due, {rest}\n")
    return 0


def day_counts() -> tuple[int, int | None, int, int | None]:
    """How many cards today's queue holds: due, new, and to come back; and the minutes left where a plan is followed.

    A plan is made when a session starts. Here its due cards are counted, and how many new ones it takes is not known (None).
    """
    now = system_clock()
    store = read_store(progress_file(), today=study_day(now))
    if store is None:
        return 0, _first_day(deck_for(None)), 0, None
    try:
        store.execute("ATTACH ? AS deck", (deck_for(store),))
        today = study_day(now, chosen(store, "rollover", ROLLOVER_HOUR))
        if next_interview(store, today) is None:
            return *counts(store, today, *remaining(store, today)), None
        return _planned(store, today)
    finally:
        store.close()


def _planned(store: sqlite3.Connection, today: int) -> tuple[int, None, int, int]:
    minutes = max(-int(-seconds_left(store, today) // 60), 0)
    due, _, again = counts(store, today, 0, _ALL if minutes else 0)
    return due, None, again, minutes


def _first_day(deck: str) -> int:
    connection = sqlite3.connect(deck)
    try:
        notes: int = connection.execute("SELECT count(DISTINCT note) FROM card").fetchone()[0]
    finally:
        connection.close()
    return min(notes, NEW_A_DAY)
