"""What FSRS makes of a memory at one review: the only door to fsrs, which is heavy, so it is opened when first asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Self, cast

import fsrs
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from sdcards.scheduling.rating import Rating

DEFAULTS = tuple(DEFAULT_PARAMETERS)
"""The 21 FSRS-6 parameters fitted to everybody's reviews."""

BOUNDS = tuple(zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True))
"""The least and the most that each of them may be."""

_LAST = datetime(1970, 1, 1, 12, tzinfo=UTC)
_RATINGS = tuple(fsrs.Rating)
"""From Again to Easy, as ours are."""


class Engine:
    """FSRS with a person's parameters. Stability is in days; a gap is whole days since the last review, 0 the same day."""

    def __init__(self, parameters: tuple[float, ...], retention: float, maximum_interval: int) -> None:
        """Raise ValueError if FSRS does not accept the parameters."""
        self._fsrs = fsrs.Scheduler(
            parameters,
            desired_retention=retention,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=maximum_interval,
            enable_fuzzing=False,
        )

    def first(self, rating: Rating) -> tuple[float, float, int]:
        """Stability, difficulty and interval after a card's first review."""
        return self._after(_Memory(card_id=0, due=_LAST), rating, _LAST)

    def after(self, stability: float, difficulty: float, gap: int, rating: Rating) -> tuple[float, float, int]:
        """The same after a later review, from what the one before it left."""
        return self._after(_memory(stability, difficulty), rating, _moment(gap))

    def recall(self, stability: float, gap: int) -> float:
        """The chance that the card is remembered after a gap (FSRS: retrievability)."""
        return self._fsrs.get_card_retrievability(_memory(stability, 1.0), _moment(gap))

    def _after(self, memory: fsrs.Card, rating: Rating, moment: datetime) -> tuple[float, float, int]:
        after, _ = self._fsrs.review_card(memory, _RATINGS[rating - 1], moment)
        return cast("float", after.stability), cast("float", after.difficulty), (after.due - moment).days


class _Memory(fsrs.Card):
    """A card for one review. Nobody else holds it, so fsrs need not copy it first, which would take a fifth of the review."""

    def __copy__(self) -> Self:
        return self


def _memory(stability: float, difficulty: float) -> fsrs.Card:
    return _Memory(0, fsrs.State.Review, None, stability, difficulty, _LAST, _LAST)


@lru_cache(maxsize=4096)
def _moment(gap: int) -> datetime:
    # fsrs counts whole spans of 24 hours from moment to moment; which day the last one was does not matter to it.
    return _LAST + timedelta(days=gap)
