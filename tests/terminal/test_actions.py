"""Presses as actions, and the typed line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.terminal.actions import ACTIONS, LONGEST_ENTRY, Action, action_of, edited
from sdcards.terminal.keys import Key, Press


def text(char: str) -> Press:
    return Press(Key.TEXT, char)


@pytest.mark.parametrize(
    ("press", "action"),
    [
        (text(" "), Action.GO_ON),
        (Press(Key.ENTER, "\n"), Action.GO_ON),
        (text("1"), Action.AGAIN),
        (text("4"), Action.EASY),
        (text("U"), Action.UNDO),
        (text("!"), Action.REPORT),
        (Press(Key.LINE, "q"), Action.LEAVE),
        (Press(Key.ESCAPE), Action.LEAVE),
        (Press(Key.LEAVE), Action.LEAVE),
        (text("5"), None),
        (text("x"), None),
        (Press(Key.LINE, "qq"), None),
        (Press(Key.PASTE, "1"), None),
        (Press(Key.BACKSPACE), None),
        (Press(Key.UP), None),
    ],
)
def test_each_press_has_its_action(press: Press, action: Action | None) -> None:
    assert action_of(press) is action


def test_every_action_has_a_key() -> None:
    assert set(ACTIONS.values()) == set(Action)


@pytest.mark.parametrize("start", ["5", "~", "≈", "-", ".", "$", "<", "a", "µ", "1", "4"])
def test_quantity_may_begin_with(start: str) -> None:
    assert edited("", text(start)) == start


@pytest.mark.parametrize("char", [char for char in ACTIONS if not char.isdigit()])
def test_command_at_an_empty_line_is_not_typed_but_later_it_is(char: str) -> None:
    assert edited("", text(char)) is None
    assert edited("5", text(char)) == f"5{char}"


@pytest.mark.parametrize(
    ("entry", "key", "left"),
    [
        ("50us", Key.BACKSPACE, "50u"),
        ("", Key.BACKSPACE, None),
        ("50 us ", Key.ERASE_WORD, "50"),
        ("50", Key.ERASE_WORD, ""),
        ("50 us", Key.ERASE_LINE, ""),
        ("50 us", Key.ESCAPE, ""),
        ("", Key.ESCAPE, None),
        ("50", Key.ENTER, None),
        ("50", Key.LEAVE, None),
        ("50", Key.UP, None),
    ],
)
def test_erasing(entry: str, key: Key, left: str | None) -> None:
    assert edited(entry, Press(key)) == left


@pytest.mark.parametrize(
    ("pasted", "line"),
    [("50 us\n3\n", "50 us"), ("\n\n 50us", "50us"), ("", ""), ("\n", ""), ("5\x1b[A0", "5[A0"), ("5\r0", "5")],
)
def test_paste_gives_its_first_line(pasted: str, line: str) -> None:
    assert edited("", Press(Key.PASTE, pasted)) == line


@given(st.lists(st.builds(Press, st.sampled_from(Key), st.text(max_size=100))))
def test_line_never_grows_too_long(presses: list[Press]) -> None:
    entry = ""
    for press in presses:
        after = edited(entry, press)
        entry = entry if after is None else after
        assert len(entry) <= LONGEST_ENTRY
