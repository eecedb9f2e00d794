"""An interview in N days and M minutes a day: how many cards are known on that morning, by the plan and by Anki?

Made-up learners answer from a memory that neither policy can see; both see ratings only, and believe FSRS-6 with its default
parameters. So that FSRS does not judge itself there are three worlds:

    fsrs  FSRS-6, but with the learner's own parameters, and cards that are easier or harder than they look
    actr  the model of Pavlik & Anderson (2005), https://doi.org/10.1207/s15516709cog0000_14, with a threshold at which some
          85 % of new cards survive the first night
    hard  the same with the threshold of the paper, where two new cards in three are gone the next morning

Anki's defaults with FSRS switched on: desired retention 0.9, 20 new cards a day spread between the reviews, due cards in the
order of their due days; and the same with new cards spread by hand over the days left. A showing takes what the plan assumes
before it knows a person. When the minutes are used the learner
stops, whatever is left.

Run ``python bench/deadline.py``; ``measure()`` gives one setting to other programs. Everything is seeded.
"""

import argparse
import math
import random
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing import Pool
from typing import Protocol

from sdcards.ids import CardId
from sdcards.scheduling.costs import Costs
from sdcards.scheduling.memory import MemoryModel, memory_model
from sdcards.scheduling.plan import FIRST_RATINGS, REPEATS, Planner, Seen, Standing, smoothed_pass_rate
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.scheduler import default_parameters

CARDS = 500
SETTINGS = [(days, minutes) for days in (7, 14, 30, 60) for minutes in (10, 20, 40)]
PASSED_RATINGS = {Rating.HARD: 0.22, Rating.GOOD: 0.63, Rating.EASY: 0.15}
REPEAT_PASSES = 0.9
COSTS = Costs()
SPREAD = {0: 1.25, 1: 1.15, 2: 1.37, 3: 0.98, 8: 0.20, 10: 0.28, 20: 0.54}
"""How widely FSRS parameters vary among people: standard deviations of the logarithm, by parameter."""


class Memory(Protocol):
    """What a learner really remembers."""

    def review(self, card: int, day: int, rating: Rating) -> None:
        """Take a showing and how it was rated."""

    def recall(self, card: int, day: int) -> float:
        """The chance that a card is remembered."""
        ...


class FsrsMemory:
    """FSRS-6 with parameters of the learner's own, drawn as widely as they are found among people."""

    def __init__(self, rng: random.Random) -> None:
        w = list(default_parameters())
        for place, deviation in SPREAD.items():
            w[place] *= math.exp(rng.gauss(0, deviation))
        w[:4] = [min(max(s, 0.01), 100) for s in sorted(w[:4])]
        w[20] = min(max(w[20], 0.1), 0.8)
        self._model = memory_model(w)
        self._ease = [math.exp(rng.gauss(0, 0.4)) for _ in range(CARDS)]
        self._states: dict[int, tuple[float, float, int]] = {}

    def review(self, card: int, day: int, rating: Rating) -> None:
        """Take a showing."""
        if card in self._states:
            s, d, last = self._states[card]
            self._states[card] = *self._model.after(s, d, day - last, rating), day
        else:
            self._states[card] = *self._model.first(rating), day

    def recall(self, card: int, day: int) -> float:
        """By FSRS, of a memory that lasts as long as this card really lasts."""
        s, _, last = self._states[card]
        return self._model.recall(day - last, s * self._ease[card])


