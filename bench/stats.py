"""How long `sdcards stats` computes and draws at a size nobody reaches: 100,000 cards and 1,000,000 reviews.

Run ``python bench/stats.py``; ``measure()`` gives the same figures to other programs. Times are milliseconds, without the
start of Python. The store is the one that ``bench/store.py`` builds.
"""

import argparse
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sdcards.cli.standing import read_readiness, read_statistics
from sdcards.pages.stats import statistics_page
from sdcards.store.statistics import read_days, read_placed
from sdcards.terminal.layout import Paper
from sdcards.terminal.stats import statistics_lines
from store import TODAY, build, looking, median

ROUNDS = 5


def measure(cards: int = 100_000, reviews: int = 1_000_000) -> dict[str, float]:
    """Build a store and a deck in a folder that is thrown away, and time each part of the command."""
    with tempfile.TemporaryDirectory() as folder:
        store, path = Path(folder, "progress.db"), Path(folder, "deck.db")
        build(store, path, cards, reviews)
        with closing(looking(store)) as con, closing(sqlite3.connect(path)) as deck:
            con.execute("ATTACH ? AS deck", (str(path),))
            statistics = read_statistics(con, deck, TODAY)
            return {
                "all that is told": median(lambda: read_statistics(con, deck, TODAY), ROUNDS),
                "of it: the walk through the log": median(lambda: read_days(con), ROUNDS),
                "of it: every card": median(lambda: list(read_placed(con)), ROUNDS),
                "readiness alone": median(lambda: read_readiness(con, deck, TODAY), ROUNDS),
                "drawn as text": median(lambda: statistics_lines(statistics, Paper(80)), ROUNDS),
                "drawn as a page": median(lambda: statistics_page(statistics), ROUNDS),
            }


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
