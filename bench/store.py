"""How long the store takes at a size nobody reaches: 100,000 cards and 1,000,000 reviews.

Run ``python bench/store.py``; ``measure()`` gives the same figures to other programs. Times are milliseconds.
"""

import argparse
import itertools
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sdcards.clock import EPOCH
from sdcards.scheduling.queue import Limits
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.session import Session
from sdcards.store.candidates import counts, due_rows, new_rows, next_due, remaining
from sdcards.store.database import open_store, read_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler
from sdcards.store.today import todays_queue

TODAY = 21_000
DAY_MS = 86_400_000
RATINGS = 1000
COLUMNS = ("note TEXT", "wave INT", "place INT", "position INT", "area TEXT", "topic TEXT", "tags TEXT", "phase TEXT")
PLACES = ", ".join("?" * (len(COLUMNS) + 1))


def measure(cards: int = 100_000, reviews: int = 1_000_000, ratings: int = RATINGS) -> dict[str, float]:
    """Build a store and a deck in a folder that is thrown away, and time what a person waits for."""
    with tempfile.TemporaryDirectory() as folder:
        store, deck = Path(folder, "progress.db"), Path(folder, "deck.db")
        start = time.perf_counter()
        build(store, deck, cards, reviews)
        figures = {"build": (time.perf_counter() - start) * 1e3, "store, MiB": store.stat().st_size / 2**20}
        figures["first open of a day (check, backup)"] = median(lambda: open_store(store, today=TODAY).close(), 1)
        figures["open"] = median(lambda: open_store(store, today=TODAY).close())
        figures["open to read"] = median(lambda: looking(store).close())
        con = open_store(store, today=TODAY)
        con.execute("ATTACH ? AS deck", (str(deck),))
        left = remaining(con, TODAY)
        figures |= {
            "remaining()": median(lambda: remaining(con, TODAY)),
            "counts()": median(lambda: counts(con, TODAY, *left)),
            "due_rows()": median(lambda: due_rows(con, TODAY)),
            "new_rows(15)": median(lambda: new_rows(con, TODAY, 15)),
            "next_due()": median(lambda: next_due(con, TODAY)),
            "whole queue": median(lambda: todays_queue(con, TODAY)),
        }
        figures |= rate(con, ratings)
        con.close()
    return figures


def build(store: Path, deck: Path, cards: int, reviews: int) -> None:
    """Fill a store in bulk: seven cards in ten were seen, a tenth of these is due."""
    chance = random.Random(1)
    names = [f"note-about-something-{at // 2:06}/{('answer', 'reverse')[at % 2]}" for at in range(cards)]
    with sqlite3.connect(deck) as con:
        con.execute(
            f"CREATE TABLE card (id TEXT PRIMARY KEY, {', '.join(COLUMNS)}, front TEXT DEFAULT 'What is it?', changed INT)"
        )
        con.execute("CREATE TABLE topic (area TEXT, slug TEXT, place INT, title TEXT, area_title TEXT)")
        con.execute("CREATE INDEX curriculum ON card (wave, place, position)")
        rows = (
            (name, name.split("/")[0], 1, at // 40, at, "area", f"topic-{at // 40}", "", "design")
            for at, name in enumerate(names)
        )
        con.executemany(
            f"INSERT INTO card (id, {', '.join(each.split()[0] for each in COLUMNS)}) VALUES ({PLACES})", rows
        )
        topics = ((f"topic-{at}", at, f"Topic {at}") for at in range(-(-cards // 40)))
        con.executemany("INSERT INTO topic VALUES ('area', ?, ?, ?, 'Area')", topics)
    con.close()
    seen = names[: cards * 7 // 10]
    con = open_store(store, today=TODAY)
    con.execute("BEGIN")
    con.executemany(
        "INSERT INTO review (at, card, rating, day, took, origin) VALUES (?, ?, ?, ?, 9000, 'terminal')",
        log(seen, reviews, chance),
    )
    con.executemany("INSERT INTO schedule VALUES (?, 2, ?, ?, ?, 5.0, ?, 0, 14, 0)", folds(seen, chance))
    con.execute("COMMIT")
    con.close()


def log(seen: list[str], reviews: int, chance: random.Random) -> Iterator[tuple[int, str, int, int]]:
    for at in range(reviews):
        day = TODAY - 1000 + at * 999 // reviews
        yield day * DAY_MS + at, chance.choice(seen), chance.choice((1, 2, 3, 3, 3, 3, 4)), day


def folds(seen: list[str], chance: random.Random) -> Iterator[tuple[str, int, int, float, int]]:
    for name in seen:
        due = TODAY + chance.randint(-30, 270)
        interval = chance.randint(31, 300)
        yield name, due, min(due - interval, TODAY - 1), interval * 1.1, interval


def rate(con: sqlite3.Connection, ratings: int) -> dict[str, float]:
    """Time from the key press to a rating on disk, with the next card current."""
    noon = datetime.combine(EPOCH + timedelta(days=TODAY), datetime.min.time(), UTC) + timedelta(hours=12)
    cards = todays_queue(con, TODAY, limits=Limits(ratings // 10, ratings))
    moments = (noon + timedelta(seconds=9 * count) for count in itertools.count())
    session = Session(cards, ReviewLog(con), read_scheduler(con), lambda: next(moments))
    times: list[float] = []
    while session.current and len(times) < ratings:
        start = time.perf_counter()
        session.answer(Rating.GOOD, 9000)
        times.append((time.perf_counter() - start) * 1e3)
    cuts = statistics.quantiles(times, n=100)
    return {"rating, p50": cuts[49], "rating, p95": cuts[94], "rating, p99": cuts[98], "rating, worst": max(times)}


def looking(store: Path) -> sqlite3.Connection:
    con = read_store(store, today=TODAY)
    assert con is not None
    return con


def median(action: Callable[[], object], rounds: int = 15) -> float:
    times: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    options = parser.parse_args()
    print(f"{options.cards:,} cards, {options.reviews:,} reviews")
    for name, value in measure(options.cards, options.reviews).items():
        print(f"  {name:<38}{value:>12,.2f}")


if __name__ == "__main__":
    main()
