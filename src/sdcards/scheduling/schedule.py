"""What a card's reviews add up to."""

from dataclasses import dataclass
from enum import IntEnum


class Phase(IntEnum):
    """Where a card stands; the numbers are Anki's card types."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class Schedule:
    """The fold of one card's reviews.

    ``due`` and ``last`` are study days, ``stability`` is in days, ``difficulty`` 1-10. ``left`` is how many more Goods
    the card wants today before it leaves the session (0 in Review). ``interval`` is the last interval given, in days.
    """

    phase: Phase
    due: int
    last: int
    stability: float
    difficulty: float
    interval: int
    left: int
    reps: int
    lapses: int
