"""The study day turns at four in the morning."""

from datetime import UTC, date, datetime, timedelta, timezone
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


def test_milliseconds_are_those_of_the_epoch_in_any_zone() -> None:
    moment = datetime(2026, 11, 22, 12, 0, 0, 123_000, tzinfo=UTC)
    assert milliseconds(moment) == 1_795_348_800_123
    assert milliseconds(moment.astimezone(BERLIN)) == milliseconds(moment)


def test_system_clock_knows_its_zone() -> None:
    assert system_clock().utcoffset() is not None
