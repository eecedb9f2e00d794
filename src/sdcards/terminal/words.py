"""Spans of time, counts and verdicts, as they are put to a person."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sdcards.notes.judging import Verdict

_MONTH, _YEAR = 30.44, 365.25
"""Days."""


class Counts(Protocol):
    """How many cards are still to come."""

    @property
    def due(self) -> int:
        """Seen on an earlier day."""

    @property
    def new(self) -> int:
        """Never seen."""

    @property
    def again(self) -> int:
        """Seen today, and coming back."""


def interval_words(days: int) -> str:
    """How long until a card comes back: ``now``, ``1 d``, ``12 d``, ``3 mo``, ``1.2 y``."""
    if days <= 0:
        return "now"
    if days < 2 * _MONTH:
        return f"{days} d"
    return f"{days / _MONTH:.0f} mo" if days < 0.97 * _YEAR else f"{days / _YEAR:.1f} y".replace(".0", "")


def elapsed_words(seconds: float) -> str:
    """Time on a clock: ``0:07``, ``6:12``, ``1:02:30``."""
    minutes, second = divmod(max(int(seconds), 0), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def progress_words(counts: Counts, seconds: float) -> str:
    """What is still to come, and the time it took so far."""
    return "    ".join((" · ".join(_to_come(counts, "again")), elapsed_words(seconds))).strip()


def left_words(counts: Counts) -> str:
    """What is still to come, in a sentence: ``4 due, 7 new, 3 to come back``; empty where nothing is."""
    return ", ".join(_to_come(counts, "to come back"))


def verdict_words(verdict: Verdict, within: float) -> str:
    """What a typed number was taken for, and how far off it is."""
    if verdict.right:
        leeway = f", anything within {within:g}× counts" if within > 1 else ""
        return f"you said {verdict.said}{leeway}"
    way = "off" if "%" in verdict.said else "too much" if verdict.too_much else "too little"
    return f"you said {verdict.said}: {_factor_words(verdict.off)} {way}"


def spent_words(seconds: float) -> str:
    """What a sitting took: ``under a minute``, ``1 minute``, ``12 minutes``."""
    return plural(round(seconds / 60), "minute") if seconds >= 60 else "under a minute"


def plural(count: int, word: str) -> str:
    """``1 card``, ``2 cards``."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _to_come(counts: Counts, back: str) -> list[str]:
    parts = ((counts.due, "due"), (counts.new, "new"), (counts.again, back))
    return [f"{count} {word}" for count, word in parts if count]


def _factor_words(off: float) -> str:
    if not isfinite(off):
        return "far"
    if off >= 1e6:
        return "more than a million times"
    return f"{off:.2g}×" if off < 9.95 else f"{off:,.0f}×"
