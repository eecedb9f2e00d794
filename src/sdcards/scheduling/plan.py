"""The plan for an interview: which cards to study today so that most are known on that morning.

A minute goes where it adds most to recall on the day of the interview, over new and seen cards together. A share of the
time belongs to due cards whatever they promise, more of it the more is forgotten: a plan that only ever introduced new
cards would never find out that the old ones are lost. docs/scheduling.md has the formulas and what they are worth.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from operator import itemgetter
from typing import NamedTuple

from sdcards.ids import CardId, NoteId, note_of
from sdcards.scheduling.costs import Costs
from sdcards.scheduling.memory import MemoryModel
from sdcards.scheduling.rating import Rating

LEAST_RATE = 0.2
"""Cards known on the day that a minute must add; under that, the rest of the day is better spent elsewhere."""

FIRST_RATINGS = {Rating.AGAIN: 0.24, Rating.HARD: 0.09, Rating.GOOD: 0.50, Rating.EASY: 0.17}
"""How often a new card is rated so."""

REPEATS = {Rating.AGAIN: 2, Rating.HARD: 1, Rating.GOOD: 1, Rating.EASY: 0}
"""Goods that a new card wants on the same day, by its first rating."""

_REPEATS_PASSED = 0.9
"""The share of repeats on the same day that are remembered."""


class Seen(NamedTuple):
    """A card reviewed before; ``due`` and ``last`` are study days, ``free`` is the first on which it may be shown again.

    A tuple and no dataclass, because a session start makes one for every card.
    """

    card: CardId
    due: int
    last: int
    stability: float
    difficulty: float
    free: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands on the study day ``today``, with ``seconds`` to study.

    ``new`` cards come in curriculum order, and ``closed`` notes had a card shown today. ``wanted`` cards come before all
    others, whatever they promise; the unseen ones among them need not be in ``new``.
    """

    today: int
    seconds: float
    seen: Collection[Seen]
    new: Sequence[CardId]
    closed: Collection[NoteId] = ()
    wanted: Sequence[CardId] = ()


class Choice(NamedTuple):
    """A card that could be studied today: what a minute adds to recall on the day of the interview, and how long it takes.

    ``rate`` is in cards a minute.
    """

    rate: float
    seconds: float
    card: CardId
    due: bool
    new: bool = False


