"""The Windows console, with a stand-in for `msvcrt`."""

import io
from collections import deque
from collections.abc import Iterable

import pytest

from sdcards.terminal.keyboard import FULL_SCREEN, SHELL_SCREEN
from sdcards.terminal.keys import Key, Press
from sdcards.terminal.windows import WindowsKeyboard


class FakeConsole:
    """Bursts of characters, after each of which nothing waits for a moment."""

    def __init__(self, *bursts: str) -> None:
        self._bursts = deque(deque(burst) for burst in bursts)

    def kbhit(self) -> bool:
        if not self._bursts:
            raise KeyboardInterrupt
        if self._bursts[0]:
            return True
        self._bursts.popleft()
        return False

    def getwch(self) -> str:
        return self._bursts[0].popleft()


def presses(*bursts: str, sizes: Iterable[tuple[int, int]] = ()) -> list[Press]:
    """What is read until Ctrl-C interrupts."""
    left = deque(sizes)
    keyboard = WindowsKeyboard(
        FakeConsole(*bursts), io.StringIO(), lambda: left.popleft() if left else (80, 24), sleep=lambda _: None
    )
    found: list[Press] = []
    while not found or found[-1].key is not Key.LEAVE:
        found.append(keyboard.read())
    return found[:-1]


@pytest.mark.parametrize(
    ("burst", "key"),
    [
        ("\r", Press(Key.ENTER, "\n")),
        ("\x1b", Press(Key.ESCAPE)),
        ("\x08", Press(Key.BACKSPACE)),
        ("3", Press(Key.TEXT, "3")),
        ("\xe0H", Press(Key.UP)),
        ("\x00Q", Press(Key.PAGE_DOWN)),
    ],
)
def test_keys(burst: str, key: Press) -> None:
    assert presses(burst) == [key]


def test_function_keys_and_control_z_are_swallowed() -> None:
    assert presses("\x00<", "\x1a", "\xe0\x85", "x") == [Press(Key.TEXT, "x")]


def test_waiting_ends_with_a_key_or_without_one() -> None:
    slept: list[float] = []
    keyboard = WindowsKeyboard(FakeConsole("", "", "", "", "", "34"), io.StringIO(), lambda: (80, 24), slept.append)
    assert keyboard.wait(0.06) is None
    assert sum(slept) == pytest.approx(0.06)
    assert [keyboard.wait(1), keyboard.wait(1)] == [Press(Key.TEXT, "3"), Press(Key.TEXT, "4")]
    assert keyboard.wait(1) == Press(Key.LEAVE)


def test_burst_is_a_paste() -> None:
    assert presses("3\r" * 20) == [Press(Key.PASTE, "3\n" * 20)]


def test_keys_of_one_read_are_forgotten_together() -> None:
    keyboard = WindowsKeyboard(FakeConsole("33", "4"), io.StringIO(), lambda: (80, 24))
    assert keyboard.read() == Press(Key.TEXT, "3")
    keyboard.forget()
    assert keyboard.read() == Press(Key.TEXT, "4")


def test_resize_is_a_press() -> None:
    assert presses("", "", "x", sizes=[(80, 24), (80, 24), (60, 24)]) == [Press(Key.REDRAW), Press(Key.TEXT, "x")]


def test_console_is_given_back() -> None:
    out = io.StringIO()
    keyboard = WindowsKeyboard(FakeConsole(), out, lambda: (80, 24))
    with pytest.raises(io.UnsupportedOperation), keyboard, keyboard.paused():
        out.fileno()
    assert out.getvalue() == (FULL_SCREEN + SHELL_SCREEN) * 2
