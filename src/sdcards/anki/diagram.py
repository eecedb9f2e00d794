"""A diagram drawn in text as SVG: box drawing becomes lines, arrow heads become triangles, the rest stays text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from sdcards.anki.html import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WIDTH, HEIGHT = 10, 20
"""A cell, in the picture's own units."""


@lru_cache(maxsize=1000)
def to_svg(diagram: str) -> str:
    """The picture, black on nothing, so that a style sheet can turn it white for the night.

    Pictures are remembered: who watches a deck while writing it sees the same ones at every save.
    """
    lines = _grid(diagram)
    width, height = max(map(len, lines)) * WIDTH, len(lines) * HEIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}"'
        f' width="{width * _SHOWN:g}" height="{height * _SHOWN:g}">\n'
        f"<title>Diagram</title>\n<desc>{escape(words_in(diagram), quote=False)}</desc>\n{_drawn(lines)}</svg>\n"
    )


def words_in(diagram: str) -> str:
    """What stands written in it, in the order of reading."""
    return ", ".join(text for _, _, text in _texts(_grid(diagram)) if any(map(str.isalnum, text)))


_SHOWN = 0.85
"""How many CSS pixels a unit takes where there is room."""

_Place = tuple[int, int]
_Cells = dict[_Place, str]
"""Characters by column and row."""

_Segment = tuple[str, int, int, int]
"""``H`` or ``V``, the row or column in units, start and end."""

_UP, _DOWN, _LEFT, _RIGHT = (0, -1), (0, 1), (-1, 0), (1, 0)
_SIDES = {
    "UP": {_UP}, "DOWN": {_DOWN}, "LEFT": {_LEFT}, "RIGHT": {_RIGHT}, "VERTICAL": {_UP, _DOWN}, "HORIZONTAL": {_LEFT, _RIGHT},
}  # fmt: skip
_HEADS = {
    "▲": _UP, "↑": _UP, "▼": _DOWN, "↓": _DOWN, "◀": _LEFT, "◄": _LEFT, "←": _LEFT, "▶": _RIGHT, "►": _RIGHT, "→": _RIGHT,
}  # fmt: skip
_ROUNDING = 4
_HEAD_LENGTH, _HEAD_SIDE = 9, 4.5
_FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,Roboto Mono,monospace"
_BASELINE = 15
_TEXT = re.compile(r"[^ \t]+(?: [^ \t]+)*")


def _grid(diagram: str) -> list[str]:
    return visible(diagram.expandtabs()).splitlines() or [""]


def _drawn(lines: Sequence[str]) -> str:
    cells = {(x, y): char for y, line in enumerate(lines) for x, char in enumerate(line)}
    dashed = {place: char for place, char in cells.items() if " DASH " in unicodedata.name(char, "")}
    solid = {place: char for place, char in cells.items() if place not in dashed}
    return (
        f'<g fill-opacity=".05">{"".join(_boxes(solid))}</g>\n'
        f'<g fill="none" stroke="#000" stroke-width="1.5" stroke-linecap="round">\n'
        f'<path d="{"".join(_lines(solid, cells))}"/>\n'
        f'<path stroke-dasharray="2 5" d="{"".join(_lines(dashed, cells))}"/>\n</g>\n'
        f'<path d="{"".join(_heads(cells))}"/>\n'
        f'<g font-family="{_FONTS}" font-size="16">\n{"".join(_labels(lines))}</g>\n'
    )


@cache
def _arms(char: str) -> frozenset[_Place]:
    """The sides of its cell that a character reaches; its Unicode name has them: BOX DRAWINGS LIGHT UP AND RIGHT."""
    name = unicodedata.name(char, "")
    if not name.startswith("BOX DRAWINGS") or "DIAGONAL" in name:
        return frozenset()
    return frozenset(side for word in name.split() for side in _SIDES.get(word, ()))


def _boxes(cells: _Cells) -> Iterator[str]:
    """A tint for every closed rectangle; one inside another is a little darker."""
    for place, char in cells.items():
        if _arms(char) == {_RIGHT, _DOWN}:
            right, below = _follow(cells, place, _RIGHT, {_LEFT, _DOWN}), _follow(cells, place, _DOWN, {_UP, _RIGHT})
            if right and below and _arms(cells.get((right[0], below[1]), " ")) == {_UP, _LEFT}:
                (x, y), (far_x, far_y) = _middle(place), _middle((right[0], below[1]))
                yield f'<rect x="{x}" y="{y}" width="{far_x - x}" height="{far_y - y}" rx="{_ROUNDING}"/>'


