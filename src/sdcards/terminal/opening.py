"""The keyboard and screen that suit where the program runs."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

from sdcards.terminal.desk import Desk
from sdcards.terminal.keyboard import LineKeyboard
from sdcards.terminal.screen import FullScreen, PlainScreen


@contextmanager
def open_desk(
    keys: TextIO | None = None, out: TextIO | None = None, environment: Mapping[str, str] = os.environ
) -> Iterator[Desk]:
    """A full screen and single keys in a real terminal, lines and plain text in a pipe or where ``TERM=dumb``.

    The terminal is as it was when this is left, whichever way.
    """
    keys, out = keys or sys.stdin, out or sys.stdout
    if not is_full(keys, out, environment):
        yield Desk(LineKeyboard(keys.buffer), PlainScreen(out, _columns(out, environment)))
        return
    if sys.platform == "win32":  # pragma: no cover - its parts are tested with a stand-in for msvcrt
        import msvcrt

        from sdcards.terminal.windows import WindowsKeyboard

        with WindowsKeyboard(msvcrt, out, os.get_terminal_size) as keyboard:
            yield Desk(keyboard, FullScreen(out))
    else:
        from sdcards.terminal.raw import RawKeyboard

        with RawKeyboard(keys.fileno(), out.fileno()) as keyboard:
            yield Desk(keyboard, FullScreen(out))


def is_full(keys: TextIO, out: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether both ends are a terminal that understands escape sequences."""
    return keys.isatty() and out.isatty() and environment.get("TERM") != "dumb"


def _columns(out: TextIO, environment: Mapping[str, str]) -> int:
    if environment.get("COLUMNS", "").isdecimal():
        return int(environment["COLUMNS"])
    try:
        return os.get_terminal_size(out.fileno()).columns
    except OSError:
        return 80
