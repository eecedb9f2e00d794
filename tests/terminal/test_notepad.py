"""Notes being typed: every key, any script, nothing that could command a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sdcards.terminal.keys import Key, Press
from sdcards.terminal.notepad import LONGEST, Notepad

WIDTH = 20


def after(page: Notepad, *presses: Press | Key | str) -> Notepad:
    """The page after keys, and after the characters of texts."""
    for each in presses:
        typed = [Press(Key.TEXT, char) for char in each] if isinstance(each, str) else [each]
        for press in typed:
            page = page.after(press if isinstance(press, Press) else Press(press), WIDTH) or page
    return page


def shown(page: Notepad) -> str:
    """The page with its cursor."""
    return f"{page.text[: page.place]}|{page.text[page.place :]}"


def at(text: str) -> Notepad:
    """A page from such a text."""
    before, _, behind = text.partition("|")
    return Notepad(before + behind, len(before))


@pytest.mark.parametrize(
    ("before", "key", "afterwards"),
    [
        ("ab|c", Key.ENTER, "ab\n|c"),
        ("ab|c", Key.BACKSPACE, "a|c"),
        ("|abc", Key.BACKSPACE, "|abc"),
        ("ab\n|c", Key.BACKSPACE, "ab|c"),
        ("ab|c", Key.DELETE, "ab|"),
        ("abc|", Key.DELETE, "abc|"),
        ("ab|c", Key.LEFT, "a|bc"),
        ("|abc", Key.LEFT, "|abc"),
        ("ab|c", Key.RIGHT, "abc|"),
        ("abc|", Key.RIGHT, "abc|"),
        ("one\ntwo three|\nx", Key.HOME, "one\n|two three\nx"),
        ("one\n|two three\nx", Key.END, "one\ntwo three|\nx"),
        ("one\ntwo|", Key.HOME, "one\n|two"),
        ("one\n|two", Key.END, "one\ntwo|"),
        ("one two  |", Key.ERASE_WORD, "one |"),
        ("one\n|", Key.ERASE_WORD, "one|"),
        ("|", Key.ERASE_WORD, "|"),
        ("a\nsome words| x", Key.ERASE_LINE, "a\n| x"),
        ("one\ntwo|", Key.UP, "one|\ntwo"),
        ("one\nlonger|", Key.UP, "one|\nlonger"),
        ("on|e\ntwo", Key.UP, "|one\ntwo"),
        ("on|e\ntwo", Key.DOWN, "one\ntw|o"),
        ("one\nt|wo", Key.DOWN, "one\ntwo|"),
        ("a\nb\nc|", Key.PAGE_UP, "|a\nb\nc"),
        ("|a\nb\nc", Key.PAGE_DOWN, "a\nb\nc|"),
    ],
)
def test_key_edits_or_moves(before: str, key: Key, afterwards: str) -> None:
    assert shown(after(at(before), key)) == afterwards


def test_tab_is_two_blanks() -> None:
    assert after(Notepad(), Press(Key.CONTROL, "i")).text == "  "


@pytest.mark.parametrize("key", [Key.ESCAPE, Key.LINE, Key.HELP, Key.CONTROL])
def test_other_keys_edit_nothing(key: Key) -> None:
    assert Notepad("a", 1).after(Press(key, "n"), WIDTH) is None


@pytest.mark.parametrize("sign", ["e\u0301", "👩\u200d👩\u200d👧", "日", "\u0928\u0940"])
def test_sign_of_several_characters_is_one_step_and_one_erasure(sign: str) -> None:
    page = Notepad.of(f"a{sign}b")
    assert shown(after(page, Key.LEFT, Key.LEFT)) == f"a|{sign}b"
    assert shown(after(page, Key.LEFT, Key.LEFT, Key.RIGHT)) == f"a{sign}|b"
    assert shown(after(page, Key.LEFT, Key.BACKSPACE)) == "a|b"
    assert shown(after(page, Key.LEFT, Key.LEFT, Key.DELETE)) == "a|b"


def test_paste_keeps_its_lines_whatever_ends_them() -> None:
    assert after(Notepad(), Press(Key.PASTE, "one\r\ntwo\rthree")).text == "one\ntwo\nthree"


def test_what_would_command_a_terminal_becomes_visible() -> None:
    assert after(Notepad(), Press(Key.PASTE, "a\x1b[2J\x07\u202eb")).text == "a\\x1b[2J\\x07\\u202eb"
    assert Notepad.of("a\tb\x00").text == "a   b\\x00"


def test_paste_without_an_end_is_cut() -> None:
    assert len(after(Notepad(), Press(Key.PASTE, "x" * (LONGEST + 5)), "y").text) == LONGEST


def test_long_line_goes_on_below_at_a_blank() -> None:
    page = Notepad.of("a line that is longer than twenty cells")
    assert page.rows(WIDTH) == [(0, "a line that is "), (15, "longer than twenty "), (34, "cells")]
    assert page.cursor(WIDTH) == (2, 5)
    assert shown(after(page, Key.UP)).endswith("longe|r than twenty cells")


def test_word_longer_than_a_line_is_cut() -> None:
    assert Notepad.of("x" * 45).rows(WIDTH) == [(0, "x" * 19), (19, "x" * 19), (38, "x" * 7)]


def test_wide_signs_count_two_cells() -> None:
    assert Notepad.of("日" * 12).rows(WIDTH) == [(0, "日" * 9), (9, "日" * 3)]
    assert Notepad.of("日" * 3).cursor(WIDTH) == (0, 6)


def test_up_from_a_long_row_stays_in_the_row_above() -> None:
    page = at("a line that is longer|")
    assert page.rows(9)[0] == (0, "a line ")
    moved = page.after(Press(Key.UP), 9)
    assert moved is not None
    assert moved.cursor(9)[0] == page.cursor(9)[0] - 1


def test_page_on_a_paper_of_no_width_ends() -> None:
    assert [text for _, text in Notepad.of("日ab").rows(1)] == ["日", "a", "b"]


PRESSES = st.one_of(
    st.builds(Press, st.just(Key.TEXT), st.text(min_size=1, max_size=1)),
    st.builds(Press, st.just(Key.PASTE), st.text(max_size=40)),
    st.sampled_from([Press(key) for key in Key if key not in (Key.TEXT, Key.PASTE)]),
)


@given(st.lists(PRESSES, max_size=40), st.integers(2, 40))
def test_any_keys_leave_a_sound_page(presses: list[Press], width: int) -> None:
    page = Notepad()
    for press in presses:
        page = page.after(press, width) or page
    rows = page.rows(width)
    assert 0 <= page.place <= len(page.text)
    assert page.text.replace("\n", "") == "".join(text for _, text in rows)
    assert all(cell_len(text) <= max(width - 1, 2) for _, text in rows)
    row, cell = page.cursor(width)
    assert 0 <= row < len(rows)
    assert 0 <= cell < width
    assert "\x1b" not in page.text
