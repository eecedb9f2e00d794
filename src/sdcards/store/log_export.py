"""The review log as text that other programs read: CSV, JSON lines, and the columns of FSRS's own tools."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter

from sdcards.clock import date_of
from sdcards.scheduling.review import Review
from sdcards.scheduling.schedule import Phase
from sdcards.scheduling.scheduler import Scheduler
from sdcards.store.backup import unfinished
from sdcards.store.review_log import ReviewLog
from sdcards.store.transaction import explaining

COLUMNS = ("at", "card", "rating", "day", "took", "origin")
"""UTC epoch milliseconds, card id, 1-4, study day as a date, milliseconds, where it was made."""

FSRS_COLUMNS = ("card_id", "review_time", "review_rating", "review_state", "review_duration")
"""The optimizer's names; the state is the one before the review: 0 new, 1 learning, 2 review, 3 relearning."""


def csv_lines(log: ReviewLog, _scheduler: Scheduler) -> Iterator[str]:
    """A line of column names, then a line a review, oldest first."""
    return _as_csv(COLUMNS, map(_values, log.reviews()))


def json_lines(log: ReviewLog, _scheduler: Scheduler) -> Iterator[str]:
    """An object a review, oldest first, each on a line of its own."""
    for review in log.reviews():
        yield json.dumps(dict(zip(COLUMNS, _values(review), strict=True)), ensure_ascii=False) + "\n"


def fsrs_lines(log: ReviewLog, scheduler: Scheduler) -> Iterator[str]:
    """A line of column names, then a line a review, card by card; FSRS's tools find the day from zone and rollover."""
    return _as_csv(FSRS_COLUMNS, _with_states(log, scheduler))


FORMATS: dict[str, Callable[[ReviewLog, Scheduler], Iterator[str]]] = {
    "csv": csv_lines,
    "jsonl": json_lines,
    "fsrs": fsrs_lines,
}


def write_lines(path: str | os.PathLike[str], lines: Iterable[str]) -> int:
    """Write lines to a file, which appears complete or not at all; gives how many there were.

    What is no file, such as a pipe, is written to as it is.
    """
    target = os.path.abspath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        with explaining(target):
            return _write(target, lines)
    with explaining(target), unfinished(target) as fresh:
        count = _write(fresh, lines)
        os.replace(fresh, target)
    return count


def _write(path: str, lines: Iterable[str]) -> int:
    with open(path, "w", encoding="utf-8", newline="") as file:
        return sum(1 for line in lines if file.write(line))


class _Echo:
    """A file that gives back what is written, so that csv quotes one line at a time."""

    write = staticmethod(str)


def _as_csv(columns: tuple[str, ...], values: Iterable[tuple[object, ...]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\n")
    yield str(writer.writerow(columns))
    for row in values:
        yield str(writer.writerow(row))


def _values(review: Review) -> tuple[object, ...]:
    at, card, rating, day, took, origin = attrgetter(*COLUMNS)(review)
    return at, card, int(rating), date_of(day).isoformat(), took, origin


def _with_states(log: ReviewLog, scheduler: Scheduler) -> Iterator[tuple[object, ...]]:
    for card, reviews in log.by_card():
        schedule = None
        for review in reviews:
            phase = schedule.phase if schedule else Phase.NEW
            yield card, review.at, int(review.rating), int(phase), review.took
            schedule = scheduler.answer(card, schedule, review.rating, review.day)
