"""A person at a real pseudo-terminal: keys one after the other, and what is on the screen before the next."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass

from tests.faults.shim import Fault
from tests.faults.stage import Stage, be_the_program

PATIENCE = 20.0
"""Seconds to wait for what should be shown."""


@dataclass(frozen=True, slots=True)
class Step:
    """Keys, and what the screen shows once the program has taken them; ``pause`` is a person's, in seconds, before them."""

    keys: str
    shown: str
    pause: float = 0.0


class Terminal:
    """The program in a pseudo-terminal of its own."""

    def __init__(self, stage: Stage, words: tuple[str, ...], fault: Fault | None = None) -> None:
        if stage.shim:
            stage.shim.clear()
        self._seen = ""
        self.pid, self._master = pty.fork()
        if not self.pid:
            stage.enter(words)
            be_the_program(lambda: stage.arm(fault))
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 80, 0, 0))

    def send(self, keys: str) -> None:
        """Press keys; a terminal that is gone takes none."""
        with contextlib.suppress(OSError):
            os.write(self._master, keys.encode())

    def sees(self, pattern: str, patience: float = PATIENCE) -> bool:
        """Whether it is shown, from what was seen last on; False once the program has ended without it."""
        deadline = time.monotonic() + patience
        while (found := re.search(pattern, self._seen)) is None:
            if time.monotonic() > deadline or not self._read(deadline):
                return False
        self._seen = self._seen[found.end() :]
        return True

    def has_shown(self, pattern: str) -> bool:
        """Whether it is in what was read since."""
        return bool(pattern) and re.search(pattern, self._seen) is not None

    @property
    def rest(self) -> str:
        """What was printed below the screen that the program had taken over; all of it, if it never did."""
        return self._seen.rpartition("\x1b[?1049l")[2]

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def close(self) -> None:
        """Close the terminal's window."""
        os.close(self._master)
        self._master = -1

    def end(self) -> int:
        """Wait for the end and read what is still on the screen: its code, negative for a signal; what hangs is killed."""
        deadline = time.monotonic() + PATIENCE
        while self._master >= 0 and time.monotonic() < deadline and self._read(deadline):
            pass
        while (done := os.waitpid(self.pid, os.WNOHANG))[0] == 0:
            if time.monotonic() > deadline:
                os.kill(self.pid, signal.SIGALRM)
            time.sleep(0.002)
        if self._master >= 0:
            self.close()
        return os.waitstatus_to_exitcode(done[1])

    def _read(self, deadline: float) -> bool:
        """Read on; False at the end."""
        ready, _, _ = select.select([self._master], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            return True
        try:
            piece = os.read(self._master, 65536)
        except OSError:
            return False
        self._seen += piece.decode("utf-8", errors="replace")
        return bool(piece)
