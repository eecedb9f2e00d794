"""One sitting: which card is on the table, and what became of the ones before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sdcards.clock import ROLLOVER_HOUR, Clock, milliseconds, study_day
from sdcards.ids import CardId
from sdcards.scheduling.fuzz import draw
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.schedule import Schedule
from sdcards.scheduling.scheduler import Scheduler

SOONEST_RETURN, LATEST_RETURN = 4, 8
"""How many other cards are shown before one that is not known yet comes back."""


class Journal(Protocol):
    """Where a session writes; each call is on disk when it returns."""

    def schedule(self, card: CardId) -> Schedule | None:
        """What the card's reviews add up to; None for a new card."""

    def append(self, review: Review, schedule: Schedule) -> Review:
        """Keep a review and the schedule after it; gives the review as stored.

        Its ``at`` is moved on if need be: past the card's last review, and to a millisecond that is free.
        """

    def drop(self, review: Review, before: Schedule | None) -> None:
        """Take back a card's last review and put back the schedule before it."""

    def hide(self, card: CardId, until: int | None) -> None:
        """Bury a card until a study day, or suspend it if that is None."""

    def unhide(self, card: CardId) -> None:
        """Show a card again."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cards are still to come, the current one included; ``again`` are those that come back."""

    due: int
    new: int
    again: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What was done: ``passed`` answers are Hard or better, ``new`` cards were answered for the first time ever."""

    answered: int
    passed: int
    new: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class _Answer:
    card: CardId
    review: Review
    before: Schedule | None


@dataclass(frozen=True, slots=True)
class _Hiding:
    card: CardId


class Session:
    """Walks through a queue; every answer is in the journal before the next card is current."""

    def __init__(
        self,
        queue: Iterable[CardId],
        journal: Journal,
        scheduler: Scheduler,
        clock: Clock,
        rollover_hour: int = ROLLOVER_HOUR,
    ) -> None:
        self._queue = list(queue)
        self._journal = journal
        self._scheduler = scheduler
        self._clock = clock
        self._rollover_hour = rollover_hour
        self._schedules = {card: journal.schedule(card) for card in self._queue}
        self._steps: list[_Answer | _Hiding] = []
        self._answers: list[_Answer] = []

    @property
    def current(self) -> CardId | None:
        """The card to show, None when all is done."""
        return self._queue[0] if self._queue else None

    @property
    def counts(self) -> Counts:
        """What is still to come."""
        today = self._today()
        schedules = [self._schedules[card] for card in self._queue]
        new = schedules.count(None)
        again = sum(each is not None and each.left > 0 and each.last >= today for each in schedules)
        return Counts(due=len(schedules) - new - again, new=new, again=again)

    @property
    def tally(self) -> Tally:
        """What was done and not undone."""
        ratings = [answer.review.rating for answer in self._answers]
        return Tally(
            answered=len(ratings),
            passed=len(ratings) - ratings.count(Rating.AGAIN),
            new=sum(answer.before is None for answer in self._answers),
            milliseconds=sum(answer.review.took for answer in self._answers),
        )

    def preview(self) -> dict[Rating, Schedule]:
        """What each answer to the current card would give."""
        card = self._queue[0]
        before = self._journal.schedule(card)
        return self._scheduler.preview(card, before, _day(self._today(), before))

    def answer(self, rating: Rating, took_ms: int) -> Review:
        """Rate the current card and go on; what is not known yet comes back some cards later."""
        card, now = self._queue[0], self._clock()
        before = self._journal.schedule(card)
        day = _day(study_day(now, self._rollover_hour), before)
        after = self._scheduler.answer(card, before, rating, day)
        review = self._journal.append(Review(milliseconds(now), card, rating, day, took_ms), after)
        del self._queue[0]
        self._schedules[card] = after
        if after.left:
            self._queue.insert(_places_later(after, card), card)
        answer = _Answer(card, review, before)
        self._answers.append(answer)
        self._steps.append(answer)
        return review

    def suspend(self) -> None:
        """Hide the current card until told otherwise, and go on."""
        self._hide(None)

    def bury(self) -> None:
        """Hide the current card until the next study day, and go on."""
        self._hide(self._today() + 1)

    def undo(self) -> CardId | None:
        """Take back the last answer, suspend or bury; gives the card, which is current again, None if there is none."""
        if not self._steps:
            return None
        step = self._steps[-1]
        if isinstance(step, _Answer):
            self._journal.drop(step.review, step.before)
            self._answers.remove(step)
            self._schedules[step.card] = step.before
        else:
            self._journal.unhide(step.card)
        self._steps.pop()
        self._take_out(step.card)
        self._queue.insert(0, step.card)
        return step.card

    def remove(self, card: CardId) -> None:
        """Forget a card that left the deck; its reviews and their place in the tally stay, undo passes over them."""
        self._take_out(card)
        self._steps = [step for step in self._steps if step.card != card]

    def _hide(self, until: int | None) -> None:
        card = self._queue[0]
        self._journal.hide(card, until)
        del self._queue[0]
        self._steps.append(_Hiding(card))

    def _take_out(self, card: CardId) -> None:
        if card in self._queue:
            self._queue.remove(card)

    def _today(self) -> int:
        return study_day(self._clock(), self._rollover_hour)


def _day(today: int, before: Schedule | None) -> int:
    return max(today, before.last) if before else today


def _places_later(schedule: Schedule, card: CardId) -> int:
    # Varied, so that a card does not come back behind the same neighbour each time.
    return SOONEST_RETURN + draw(card, schedule.reps, LATEST_RETURN - SOONEST_RETURN + 1)
