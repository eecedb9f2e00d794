"""Which compiled deck a command looks at: ours, and a person's own cards beside it. On the daily path, so it is light."""

from __future__ import annotations

import sqlite3

from sdcards.collection.joined import joined_deck
from sdcards.places import cache_folder, cards_folder
from sdcards.store.own_decks import own_decks


def deck_for(store: sqlite3.Connection | None) -> str:
    """The path of the compiled deck for a store's settings; raises SdcardsError where there is no deck."""
    return joined_deck(cards_folder(), own_decks(store) if store is not None else {}, cache_folder())
