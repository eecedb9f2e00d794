"""Days into totals, months, a calendar and a forecast."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.clock import date_of
from sdcards.scheduling.statistics import Answers, Day, Forecast, Month, Totals, percent, time_spent
from sdcards.scheduling.tallying import busyness, calendar, first_shown, forecast, month_starts, months, totals
from tests.standing import TODAY

NONE = Answers()


def test_totals_of_no_day() -> None:
    assert totals(0, 0, (), TODAY) == Totals(reviews=0, milliseconds=0, days=0, since=None, streak=0)


def test_totals_add_up_all_days() -> None:
    days = (TODAY - 9, TODAY)
    assert totals(10, 90_000, days, TODAY) == Totals(reviews=10, milliseconds=90_000, days=2, since=TODAY - 9, streak=1)


@pytest.mark.parametrize(
    ("ago", "streak"), [((0, 1, 2), 3), ((1, 2), 2), ((0, 2, 3), 1), ((2, 3), 0), ((0,), 1), ((), 0)]
)
def test_streak_lives_until_a_whole_day_is_missed(ago: tuple[int, ...], streak: int) -> None:
    days = [TODAY - days for days in sorted(ago, reverse=True)]
    assert totals(9, 0, days, TODAY).streak == streak


def test_calendar_begins_on_a_monday_and_ends_today() -> None:
    days = calendar((Day(TODAY - 3, 7),), TODAY)
    assert [date_of(day.day) for day in (days[0], days[-1])] == [date(2026, 5, 25), date(2026, 11, 22)]
    assert len(days) == 26 * 7
    assert [day.day for day in days if day.reviews] == [TODAY - 3]
    assert len(calendar((), TODAY + 1, weeks=1)) == 1


def test_months_begin_with_the_first_answer_and_have_no_gap() -> None:
    first, second = Answers(4, 3), Answers(10, 9)
    days = (
        Day(TODAY - 90, 5, young=first),  # 24 August
        Day(TODAY - 85, 5, young=first, mature=second),  # 29 August
        Day(TODAY, 5, mature=second),
    )
    assert months(days, TODAY) == (
        Month(date(2026, 8, 1), Answers(8, 6), second),
        Month(date(2026, 9, 1), NONE, NONE),
        Month(date(2026, 10, 1), NONE, NONE),
        Month(date(2026, 11, 1), NONE, second),
    )


def test_months_reach_back_one_year() -> None:
    days = tuple(Day(TODAY - 30 * back, 5, young=Answers(1, 1)) for back in reversed(range(40)))
    found = months(days, TODAY)
    assert [month.first for month in (found[0], found[-1])] == [date(2025, 12, 1), date(2026, 11, 1)]
    assert months((Day(TODAY - 400, 5, young=Answers(1, 1)), Day(TODAY, 5)), TODAY) == ()


def test_month_holds_young_and_mature_together() -> None:
    month = Month(date(2026, 11, 1), Answers(8, 6), Answers(2, 2))
    assert month.all == Answers(10, 8)
    assert month.all.retention == 0.8
    assert NONE.retention is None


def test_forecast_shows_what_is_overdue_today() -> None:
    assert forecast((TODAY - 5, TODAY, TODAY + 1, TODAY + 3, TODAY + 4), TODAY, days=4) == Forecast(
        (2, 1, 0, 1), later=1
    )
    assert forecast((), TODAY, days=2) == Forecast((0, 0), later=0)


@given(st.lists(st.integers(TODAY - 50, TODAY + 400)))
def test_forecast_loses_no_card(due: list[int]) -> None:
    found = forecast(due, TODAY)
    assert sum(found.days) + found.later == len(due)
    assert len(found.days) == 30


days_of_log = st.lists(
    st.builds(
        lambda ago, reviews, young, mature: Day(
            TODAY - ago, reviews, young=Answers(young, 0), mature=Answers(mature, 0)
        ),
        st.integers(0, 600),
        st.integers(1, 500),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    unique_by=lambda day: day.day,
).map(lambda days: tuple(sorted(days, key=lambda day: day.day)))


@given(days_of_log)
def test_calendar_and_months_hold_what_their_time_holds(days: tuple[Day, ...]) -> None:
    shown = calendar(days, TODAY)
    assert sum(day.reviews for day in shown) == sum(day.reviews for day in days if day.day >= shown[0].day)
    found = months(days, TODAY)
    lately = [day for day in days if date_of(day.day) >= date(2025, 12, 1)]
    assert sum(month.all.given for month in found) == sum(day.young.given + day.mature.given for day in lately)


@given(days_of_log, st.integers(0, 800))
def test_no_day_before_the_first_that_is_shown_changes_what_is(days: tuple[Day, ...], later: int) -> None:
    today = TODAY + later
    shown = [day for day in days if day.day >= first_shown(today)]
    assert calendar(shown, today) == calendar(days, today)
    assert months(shown, today) == months(days, today)


@given(days_of_log)
def test_busyness_tells_none_from_some_and_more_from_less(days: tuple[Day, ...]) -> None:
    shown = calendar(days, TODAY)
    levels = busyness(shown)
    assert all((level == 0) == (day.reviews == 0) and level <= 4 for level, day in zip(levels, shown, strict=True))
    ranked = sorted(zip(shown, levels, strict=True), key=lambda pair: pair[0].reviews)
    assert [level for _, level in ranked] == sorted(levels)


def test_one_wild_day_does_not_make_the_others_pale() -> None:
    days = [*(Day(day, 20) for day in range(40)), Day(40, 2000)]
    assert busyness(days) == (4,) * 41


def test_months_are_named_at_their_first_week() -> None:
    assert month_starts(calendar((), TODAY, weeks=10)) == {3: "Oct", 7: "Nov"}  # 5 October and 2 November are Mondays
    assert month_starts(()) == {}


@pytest.mark.parametrize(
    ("share", "shown"), [(0.0, 0), (0.001, 1), (0.5, 50), (0.996, 99), (1.0, 100), (0.904, 90), (0.125, 12)]
)
def test_percent_is_never_none_or_all_where_it_is_neither(share: float, shown: int) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [
        (0, "0 minutes"),
        (59_999, "under 1 minute"),
        (60_000, "1 minute"),
        (7_100_000, "118 minutes"),
        (7_200_000, "2.0 hours"),
        (9_000_000_000, "2,500.0 hours"),
    ],
)
def test_time_spent_is_told_in_minutes_then_hours(milliseconds: int, said: str) -> None:
    assert " ".join(time_spent(milliseconds)) == said
