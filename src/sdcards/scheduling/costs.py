"""How long showings take: a guess at first, then what a person's own answers took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

ENOUGH = 20
"""Showings of a kind from which a person's own median counts."""

LONGEST = 120.0
"""Seconds; whoever takes longer was away."""

FASTEST = 0.25
"""Of the guess; whoever takes less has not read the card, and a day planned by it would hold hundreds."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds that a showing takes: of a new card, a repeat on the same day, a review passed and one failed."""

    new: float = 40.0
    repeat: float = 12.0
    passed: float = 15.0
    failed: float = 30.0


def measured_costs(took: Mapping[str, Sequence[float]]) -> Costs:
    """The costs by the seconds that showings took, by the names of the kinds above; a guess stands where they are few."""
    guess = Costs()
    own = {kind: _median(seconds) for kind, seconds in took.items() if len(seconds) >= ENOUGH}
    return replace(guess, **{kind: max(median, FASTEST * getattr(guess, kind)) for kind, median in own.items()})


def _median(seconds: Sequence[float]) -> float:
    # The standard library's statistics module takes longer to import than the whole plan takes to make.
    return sorted(min(each, LONGEST) for each in seconds)[len(seconds) // 2]
