"""The statistics as lines of text, as wide as the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rich.text import Text

from sdcards.clock import date_of
from sdcards.scheduling.readiness import Part
from sdcards.scheduling.statistics import Answers, Statistics, minutes_spent, percent, time_spent
from sdcards.scheduling.tallying import busyness, month_starts
from sdcards.terminal.drawing import FILLED, QUIET, SHARE, WEEK, Drawing, longest
from sdcards.terminal.layout import Paper
from sdcards.terminal.words import plural

_MINUTES_SHOWN = 30
_COUNTS, _MOCKS, _MONTH, _ANSWERS = 10, 8, 8, 15
"""Cells of the cards seen, of a score in mock interviews, of a month's name, and of what is said about answers."""

_ROOM_FOR_MOCKS = 50
"""Cells of a line from which on cards seen and scores in mock interviews stand side by side."""

_SHORT = "yellow"


def statistics_lines(statistics: Statistics, paper: Paper) -> list[Text]:
    """Everything there is to tell: a heading and some lines for each part of it."""
    drawing = Drawing(paper)
    sections = [_totals(statistics, drawing), _known(statistics, drawing)]
    if statistics.totals.reviews:
        sections += [draw(statistics, drawing) for draw in (_retention, _due, _calendar, _minutes)]
    sections.append(_topics(statistics, drawing))
    if statistics.hardest:
        sections.append(_hardest(statistics, drawing))
    lines = [line for section in sections for line in (*section, Text())]
    return [Text.assemble(" " * paper.margin, line) if line else line for line in lines[:-1]]


def _totals(statistics: Statistics, drawing: Drawing) -> Iterator[Text]:
    totals, whole = statistics.totals, statistics.readiness.whole
    if totals.since is None:
        yield from drawing.said("No reviews yet: 'sdcards review' starts.")
        return
    spent = " ".join(time_spent(totals.milliseconds))
    yield from drawing.said(f"{plural(totals.reviews, 'review')} in {spent} since {_date(totals.since)}")
    streak = f", the last {totals.streak} in a row" if totals.streak > 1 else ""
    yield from drawing.said(f"{plural(totals.days, 'day')} with reviews{streak}")
    suspended = f", {statistics.suspended:,} suspended" if statistics.suspended else ""
    cards = f"{whole.seen:,} of {plural(whole.cards, 'card')} seen"
    yield from drawing.said(f"{cards}, {statistics.mature:,} mature{suspended}")


def _known(statistics: Statistics, drawing: Drawing) -> Iterator[Text]:
    ready = statistics.readiness
    when = f"on {date_of(ready.day):%A}, {_date(ready.day)}" if statistics.interview else "today"
    yield from drawing.heading(f"Known {when}", f"{percent(ready.whole.recall)} %{'seen':>{_COUNTS}}")
    yield from _parts(ready.areas, _label_width(statistics, drawing), drawing)
    yield Text()
    yield from _phases(statistics, drawing)
    if statistics.gains:
        gains = ", ".join(f"{gain.title} (+{100 * gain.recall:.1f} %)" for gain in statistics.gains)
        yield Text()
        yield from drawing.said(f"One round of these would add most: {gains}.")


def _phases(statistics: Statistics, drawing: Drawing) -> Iterator[Text]:
    """What is known by phase, beside what was said in mock interviews where there were some."""
    phases = [phase for phase in statistics.readiness.phases if not phase.is_empty]
    width = _label_width(statistics, drawing)
    if all(phase.mock is None for phase in phases):
        yield from _parts(phases, width, drawing)
        return
    # Where there is no room for both, the cards seen give way: they stand with the topics too.
    note = _mocked if drawing.width < _ROOM_FOR_MOCKS else lambda part: _seen(part) + _mocked(part)
    head = f"{'known':>{SHARE}}" + ("" if note is _mocked else f"{'seen':>{_COUNTS}}") + f"{'mocks':>{_MOCKS}}"
    yield Text(head.rjust(drawing.width), QUIET)
    yield from _parts(phases, width, drawing, note=note)


