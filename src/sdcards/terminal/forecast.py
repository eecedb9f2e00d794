"""The forecast for an interview as lines of text: two numbers, a curve by day and bars by area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from sdcards.clock import date_of
from sdcards.scheduling.forecast import AreaForecast, Forecast
from sdcards.terminal.charts import bar, marks_for
from sdcards.terminal.drawing import FILLED, QUIET, WEEK, Drawing, longest
from sdcards.terminal.layout import Paper
from sdcards.terminal.words import plural

_HEIGHT = 6
_SCALE = 6
"""Cells that the scale beside the curve takes."""

_NUMBER = 7


def forecast_lines(forecast: Forecast, today: int, paper: Paper) -> list[Text]:
    """Everything there is to tell; more days than the paper is wide become fewer columns."""
    drawing = Drawing(paper)
    shown = _spread_over(len(forecast.by_day), drawing.width - _SCALE)
    labels = {place: f"{day.day} {day:%b}" for place, day in enumerate(date_of(today + day) for day in shown)}
    weekly = {place: label for place, label in labels.items() if place % WEEK == 0}
    return [
        *drawing.heading("Known on the day", f"of {plural(forecast.cards, 'card')}"),
        *_numbers(forecast, drawing),
        Text(),
        *drawing.heading("Known each morning", "if you keep to the plan"),
        *drawing.columns([forecast.by_day[day] for day in shown], weekly, _HEIGHT),
        Text(),
        *_areas(forecast.areas, drawing, paper),
    ]


def _numbers(forecast: Forecast, drawing: Drawing) -> Iterator[Text]:
    for name, known in (("if you stop now", forecast.now), ("if you keep to the plan", forecast.kept)):
        yield Text(f"{name:<24}{known:>6,.0f}{100 * known / max(forecast.cards, 1):>5.0f} %")
    if forecast.optimistic:
        yield from drawing.said("This is optimistic: lately you have forgotten more than the forecast counts on.")


def _areas(areas: Sequence[AreaForecast], drawing: Drawing, paper: Paper) -> Iterator[Text]:
    label = longest(area.area for area in areas) + 2
    room = drawing.width - label - 3 * _NUMBER
    yield from drawing.heading(
        "Known on the day by area", "".join(f"{name:>{_NUMBER}}" for name in ("now", "plan", "of"))
    )
    marks = marks_for(paper.encoding)
    for area in areas:
        now, kept = bar(area.now / area.cards, room, marks), bar(area.kept / area.cards, room, marks)
        more, groove = marks.more * (len(kept) - len(now)), marks.groove * (room - len(kept))
        numbers = f"{area.now:>{_NUMBER},.0f}{area.kept:>{_NUMBER},.0f}{area.cards:>{_NUMBER},}"
        yield Text.assemble(drawing.cut(area.area, label, pad=True), (now, FILLED), more, (groove, QUIET), numbers)


def _spread_over(count: int, room: int) -> list[int]:
    """As many of ``count`` places as there is room for, the first and the last among them."""
    shown = min(count, room)
    return [round(place * (count - 1) / max(shown - 1, 1)) for place in range(shown)]