class End(Enum):
    """Why a day's plan ends: the minutes are full, the rest is not worth a minute, or no card is left for today."""

    MINUTES = auto()
    WORTH = auto()
    CARDS = auto()


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What to study today, in this order; ``seconds`` is how long that should take."""

    choices: tuple[Choice, ...]
    seconds: float
    end: End

    @property
    def cards(self) -> tuple[CardId, ...]:
        """The cards alone."""
        return tuple(choice.card for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Planner:
    """The rules of the plan for one person and one interview.

    ``interview`` is a study day. ``pass_rate`` is what ``smoothed_pass_rate`` gives. A card counts ``weights`` times, or
    once.
    """

    interview: int
    model: MemoryModel
    costs: Costs
    pass_rate: float
    weights: Mapping[CardId, float] = field(default_factory=dict)

    def plan_day(self, standing: Standing) -> DayPlan:
        """Choose what to study today; on the day of the interview nothing new.

        Every note gives one card a day. More time adds to the end of the plan and changes nothing before it.
        """
        today = standing.today
        ranked = list(self._weigh_seen((each for each in standing.seen if each.free <= today), today))
        ranked += self._weigh_new(standing.new, today)
        ranked.sort(key=itemgetter(0), reverse=True)
        return _fill(ranked, self._weigh_wanted(standing), due_share(self.pass_rate), standing)

    def _weigh_wanted(self, standing: Standing) -> Iterator[Choice]:
        if standing.wanted:
            seen = {each.card: each for each in standing.seen}
            for card in standing.wanted:
                if card in seen:
                    yield from self._weigh_seen([seen[card]], standing.today)
                else:
                    yield from self._weigh_new([card], standing.today)

    def _weigh_seen(self, seen: Iterable[Seen], today: int) -> Iterator[Choice]:
        model, costs, ahead = self.model, self.costs, self._ahead(today)
        for card, due, last, s, d, _ in seen:
            gap = today - last
            recall = model.recall(gap, s)
            gain = recall_after_review(model, s, d, recall, ahead) - model.recall(ahead + gap, s)
            seconds = recall * costs.passed + (1 - recall) * (costs.failed + costs.repeat)
            yield Choice(gain * self.weights.get(card, 1.0) / seconds * 60, seconds, card, due <= today)

    def _weigh_new(self, new: Iterable[CardId], today: int) -> Iterator[Choice]:
        if today >= self.interview:  # what is learnt in the last hours unsettles more than it helps
            return iter(())
        gain = recall_after_learning(self.model, self._ahead(today))
        repeats = sum(chance * REPEATS[rating] for rating, chance in FIRST_RATINGS.items()) / _REPEATS_PASSED
        seconds = self.costs.new + repeats * self.costs.repeat
        rate = gain / seconds * 60
        return (Choice(rate * self.weights.get(card, 1.0), seconds, card, due=False, new=True) for card in new)

    def _ahead(self, today: int) -> int:
        # On the day itself what counts is still to come, and tomorrow is the nearest that the model can see.
        return max(self.interview - today, 1)


def known(seen: Iterable[Seen], day: int, model: MemoryModel) -> float:
    """How many of the cards are known on a study day if nothing more is done."""
    return sum((model.recall(max(day - each.last, 0), each.stability) for each in seen), start=0.0)


def recall_after_review(model: MemoryModel, s: float, d: float, recall: float, ahead: int) -> float:
    """The chance of recall ``ahead`` days after a review on a later day that passes with the chance ``recall``."""
    passed = model.remembered(s, d, recall, Rating.GOOD)
    failed = model.repeated(model.forgotten(s, d, recall), Rating.GOOD)
    return recall * model.recall(ahead, passed) + (1 - recall) * model.recall(ahead, failed)


def recall_after_learning(model: MemoryModel, ahead: int) -> float:
    """The chance of recall ``ahead`` days after a card was learnt."""
    return sum(chance * model.recall(ahead, learnt(model, rating)[0]) for rating, chance in FIRST_RATINGS.items())


def smoothed_pass_rate(passed: int, reviews: int) -> float:
    """The share of the last next-day ``reviews`` that passed; 0.85 for a beginner, and little moved by the first few."""
    return (8.5 + passed) / (10 + reviews)


def due_share(pass_rate: float) -> float:
    """The share of the time that belongs to due cards: a tenth while 76 % or more pass, half at 60 %, all of it at 40 %."""
    return min(max((0.80 - pass_rate) / 0.40, 0.10), 1.0)


def learnt(model: MemoryModel, rating: Rating) -> tuple[float, float]:
    """Stability and difficulty of a new card on the evening of its first day."""
    s, d = model.first(rating)
    for _ in range(REPEATS[rating]):
        s, d = model.after(s, d, 0, Rating.GOOD)
    return s, d


def _fill(ranked: list[Choice], wanted: Iterator[Choice], share: float, standing: Standing) -> DayPlan:
    """Take what is wanted, then the best choice, or the best due one whenever due cards have had less than their share.

    The day is over when its time is up.
    """
    worthy = (choice for choice in ranked if choice.rate >= LEAST_RATE)
    due = (choice for choice in ranked if choice.due and choice.rate > 0)
    shown, taken = set(standing.closed), list[Choice]()
    spent = spent_on_due = 0.0
    while spent < standing.seconds:
        owed = spent_on_due <= share * spent
        choice = _first_open(wanted, shown) or (_first_open(due, shown) if owed else None) or _first_open(worthy, shown)
        if choice is None:
            return DayPlan(tuple(taken), spent, End.WORTH if _first_open(iter(ranked), shown) else End.CARDS)
        taken.append(choice)
        shown.add(note_of(choice.card))
        spent += choice.seconds
        spent_on_due += choice.seconds * choice.due
    return DayPlan(tuple(taken), spent, End.MINUTES)


def _first_open(choices: Iterator[Choice], shown: Collection[NoteId]) -> Choice | None:
    return next((choice for choice in choices if note_of(choice.card) not in shown), None)
