"""Progress files of any size, as years of reviews leave them: every schedule is what its reviews add up to."""

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sdcards.clock import study_day, system_clock
from sdcards.store.database import open_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler

DAY_MS, HOUR_MS = 86_400_000, 3_600_000
DAYS = 1000
"""How far back the first review lies."""

SEEN = 0.7
"""The share of the cards that were ever seen."""

RATINGS = (1, 2, 3, 3, 3, 3, 3, 3, 4)
_INSERT = "INSERT INTO review (at, card, rating, day, took, origin) VALUES (?, ?, ?, ?, 9000, 'terminal')"


def write_store(path: Path, cards: Sequence[str], reviews: int) -> Path:
    """Write a progress file with so many reviews of the first seven tenths of the cards, up to yesterday."""
    with closing(open_store(path, today=today())) as con:
        write_reviews(con, made_log(cards[: round(len(cards) * SEEN)], reviews, today()))
        ReviewLog(con).refold(read_scheduler(con))
    return path


def write_reviews(con: sqlite3.Connection, reviews: Iterable[tuple[int, str, int, int]]) -> None:
    """Put reviews into the log without a word to the schedules."""
    con.execute("BEGIN")
    con.executemany(_INSERT, reviews)
    con.execute("COMMIT")


def made_log(seen: Sequence[str], reviews: int, day: int, seed: int = 1) -> Iterator[tuple[int, str, int, int]]:
    """Moment, card, rating and study day of each review, oldest first; cards come one by one, and again and again after that."""
    chance = random.Random(seed)
    for at in range(reviews):
        begun = min(at * 3, len(seen) - 1)
        done = day - DAYS + at * (DAYS - 1) // reviews
        yield (
            done * DAY_MS + DAY_MS // 2 + seed * HOUR_MS + at,
            seen[chance.randint(0, begun)],
            chance.choice(RATINGS),
            done,
        )


def card_ids(deck: Path) -> list[str]:
    """Every card of a compiled deck, in the order in which they are learned."""
    with closing(sqlite3.connect(deck)) as con:
        return [card for (card,) in con.execute("SELECT id FROM card ORDER BY wave, place, position")]


def today() -> int:
    """The study day of the machine: commands cannot be told another."""
    return study_day(system_clock())
