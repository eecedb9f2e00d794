"""Charts as SVG. Across they are measured in percent, so they fit every width and their letters keep their size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from sdcards.pages.markup import Markup, joined, tag

_HEIGHT, _ABOVE, _BELOW = 150, 18, 22
"""Pixels of a chart, and of what lies over its highest value and under its lowest."""

_PLOT = _HEIGHT - _ABOVE - _BELOW
_CELL, _GAP, _MONTHS = 13, 3, 18
"""Pixels of a day in the calendar, between two days, and of the line of months."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of shares, one a month, None where there is none; ``kind`` is its class in the style sheet."""

    name: str
    kind: str
    shares: tuple[float | None, ...]


def ring(share: float, said: str) -> Markup:
    """A ring that is closed at 1, with words in its middle."""
    circle = {"cx": 60, "cy": 60, "r": 52, "stroke_width": 12, "pathLength": 100}
    return tag(
        "svg",
        tag("circle", class_="groove", **circle),
        tag("circle", class_="filled", stroke_dasharray=f"{100 * share:.1f} 100", transform="rotate(-90 60 60)", **circle),
        tag("text", said, x=60, y=69, text_anchor="middle"),
        class_="ring",
        viewBox="0 0 120 120",
        role="img",
        aria_label=said,
    )  # fmt: skip


def bar(share: float) -> Markup:
    """A bar from the left; the number beside it says the same, so it is hidden from screen readers."""
    groove = tag("rect", class_="groove", width="100%", height=10, rx=5)
    filled = tag("rect", class_="filled", width=f"{100 * share:.1f}%", height=10, rx=5)
    return tag("svg", groove, filled if share else "", class_="bar", height=10, aria_hidden="true")


def columns(values: Sequence[float], titles: Sequence[str], labels: Mapping[int, str], said: str) -> Markup:
    """A column a value, each with a title for the pointer, some with a label below."""
    most, step = max(values, default=0), 100 / max(len(values), 1)
    drawn = []
    for place, (value, title) in enumerate(zip(values, titles, strict=True)):
        height = max(_PLOT * value / most, 1.5) if value else 0.0
        box = {"x": f"{place * step + step * 0.1:.2f}%", "width": f"{step * 0.8:.2f}%"}
        column = tag("rect", class_="filled", y=_HEIGHT - _BELOW - height, height=height, rx=1.5, **box)
        drawn.append(tag("g", tag("title", title), column, _target(place * step, step)))
    named = {(place + 0.5) * step: label for place, label in labels.items()}
    return _chart(_level(_ABOVE, f"{most:,.0f}"), _level(_ABOVE + _PLOT, ""), *drawn, *_below(named), said=said)


def lines(drawn: Sequence[Line], labels: Sequence[str], wanted: float, said: str) -> Markup:
    """Shares by month, beside the one wanted."""
    known = [share for line in drawn for share in line.shares if share is not None]
    scale = _Scale(max(floor(min([*known, wanted - 0.01]) * 10) / 10, 0.0), 100 / max(len(labels), 1))
    aim = scale.height(wanted)
    parts = [_level(scale.height(share), f"{100 * share:.0f} %") for share in (1.0, scale.low)]
    parts.append(tag("line", class_="wanted", x1=0, x2="100%", y1=aim, y2=aim))
    parts += [part for line in drawn for part in scale.line(line, labels)]
    every = -(-len(labels) // 6)
    shown = {(place + 0.5) * scale.step: label for place, label in enumerate(labels) if place % every == 0}
    return _chart(*parts, *_below(shown), said=said)


def calendar(levels: Sequence[int], titles: Sequence[str], months: Mapping[int, str], said: str) -> Markup:
    """A week a column, Monday at the top; ``levels`` are 0-4, ``months`` are names by the week they begin in."""
    weeks = -(-len(levels) // 7)
    step = 100 / max(weeks, 1)
    drawn = []
    for place, (level, title) in enumerate(zip(levels, titles, strict=True)):
        week, weekday = divmod(place, 7)
        box = {"x": f"{week * step:.2f}%", "width": f"{step * 0.82:.2f}%", "y": _MONTHS + weekday * (_CELL + _GAP)}
        drawn.append(tag("rect", tag("title", title), class_=f"level-{level}", height=_CELL, rx=2.5, **box))
    names = [tag("text", name, x=f"{week * step:.2f}%", y=11) for week, name in months.items()]
    height = _MONTHS + 7 * (_CELL + _GAP)
    return tag("svg", *names, *drawn, class_="chart", height=height, role="img", aria_label=said)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where shares and months lie: ``low`` is the share at the bottom, ``step`` the percent across of a month."""

    low: float
    step: float

    def height(self, share: float) -> float:
        return _ABOVE + _PLOT * (1 - share) / (1 - self.low)

    def line(self, line: Line, labels: Sequence[str]) -> Iterator[Markup]:
        points = [(f"{(place + 0.5) * self.step:.2f}%", share) for place, share in enumerate(line.shares)]
        for (x1, one), (x2, other) in pairwise(points):
            if one is not None and other is not None:
                yield tag("line", class_=line.kind, x1=x1, y1=self.height(one), x2=x2, y2=self.height(other))
        for (x, share), label in zip(points, labels, strict=True):
            if share is not None:
                title = tag("title", f"{label}, {line.name}: {100 * share:.1f} %")
                yield tag("circle", title, class_=line.kind, cx=x, cy=self.height(share), r=4)


def _chart(*parts: Markup, said: str) -> Markup:
    return tag("svg", *parts, class_="chart", height=_HEIGHT, role="img", aria_label=said)


def _level(height: float, label: str) -> Markup:
    line = tag("line", class_="level", x1=0, x2="100%", y1=height, y2=height)
    return joined(line, tag("text", label, x=0, y=height - 5) if label else "")


def _below(labels: Mapping[float, str]) -> Iterator[Markup]:
    for across, label in labels.items():
        yield tag("text", label, x=f"{across:.2f}%", y=_HEIGHT - 5, text_anchor="middle")


def _target(across: float, width: float) -> Markup:
    """The whole height answers the pointer, for a low column is hard to hit."""
    return tag("rect", class_="target", x=f"{across:.2f}%", width=f"{width:.2f}%", height=_HEIGHT - _BELOW)
