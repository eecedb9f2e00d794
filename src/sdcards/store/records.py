"""A review and a schedule as rows of their tables, and back."""

from operator import attrgetter
from typing import Any

from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.schedule import Phase, Schedule

_REVIEW = ("at", "card", "rating", "day", "took", "origin")
_SCHEDULE = ("phase", "due", "last", "stability", "difficulty", "interval", "left", "reps", "lapses")

SELECT_REVIEWS = f"SELECT {', '.join(_REVIEW)} FROM review"
INSERT_REVIEW = f"INSERT INTO review ({', '.join(_REVIEW)}) VALUES (?{', ?' * (len(_REVIEW) - 1)})"

SELECT_SCHEDULES = f"SELECT card, {', '.join(_SCHEDULE)} FROM schedule"
PUT_SCHEDULE = f"INSERT OR REPLACE INTO schedule (card, {', '.join(_SCHEDULE)}) VALUES (?{', ?' * len(_SCHEDULE)})"

review_row = attrgetter(*_REVIEW)
"""The values for INSERT_REVIEW."""


def read_review(row: tuple[Any, ...]) -> Review:
    """Make a review of a row of SELECT_REVIEWS."""
    at, card, rating, day, took, origin = row
    return Review(at, CardId(card), Rating(rating), day, took, origin)


def schedule_row(card: CardId, schedule: Schedule) -> tuple[Any, ...]:
    """The values for PUT_SCHEDULE."""
    return (card, *_schedule_values(schedule))


def read_schedule(row: tuple[Any, ...]) -> Schedule:
    """Make a schedule of a row of SELECT_SCHEDULES."""
    _card, phase, *numbers = row
    return Schedule(Phase(phase), *numbers)


_schedule_values = attrgetter(*_SCHEDULE)
