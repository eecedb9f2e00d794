"""FSRS-6 on plain numbers: what a review does to a memory.

The plan weighs thousands of cards before the first one is shown, and py-fsrs's objects would take ten times as long. What
a person's schedule is built from is still py-fsrs (``scheduler.py``); a test holds both to the same numbers.

Formulas: https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from sdcards.scheduling.rating import Rating
from sdcards.scheduling.scheduler import LONGEST_STABILITY

SHORTEST_STABILITY = 0.001
"""Days."""


@dataclass(frozen=True, slots=True)
class MemoryModel:
    """A set of 21 FSRS-6 parameters ``w``, and what follows from them alone.

    Stability ``s`` is in days, difficulty ``d`` from 1 to 10, gaps are study days, and a gap of 0 is the same day.
    """

    w: tuple[float, ...]
    decay: float
    factor: float
    growth: float
    deepest_fall: float
    easiest: float

    def recall(self, gap: float, s: float) -> float:
        """The chance of recall ``gap`` days after a review that left stability ``s``."""
        chance: float = (1 + self.factor * gap / s) ** self.decay
        return chance

    def first(self, rating: Rating) -> tuple[float, float]:
        """Stability and difficulty after a card's first rating."""
        return max(self.w[rating - 1], SHORTEST_STABILITY), _within(_first_difficulty(self.w, rating), 1.0, 10.0)

    def after(self, s: float, d: float, gap: int, rating: Rating) -> tuple[float, float]:
        """Stability and difficulty after a review."""
        return self.stability_after(s, d, gap, rating), self.difficulty_after(d, rating)

    def stability_after(self, s: float, d: float, gap: int, rating: Rating) -> float:
        """Stability after a review."""
        if gap <= 0:
            s = self.repeated(s, rating)
        elif rating is Rating.AGAIN:
            s = self.forgotten(s, d, self.recall(gap, s))
        else:
            s = self.remembered(s, d, self.recall(gap, s), rating)
        return _within(s, SHORTEST_STABILITY, LONGEST_STABILITY)

    def difficulty_after(self, d: float, rating: Rating) -> float:
        """Difficulty after a review: the rating moves it, less so near 10, and it drifts a little towards easy."""
        moved = d - self.w[6] * (rating - 3) * (10 - d) / 9
        return _within(self.w[7] * self.easiest + (1 - self.w[7]) * moved, 1.0, 10.0)

    def repeated(self, s: float, rating: Rating) -> float:
        """Stability after another showing on the same day, before bounds."""
        change: float = exp(self.w[17] * (rating - 3 + self.w[18])) * s ** -self.w[19]
        return s * (change if rating is Rating.AGAIN or change > 1 else 1.0)

    def forgotten(self, s: float, d: float, recall: float) -> float:
        """Stability after a card was forgotten that had this chance of recall, before bounds."""
        w = self.w
        fallen: float = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * exp((1 - recall) * w[14])
        return min(fallen, s / self.deepest_fall)

    def remembered(self, s: float, d: float, recall: float, rating: Rating) -> float:
        """Stability after a card was remembered that had this chance of recall, before bounds."""
        w = self.w
        rise: float = self.growth * (11 - d) * s ** -w[9] * (exp((1 - recall) * w[10]) - 1)
        if rating is Rating.HARD:
            rise *= w[15]
        elif rating is Rating.EASY:
            rise *= w[16]
        return s * (1 + rise)


def memory_model(parameters: Sequence[float]) -> MemoryModel:
    """The model of a set of 21 FSRS-6 parameters."""
    w = tuple(parameters)
    decay = -w[20]
    return MemoryModel(
        w=w,
        decay=decay,
        factor=0.9 ** (1 / decay) - 1,
        growth=exp(w[8]),
        deepest_fall=exp(w[17] * w[18]),
        easiest=_first_difficulty(w, Rating.EASY),
    )


def _first_difficulty(w: tuple[float, ...], rating: Rating) -> float:
    return w[4] - exp(w[5] * (rating - 1)) + 1


def _within(value: float, low: float, high: float) -> float:
    return low if value < low else min(value, high)
