"""What an answer does to a card.

FSRS (``engine.py``) gives stability, difficulty and the length of an interval. Study days, repeats within a day and spread
are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling.fuzz import spread
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.schedule import Phase, Schedule

if TYPE_CHECKING:
    from sdcards.scheduling.engine import Engine

RETENTION_RANGE = (0.70, 0.97)
LONGEST_STABILITY = 36_500.0
"""Days; Anki and fsrs-rs stop here, py-fsrs grows until numbers overflow."""


def default_parameters() -> tuple[float, ...]:
    """The 21 FSRS-6 parameters fitted to everybody's reviews."""
    from sdcards.scheduling.engine import DEFAULTS

    return DEFAULTS


def within_bounds(parameters: Sequence[float]) -> tuple[float, ...]:
    """Parameters to four decimals and inside what FSRS accepts: an optimizer's are off by the noise of short floats."""
    from sdcards.scheduling.engine import BOUNDS

    bounded = zip(parameters, BOUNDS, strict=True)
    return tuple(min(max(round(each, 4), low), high) for each, (low, high) in bounded)


@dataclass(frozen=True, slots=True)
class Scheduler:
    """Turns answers into schedules; ``retention`` is the chance of recall at which a card becomes due.

    Raises SdcardsError for a retention outside 0.70-0.97, a longest interval under a day, or parameters that are not 21
    finite numbers. Their bounds are FSRS's to know, so they are checked by ``check`` and at the first answer.
    """

    parameters: tuple[float, ...]
    retention: float
    maximum_interval: int

    def __post_init__(self) -> None:
        low, high = RETENTION_RANGE
        if not low <= self.retention <= high:
            raise SdcardsError(f"retention is '{self.retention}'; choose one from {low:.2f} to {high:.2f}")
        if self.maximum_interval < 1:
            raise SdcardsError(f"the longest interval is '{self.maximum_interval}' days; choose 1 or more")
        finite = sum(map(isfinite, self.parameters))
        if (count := len(self.parameters)) != 21 or finite != 21:
            raise SdcardsError(f"{count} FSRS parameters, {finite} of them finite; give 21 finite numbers")

    def check(self) -> None:
        """Raise SdcardsError if FSRS does not accept the parameters."""
        _engine(self)

    def answer(self, card: CardId, before: Schedule | None, rating: Rating, day: int) -> Schedule:
        """Give the schedule of a card after it was rated on a study day; ``before`` is None for a new card.

        A day before the card's last review counts as that day, so a clock set back never makes a negative gap.
        """
        day = max(day, before.last) if before else day
        stability, difficulty, days = self._review(before, rating, day)
        left = _left(before, rating, day)
        reps = before.reps + 1 if before else 1
        interval = spread(days, card=card, reps=reps, maximum=self.maximum_interval)
        return Schedule(
            phase=_phase(before, left),
            due=day if left else day + interval,
            last=day,
            stability=min(stability, LONGEST_STABILITY),
            difficulty=difficulty,
            interval=interval,
            left=left,
            reps=reps,
            lapses=_lapses(before, rating),
        )

    def preview(self, card: CardId, before: Schedule | None, day: int) -> dict[Rating, Schedule]:
        """What each answer would give."""
        return {rating: self.answer(card, before, rating, day) for rating in Rating}

    def replay(self, card: CardId, reviews: Iterable[Review]) -> Schedule | None:
        """Fold a card's reviews, oldest first; None if there are none."""
        schedule = None
        for review in reviews:
            schedule = self.answer(card, schedule, review.rating, review.day)
        return schedule

    def recall(self, schedule: Schedule, day: int) -> float:
        """The chance that the card is remembered on a study day (FSRS: retrievability)."""
        return _engine(self).recall(schedule.stability, day - schedule.last)

    def _review(self, before: Schedule | None, rating: Rating, day: int) -> tuple[float, float, int]:
        """Stability, difficulty and the length of the interval."""
        engine = _engine(self)
        if before is None:
            return engine.first(rating)
        return engine.after(before.stability, before.difficulty, day - before.last, rating)


@lru_cache(maxsize=8)
def _engine(scheduler: Scheduler) -> Engine:
    from sdcards.scheduling.engine import Engine

    try:
        return Engine(scheduler.parameters, scheduler.retention, scheduler.maximum_interval)
    except ValueError as error:
        raise SdcardsError(f"FSRS refuses the parameters: {error}") from error


def _left(before: Schedule | None, rating: Rating, day: int) -> int:
    """How many Goods the card still wants today."""
    phase = before.phase if before else Phase.NEW
    if rating is Rating.AGAIN:
        return 2 if phase in (Phase.NEW, Phase.LEARNING) else 1
    if rating is Rating.EASY or phase is Phase.REVIEW:
        return 0
    if before is None:
        return 1
    if day > before.last:  # it was remembered over a night, which is more than a repeat could show
        return 0
    return before.left - (rating is Rating.GOOD)


def _phase(before: Schedule | None, left: int) -> Phase:
    if not left:
        return Phase.REVIEW
    return Phase.LEARNING if before is None or before.phase is Phase.LEARNING else Phase.RELEARNING


def _lapses(before: Schedule | None, rating: Rating) -> int:
    if before is None:
        return 0
    return before.lapses + (before.phase is Phase.REVIEW and rating is Rating.AGAIN)
