"""How figures of the same run stand to each other: ours as multiples of another tool's."""

from collections.abc import Iterable, Iterator

from bench.figures import Figure

from bench import commands, daily

TABLE = "sdcards, as a multiple of what another tool takes"
PAIRS = {
    "first card in a terminal, of clanki's": (daily.TABLE, daily.FIRST, "clanki", "first card"),
    "first card in a terminal, of termcard's": (daily.TABLE, daily.FIRST, "termcard", "first card"),
    "rating and next card on screen, p95, of termcard's": (
        daily.TABLE,
        f"{daily.NEXT}, p95",
        "termcard",
        "rating and next card, p95",
    ),
    "rating on disk, p95, of Anki's library with its next card": (
        daily.TABLE,
        f"{daily.RATING}, p95",
        "anki",
        "answer and next card, p95",
    ),
    "stats, of Anki's graphs": (commands.TIMES, "stats", "anki", "its graphs"),
    "export with progress, of Anki's": (commands.TIMES, "export --with-progress", "anki", "export with progress"),
    "import with progress, of Anki's": (commands.TIMES, "import into an empty file", "anki", "import into"),
    "doctor, of Anki's database check": (commands.TIMES, "doctor", "anki", "check database"),
}
"""Each with its table, our row, and how the other tool's row begins and what it says."""


def ratios(found: Iterable[Figure]) -> Iterator[Figure]:
    """A row for each pair of which both were measured."""
    figures = [figure for figure in found if figure.value]
    for name, (table, ours, package, what) in PAIRS.items():
        theirs = [
            each for each in figures if each.table == table and each.name.startswith(package) and what in each.name
        ]
        mine = {each.column: each.value for each in figures if each.table == table and each.name == ours}
        for other in theirs:
            if other.value and (value := mine.get(other.column)):
                yield Figure(TABLE, name, other.column, value / other.value, "×")
