"""When a running interview is written to disk: soon after a letter, and now and then for its clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sdcards.practice.interview import Interview, Progress

SAVED_WITHIN, CLOCK_SAVED_WITHIN = 0.5, 5.0
"""Seconds until what was typed is on disk, and until the clock is where nothing was typed."""


class Keeping:
    """Knows what is on disk; ``keep`` has it there when it returns, and ``clock`` counts seconds."""

    def __init__(self, interview: Interview, clock: Callable[[], float], keep: Callable[[Progress], None]) -> None:
        self._interview = interview
        self._clock = clock
        self._keep = keep
        self._kept = interview.progress
        self._kept_at = clock()

    def save(self) -> None:
        """Have everything on disk; where that fails, it is tried again in a while."""
        self._kept_at = self._clock()
        self._keep(self._interview.progress)
        self._kept = self._interview.progress

    def save_in_time(self, *, idle: bool) -> None:
        """The same if it is time; ``idle`` says that nothing was pressed just now."""
        now, done = self._interview.progress, self._kept
        typed = replace(now, spent=done.spent) != done
        waited = self._clock() - self._kept_at
        if (typed and idle) or (now != done and waited >= (SAVED_WITHIN if typed else CLOCK_SAVED_WITHIN)):
            self.save()
