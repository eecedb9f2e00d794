"""Bars and columns out of characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Marks:
    """The characters that charts are made of.

    ``across`` fills a cell from the left, ``up`` from below, ``shades`` all over, each from nothing to a whole cell. ``more``
    is a second part of a bar, ``groove`` what is not filled. ``axis`` is a corner, a level and an upright line.
    """

    across: str
    up: str
    shades: str
    axis: str
    more: str
    groove: str


FINE = Marks(across=" ╸━", up=" ▁▂▃▄▅▆▇█", shades="·░▒▓█", axis="└─│", more="┅", groove="·")
PLAIN = Marks(across=" #", up=" .|", shades=".-+*#", axis="+-|", more="=", groove=".")


def marks_for(encoding: str) -> Marks:
    """The finest characters that an encoding has."""
    try:
        "".join(astuple(FINE)).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return PLAIN
    return FINE


def bar(share: float, width: int, marks: Marks) -> str:
    """A bar filled from the left, in as many cells as it needs; more than nothing always shows."""
    steps = len(marks.across) - 1
    filled = min(ceil(share * width * steps), width * steps)
    whole, part = divmod(filled, steps)
    return marks.across[-1] * whole + (marks.across[part] if part else "")


def columns(values: Sequence[float], height: int, marks: Marks) -> list[str]:
    """A column a value, the tallest ``height`` lines high, as lines from the top down; more than nothing always shows."""
    steps = len(marks.up) - 1
    most = max(values, default=0) or 1
    filled = [ceil(value / most * height * steps) for value in values]
    return [
        "".join(marks.up[min(max(each - line * steps, 0), steps)] for each in filled)
        for line in reversed(range(height))
    ]
