"""A program in a pseudo-terminal, and what its screen shows."""

import time
from collections.abc import Callable, Mapping, Sequence

import pexpect
import pyte
import pyte.graphics
from pyte.screens import Char

from sdcards.errors import SdcardsError

PATIENCE = 15
"""Seconds for the next thing to appear."""

# The emulator knows no faint text. Nothing of ours blinks, so that attribute stands in for it.
pyte.graphics.TEXT[2] = "+blink"

Row = list[Char]


class Terminal:
    """Starts a program; ``typed`` is shown as what the shell was told before."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int], typed: str
    ) -> None:
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._stream.feed(f"\x1b[2m$\x1b[0m {typed}\r\n\r\n")
        self._child = pexpect.spawn(
            command[0], list(command[1:]), env=dict(environment), dimensions=(rows, columns), encoding="utf-8"
        )

    @property
    def text(self) -> str:
        """All that can be read."""
        return "\n".join(map(str.rstrip, self._screen.display)).rstrip()

    @property
    def rows(self) -> list[Row]:
        """The lines down to the last that is not empty."""
        lines = [
            [row[x] for x in range(self._screen.columns)]
            for row in map(self._screen.buffer.__getitem__, range(self._screen.lines))
        ]
        while lines and not any(cell.data.strip() for cell in lines[-1]):
            lines.pop()
        return lines

    def press(self, keys: str, shown: Callable[[str], bool]) -> None:
        """Press keys one by one and wait until something is shown."""
        for key in keys:
            self._child.send(key)
        self.wait(shown)

    def wait(self, shown: Callable[[str], bool]) -> None:
        """Wait until something is shown; raises SdcardsError if it never is."""
        end = time.monotonic() + PATIENCE
        while not shown(self.text):
            if time.monotonic() > end or not self._read():
                raise SdcardsError(f"this is not what should be on the screen:\n{self.text}")

    def finish(self) -> None:
        """Read on until the program has ended by itself; raises SdcardsError if it failed."""
        while self._read():
            pass
        self._child.close()
        if self._child.exitstatus:
            raise SdcardsError(f"the program failed:\n{self.text}")

    def stop(self) -> None:
        """End the program."""
        self._child.close(force=True)

    def _read(self) -> bool:
        """Take in what there is; False at the end."""
        try:
            self._stream.feed(self._child.read_nonblocking(65536, timeout=1))
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        return True
