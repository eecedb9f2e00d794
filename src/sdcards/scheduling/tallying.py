"""Days into totals, months, a calendar and a forecast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from sdcards.clock import EPOCH, date_of
from sdcards.scheduling.statistics import Answers, Day, Forecast, Month, Totals

MONTHS, WEEKS, FORECAST_DAYS = 12, 26, 30
"""How far back retention and calendar reach, and how far ahead the forecast."""

_WEEK = 7


def totals(reviews: int, milliseconds: int, days: Sequence[int], today: int) -> Totals:
    """Add up the days with reviews, oldest first. A streak that was alive yesterday is alive until today is over."""
    since = days[0] if days else None
    return Totals(reviews, milliseconds, len(days), since, _streak(set(days), today))


def first_shown(today: int) -> int:
    """The study day from which on the calendar and the months look at the days."""
    return (_months_before(_month(today), MONTHS - 1) - EPOCH).days  # the calendar begins later


def calendar(days: Iterable[Day], today: int, weeks: int = WEEKS) -> tuple[Day, ...]:
    """Every day from a Monday on, ``weeks`` weeks up to today with the present one, whether something was done or not."""
    first = today - date_of(today).weekday() - _WEEK * (weeks - 1)
    done = {day.day: day for day in days}
    return tuple(done.get(day, Day(day)) for day in range(first, today + 1))


def months(days: Iterable[Day], today: int, count: int = MONTHS) -> tuple[Month, ...]:
    """Retention by month, oldest first: the last ``count`` months up to now, from the first of them with answers on."""
    by_month: dict[date, tuple[Answers, Answers]] = {}
    for day in days:
        if day.young.given or day.mature.given:
            young, mature = by_month.get(_month(day.day), (Answers(), Answers()))
            by_month[_month(day.day)] = (young + day.young, mature + day.mature)
    last = [_months_before(_month(today), back) for back in reversed(range(count))]
    begun = min((first for first in by_month if first >= last[0]), default=None)
    return tuple(
        Month(first, *by_month.get(first, (Answers(), Answers())))
        for first in last
        if begun is not None and first >= begun
    )


def forecast(due: Iterable[int], today: int, days: int = FORECAST_DAYS) -> Forecast:
    """Spread cards, given by the study days on which they become due, over the next ``days`` days."""
    cards = Counter(max(day, today) for day in due)
    ahead = tuple(cards[day] for day in range(today, today + days))
    return Forecast(ahead, cards.total() - sum(ahead))


def busyness(days: Sequence[Day]) -> tuple[int, ...]:
    """How busy each day was beside the others, from 0 for no review to 4; the busiest twentieth does not set the measure."""
    busy = sorted(day.reviews for day in days if day.reviews)
    measure = busy[(len(busy) - 1) * 19 // 20] if busy else 1
    return tuple(min(-(-4 * day.reviews // measure), 4) for day in days)


def month_starts(days: Sequence[Day]) -> dict[int, str]:
    """The short names of months, by the first week of a calendar that begins in each, but for the month it begins with."""
    mondays = [date_of(day.day) for day in days[::_WEEK]]
    return {
        week: f"{monday:%b}"
        for week, (before, monday) in enumerate(pairwise(mondays), start=1)
        if monday.month != before.month
    }


def _streak(done: set[int], today: int) -> int:
    last = day = today if today in done else today - 1
    while day in done:
        day -= 1
    return last - day


def _month(day: int) -> date:
    return date_of(day).replace(day=1)


def _months_before(first: date, months: int) -> date:
    years, month = divmod(first.year * 12 + first.month - 1 - months, 12)
    return date(years, month + 1, 1)
