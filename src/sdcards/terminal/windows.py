"""Key presses of a Windows console, which sends no signals and marks no pastes."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, Self, TextIO

from sdcards.terminal.keyboard import FULL_SCREEN, SHELL_SCREEN
from sdcards.terminal.keys import Decoder, Key, Press, lasting


class Console(Protocol):
    """The part of `msvcrt` that is used here."""

    def kbhit(self) -> bool:
        """Whether a key is waiting."""

    def getwch(self) -> str:
        """Wait for a key and give it, unseen."""


class WindowsKeyboard:
    """Every key as it is pressed, on a full screen of its own; use it as a context manager."""

    repeats = True

    def __init__(
        self,
        console: Console,
        screen: TextIO,
        size: Callable[[], tuple[int, int]],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._console = console
        self._screen = screen
        self._size = size
        self._sleep = sleep
        self._decoder = Decoder()
        self._waiting: deque[Press] = deque()

    def __enter__(self) -> Self:
        """Take the console over."""
        self._write(FULL_SCREEN)
        return self

    def __exit__(self, *_: object) -> None:
        """Give the console back."""
        self._write(SHELL_SCREEN)

    def read(self) -> Press:
        """Wait for the next press; a resize is one too."""
        while not self._waiting:
            try:
                self._waiting.extend(self._gathered())
            except KeyboardInterrupt:
                return Press(Key.LEAVE)
        return self._waiting.popleft()

    def wait(self, seconds: float) -> Press | None:
        """The next press, or None where none comes for so long."""
        try:
            if not self._waiting:
                self._waiting.extend(self._gathered(round(seconds / _TICK)))
        except KeyboardInterrupt:
            return Press(Key.LEAVE)
        return self._waiting.popleft() if self._waiting else None

    def forget(self) -> None:
        """Drop what came with the last press, except what means the same whatever is on screen."""
        self._waiting = deque(lasting(self._waiting))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The console as the shell had it."""
        self._write(SHELL_SCREEN)
        try:
            yield
        finally:
            self._write(FULL_SCREEN)

    def _gathered(self, ticks: int | None = None) -> list[Press]:
        size = self._size()
        while not self._console.kbhit():
            if ticks is not None and (ticks := ticks - 1) < 0:
                return []
            self._sleep(_TICK)
            if self._size() != size:
                return [Press(Key.REDRAW)]
        text = self._character()
        while self._console.kbhit():
            text += self._character()
        presses = self._decoder.feed_text(text) + self._decoder.flush()
        return [press for press in presses if press.key is not Key.SUSPEND]

    def _character(self) -> str:
        char = self._console.getwch()
        return _ARROWS.get(self._console.getwch(), "") if char in _PREFIXES else char

    def _write(self, sequence: str) -> None:
        self._screen.write(sequence)
        self._screen.flush()


_TICK = 0.02
_PREFIXES = "\x00\xe0"
_ARROWS = {
    "H": "\x1b[A", "P": "\x1b[B", "I": "\x1b[5~", "Q": "\x1b[6~", "G": "\x1b[H", "O": "\x1b[F",
    "K": "\x1b[D", "M": "\x1b[C", "S": "\x1b[3~", ";": "\x1bOP",
}  # fmt: skip
