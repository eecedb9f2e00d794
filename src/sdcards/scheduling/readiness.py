"""How much of the deck would be known on a day, and which topics would raise that most."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import NamedTuple

from sdcards.scheduling.memory import MemoryModel

Placed = tuple[str, str, str, int | None, int | None, float | None, float | None]
"""A card of the deck, where it belongs and what is remembered of it: area, topic, phase, due, last, stability, difficulty.

``due`` and ``last`` are study days, ``stability`` is in days, ``difficulty`` from 1 to 10; all are None for a card never
seen. A bare row, because every card of the deck becomes one: anything with names costs as much again as reading it.
"""


@dataclass(frozen=True, slots=True)
class Titles:
    """What the parts of a deck are called, in their order; topics by area and slug, phases are those of the interview."""

    areas: Mapping[str, str]
    topics: Mapping[tuple[str, str], str]
    phases: Mapping[str, str]


class MockScore(NamedTuple):
    """How much of what strong answers hold was said in a phase, by weight, as a share over the last ``mocks``."""

    share: float
    mocks: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the deck's cards: how many, how many of them were seen, and how many should be known on the day.

    ``inside`` are the topics of an area. ``mock`` is how a phase went in mock interviews, which is never mixed with what is
    known: one is foreseen by a model, the other ticked off by the person.
    """

    name: str
    title: str
    cards: int
    seen: int
    known: float
    inside: tuple[Part, ...] = ()
    mock: MockScore | None = None

    @property
    def recall(self) -> float:
        """The mean chance that one of the cards is remembered; a card never seen counts 0."""
        return self.known / self.cards if self.cards else 0.0

    @property
    def lacking(self) -> float:
        """How many of the cards should not be known."""
        return self.cards - self.known

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell of it."""
        return not self.cards and self.mock is None


@dataclass(frozen=True, slots=True)
class Readiness:
    """What should be known on a study ``day`` if nothing more is done: of the whole deck, by area, by interview phase."""

    day: int
    whole: Part
    areas: tuple[Part, ...]
    phases: tuple[Part, ...]

    @property
    def weakest(self) -> tuple[str, MockScore] | None:
        """The title of the phase that went worst in mock interviews, and how; None where nothing was missed or tried."""
        missed = [(phase.title, phase.mock) for phase in self.phases if phase.mock is not None and phase.mock.share < 1]
        return min(missed, key=lambda phase: phase[1].share, default=None)


class Gain(NamedTuple):
    """A topic, and by how much it would raise the recall of the whole deck if each of its cards were studied once now."""

    area: str
    topic: str
    title: str
    recall: float


def readiness(
    cards: Iterable[Placed],
    day: int,
    model: MemoryModel,
    titles: Titles,
    mocks: Mapping[str, MockScore] | None = None,
) -> Readiness:
    """Expect what will be known on a study day; ``mocks`` has the score of each phase that was tried in one."""
    cells = _cells(cards, day, model)
    topics = _rolled_up(cells, itemgetter(0, 1))
    areas = _rolled_up(cells, itemgetter(0))
    phases = _rolled_up(cells, itemgetter(2))
    inside = {
        area: tuple(_part(slug, title, topics.get((area, slug))) for (_, slug), title in of_area)
        for area, of_area in groupby(titles.topics.items(), key=lambda topic: topic[0][0])
    }
    return Readiness(
        day=day,
        whole=_part("", "", _rolled_up(cells, lambda _: ()).get(())),
        areas=tuple(_part(slug, title, areas.get(slug), inside.get(slug, ())) for slug, title in titles.areas.items()),
        phases=tuple(
            replace(_part(slug, title, phases.get(slug)), mock=(mocks or {}).get(slug))
            for slug, title in titles.phases.items()
        ),
    )


def most_to_gain(
    ready: Readiness, cards: Iterable[Placed], gain: Callable[[Placed], float], count: int = 3
) -> tuple[Gain, ...]:
    """The topics that would raise the recall of the whole deck most, the best first.

    ``gain`` is what studying a card once would add to its recall. No card gains more than it lacks, so the topics that lack
    little are not weighed.
    """
    inside: dict[tuple[str, str], list[Placed]] = {}
    for card in cards:
        inside.setdefault(card[:2], []).append(card)
    topics = [(area.name, topic) for area in ready.areas for topic in area.inside if topic.cards]
    best: list[Gain] = []
    for area, topic in sorted(topics, key=lambda each: each[1].lacking, reverse=True):
        if len(best) == count and topic.lacking / ready.whole.cards <= best[-1].recall:
            break
        gained = sum(map(gain, inside[area, topic.name])) / ready.whole.cards
        best = sorted([*best, Gain(area, topic.name, topic.title, gained)], key=attrgetter("recall"), reverse=True)[
            :count
        ]
    return tuple(each for each in best if each.recall > 0)


_Place = tuple[str, str, str]
_Sums = list[float]
"""Cards, cards seen, cards known."""


def _cells(cards: Iterable[Placed], day: int, model: MemoryModel) -> dict[_Place, _Sums]:
    cells: dict[_Place, _Sums] = {}
    for area, topic, phase, _, last, stability, _ in cards:
        cell = cells.setdefault((area, topic, phase), [0, 0, 0.0])
        cell[0] += 1
        if last is not None and stability is not None:
            cell[1] += 1
            cell[2] += model.recall(max(day - last, 0), stability)
    return cells


def _rolled_up(cells: Mapping[_Place, _Sums], key: Callable[[_Place], Hashable]) -> dict[Hashable, _Sums]:
    rolled: dict[Hashable, _Sums] = {}
    for place, sums in cells.items():
        before = rolled.get(key(place), [0, 0, 0.0])
        rolled[key(place)] = [one + other for one, other in zip(before, sums, strict=True)]
    return rolled


def _part(name: str, title: str, sums: _Sums | None, inside: tuple[Part, ...] = ()) -> Part:
    cards, seen, known = sums or (0, 0, 0.0)
    return Part(name, title, int(cards), int(seen), known, inside)