def _retention(statistics: Statistics, drawing: Drawing) -> Iterator[Text]:
    wanted = statistics.wanted
    yield from drawing.heading("Retention", f"wanted {percent(wanted)} %")
    if not statistics.months:
        yield from drawing.said("No card has been asked on a second day yet.")
        return
    room = min((drawing.width - _MONTH) // 3, _ANSWERS)
    yield Text(" " * _MONTH + "".join(name.rjust(room) for name in ("all", "< 21 days", "21+ days")), QUIET)
    for month in statistics.months:
        cells = [_retained(answers, wanted, room) for answers in (month.all, month.young, month.mature)]
        yield Text.assemble(f"{month.first:%b %Y}".ljust(_MONTH), *cells)


def _due(statistics: Statistics, drawing: Drawing) -> Iterator[Text]:
    ahead, today = statistics.forecast.days, statistics.today
    yield from drawing.heading(
        f"Due in the next {len(ahead)} days", f"{plural(sum(ahead), 'card')}, {ahead[0]:,} today"
    )
    yield from drawing.columns(ahead, _weekly(range(today, today + len(ahead))), height=4)


def _calendar(statistics: Statistics, drawing: Drawing) -> Iterator[Text]:
    days = statistics.calendar
    reviews = plural(sum(day.reviews for day in days), "review")
    yield from drawing.heading(f"The last {-(-len(days) // WEEK)} weeks", reviews)
    yield from drawing.calendar(busyness(days), month_starts(days))


def _minutes(statistics: Statistics, drawing: Drawing) -> Iterator[Text]:
    days = statistics.calendar[-_MINUTES_SHOWN:]
    yield from drawing.heading(f"Minutes in the last {len(days)} days", minutes_spent(days))
    yield from drawing.columns([day.minutes for day in days], _weekly(day.day for day in days), height=3)


def _topics(statistics: Statistics, drawing: Drawing) -> Iterator[Text]:
    yield from drawing.heading("Known by topic", "seen")
    width = _label_width(statistics, drawing)
    for area in statistics.readiness.areas:
        yield from drawing.said(area.title, QUIET)
        yield from _parts(area.inside, width, drawing, indent=2)


def _hardest(statistics: Statistics, drawing: Drawing) -> Iterator[Text]:
    yield from drawing.heading("Hardest cards", "lapses, stability in days")
    for card in statistics.hardest:
        numbers = f"{card.lapses:>3}{card.stability:>8.1f}  "
        text = drawing.cut(f"{card.card}: {card.front}", drawing.width - len(numbers))
        text.stylize(QUIET, len(card.card))
        yield Text.assemble((numbers, QUIET), text)


def _label_width(statistics: Statistics, drawing: Drawing) -> int:
    titles = [part.title for area in statistics.readiness.areas for part in (area, *area.inside)]
    return min(longest(titles) + 3, drawing.width * 2 // 5)


def _parts(
    parts: Iterable[Part], width: int, drawing: Drawing, indent: int = 0, note: Callable[[Part], str] | None = None
) -> Iterator[Text]:
    for part in parts:
        label = Text.assemble(" " * indent, drawing.cut(part.title, width - indent - 1, pad=True), " ")
        yield drawing.share(label, f"{percent(part.recall)} %", part.recall, (note or _seen)(part))


def _seen(part: Part) -> str:
    return f"{part.seen:,}/{part.cards:,}".rjust(_COUNTS)


def _mocked(part: Part) -> str:
    return ("-" if part.mock is None else f"{percent(part.mock.share)} %").rjust(_MOCKS)


def _retained(answers: Answers, wanted: float, room: int) -> tuple[str, str]:
    if answers.retention is None:
        return "-".rjust(room), QUIET
    of = f"{answers.given:>7,}" if room == _ANSWERS else ""
    return f"{percent(answers.retention)} %{of}".rjust(room), FILLED if answers.retention >= wanted else _SHORT


def _weekly(days: Iterable[int]) -> dict[int, str]:
    """The first day of each week, by its place."""
    return {place: f"{date_of(day).day} {date_of(day):%b}" for place, day in enumerate(days) if place % WEEK == 0}


def _date(day: int) -> str:
    return f"{date_of(day).day} {date_of(day):%B %Y}"
