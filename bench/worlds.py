"""Folders to measure in: a deck, its progress, and another machine's progress, at each size."""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.made import write_deck
from bench.progress import card_ids, made_log, today, write_reviews, write_store
from bench.timing import CHECKOUT

from sdcards.collection.compiled import compiled_deck

SIZES = {600: 3_000, 10_000: 100_000, 100_000: 1_000_000}
"""Cards, and the reviews that go with them; the smallest is the real deck."""


@dataclass(frozen=True, slots=True)
class World:
    """A folder with ``cards/``, ``cache/``, ``data/`` and the file ``other.db``."""

    folder: Path
    size: int

    @property
    def column(self) -> str:
        """What it is called in tables."""
        return f"{self.size:,} cards"

    @property
    def cards(self) -> Path:
        """The folder of sources."""
        return self.folder / "cards"

    @property
    def store(self) -> Path:
        """The progress file."""
        return self.folder / "data" / "progress.db"

    @property
    def other(self) -> Path:
        """Progress of another machine: the same, and a tenth as many reviews that were made only there."""
        return self.folder / "other.db"

    def environment(self, **folders: Path) -> Mapping[str, str]:
        """What a command needs to work in it, or with another ``data`` or ``cache`` folder."""
        named = {"cards": self.cards, "data": self.store.parent, "cache": self.folder / "cache"} | folders
        return {f"SDCARDS_{name.upper()}": str(folder) for name, folder in named.items()}

    def deck(self) -> Path:
        """The compiled deck, up to date."""
        return Path(compiled_deck(str(self.cards), str(self.folder / "cache")))


def build(folder: Path, size: int) -> World:
    """Make a world of so many cards."""
    world = World(folder, size)
    if size == min(SIZES):
        shutil.copytree(CHECKOUT / "cards", world.cards)
    else:
        write_deck(world.cards, size)
    cards, reviews = card_ids(world.deck()), SIZES[size]
    write_store(world.store, cards, reviews)
    shutil.copy(world.store, world.other)
    with closing(sqlite3.connect(world.other)) as con:
        write_reviews(con, made_log(cards, reviews // 10, today(), seed=2))
    return world
