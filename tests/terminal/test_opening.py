"""Which keyboard and screen suit which place."""

import io
import sys

import pytest

from sdcards.terminal.keyboard import LineKeyboard
from sdcards.terminal.keys import Key, Press
from sdcards.terminal.opening import is_full, open_desk
from sdcards.terminal.screen import FullScreen, PlainScreen
from sdcards.terminal.view import Sheet


class Stream(io.TextIOWrapper):
    def __init__(self, data: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("keys", "out", "term", "full"),
    [
        (True, True, "xterm", True),
        (True, True, "dumb", False),
        (False, True, "xterm", False),
        (True, False, "xterm", False),
    ],
)
def test_full_screen_needs_a_terminal_at_both_ends(*, keys: bool, out: bool, term: str, full: bool) -> None:
    assert is_full(Stream(terminal=keys), Stream(terminal=out), {"TERM": term}) is full


def test_pipe_gets_lines_and_plain_text() -> None:
    out = Stream()
    with open_desk(Stream(b"3\n"), out, {}) as desk:
        assert isinstance(desk.keyboard, LineKeyboard)
        assert isinstance(desk.screen, PlainScreen)
        assert desk.read() == Press(Key.LINE, "3")
        desk.show(Sheet("word " * 40))
    written = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
    assert 60 < max(map(len, written.splitlines())) <= 80
    assert "\x1b" not in written


def test_columns_variable_is_the_width_of_a_pipe() -> None:
    out = Stream()
    with open_desk(Stream(), out, {"COLUMNS": "30"}) as desk:
        desk.show(Sheet("word " * 40))
    assert max(map(len, out.buffer.getvalue().decode().splitlines())) <= 30  # type: ignore[attr-defined]


def test_standard_streams_are_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stream(b"q\n"))
    monkeypatch.setattr(sys, "stdout", Stream())
    with open_desk() as desk:
        assert desk.read() == Press(Key.LINE, "q")


if sys.platform != "win32":
    import os
    import pty

    def test_terminal_gets_single_keys_and_a_full_screen() -> None:
        person, program = pty.openpty()
        with os.fdopen(program, "r+b", buffering=0) as raw:
            keys, out = (
                io.TextIOWrapper(raw, encoding="utf-8"),
                io.TextIOWrapper(raw, encoding="utf-8", write_through=True),
            )
            with open_desk(keys, out, {"TERM": "xterm"}) as desk:
                assert isinstance(desk.screen, FullScreen)
                os.write(person, b"3")
                assert desk.read() == Press(Key.TEXT, "3")
        os.close(person)

    def test_width_of_a_dumb_terminal_is_asked_of_it() -> None:
        import fcntl
        import struct
        import termios

        person, program = pty.openpty()
        fcntl.ioctl(program, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 34, 0, 0))
        with os.fdopen(program, "w", encoding="utf-8") as out, open_desk(Stream(), out, {"TERM": "dumb"}) as desk:
            desk.show(Sheet("word " * 40))
        assert max(map(len, os.read(person, 4096).decode().splitlines())) <= 34
        os.close(person)
