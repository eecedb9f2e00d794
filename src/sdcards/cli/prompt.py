"""The line that `sdcards due` prints.

It answers a shell prompt, so what it imports is counted by a test; see docs/architecture.md.
"""

import sqlite3
import sys

from sdcards.clock import ROLLOVER_HOUR, study_day, system_clock
from sdcards.collection.compiled import compiled_deck
from sdcards.places import cache_folder, cards_folder, progress_file
from sdcards.store.candidates import NEW_A_DAY, chosen, counts, remaining
from sdcards.store.database import read_store


def print_due() -> int:
    """Print how many cards are due and new today."""
    cards_due, new, again = day_counts()
    line = f"{cards_due + again} due, {new} new"
    sys.stdout.write(line + "\n")
    return 0


def day_counts() -> tuple[int, int, int]:
    """How many cards today's queue holds: due, new, and to come back."""
    deck = compiled_deck(cards_folder(), cache_folder())
    now = system_clock()
    store = read_store(progress_file(), today=study_day(now))
    if store is None:
        return 0, _first_day(deck), 0
    try:
        store.execute("ATTACH ? AS deck", (deck,))
        today = study_day(now, chosen(store, "rollover", ROLLOVER_HOUR))
        return counts(store, today, *remaining(store, today))
    finally:
        store.close()


def _first_day(deck: str) -> int:
    connection = sqlite3.connect(deck)
    try:
        notes: int = connection.execute("SELECT count(DISTINCT note) FROM card").fetchone()[0]
    finally:
        connection.close()
    return min(notes, NEW_A_DAY)
