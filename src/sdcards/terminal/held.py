"""A key that is held down, told from one that is pressed again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sdcards.terminal.keys import Press

QUICKEST_PRESS = 0.1
"""Seconds; nobody presses a key again as soon as that."""

_P = TypeVar("_P", Press, Press | None)


class HeldKey:
    """Reads presses and tells the repeats of a key held down, where the keyboard ``repeats``.

    What counts is how long a press was waited for: while an answer is saved, repeats pile up.
    """

    def __init__(self, clock: Callable[[], float], *, repeats: bool) -> None:
        self._clock = clock
        self._repeats = repeats
        self._last: Press | None = None

    def read(self, wait: Callable[[], _P]) -> tuple[_P, bool]:
        """The press that ``wait`` gives, and whether it is only a repeat."""
        began = self._clock()
        press = wait()
        again = press is not None and press == self._last
        self._last = press
        return press, again and self._repeats and self._clock() - began < QUICKEST_PRESS
