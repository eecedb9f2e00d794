"""The forecast for an interview as lines of text: two numbers, a curve by day and bars by area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sdcards.clock import date_of
from sdcards.scheduling.forecast import AreaForecast, Forecast
from sdcards.terminal.charts import Marks, bar, columns, marks_for
from sdcards.terminal.words import plural

NARROWEST, WIDEST = 40, 120
"""Columns that are drawn for."""

_HEIGHT = 6
_SCALE = 6
"""Columns that the scale beside the curve takes."""


def forecast_lines(forecast: Forecast, today: int, width: int, encoding: str) -> list[str]:
    """Everything there is to tell, in ``width`` columns of what ``encoding`` can spell."""
    width = min(max(width, NARROWEST), WIDEST)
    marks = marks_for(encoding)
    return [
        *_numbers(forecast),
        "",
        "Cards known each morning, if you keep to the plan",
        *_curve(forecast.by_day, today, width, marks),
        "",
        *_areas(forecast.areas, width, marks),
    ]


def _numbers(forecast: Forecast) -> Iterator[str]:
    yield f"Known on the day, of {plural(forecast.cards, 'card')}"
    for name, known in (("if you stop now", forecast.now), ("if you keep to the plan", forecast.kept)):
        yield f"  {name:<24}{known:>6,.0f}{100 * known / max(forecast.cards, 1):>5.0f} %"
    if forecast.optimistic:
        yield "This is optimistic: lately you have forgotten more than the forecast counts on."


def _curve(by_day: Sequence[float], today: int, width: int, marks: Marks) -> Iterator[str]:
    room = width - _SCALE
    days = _spread_over(len(by_day), room)
    cell = min(room // len(days), 3)
    corner, level, upright = tuple(marks.axis)
    for place, line in enumerate(columns([by_day[day] for day in days], _HEIGHT, marks)):
        scale = f"{max(by_day):,.0f}" if place == 0 else ""
        yield f"{scale:>4} {upright}{''.join(mark * cell for mark in line)}".rstrip()
    yield f"{'0':>4} {corner}{level * cell * len(days)}"
    first, last = (_short(date_of(today + day)) for day in (0, len(by_day) - 1))
    yield f"{'':{_SCALE}}{first}{last:>{max(cell * len(days) - len(first), len(last) + 1)}}"


def _areas(areas: Sequence[AreaForecast], width: int, marks: Marks) -> Iterator[str]:
    label = max(len(area.area) for area in areas) + 2
    numbers = 21
    room = width - label - numbers
    yield f"{'Known on the day by area':<{label + room}}{'now':>7}{'plan':>7}{'of':>7}"
    for area in areas:
        known, more = bar(area.now / area.cards, room, marks), bar(area.kept / area.cards, room, marks)
        filled = known + marks.more * (len(more) - len(known))
        drawn = filled + marks.groove * (room - len(filled))
        yield f"{area.area:<{label}}{drawn}{area.now:>7,.0f}{area.kept:>7,.0f}{area.cards:>7,}"


def _spread_over(count: int, room: int) -> list[int]:
    """As many of ``count`` places as there is room for, the first and the last among them."""
    shown = min(count, room)
    return [round(place * (count - 1) / max(shown - 1, 1)) for place in range(shown)]


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"
