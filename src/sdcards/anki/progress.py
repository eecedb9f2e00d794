"""The review log and what it adds up to, as Anki keeps them: rows of its tables ``revlog`` and ``cards``. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from sdcards.clock import date_of, study_day
from sdcards.ids import CardId
from sdcards.scheduling.review import Review
from sdcards.scheduling.schedule import Phase, Schedule
from sdcards.scheduling.scheduler import Scheduler

AGAIN_STEP, STEP = 60, 600
"""Seconds until Anki shows a card again that is not known yet: its own first and last learning step."""

_NO_SM2_FACTOR = 2500
_FLAG = 1
_SUSPENDED = -1
_QUARTER = 900_000
_DECAY = 20
"""The place of the decay among the parameters."""


class Kind(IntEnum):
    """What a row of Anki's log is, by the state of the card before it."""

    LEARNING = 0
    REVIEW = 1
    RELEARNING = 2
    FILTERED = 3
    MANUAL = 4
    RESCHEDULED = 5


_KINDS = (Kind.LEARNING, Kind.LEARNING, Kind.REVIEW, Kind.RELEARNING)
"""By the phase before: new, learning, review, relearning."""


class LogRow(NamedTuple):
    """A row of ``revlog``, with our name for the card. ``at`` is its id, ``rating`` 0 for a reset.

    Intervals are days, or seconds below 0; ``factor`` is the difficulty from 100 to 1100, ``took`` milliseconds.
    """

    at: int
    card: CardId
    rating: int
    interval: int
    last_interval: int
    factor: int
    took: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class CardState:
    """The columns of ``cards`` that hold what is remembered; ``due`` is a day of the collection, or epoch seconds."""

    type: int
    queue: int
    due: int
    ivl: int = 0
    factor: int = 0
    reps: int = 0
    lapses: int = 0
    left: int = 0
    flags: int = 0
    data: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """All that a person did: reviews and resets, and which cards are suspended or flagged.

    ``history`` gives a card's reviews, oldest first, and ``begun`` is the study day of the first of all (None: there is none).
    ``now`` and ``zone`` (None: this machine's) say which days those were, the ``rollover`` hour when a day turned. From the
    study day ``first_day`` on Anki counts the days of the collection.
    """

    history: Callable[[CardId], Sequence[Review]]
    begun: int | None
    resets: Mapping[CardId, Sequence[int]]
    suspended: Collection[CardId]
    flagged: Collection[CardId]
    scheduler: Scheduler
    now: datetime
    rollover: int
    zone: tzinfo | None = None
    first_day: int = field(init=False)

    def __post_init__(self) -> None:
        # Once: every card asks for it.
        object.__setattr__(self, "first_day", (self.today if self.begun is None else self.begun) - 1)

    @property
    def created(self) -> int:
        """The moment at which that day began, in epoch seconds."""
        day = date_of(self.first_day)
        return int(datetime(day.year, day.month, day.day, self.rollover, tzinfo=self.zone).timestamp())

    @property
    def clock(self) -> dict[str, object]:
        """Anki's settings that say which day it was; offsets are minutes west of Greenwich."""
        return {
            "creationOffset": self._minutes_west(datetime.fromtimestamp(self.created, UTC)),
            "localOffset": self._minutes_west(self.now),
            "rollover": self.rollover,
            "schedVer": 2,
            "sched2021": True,
        }

    @property
    def today(self) -> int:
        """The study day that it is."""
        return study_day(self.now.astimezone(self.zone), self.rollover)

    def _minutes_west(self, moment: datetime) -> int:
        offset = moment.astimezone(self.zone).utcoffset() or timedelta()
        return -round(offset.total_seconds() / 60)


@dataclass(frozen=True, slots=True)
class Folded:
    """A card's rows in order, the schedule they leave (None: new), and the millisecond of its last review."""

    rows: tuple[LogRow, ...]
    schedule: Schedule | None
    last: int


