"""What a person waits for at a sitting, at every size: the first card, each next one, and a rating on disk.

The first and the next card are timed in a terminal, from the command or the key to the card's last line on screen. A rating is
timed inside the process, from the answer to the next card being current, all of it on disk.
"""

import itertools
import shutil
import sqlite3
import statistics
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bench.figures import Figure
from bench.progress import today
from bench.timing import DRAWN, SDCARDS, quantiles, sitting, timed
from bench.worlds import World

from sdcards.clock import EPOCH
from sdcards.scheduling.queue import Limits
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.session import Session
from sdcards.store.candidates import counts, remaining
from sdcards.store.database import open_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler
from sdcards.store.today import todays_queue

TABLE = "A sitting"
FIRST, NEXT, RATING = (
    "first card, from the command to the screen",
    "next card, from the key to the screen",
    "rating on disk",
)
RATING_BUDGET = 5.0
"""Milliseconds, of 95 ratings in a hundred."""


def measure(world: World, keys: int = 60, ratings: int = 1000) -> Iterator[Figure]:
    """Work on a copy of the progress, which is thrown away."""
    data = world.folder / "sitting"
    shutil.copytree(world.store.parent, data)
    first, following = _at_the_terminal(world, data, keys)
    yield from _figures(world, FIRST, {"": first})
    yield from _figures(world, NEXT, quantiles(following))
    yield from _figures(world, RATING, quantiles(_ratings(data / "progress.db", world.deck(), ratings)))
    yield from _figures(world, "today's counts, inside `due`", {"": _counts(data / "progress.db", world.deck())})
    shutil.rmtree(data)


def _figures(world: World, name: str, milliseconds: dict[str, float]) -> Iterator[Figure]:
    for which, value in milliseconds.items():
        row = f"{name}, {which}" if which else name
        yield Figure(TABLE, row, world.column, value, "ms", RATING_BUDGET if row == f"{RATING}, p95" else None)


def _at_the_terminal(world: World, data: Path, keys: int) -> tuple[float, list[float]]:
    """Milliseconds to the first card, the median of three, and to each card after it."""
    words, environment = [SDCARDS, "review"], world.environment(data=data)
    firsts, following = [], []
    for _ in range(3):
        with sitting(words, environment) as terminal:
            firsts.append(timed(partial(terminal.until, DRAWN)) * 1e3)
    with sitting(words, environment) as terminal:
        terminal.until(DRAWN)
        for _ in range(keys):
            terminal.press(b"\r")
            terminal.until(DRAWN)
            terminal.press(b"3")
            following.append(timed(lambda: terminal.until(DRAWN)) * 1e3)
    return statistics.median(firsts), following


def _ratings(store: Path, deck: Path, count: int) -> list[float]:
    noon = datetime.combine(EPOCH + timedelta(days=today()), datetime.min.time(), UTC) + timedelta(hours=12)
    moments = (noon + timedelta(seconds=9 * each) for each in itertools.count())
    with closing(open_store(store, today=today())) as con:
        con.execute("ATTACH ? AS deck", (str(deck),))
        cards = todays_queue(con, today(), limits=Limits(count // 10, count))
        session = Session(cards, ReviewLog(con), read_scheduler(con), lambda: next(moments))
        session.answer(Rating.GOOD, 9000)
        return [timed(lambda: session.answer(Rating.GOOD, 9000)) * 1e3 for _ in range(count) if session.current]


def _counts(store: Path, deck: Path) -> float:
    with closing(sqlite3.connect(store)) as con:
        con.execute("ATTACH ? AS deck", (str(deck),))
        return statistics.median(timed(lambda: counts(con, today(), *remaining(con, today()))) for _ in range(15)) * 1e3
