"""What will be known on the day of the interview: if nothing more is done, and if the plan is kept to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sdcards.ids import CardId, NoteId
from sdcards.scheduling.plan import FIRST_RATINGS, Planner, Seen, Standing, known, learnt
from sdcards.scheduling.rating import Rating

OPTIMISTIC_UNDER = 0.75
"""The pass rate under which a person forgets faster than the model believes."""


@dataclass(frozen=True, slots=True)
class AreaForecast:
    """How many ``cards`` an area has, and how many of them will be known: as things stand, and with the plan kept to."""

    area: str
    cards: int
    now: float
    kept: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Cards known on the day of the interview, as the memory model expects it.

    ``by_day`` is how many are known each morning with the plan kept to, from today to the interview. ``optimistic`` says that
    recent answers were worse than the model expects, so less will be known.
    """

    areas: tuple[AreaForecast, ...]
    by_day: tuple[float, ...]
    optimistic: bool

    @property
    def cards(self) -> int:
        """All cards of the deck that are not suspended."""
        return sum(area.cards for area in self.areas)

    @property
    def now(self) -> float:
        """Known on the day if nothing more is done."""
        return sum(area.now for area in self.areas)

    @property
    def kept(self) -> float:
        """Known on the day if the plan is kept to."""
        return sum(area.kept for area in self.areas)


def build_forecast(planner: Planner, standing: Standing, seconds_a_day: float, areas: Mapping[CardId, str]) -> Forecast:
    """Follow the plan through the model, from what is left of today to the last day before the interview.

    ``areas`` names the area of every card.
    """
    before = {each.card: each for each in standing.seen}
    rollout = _Rollout(planner, before, standing.new)
    by_day = [rollout.known_on(standing.today)]
    for day in range(standing.today, planner.interview):
        first = day == standing.today
        rollout.study(day, standing.seconds if first else seconds_a_day, standing.closed if first else ())
        by_day.append(rollout.known_on(day + 1))
    return Forecast(
        areas=tuple(_by_area(planner, before, rollout.seen, areas)),
        by_day=tuple(by_day),
        optimistic=planner.pass_rate < OPTIMISTIC_UNDER,
    )


class _Rollout:
    """A learner who remembers exactly as the model expects."""

    def __init__(self, planner: Planner, seen: Mapping[CardId, Seen], new: Sequence[CardId]) -> None:
        self.seen = dict(seen)
        self._planner = planner
        self._new = new
        self._first_ratings = _EvenLuck(len(FIRST_RATINGS))
        self._passes = _EvenLuck(2)

    def known_on(self, day: int) -> float:
        """How many cards are known on the morning of a day."""
        return known(self.seen.values(), day, self._planner.model)

    def study(self, day: int, seconds: float, closed: Collection[NoteId]) -> None:
        """Do what the plan says for a day."""
        for card in self._planner.plan_day(Standing(day, seconds, self.seen.values(), self._new, closed)).cards:
            stability, difficulty = self._after_showing(card, day)
            due = day + max(round(stability), 1)  # stability is the interval after which 90 % are remembered
            self.seen[card] = Seen(card, due, day, stability, difficulty, free=day + 1)
        self._new = [card for card in self._new if card not in self.seen]

    def _after_showing(self, card: CardId, day: int) -> tuple[float, float]:
        model, before = self._planner.model, self.seen.get(card)
        if before is None:
            return learnt(model, tuple(FIRST_RATINGS)[self._first_ratings.deal(FIRST_RATINGS.values())])
        gap, s, d = day - before.last, before.stability, before.difficulty
        recall = model.recall(gap, s)
        if self._passes.deal((1 - recall, recall)):
            return model.after(s, d, gap, Rating.GOOD)
        return model.after(*model.after(s, d, gap, Rating.AGAIN), 0, Rating.GOOD)


class _EvenLuck:
    """Deals outcomes exactly as often as they are likely: a forecast that changes with the dice would be of no use."""

    def __init__(self, outcomes: int) -> None:
        self._owed = [0.0] * outcomes

    def deal(self, chances: Iterable[float]) -> int:
        """The place of the outcome that has waited longest."""
        self._owed = [owed + chance for owed, chance in zip(self._owed, chances, strict=True)]
        place = max(range(len(self._owed)), key=self._owed.__getitem__)
        self._owed[place] -= 1
        return place


def _by_area(
    planner: Planner, before: Mapping[CardId, Seen], after: Mapping[CardId, Seen], areas: Mapping[CardId, str]
) -> Iterator[AreaForecast]:
    cards = dict[str, list[CardId]]()
    for card, area in areas.items():
        cards.setdefault(area, []).append(card)
    for area, members in cards.items():
        of_area = ([state[card] for card in members if card in state] for state in (before, after))
        now, kept = (known(seen, planner.interview, planner.model) for seen in of_area)
        yield AreaForecast(area, len(members), now, kept)
