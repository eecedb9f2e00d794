"""Numbers age: each holds for some years after the one it is from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.collection.sources import Source
from sdcards.reading.span import Problem


def stale_numbers(collection: Collection, today: date) -> Iterator[Problem]:
    """Numbers whose ``as_of`` is longer ago than the shortest-lived of their sources lasts.

    The only problem that depends on the day, so it is told only where it is asked for: no deck fails by itself overnight.
    The year or month that is named counts whole: a number of 2024 that lasts five years is stale from 2030-01-01.
    """
    for note, node in notes_of(collection):
        cited = [collection.sources[key] for key in note.sources if key in collection.sources]
        if note.as_of is None or not cited:
            continue
        lasts = min(source.lasts for source in cited)
        if today >= _end(note.as_of, lasts):
            held = "a year" if lasts == 1 else f"{lasts} years"
            message = f"the number is of {note.as_of} and was good for {held}"
            yield problem_at(node, "as_of", "stale", message, _advice(cited, lasts, today))


def _end(as_of: str, lasts: int) -> date:
    """The first day on which a number is stale."""
    year, _, month = as_of.partition("-")
    after = int(month or 12)
    return date(int(year) + lasts + after // 12, after % 12 + 1, 1)


def _advice(cited: list[Source], lasts: int, today: date) -> str:
    ageing = next(source for source in cited if source.lasts == lasts)
    where = ageing.url or ageing.title
    return f"look it up again ({where}), then write 'as_of: {today.year}'"
