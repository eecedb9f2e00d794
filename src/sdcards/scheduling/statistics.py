"""What there is to tell about a person's reviews, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sdcards.ids import CardId
from sdcards.scheduling.readiness import Gain, Readiness

MATURE = 21
"""Days since a card was last seen from which remembering it counts as mature memory."""


@dataclass(frozen=True, slots=True)
class Answers:
    """First answers of a day to cards that were seen on an earlier day, and how many of them passed (Hard or better).

    Repeats within a day say nothing about memory and are not counted.
    """

    given: int = 0
    passed: int = 0

    @property
    def retention(self) -> float | None:
        """The share that passed; None where there were none."""
        return self.passed / self.given if self.given else None

    def __add__(self, other: Answers) -> Answers:
        return Answers(self.given + other.given, self.passed + other.passed)


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on a study day: ``reviews`` of any kind, and the answers that tell about memory.

    ``young`` are answers to cards last seen less than 21 days before, ``mature`` the others.
    """

    day: int
    reviews: int = 0
    milliseconds: int = 0
    young: Answers = Answers()
    mature: Answers = Answers()

    @property
    def minutes(self) -> float:
        """The time that its reviews took."""
        return self.milliseconds / 60_000


@dataclass(frozen=True, slots=True)
class Month:
    """Retention in a calendar month, which is named by its ``first`` day."""

    first: date
    young: Answers
    mature: Answers

    @property
    def all(self) -> Answers:
        """Young and mature together."""
        return self.young + self.mature


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole log: ``days`` with reviews, since which study day, and how many of them in a row up to now."""

    reviews: int
    milliseconds: int
    days: int
    since: int | None
    streak: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Cards that become due on each of the next days, first today with all that is overdue, and ``later`` than these.

    Each card counts once: what becomes of it after its review is not known yet.
    """

    days: tuple[int, ...]
    later: int


@dataclass(frozen=True, slots=True)
class HardCard:
    """A card that does not stick; ``front`` is Markdown, ``stability`` days."""

    card: CardId
    front: str
    lapses: int
    stability: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """All there is to tell on the study day ``today``.

    ``wanted`` is the retention asked for. ``readiness`` is for the day of the interview where there is one (``interview``), for
    today otherwise, and ``gains`` are the topics that would raise it most. ``mature`` cards have a stability of 21 days or
    more. ``calendar`` has every day from a Monday on, up to today.
    """

    today: int
    wanted: float
    interview: bool
    readiness: Readiness
    gains: tuple[Gain, ...]
    mature: int
    suspended: int
    totals: Totals
    months: tuple[Month, ...]
    forecast: Forecast
    calendar: tuple[Day, ...]
    hardest: tuple[HardCard, ...]


def percent(share: float) -> int:
    """A share in whole percent, but never 0 or 100 where it is neither."""
    rounded = round(100 * share)
    return min(max(rounded, 1), 99) if 0 < share < 1 else rounded


def minutes_spent(days: Sequence[Day]) -> str:
    """Minutes in all, and on a day on which there were any, where there were several."""
    whole, studied = sum(day.minutes for day in days), sum(day.milliseconds > 0 for day in days)
    return f"{whole:,.0f}" + (f", {whole / studied:,.0f} on a day of study" if studied > 1 else "")


def time_spent(milliseconds: int) -> tuple[str, str]:
    """A time as a number and its unit: minutes up to two hours, then hours."""
    minutes = round(milliseconds / 60_000)
    if minutes >= 120:
        return f"{minutes / 60:,.1f}", "hours"
    if 0 < milliseconds < 60_000:
        return "under 1", "minute"
    return f"{minutes}", "minute" if minutes == 1 else "minutes"
