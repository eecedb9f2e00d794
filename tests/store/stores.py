"""What the tests of this room build on: stores, decks, and what is in them."""

import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sdcards.clock import EPOCH
from sdcards.ids import CardId, note_of
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.store.database import open_store
from sdcards.store.review_log import ReviewLog
from tests.scheduling.histories import CARD, DAY, a_scheduler

TABLES = ("review", "schedule", "suspension", "flag", "setting", "mock", "mock_phase", "mock_line", "wanted", "drill")


def open_log(path: Path, today: int = DAY) -> ReviewLog:
    return ReviewLog(open_store(path, today=today))


def answer(log: ReviewLog, rating: Rating, day: int = DAY, card: CardId = CARD, at: int | None = None) -> Review:
    """Rate a card as a session does, at noon of the day unless told otherwise."""
    schedule = a_scheduler().answer(card, log.schedule(card), rating, day)
    moment = day * 86_400_000 + 43_200_000 if at is None else at
    return log.append(Review(moment, card, rating, schedule.last, took=5000), schedule)


def content(con: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    return {table: sorted(con.execute(f"SELECT * FROM {table}")) for table in TABLES}


def attach_deck(con: sqlite3.Connection, cards: Iterable[str]) -> None:
    """Attach a deck of these cards, in this order."""
    con.execute("ATTACH ':memory:' AS deck")
    columns = "note TEXT, wave INT, place INT, position INT, area TEXT, topic TEXT, tags TEXT, phase TEXT, front TEXT"
    columns += ", changed INT"
    con.execute(f"CREATE TABLE deck.card (id TEXT PRIMARY KEY, {columns})")
    con.execute("CREATE INDEX deck.card_in_order ON card (wave, place, position)")
    rows = [(card, note_of(CardId(card)), place) for place, card in enumerate(cards)]
    con.executemany("INSERT INTO deck.card VALUES (?, ?, 1, 1, ?, 'area', 'topic', '', 'design', 'front', NULL)", rows)


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def put(source: Path, path: Path) -> None:
    """Copy a store to ``path``, where nothing is left of the one that was there."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    shutil.copy(source, path)


def damage(path: Path) -> None:
    """Write rubbish over everything but the first page."""
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(data)


def backup_of(path: Path, day: int) -> Path:
    return path.parent / "backups" / f"progress-{EPOCH.fromordinal(EPOCH.toordinal() + day)}.db"
