"""Weeks of study that nobody did: a made-up learner answers what the real queue asks, and the real log keeps it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from sdcards.cli.decks import deck_for
from sdcards.clock import study_day
from sdcards.places import progress_file
from sdcards.scheduling.memory import MemoryModel, memory_model
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.schedule import Schedule
from sdcards.scheduling.session import Session
from sdcards.store.database import open_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler
from sdcards.store.today import todays_queue
from sdcards.store.transaction import transaction

MISSED = frozenset({6, 13, 14})
"""Days ago on which nothing was studied."""

FIRST_TIME = {Rating.AGAIN: 18, Rating.HARD: 17, Rating.GOOD: 50, Rating.EASY: 15}
REMEMBERED = {Rating.HARD: 12, Rating.GOOD: 76, Rating.EASY: 12}
SAME_DAY = {Rating.AGAIN: 8, Rating.HARD: 12, Rating.GOOD: 80}
"""How often each rating is given, in hundredths."""


@dataclass(slots=True)
class Watch:
    """A clock that stands still until told otherwise."""

    moment: datetime

    def __call__(self) -> datetime:
        """The moment it shows."""
        return self.moment

    def go_on(self, seconds: float) -> None:
        """Let time pass."""
        self.moment += timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Learner:
    """Remembers as FSRS says, by chance; the same seed gives the same answers."""

    model: MemoryModel
    chance: Random = field(default_factory=lambda: Random(2024))

    def rating(self, before: Schedule | None, today: int) -> Rating:
        """How an answer goes."""
        if before is None:
            return self._drawn(FIRST_TIME)
        if before.last >= today:
            return self._drawn(SAME_DAY)
        recall = self.model.recall(today - before.last, before.stability)
        return self._drawn(REMEMBERED) if self.chance.random() < recall else Rating.AGAIN

    def seconds(self, rating: Rating) -> float:
        """How long an answer takes: longer when it is hard to find."""
        usual = {Rating.AGAIN: 24, Rating.HARD: 20, Rating.GOOD: 12, Rating.EASY: 7}[rating]
        return usual * self.chance.lognormvariate(0, 0.35)

    def _drawn(self, weights: dict[Rating, int]) -> Rating:
        return self.chance.choices(list(weights), list(weights.values()))[0]


def study(now: datetime, days: int) -> None:
    """Fill the progress file with the sessions of the last days, at this hour of the day, up to yesterday."""
    with closing(open_store(progress_file(), today=study_day(now))) as con:
        con.execute("ATTACH ? AS deck", (deck_for(con),))
        scheduler = read_scheduler(con)
        learner = Learner(memory_model(scheduler.parameters))
        with transaction(con):
            for evening in _evenings(now, days):
                log, watch = ReviewLog(con), Watch(evening)
                _sit(Session(todays_queue(con, study_day(evening)), log, scheduler, watch), log, learner, watch)


def _evenings(now: datetime, days: int) -> Iterator[datetime]:
    return (now - timedelta(days=ago) for ago in range(days, 0, -1) if ago not in MISSED)


def _sit(session: Session, log: ReviewLog, learner: Learner, watch: Watch) -> None:
    while session.current is not None:
        rating = learner.rating(log.schedule(session.current), study_day(watch()))
        seconds = learner.seconds(rating)
        watch.go_on(seconds)
        session.answer(rating, round(seconds * 1000))
