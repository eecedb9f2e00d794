"""The study day turns at four in the morning."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.clock import date_of, milliseconds, study_day, system_clock

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-22T03:59:59", "2026-11-21"),
        ("2026-11-22T04:00:00", "2026-11-22"),
        ("2026-11-22T23:59:59", "2026-11-22"),
        ("2026-11-23T00:30:00", "2026-11-22"),
        ("2026-01-01T01:00:00", "2025-12-31"),
        # The clock goes forward, and back: 02:30 is skipped, or there twice.
        ("2026-03-29T03:30:00", "2026-03-28"),
        ("2026-03-29T04:00:00", "2026-03-29"),
        ("2026-10-25T02:30:00", "2026-10-24"),
        ("2026-10-25T04:00:00", "2026-10-25"),
    ],
)
def test_night_belongs_to_the_day_before(moment: str, day: str) -> None:
    assert date_of(study_day(datetime.fromisoformat(moment).replace(tzinfo=BERLIN))) == date.fromisoformat(day)


def test_wall_clock_counts_and_not_the_zone() -> None:
    days = {study_day(datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=hours)))) for hours in range(-12, 15)}
    assert len(days) == 1


@pytest.mark.parametrize("hour", [0, 4, 23])
def test_day_turns_at_the_hour_one_chooses(hour: int) -> None:
    turn = datetime(2026, 11, 22, hour, tzinfo=UTC)
    assert study_day(turn, hour) - study_day(turn - timedelta(seconds=1), hour) == 1


def test_days_are_counted_from_1970() -> None:
    assert study_day(datetime(1970, 1, 1, 4, tzinfo=UTC)) == 0
    assert date_of(0) == date(1970, 1, 1)


@given(st.datetimes(timezones=st.timezones()).filter(lambda moment: 1 < moment.year < 9999))
def test_same_hour_tomorrow_is_the_next_day(moment: datetime) -> None:
    assert study_day(moment + timedelta(days=1)) - study_day(moment) == 1


ZONES = (
    "UTC",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Australia/Lord_Howe",  # half an hour of daylight saving
    "America/Havana",  # midnight there is skipped, or there twice
)


def turns_of(year: int, zone: ZoneInfo, rollover: int) -> list[tuple[datetime, int]]:
    """Go through a year by half hours: when the study day turned, and by how many days."""
    first, last = (datetime(each, 1, 1, 12, tzinfo=zone).astimezone(UTC) for each in (year, year + 1))
    halves = range(int((last - first) / timedelta(minutes=30)) + 1)
    moments = [(first + timedelta(minutes=30 * half)).astimezone(zone) for half in halves]
    days = [study_day(moment, rollover) for moment in moments]
    steps = [after - before for before, after in pairwise(days)]
    return [(moment, step) for moment, step in zip(moments[1:], steps, strict=True) if step]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", [1970, 2026, 2028, 2038, 2100])
@pytest.mark.parametrize("rollover", [0, 4])
def test_days_follow_one_another_through_a_year_and_turn_at_the_hour(zone: str, year: int, rollover: int) -> None:
    turns = turns_of(year, ZoneInfo(zone), rollover)
    assert [step for _, step in turns] == [1] * (date(year + 1, 1, 1) - date(year, 1, 1)).days
    late = [moment for moment, _ in turns if (moment.hour, moment.minute) != (rollover, 0)]
    # Where the hour itself is skipped, the day turns with the one that comes instead.
    assert all(rollover == 0 and moment.hour == 1 and zone == "America/Havana" for moment in late), late


@pytest.mark.parametrize(("rollover", "turn"), [(0, (0, 2)), (4, (0, 1))])
def test_day_that_a_country_left_out_is_no_day_or_a_short_one(rollover: int, turn: tuple[int, int]) -> None:
    """Samoa had no 30 December 2011. From four to four it had the night that follows it."""
    turns = turns_of(2011, ZoneInfo("Pacific/Apia"), rollover)
    assert sum(step for _, step in turns) == 365
    odd = [(at.hour, step) for at, step in turns if at.date() == date(2011, 12, 31) and at.hour == 0]
    assert odd == [turn]


@pytest.mark.parametrize(
    "day", [date(1970, 1, 1), date(2000, 2, 29), date(2028, 2, 29), date(2038, 1, 19), date(2100, 3, 1)]
)
def test_days_and_dates_are_the_same_thing(day: date) -> None:
    number = study_day(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    assert date_of(number) == day
    assert date_of(number - 1) == day - timedelta(days=1)


@given(st.integers(-30_000, 60_000), st.sampled_from(ZONES))
def test_noon_of_a_day_is_that_day_in_every_zone(day: int, zone: str) -> None:
    noon = datetime.combine(date_of(day), datetime.min.time().replace(hour=12), ZoneInfo(zone))
    assert study_day(noon) == day
    assert milliseconds(noon) == round(noon.astimezone(UTC).timestamp() * 1000)


NOW = "from sdcards.clock import *; now = system_clock(); print(study_day(now), milliseconds(now) // 60000, now.utcoffset())"


@pytest.mark.parametrize("zone", ["Not/AZone", "", ":", "\\x01", "Europe/Berlin", "XYZ+3:30", "XYZ+25:61"])
def test_clock_is_read_whatever_the_zone_is_said_to_be_and_without_its_database(zone: str) -> None:
    """What the system does not know it takes for UTC; Python's own database is not asked."""
    environment = {**os.environ, "TZ": zone, "PYTHONTZPATH": "/nonexistent"}
    done = subprocess.run([sys.executable, "-c", NOW], env=environment, capture_output=True, text=True, check=True)
    day, minutes, _ = done.stdout.split(maxsplit=2)
    assert abs(int(minutes) - milliseconds(system_clock()) // 60_000) <= 1
    assert abs(int(day) - int(minutes) // 1440) <= 1


def test_milliseconds_are_those_of_the_epoch_in_any_zone() -> None:
    moment = datetime(2026, 11, 22, 12, 0, 0, 123_000, tzinfo=UTC)
    assert milliseconds(moment) == 1_795_348_800_123
    assert milliseconds(moment.astimezone(BERLIN)) == milliseconds(moment)


def test_system_clock_knows_its_zone() -> None:
    assert system_clock().utcoffset() is not None
