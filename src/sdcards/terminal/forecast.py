"""The forecast for an interview as lines of text: two numbers, a curve by day and bars by area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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


def forecast_lines(
    forecast: Forecast, said: Sequence[str], titles: Mapping[str, str], today: int, paper: Paper
) -> list[Text]:
    """What is ``said`` first, then everything there is to tell; more days than the paper is wide become fewer columns.

    ``titles`` are those of the areas.
    """
    drawing = Drawing(paper)
    shown = _spread_over(len(forecast.by_day), drawing.width - _SCALE)
    labels = {place: f"{day.day} {day:%b}" for place, day in enumerate(date_of(today + day) for day in shown)}
    weekly = {place: label for place, label in labels.items() if place % WEEK == 0}
    lines = [
        *(line for sentence in said for line in drawing.said(sentence)),
        Text(),
        *drawing.heading("Known on the day", f"of {plural(forecast.cards, 'card')}"),
        *_numbers(forecast, drawing),
        Text(),
        *drawing.heading("Known each morning", "if you keep to the plan"),
        *drawing.columns([forecast.by_day[day] for day in shown], weekly, _HEIGHT),
        Text(),
        *_areas(forecast.areas, titles, drawing, paper),
    ]
    return [Text.assemble(" " * paper.margin, line) if line else line for line in lines]


def _numbers(forecast: Forecast, drawing: Drawing) -> Iterator[Text]:
    for name, known in (("if you stop now", forecast.now), ("if you keep to the plan", forecast.kept)):
        yield Text(f"{name:<24}{known:>6,.0f}{100 * known / max(forecast.cards, 1):>5.0f} %")
    if forecast.optimistic:
        yield from drawing.said("This is optimistic: lately you have forgotten more than the forecast counts on.")


def _areas(areas: Sequence[AreaForecast], titles: Mapping[str, str], drawing: Drawing, paper: Paper) -> Iterator[Text]:
    named = {area.area: titles.get(area.area, area.area) for area in areas}
    label = min(longest(named.values()) + 2, drawing.width * 2 // 5)
    room = drawing.width - label - 3 * _NUMBER
    yield from drawing.heading(
        "Known on the day by area", "".join(f"{name:>{_NUMBER}}" for name in ("now", "plan", "of"))
    )
    marks = marks_for(paper.encoding)
    for area in areas:
        now, kept = bar(area.now / area.cards, room, marks), bar(area.kept / area.cards, room, marks)
        more, groove = marks.more * (len(kept) - len(now)), marks.groove * (room - len(kept))
        numbers = f"{area.now:>{_NUMBER},.0f}{area.kept:>{_NUMBER},.0f}{area.cards:>{_NUMBER},}"
        yield Text.assemble(
            drawing.cut(named[area.area], label - 1, pad=True), " ", (now, FILLED), more, (groove, QUIET), numbers
        )


def _spread_over(count: int, room: int) -> list[int]:
    """As many of ``count`` places as there is room for, the first and the last among them."""
    shown = min(count, room)
    return [round(place * (count - 1) / max(shown - 1, 1)) for place in range(shown)]
