"""One row of the review log."""

from dataclasses import dataclass

from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating


@dataclass(frozen=True, slots=True)
class Review:
    """One showing and its outcome.

    ``at`` is UTC epoch milliseconds; card and ``at`` together name the review, here and in every copy of the log.
    ``day`` is the study day on which the person lived it (days since 1970-01-01): it is kept because the zone they were
    in is not. ``took`` is milliseconds from front to rating, ``origin`` where it was made (``terminal``, ``anki``, ``import``).
    """

    at: int
    card: CardId
    rating: Rating
    day: int
    took: int = 0
    origin: str = "terminal"