class ActrMemory:
    """Every showing leaves a trace; the fresher the memory was, the faster the trace fades."""

    LEAST_DECAY, DECAY_SCALE, NOISE = 0.177, 0.217, 0.255
    BETWEEN_SESSIONS = 0.025
    """How much faster memory fades during a session than after it."""
    REPEAT_GAP = 600
    """Seconds between showings on the same day."""
    THRESHOLD = -1.34

    def __init__(self, rng: random.Random) -> None:
        gift = rng.gauss(0, 0.15)
        self._ease = [gift + rng.gauss(0, 0.3) for _ in range(CARDS)]
        self._traces: list[list[tuple[int, int, float]]] = [[] for _ in range(CARDS)]

    def review(self, card: int, day: int, rating: Rating) -> None:  # noqa: ARG002 - a trace does not know how it felt
        """Leave a trace."""
        showing = sum(trace[0] == day for trace in self._traces[card])
        strength = self._strength(card, day, showing)
        self._traces[card].append((day, showing, self.LEAST_DECAY + self.DECAY_SCALE * strength))

    def recall(self, card: int, day: int) -> float:
        """By how far the activation is over the threshold."""
        activation = math.log(self._strength(card, day, 0))
        return 1 / (1 + math.exp((self.THRESHOLD - activation) / self.NOISE))

    def _strength(self, card: int, day: int, showing: int) -> float:
        total = 0.0
        for when, nth, decay in self._traces[card]:
            age = (day - when) * 86_400 * self.BETWEEN_SESSIONS + max(showing - nth, 0) * self.REPEAT_GAP + 1
            total += age**-decay
        return total * math.exp(self._ease[card])


class HardMemory(ActrMemory):
    """Material that is forgotten faster than FSRS believes."""

    THRESHOLD = -0.704


WORLDS: dict[str, type[FsrsMemory | ActrMemory]] = {"fsrs": FsrsMemory, "actr": ActrMemory, "hard": HardMemory}


class Learner:
    """Studies day by day; ``seen`` is what the ratings so far add up to in the eyes of FSRS."""

    def __init__(self, world: str, seed: int, days: int, minutes: int) -> None:
        self.rng = random.Random(seed)
        self.memory: Memory = WORLDS[world](random.Random(seed + 1))
        self.model: MemoryModel = memory_model(default_parameters())
        self.days, self.seconds = days, minutes * 60.0
        self.new = list(range(CARDS))
        self.seen: dict[int, Seen] = {}
        self.passes: list[bool] = []
        self.day, self.left, self.spent = 0, 0.0, 0.0

    def prepare(self, policy: Callable[["Learner"], None]) -> None:
        """Study every day up to the interview."""
        for day in range(self.days):
            self.day, self.left = day, self.seconds
            policy(self)

    def known(self) -> float:
        """Cards known on the day of the interview, in truth."""
        return sum(self.memory.recall(card, self.days) for card in self.seen)

    def study(self, cards: Iterable[int]) -> None:
        """Go through cards until the minutes are used."""
        for card in cards:
            if self.left <= 0:
                return
            self._review(card) if card in self.seen else self._learn(card)

    def _learn(self, card: int) -> None:
        self.new.remove(card)
        rating = self.rng.choices(list(FIRST_RATINGS), list(FIRST_RATINGS.values()))[0]
        self._show(card, rating, COSTS.new)
        self._repeat(card, REPEATS[rating])

    def _review(self, card: int) -> None:
        passed = self.rng.random() < self.memory.recall(card, self.day)
        self.passes.append(passed)
        if passed:
            self._show(card, self.rng.choices(list(PASSED_RATINGS), list(PASSED_RATINGS.values()))[0], COSTS.passed)
        else:
            self._show(card, Rating.AGAIN, COSTS.failed)
            self._repeat(card, 1)

    def _repeat(self, card: int, wanted: int) -> None:
        for _ in range(6):
            if wanted:
                passed = self.rng.random() < REPEAT_PASSES
                self._show(card, Rating.GOOD if passed else Rating.AGAIN, COSTS.repeat)
                wanted -= passed

    def _show(self, card: int, rating: Rating, seconds: float) -> None:
        self.left -= seconds
        self.spent += seconds
        self.memory.review(card, self.day, rating)
        before = self.seen.get(card)
        s, d = (
            self.model.after(before.stability, before.difficulty, self.day - before.last, rating)
            if before
            else self.model.first(rating)
        )
        due = self.day + max(round(s), 1)
        self.seen[card] = Seen(CardId(f"{card}"), due, self.day, s, d, self.day + 1)


