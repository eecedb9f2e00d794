"""A person's statistics written down, for the rooms that draw them."""

from sdcards.ids import CardId
from sdcards.scheduling.readiness import Gain, MockScore, Part, Readiness
from sdcards.scheduling.statistics import Answers, Day, Forecast, HardCard, Statistics
from sdcards.scheduling.tallying import calendar, months, totals

TODAY = 20_779
"""Sunday, 22 November 2026."""

DAYS = (
    Day(TODAY - 40, reviews=12, milliseconds=600_000),
    Day(TODAY - 33, reviews=20, milliseconds=900_000, young=Answers(10, 9)),
    Day(TODAY - 2, reviews=8, milliseconds=240_000, young=Answers(4, 3), mature=Answers(2, 2)),
    Day(TODAY - 1, reviews=30, milliseconds=1_320_000, young=Answers(20, 17), mature=Answers(5, 4)),
)
AREAS = (
    Part("estimation", "Estimation", 30, 20, 15.6, (Part("drills", "Drills", 30, 20, 15.6),)),
    Part("bottlenecks", "Bottleneck to tool", 20, 0, 0.0, (Part("read-heavy", "Read-heavy", 20, 0, 0.0),)),
)
PHASES = (
    Part("estimates", "Estimates", 30, 20, 15.6),
    Part("api", "API", 0, 0, 0.0),
    Part("whole", "Throughout", 20, 0, 0.0),
)
MOCKED = (
    Part("estimates", "Estimates", 30, 20, 15.6, mock=MockScore(0.45, 3)),
    Part("api", "API", 0, 0, 0.0, mock=MockScore(1.0, 1)),
    Part("data", "Data", 0, 0, 0.0),
    Part("whole", "Throughout", 20, 0, 0.0),
)
"""The phases of somebody who has done mock interviews."""
AHEAD = (6, 0, 3, *([0] * 26), 1)


def statistics(
    days: tuple[Day, ...] = DAYS,
    areas: tuple[Part, ...] = AREAS,
    gains: tuple[Gain, ...] = (),
    interview: int | None = None,
    phases: tuple[Part, ...] = PHASES,
) -> Statistics:
    """Someone who studied on four days; on none with ``days=()``."""
    return Statistics(
        today=TODAY,
        wanted=0.9,
        interview=interview is not None,
        readiness=Readiness(
            interview or TODAY, Part("", "", 50, 20 if days else 0, 15.6 if days else 0.0), areas, phases
        ),
        gains=gains,
        mature=3,
        suspended=2 if days else 0,
        totals=totals(
            sum(day.reviews for day in days), sum(day.milliseconds for day in days), [day.day for day in days], TODAY
        ),
        months=months(days, TODAY),
        forecast=Forecast(AHEAD if days else (0,) * 30, 10 if days else 0),
        calendar=calendar(days, TODAY),
        hardest=(HardCard(CardId("disk-seek/value"), "How long does a\nseek take?", 7, 2.345),) if days else (),
    )
