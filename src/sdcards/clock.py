"""Time as people live it: the study day turns at four in the morning."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present moment as an aware datetime in the person's own zone."""

EPOCH = date(1970, 1, 1)
ROLLOVER_HOUR = 4


def system_clock() -> datetime:
    """The machine's clock, in the zone the machine is in right now."""
    return _local(datetime.now(UTC))  # noqa: TID251 - the one place that reads it


def local_time(at_ms: int) -> datetime:
    """A moment, in UTC epoch milliseconds, as the machine's zone has it right now."""
    return _local(datetime.fromtimestamp(at_ms / 1000, UTC))


def study_day(moment: datetime, rollover_hour: int = ROLLOVER_HOUR) -> int:
    """Number the study day of an aware local ``moment``, in days since 1970-01-01.

    Wall-clock time counts, so a day with a clock change has 23 or 25 hours and is still one day.
    """
    return (moment.replace(tzinfo=None) - timedelta(hours=rollover_hour)).toordinal() - EPOCH.toordinal()


def date_of(day: int) -> date:
    """The calendar date of a study day."""
    return EPOCH + timedelta(days=day)


def milliseconds(moment: datetime) -> int:
    """UTC epoch milliseconds of an aware ``moment``."""
    return round(moment.timestamp() * 1000)


def _local(moment: datetime) -> datetime:
    try:
        return moment.astimezone()
    except ValueError:  # TZ names a zone more than a day off; what it does not know at all, the system takes for UTC
        return moment
