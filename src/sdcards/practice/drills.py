"""Estimation drills: which one comes next, and what the answers add up to."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sdcards.notes.card import Card

RECENT = 20
"""As many answers of a kind tell how well it goes now."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sum: its name and title, the topic of the deck that teaches it, and its scenes."""

    name: str
    title: str
    topic: str
    scenes: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Drilled:
    """A drill that was answered: ``at`` in UTC epoch milliseconds, ``day`` the study day, ``took`` milliseconds."""

    at: int
    kind: str
    day: int
    correct: bool
    took: int
    origin: str = "terminal"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many drills were answered, how many of them right, and the milliseconds they took."""

    done: int = 0
    right: int = 0
    took: int = 0

    @property
    def accuracy(self) -> float | None:
        """The share that was right; None where there were none."""
        return self.right / self.done if self.done else None

    @property
    def seconds(self) -> float | None:
        """What one drill took on average; None where there were none."""
        return self.took / self.done / 1000 if self.done else None


def tally(drills: Iterable[Drilled]) -> Tally:
    """Add drills up."""
    kept = list(drills)
    return Tally(len(kept), sum(drill.correct for drill in kept), sum(drill.took for drill in kept))


def by_kind(drills: Iterable[Drilled]) -> dict[str, list[Drilled]]:
    """The drills of each kind, in their order."""
    kinds: dict[str, list[Drilled]] = {}
    for drill in drills:
        kinds.setdefault(drill.kind, []).append(drill)
    return kinds


def best_streak(drills: Iterable[Drilled]) -> int:
    """The most right answers in a row."""
    best = now = 0
    for drill in drills:
        now = now + 1 if drill.correct else 0
        best = max(best, now)
    return best


def weakness(answers: Sequence[bool]) -> float:
    """How likely the next answer of a kind is wrong, by Laplace's rule of succession over the last 20: ½ for an unseen kind."""
    recent = answers[-RECENT:]
    return (recent.count(False) + 1) / (len(recent) + 2)


def weakest(drills: Iterable[Drilled]) -> str | None:
    """The kind that goes worst among those with a wrong answer; None where all were right."""
    answers = {name: [drill.correct for drill in kept] for name, kept in by_kind(drills).items()}
    missed = {name: given for name, given in answers.items() if not all(given[-RECENT:])}
    return max(missed, key=lambda name: weakness(missed[name]), default=None)


@dataclass(slots=True)
class Dealer:
    """Gives one scene after another: a kind as often as it is weak, never twice in a row, a scene again when all have been.

    ``past`` are the answers to each kind so far, oldest first. An ``even`` dealer looks at no answers and gives every kind
    once before any comes again, so the same chance always deals the same.
    """

    kinds: Sequence[Kind]
    rng: random.Random
    past: Mapping[str, Sequence[bool]] = field(default_factory=dict)
    even: bool = False
    _answers: dict[str, list[bool]] = field(init=False)
    _left: list[Kind] = field(init=False, default_factory=list)
    _scenes: dict[str, list[Card]] = field(init=False, default_factory=dict)
    _last: Kind | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._answers = {kind.name: list(self.past.get(kind.name, ())) for kind in self.kinds}

    def deal(self) -> tuple[Kind, Card]:
        """The next kind and scene."""
        self._last = kind = self._next_in_turn() if self.even else self._chosen()
        return kind, self._scene(kind)

    def learn(self, kind: Kind, *, correct: bool) -> None:
        """Take an answer into account."""
        self._answers[kind.name].append(correct)

    def _chosen(self) -> Kind:
        others = [kind for kind in self.kinds if kind is not self._last] or list(self.kinds)
        return self.rng.choices(others, [weakness(self._answers[kind.name]) for kind in others])[0]

    def _next_in_turn(self) -> Kind:
        if not self._left:
            self._left = self.rng.sample(list(self.kinds), len(self.kinds))
        return self._left.pop()

    def _scene(self, kind: Kind) -> Card:
        if not self._scenes.get(kind.name):
            self._scenes[kind.name] = self.rng.sample(kind.scenes, len(kind.scenes))
        return self._scenes[kind.name].pop()