def plan(learner: Learner) -> None:
    """The plan, made again while there is time left, as somebody does who starts another session."""
    while learner.left > 0:
        planner = Planner(
            learner.days,
            learner.model,
            COSTS,
            smoothed_pass_rate(sum(learner.passes[-100:]), len(learner.passes[-100:])),
        )
        new = [CardId(str(card)) for card in learner.new]
        today = planner.plan_day(Standing(learner.day, learner.left, learner.seen.values(), new))
        if not today.choices:
            return
        learner.study(map(int, today.cards))


def anki(learner: Learner, new_a_day: int = 20) -> None:
    """Anki's defaults with FSRS on, where ``new_a_day`` is not changed."""
    due = [(each.due, card) for card, each in learner.seen.items() if each.due <= learner.day]
    reviews, new = [card for _, card in sorted(due)][:200], learner.new[:new_a_day]
    places = [((at + 0.5) / len(cards), card) for cards in (reviews, new) for at, card in enumerate(cards)]
    learner.study([card for _, card in sorted(places)])


def by_hand(learner: Learner) -> None:
    """The same with new cards spread over the days left, as somebody does who sets their number every morning."""
    anki(learner, math.ceil(len(learner.new) / (learner.days - learner.day)))


POLICIES: dict[str, Callable[[Learner], None]] = {"anki": anki, "by hand": by_hand, "plan": plan}


@dataclass(frozen=True, slots=True)
class Result:
    """Means over the learners, by policy: cards known on the day, and minutes spent.

    ``better`` counts the learners who know more by the plan than by Anki's defaults.
    """

    known: dict[str, float]
    minutes: dict[str, float]
    better: int

    def ratio(self, policy: str = "plan") -> float:
        """Cards known for each one known by Anki's defaults."""
        return self.known[policy] / self.known["anki"]


def measure(
    world: str, days: int, minutes: int, learners: int = 10, policies: Iterable[str] = ("anki", "plan")
) -> Result:
    """Let the same learners prepare by each policy."""
    ends = {name: [campaign(name, world, seed, days, minutes) for seed in range(learners)] for name in policies}
    pairs = zip(ends["plan"], ends["anki"], strict=True)
    return Result(
        known={name: statistics.mean(known for known, _ in of_policy) for name, of_policy in ends.items()},
        minutes={name: statistics.mean(spent for _, spent in of_policy) for name, of_policy in ends.items()},
        better=sum(ours > theirs for (ours, _), (theirs, _) in pairs),
    )


def campaign(policy: str, world: str, seed: int, days: int, minutes: int) -> tuple[float, float]:
    """Cards known on the day, and minutes spent."""
    learner = Learner(world, 1000 * seed, days, minutes)
    learner.prepare(POLICIES[policy])
    return learner.known(), learner.spent / 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=10)
    parser.add_argument("--worlds", nargs="*", choices=WORLDS, default=list(WORLDS))
    options = parser.parse_args()
    jobs = [
        (world, days, minutes, options.learners, tuple(POLICIES))
        for world in options.worlds
        for days, minutes in SETTINGS
    ]
    with Pool() as pool:
        results = pool.starmap(measure, jobs, chunksize=1)
    print(f"cards of {CARDS} known on the day; means of {options.learners} made-up learners; minutes spent in brackets")
    print("world  days  min/day        Anki     by hand        plan   ratio: by hand  plan   plan better for")
    for (world, days, minutes, learners, _), got in zip(jobs, results, strict=True):
        known = "".join(f"{got.known[name]:6.0f}{f'({got.minutes[name]:.0f})':>6}" for name in POLICIES)
        ratios = f"{got.ratio('by hand'):13.2f} {got.ratio():5.2f}"
        print(f"{world:5} {days:5} {minutes:8}{known}{ratios}{got.better:9} of {learners}")
    for world in options.worlds:
        of_world = [got for job, got in zip(jobs, results, strict=True) if job[0] == world]
        print(f"{world}: mean ratio {_spread(of_world, 'plan')}; by hand {_spread(of_world, 'by hand')}")


def _spread(results: list[Result], policy: str) -> str:
    ratios = [result.ratio(policy) for result in results]
    return f"{statistics.mean(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


if __name__ == "__main__":
    main()
