"""The statistics as a page of charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sdcards.clock import date_of
from sdcards.pages.charts import Line, bar, calendar, columns, lines, ring
from sdcards.pages.markup import Markup, asset, document, joined, tag
from sdcards.scheduling.readiness import MockScore, Part
from sdcards.scheduling.statistics import (
    Answers,
    Day,
    HardCard,
    Month,
    Statistics,
    minutes_spent,
    percent,
    time_spent,
)
from sdcards.scheduling.tallying import busyness, month_starts


def statistics_page(statistics: Statistics) -> str:
    """Everything there is to tell, as one file of HTML."""
    panels = [
        _parts("By area", statistics.readiness.areas),
        _parts("By phase of the interview", [phase for phase in statistics.readiness.phases if not phase.is_empty]),
    ]
    if statistics.totals.reviews:
        panels += [
            _retention(statistics.months, statistics.wanted),
            _due(statistics.forecast.days, statistics.today),
            _calendar(statistics.calendar),
            _minutes(statistics.calendar[-_MINUTES_SHOWN:]),
        ]
    panels += [_topics(statistics.readiness.areas), _hardest(statistics.hardest)]
    foot = tag("footer", f"Made by sdcards on {_date(date_of(statistics.today))} from your review log.")
    body = joined(_head(statistics), tag("main", *panels), foot)
    return document("Where you stand, by sdcards", body, asset("stats.css"))


_MINUTES_SHOWN = 30
_WEEK = 7


def _head(statistics: Statistics) -> Markup:
    ready, totals = statistics.readiness, statistics.totals
    day = date_of(ready.day)
    when = f"On {day:%A}, {_date(day)}, if you stopped now" if statistics.interview else "Today"
    verb = "would know" if statistics.interview else "know"
    facts = [
        (f"{ready.whole.seen:,} of {ready.whole.cards:,}", "cards seen"),
        (f"{statistics.mature:,}", "mature"),
        _counted(totals.reviews, "review"),
        time_spent(totals.milliseconds),
        _counted(totals.days, "day", " with reviews"),
        _counted(totals.streak, "day", " in a row"),
    ]
    told = joined(
        tag("h1", f"You {verb} {percent(ready.whole.recall)} % of the deck"),
        tag("p", f"{when}. Each card counts by its chance of being remembered, an unseen one not at all."),
        tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for value, name in facts), class_="facts"),
        _gains(statistics),
    )
    return tag("header", ring(ready.whole.recall, f"{percent(ready.whole.recall)} %"), tag("div", told))


def _gains(statistics: Statistics) -> Markup:
    gains = [tag("li", f"{gain.title} ", tag("b", f"+{100 * gain.recall:.1f} %")) for gain in statistics.gains]
    if not gains:
        return Markup()
    return joined(tag("p", "One round of these would add most:"), tag("ul", *gains, class_="gains"))


def _parts(title: str, parts: Iterable[Part]) -> Markup:
    return _panel(title, "", *map(_part, parts))


def _part(part: Part) -> Markup:
    known = tag(
        "div",
        tag("span", part.title, class_="name"),
        bar(part.recall),
        tag("b", f"{percent(part.recall)} %"),
        tag("small", f"{part.seen:,}/{part.cards:,}", title=f"{part.seen:,} of {part.cards:,} cards seen"),
        class_="part",
    )
    return known if part.mock is None else joined(known, _mocked(part.mock))


def _mocked(score: MockScore) -> Markup:
    name = f"in the last {score.mocks} mocks" if score.mocks > 1 else "in the last mock"
    share = tag("b", f"{percent(score.share)} %")
    return tag("div", tag("span", name, class_="name"), bar(score.share), share, class_="part mock")


def _retention(months: Sequence[Month], wanted: float) -> Markup:
    if not months:
        return _panel("Retention", "", tag("p", "No card has been asked on a second day yet."))
    kinds = (
        Line("all", "all", tuple(month.all.retention for month in months)),
        Line("under 21 days", "young", tuple(month.young.retention for month in months)),
        Line("21 days or more", "mature", tuple(month.mature.retention for month in months)),
    )
    labels = [f"{month.first:%b %Y}" for month in months]
    chart = lines(kinds, [f"{month.first:%b}" for month in months], wanted, "Retention by month")
    legend = tag("p", *(tag("span", line.name, class_=line.kind) for line in kinds), class_="legend")
    return _panel("Retention", f"wanted {percent(wanted)} %", chart, legend, _numbers(months, labels))


def _numbers(months: Sequence[Month], labels: Sequence[str]) -> Markup:
    head = tag("tr", *(tag("th", name) for name in ("", "all", "under 21 days", "21 days or more")))
    rows = [
        tag("tr", tag("th", label), *(tag("td", _said(answers)) for answers in (month.all, month.young, month.mature)))
        for month, label in zip(months, labels, strict=True)
    ]
    return tag("details", tag("summary", "Numbers"), tag("table", head, *rows))


def _due(ahead: Sequence[int], today: int) -> Markup:
    days = [date_of(today + later) for later in range(len(ahead))]
    titles = [f"{_short(day)}: {cards:,} due" for day, cards in zip(days, ahead, strict=True)]
    chart = columns(ahead, titles, _weekly(days), "Cards due on each of the next days")
    return _panel(f"Due in the next {len(ahead)} days", f"{_said_of(sum(ahead), 'card')}, {ahead[0]:,} today", chart)


def _minutes(days: Sequence[Day]) -> Markup:
    minutes = [day.minutes for day in days]
    dates = [date_of(day.day) for day in days]
    titles = [f"{_short(day)}: {_said_of(round(each), 'minute')}" for day, each in zip(dates, minutes, strict=True)]
    chart = columns(minutes, titles, _weekly(dates), "Minutes on each of the last days")
    return _panel(f"Minutes in the last {len(days)} days", minutes_spent(days), chart)


def _calendar(days: Sequence[Day]) -> Markup:
    dates = [date_of(day.day) for day in days]
    titles = [f"{_short(date)}: {_said_of(day.reviews, 'review')}" for date, day in zip(dates, days, strict=True)]
    weekdays = tag("div", *(tag("span", name) for name in ("Mon", "", "Wed", "", "Fri", "", "Sun")), class_="weekdays")
    chart = calendar(busyness(days), titles, month_starts(days), "Reviews on each day")
    reviews = _said_of(sum(day.reviews for day in days), "review")
    return _panel(f"The last {-(-len(days) // _WEEK)} weeks", reviews, tag("div", weekdays, chart, class_="calendar"))


def _topics(areas: Sequence[Part]) -> Markup:
    grouped = [tag("section", tag("h3", area.title), *map(_part, area.inside)) for area in areas]
    return _panel("By topic", "", tag("div", *grouped, class_="topics"), wide=True)


def _hardest(cards: Sequence[HardCard]) -> Markup:
    if not cards:
        return Markup()
    head = tag("tr", *(tag("th", name) for name in ("Lapses", "Stability", "Card")))
    rows = [
        tag(
            "tr",
            tag("td", f"{card.lapses:,}"),
            tag("td", f"{card.stability:.1f} d"),
            tag("td", " ".join(card.front.split()), tag("small", card.card)),
        )
        for card in cards
    ]
    return _panel("Hardest cards", "", tag("table", head, *rows, class_="hardest"), wide=True)


def _panel(title: str, note: str, *inside: Markup, wide: bool = False) -> Markup:
    heading = tag("h2", title, tag("small", note) if note else "")
    return tag("section", heading, *inside, class_="panel wide" if wide else "panel")


def _said(answers: Answers) -> str:
    return "–" if answers.retention is None else f"{percent(answers.retention)} % of {answers.given:,}"


def _counted(count: int, word: str, rest: str = "") -> tuple[str, str]:
    """A number and what it counts."""
    return f"{count:,}", f"{word}{'' if count == 1 else 's'}{rest}"


def _said_of(count: int, word: str) -> str:
    return " ".join(_counted(count, word))


def _weekly(days: Sequence[date]) -> dict[int, str]:
    return {place: _short(day) for place, day in enumerate(days) if place % _WEEK == 0}


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
