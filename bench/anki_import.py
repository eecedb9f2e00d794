"""How long an import of 100,000 reviews from Anki takes: open, read, compare, write the log and schedule every card anew.

Run ``python bench/anki_import.py``; ``measure()`` gives the same figures to other programs. Times are milliseconds; the
target for the whole is 5,000. The cards' own package is the file, so both directions are in it.
"""

import random
import statistics
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sdcards.anki.archive import open_collection
from sdcards.anki.bringing import compare
from sdcards.anki.cards import known_notes
from sdcards.anki.history import read_history
from sdcards.anki.package import write_package
from sdcards.anki.progress import Progress
from sdcards.anki.released import Released
from sdcards.clock import study_day
from sdcards.collection.collection import Area, Collection
from sdcards.collection.sources import Source
from sdcards.collection.topic import Topic
from sdcards.ids import CardId
from sdcards.notes.basic import Basic
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.store.database import open_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler

NOW = datetime(2026, 12, 20, 12, tzinfo=UTC)
DAYS = 400
RATINGS = (Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.EASY)


def measure(reviews: int = 100_000, cards: int = 2_000, rounds: int = 3) -> dict[str, float]:
    """Medians of the steps, and of the whole."""
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "deck.apkg")
        export = write(package, reviews, cards)
        steps = [bring(package, Path(folder, f"store-{number}.db"), cards) for number in range(rounds)]
    figures = {name: statistics.median(step[name] for step in steps) for name in steps[0]}
    return {"export with progress": export} | figures | {"import, the whole": sum(figures.values())}


def write(package: Path, reviews: int, cards: int) -> float:
    """A deck with its reviews, as Anki would give it back; and how long that took."""
    rng = random.Random(3)
    histories: dict[CardId, list[Review]] = {}
    for number in range(reviews):
        moment = NOW - timedelta(days=DAYS) * (1 - number / reviews)
        card = CardId(f"note-{rng.randrange(cards)}/answer")
        review = Review(round(moment.timestamp() * 1000), card, rng.choice(RATINGS), study_day(moment), 9000)
        histories.setdefault(card, []).append(review)
    with closing(open_store(package.with_name("first.db"), today=0)) as con:
        scheduler = read_scheduler(con)
    progress = Progress(histories, {}, (), (), scheduler, NOW, 4, UTC)
    start = time.perf_counter()
    write_package(deck(cards), package, released=Released(), moment=round(NOW.timestamp()), progress=progress)
    return (time.perf_counter() - start) * 1e3


def deck(cards: int) -> Collection:
    notes = tuple(
        Basic.model_validate(
            {
                "id": f"note-{number}",
                "type": "basic",
                "wave": 1,
                "front": f"Front {number}?",
                "back": "Back.",
                "sources": ["s"],
            }
        )
        for number in range(cards)
    )
    topic = Topic("area", "topic", "", "Topic", "About it", notes)
    return Collection("Bench", "A deck.", (Area("area", "Area", (topic,)),), {"s": Source("Work", "A. Author", 2020)})


def bring(package: Path, store: Path, cards: int) -> dict[str, float]:
    known = known_notes((f"note-{number}", "basic") for number in range(cards))
    times = [time.perf_counter()]
    with open_collection(package) as opened:
        found = read_history(opened, known, NOW, 4, UTC)
    times.append(time.perf_counter())
    with closing(open_store(store, today=0)) as con:
        log = ReviewLog(con)
        brought = compare(found, log)
        times.append(time.perf_counter())
        brought.keep(log, read_scheduler(con))
        times.append(time.perf_counter())
        assert compare(found, log).reviews == ()
    steps = ("import: open and read", "import: compare", "import: keep and schedule anew")
    return {name: (times[place + 1] - times[place]) * 1e3 for place, name in enumerate(steps)}


if __name__ == "__main__":
    for figure, value in measure().items():
        print(f"{figure:32}{value:10.0f}")
