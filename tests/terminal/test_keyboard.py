"""Lines from a pipe or a simple terminal."""

import io
import os
import sys

import pytest

from sdcards.terminal.keyboard import LineKeyboard
from sdcards.terminal.keys import Key, Press

LEAVE = Press(Key.LEAVE)


def read_all(data: bytes) -> list[Press]:
    keyboard = LineKeyboard(io.BytesIO(data))
    found = [keyboard.read()]
    while found[-1] != LEAVE:
        found.append(keyboard.read())
    return found[:-1]


def test_each_line_is_a_press_and_an_empty_one_is_enter() -> None:
    assert read_all(b"3\n\n50 us\r\n\r\nq") == [
        Press(Key.LINE, "3"),
        Press(Key.ENTER),
        Press(Key.LINE, "50 us"),
        Press(Key.ENTER),
        Press(Key.LINE, "q"),
    ]


def test_broken_and_endless_lines_are_survived() -> None:
    assert read_all(b"\xff3\n" + b"9" * 5000 + b"\n4\n") == [
        Press(Key.LINE, "\ufffd3"),
        Press(Key.LINE, "9" * 1000),
        Press(Key.LINE, "4"),
    ]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_interrupt_or_a_broken_pipe_leaves(error: type[BaseException]) -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise error

    assert LineKeyboard(io.BufferedReader(Broken())).read() == LEAVE


def test_lines_of_a_program_are_no_key_held_down_and_are_never_forgotten() -> None:
    keyboard = LineKeyboard(io.BytesIO(b"1\n2\n"))
    assert not keyboard.repeats
    keyboard.read()
    keyboard.forget()
    assert keyboard.read() == Press(Key.LINE, "2")


def test_waiting_for_a_line_takes_as_long_as_it_takes() -> None:
    assert LineKeyboard(io.BytesIO(b"3\n")).wait(0) == Press(Key.LINE, "3")


def test_pausing_lines_needs_nothing() -> None:
    with LineKeyboard(io.BytesIO()).paused():
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals need a POSIX system")
def test_lines_pasted_into_a_simple_terminal_are_thrown_away() -> None:
    import pty

    person, program = pty.openpty()
    with os.fdopen(program, "rb") as lines:
        keyboard = LineKeyboard(lines)
        os.write(person, b"1\n1\n1\n")
        assert keyboard.read() == Press(Key.PASTE)
        os.write(person, b"2\n")
        assert keyboard.read() == Press(Key.LINE, "2")
    os.close(person)