def _follow(cells: _Cells, place: _Place, side: _Place, corner: set[_Place]) -> _Place | None:
    """Where a straight line that leaves a place ends in a corner; None where it breaks off."""
    while True:
        place = _beside(place, side, 1)
        arms = _arms(cells.get(place, " "))
        if arms == corner:
            return place
        if not arms >= {side, _back(side)}:
            return None


def _lines(cells: _Cells, every: _Cells) -> Iterator[str]:
    """Paths from the middle of each cell to the sides it reaches; corners are rounded, what touches is one line."""
    segments: list[_Segment] = []
    for place, char in cells.items():
        middle, arms = _middle(place), sorted(_arms(char))
        corner = len(arms) == 2 and _is_across(*arms)
        starts = [_beside(middle, side, _ROUNDING if corner else 0) for side in arms]
        segments += map(_segment, starts, (_beside(middle, side, _reach(every, place, side)) for side in arms))
        if corner:
            (x, y), (far_x, far_y) = starts
            yield f"M{x} {y}Q{middle[0]} {middle[1]} {far_x} {far_y}"
        if side := _HEADS.get(char):
            segments.append(
                _segment(_base(every, place, side), _beside(middle, side, -_reach(every, place, _back(side))))
            )
    for axis, line, start, end in _merged(segments):
        yield f"M{start} {line}H{end}" if axis == "H" else f"M{line} {start}V{end}"


def _segment(one: _Place, other: _Place) -> _Segment:
    (x, y), (far_x, far_y) = sorted((one, other))
    return ("H", y, x, far_x) if y == far_y else ("V", x, y, far_y)


def _merged(segments: Iterable[_Segment]) -> Iterable[_Segment]:
    """The segments, those that touch in one line as one."""
    whole: list[_Segment] = []
    for axis, line, start, end in sorted(segments):
        touches = whole and whole[-1][:2] == (axis, line) and whole[-1][3] == start
        whole.append((axis, line, whole.pop()[2] if touches else start, end))
    return whole


def _heads(cells: _Cells) -> Iterator[str]:
    """Triangles with their tips where a line would end."""
    for place, char in cells.items():
        if side := _HEADS.get(char):
            (x, y), (tip_x, tip_y) = (
                _base(cells, place, side),
                _beside(_middle(place), side, _reach(cells, place, side)),
            )
            off_x, off_y = side[1] * _HEAD_SIDE, side[0] * _HEAD_SIDE
            yield f"M{tip_x} {tip_y}L{x - off_x:g} {y - off_y:g}L{x + off_x:g} {y + off_y:g}Z"


def _base(cells: _Cells, place: _Place, side: _Place) -> _Place:
    """The middle of a head's back, where its shaft begins."""
    return _beside(_middle(place), side, _reach(cells, place, side) - _HEAD_LENGTH)


def _labels(lines: Sequence[str]) -> Iterator[str]:
    """Text at its cells, as wide as they are in whichever font there is."""
    for x, y, text in _texts(lines):
        fit = f' textLength="{len(text) * WIDTH}"' if len(text) > 1 else ""
        yield f'<text x="{x * WIDTH}" y="{y * HEIGHT + _BASELINE}"{fit}>{escape(text, quote=False)}</text>\n'


def _texts(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Words between which there is at most one space, with their column and row."""
    for y, line in enumerate(lines):
        words = "".join("\t" if char in _HEADS or _arms(char) else char for char in line)
        yield from ((found.start(), y, found[0]) for found in _TEXT.finditer(words))


def _is_across(one: _Place, other: _Place) -> bool:
    return one[0] * other[0] + one[1] * other[1] == 0


def _middle(place: _Place) -> _Place:
    return place[0] * WIDTH + WIDTH // 2, place[1] * HEIGHT + HEIGHT // 2


def _reach(cells: _Cells, place: _Place, side: _Place) -> int:
    """How far a line goes from the middle of its cell: to the side, or on to a line that runs past there."""
    half = WIDTH // 2 if side in (_LEFT, _RIGHT) else HEIGHT // 2
    arms = _arms(cells.get(_beside(place, side, 1), " "))
    return half * 2 if any(_is_across(side, arm) for arm in arms) and _back(side) not in arms else half


def _back(side: _Place) -> _Place:
    return -side[0], -side[1]


def _beside(place: _Place, side: _Place, far: int) -> _Place:
    return place[0] + side[0] * far, place[1] + side[1] * far