def by_card(reviews: Iterable[Review]) -> dict[CardId, list[Review]]:
    """Reviews by card, in the order in which they are given."""
    histories: dict[CardId, list[Review]] = {}
    for review in reviews:
        histories.setdefault(review.card, []).append(review)
    return histories


def resets_by_card(resets: Iterable[tuple[CardId, int]]) -> dict[CardId, list[int]]:
    """The moments of resets by card, in their order."""
    of_card: dict[CardId, list[int]] = {}
    for card, at in sorted(resets):
        of_card.setdefault(card, []).append(at)
    return of_card


def fold_card(card: CardId, progress: Progress) -> Folded:
    """Make the rows of a card's log.

    ``kind`` follows from our fold: Anki replays a card's last block of learning rows and what comes after it, so such
    rows must stand at the beginning and nowhere else.
    """
    rows: list[LogRow] = []
    schedule: Schedule | None = None
    reviews, waiting = progress.history(card), list(progress.resets.get(card, ()))
    for review in reviews:
        while waiting and waiting[0] < review.at:
            rows.append(_reset_row(card, waiting.pop(0)))
            schedule = None
        after = progress.scheduler.answer(card, schedule, review.rating, review.day)
        rows.append(_row(review, schedule, after))
        schedule = after
    for at in waiting:
        rows.append(_reset_row(card, at))
        schedule = None
    return Folded(tuple(rows), schedule, reviews[-1].at if reviews else 0)


def card_state(card: CardId, folded: Folded, position: int, progress: Progress) -> CardState:
    """A card as Anki keeps it; ``position`` is its place among new cards."""
    schedule, last = folded.schedule, folded.last
    flags = _FLAG if card in progress.flagged else 0
    suspended = card in progress.suspended
    if schedule is None:
        return CardState(type=0, queue=_SUSPENDED if suspended else 0, due=position, flags=flags)
    queue, due = (1, last // 1000 + STEP) if schedule.left else (2, schedule.due - progress.first_day)
    return CardState(
        type=schedule.phase,
        queue=_SUSPENDED if suspended else queue,
        due=due,
        ivl=0 if schedule.phase is Phase.LEARNING else schedule.interval,
        factor=_NO_SM2_FACTOR,
        reps=schedule.reps,
        lapses=schedule.lapses,
        left=schedule.left,
        flags=flags,
        data=_memory(schedule, last, progress.scheduler),
    )


def day_counter(zone: tzinfo | None, rollover: int) -> Callable[[int], int]:
    """How to tell the study day of a UTC millisecond; ``zone`` None is this machine's, with all its clock changes."""

    # No zone is off by other than quarters of an hour, so all moments of one lie in the same study day.
    @cache
    def of_quarter(quarter: int) -> int:
        return study_day(datetime.fromtimestamp(quarter * _QUARTER // 1000, UTC).astimezone(zone), rollover)

    return lambda at: of_quarter(at // _QUARTER)


def _row(review: Review, before: Schedule | None, after: Schedule) -> LogRow:
    return LogRow(
        at=review.at,
        card=review.card,
        rating=int(review.rating),
        interval=_interval(after),
        last_interval=_interval(before) if before else 0,
        factor=round(((after.difficulty - 1) / 9 + 0.1) * 1000),
        took=review.took,
        kind=_KINDS[before.phase if before else Phase.NEW],
    )


def _reset_row(card: CardId, at: int) -> LogRow:
    return LogRow(at, card, 0, 0, 0, 0, 0, Kind.MANUAL)


def _interval(schedule: Schedule) -> int:
    if not schedule.left:
        return schedule.interval
    return -AGAIN_STEP if schedule.left > 1 else -STEP


def _memory(schedule: Schedule, last: int, scheduler: Scheduler) -> str:
    """Stability and difficulty as Anki rounds them, and what they were computed with."""
    kept = {
        "s": round(schedule.stability, 4),
        "d": round(schedule.difficulty, 3),
        "dr": round(scheduler.retention, 2),
        "decay": round(scheduler.parameters[_DECAY], 3),
        "lrt": last // 1000,
    }
    return json.dumps(kept, separators=(",", ":"))
