"""Where key presses come from; here, the lines of a pipe."""

import contextlib
import select
import sys
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol

from sdcards.terminal.keys import Key, Press

FULL_SCREEN = "\x1b[?1049h\x1b[?2004h\x1b[?25l"
"""Another screen than the shell's, pastes marked as such, no cursor."""

SHELL_SCREEN = "\x1b[0m\x1b[?25h\x1b[?2004l\x1b[?1049l"
"""All of that undone."""


class Keyboard(Protocol):
    """Gives one press at a time."""

    @property
    def repeats(self) -> bool:
        """Whether a key that is held down comes again and again."""

    def read(self) -> Press:
        """Wait for the next press; raises TerminalLost when none can come any more."""

    def wait(self, seconds: float) -> Press | None:
        """The next press, or None where none comes for so long; raises TerminalLost like ``read``."""

    def forget(self) -> None:
        """Drop what came together with the last press: it was typed before anybody saw what that press led to."""

    def paused(self) -> AbstractContextManager[None]:
        """The terminal as the shell had it, for an editor or another program."""


class LineKeyboard:
    """One line is one press, an empty one is Enter; the end of the input leaves."""

    def __init__(self, lines: BinaryIO) -> None:
        self._lines = lines

    @property
    def repeats(self) -> bool:
        """Only where a person holds Enter; a program may write as fast as it likes."""
        return self._lines.isatty()

    def read(self) -> Press:
        """The next line, of which only the beginning counts."""
        try:
            line = self._lines.readline()
        except (OSError, KeyboardInterrupt):
            return Press(Key.LEAVE)
        if not line:
            return Press(Key.LEAVE)
        if self._more_is_waiting():
            return Press(Key.PASTE)
        text = line[:_LONGEST_LINE].decode("utf-8", "replace").rstrip("\r\n")
        return Press(Key.LINE, text) if text else Press(Key.ENTER)

    def wait(self, seconds: float) -> Press | None:  # noqa: ARG002 - nothing moves between two lines
        """The next line, however long it takes."""
        return self.read()

    def forget(self) -> None:
        """Lines come one by one."""

    def paused(self) -> AbstractContextManager[None]:
        """Nothing to put back."""
        return contextlib.nullcontext()

    def _more_is_waiting(self) -> bool:
        """Whether a person's terminal sent several lines at once, which nobody types; they are thrown away."""
        if sys.platform == "win32" or not self._lines.isatty():
            return False
        pasted = False
        while select.select([self._lines], [], [], 0)[0] and self._lines.readline():
            pasted = True
        return pasted


_LONGEST_LINE = 1000
