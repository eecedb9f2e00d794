"""A program in a pseudo-terminal: what a person sees there and types."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")

ROOT = Path(__file__).parents[1]
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
"""The environment of a locale without Unicode."""

SDCARDS = (sys.executable, "-m", "sdcards")
SHELL = ("bash", "--norc", "--noprofile", "-i")
A_PERSON = 0.15
"""Seconds before a key. Where Enter follows on the heels of Enter, it is a key held down."""


class PseudoTerminal:
    """A command in a terminal of its own; ``pace`` is how many seconds go by before a key."""

    def __init__(
        self,
        *command: str,
        size: tuple[int, int] = (24, 80),
        pace: float = 0.05,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        ours = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        env = {**ours, "TERM": "xterm", "PYTHONPATH": str(ROOT), **(environment or {})}
        program, *words = command
        self.child = pexpect.spawn(program, words, env=env, dimensions=size, timeout=20, encoding="utf-8")
        self.child.delaybeforesend = pace

    def sees(self, *texts: str) -> None:
        """Read on until each text is there, one after the other."""
        for text in texts:
            self.child.expect_exact(text)

    def types(self, text: str) -> None:
        """Press keys."""
        self.child.send(text)

    def kill(self, number: int) -> None:
        """Send the program a signal, and wait for its end."""
        self.child.kill(number)
        self.child.wait()
        self.child.close()

    def close_window(self) -> None:
        """Close the terminal, and wait for the program's end."""
        self.child.ptyproc.fileobj.close()
        self.child.wait()

    def ends(self) -> str:
        """All that is written from here to the program's end."""
        self.child.expect(pexpect.EOF)
        self.child.wait()
        return str(self.child.before)

    def close(self) -> None:
        """End the program, whatever it does."""
        self.child.close(force=True)
