"""A key that is held down is told from one pressed again."""

import pytest

from sdcards.terminal.held import QUICKEST_PRESS, HeldKey
from sdcards.terminal.keys import Key, Press
from tests.terminal.fakes import ENTER, FakeClock, FakeKeyboard

SPACE = Press(Key.TEXT, " ")
SOON, LATER = QUICKEST_PRESS / 2, QUICKEST_PRESS * 2


def told(*presses: Press | float, repeats: bool = True) -> list[bool]:
    """Of each press but the first, whether it was a repeat."""
    clock = FakeClock()
    keyboard, held = FakeKeyboard(presses, clock), HeldKey(clock, repeats=repeats)
    count = sum(isinstance(press, Press) for press in presses)
    return [held.read(keyboard.read)[1] for _ in range(count)][1:]


@pytest.mark.parametrize(
    ("presses", "repeats"),
    [
        ([ENTER, SOON, ENTER, SOON, ENTER], [True, True]),
        ([ENTER, LATER, ENTER, SOON, ENTER], [False, True]),
        ([ENTER, SOON, SPACE, SOON, ENTER], [False, False]),
    ],
)
def test_same_key_within_a_moment_is_held_down(presses: list[Press | float], repeats: list[bool]) -> None:
    assert told(*presses) == repeats


def test_lines_of_a_pipe_are_never_held_down() -> None:
    assert told(ENTER, ENTER, repeats=False) == [False]


def test_key_after_a_rest_is_pressed_again() -> None:
    clock = FakeClock()
    keyboard, held = FakeKeyboard([ENTER, 1.0, ENTER], clock), HeldKey(clock, repeats=True)
    assert [held.read(lambda: keyboard.wait(0.99)) for _ in range(3)] == [(ENTER, False), (None, False), (ENTER, False)]
