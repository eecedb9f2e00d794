"""The full screen and the plain one."""

import io
import os
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.terminal.keys import TerminalLost
from sdcards.terminal.mock_view import PhaseView
from sdcards.terminal.notepad import Notepad
from sdcards.terminal.screen import FullScreen, PlainScreen, Scroll
from sdcards.terminal.view import Button, CardView, Sheet, Shown, View
from tests.terminal.test_layout import ASKED, JUDGED, VIEWS

LONG = CardView("Area", "1 due    0:00", "\n\n".join(f"question {n}" for n in range(20)), prompt="Space", keys="? keys")
ANSWERED = replace(LONG, answer="\n\n".join(f"answer {n}" for n in range(20)), buttons=(Button("1", "Again", "now"),))


class Output(io.StringIO):
    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


class Terminal:
    """A full screen, and what is on it after the last frame."""

    def __init__(self, columns: int = 60, rows: int = 12) -> None:
        self.size = (columns, rows)
        self.out = Output()
        self.screen = FullScreen(self.out, lambda: self.size)

    def show(self, view: Shown) -> "Terminal":
        self.screen.show(view)
        return self

    @property
    def frame(self) -> str:
        return self.out.getvalue().rpartition("\x1b[?25l\x1b[H")[2]

    @property
    def lines(self) -> list[str]:
        text = re.sub(r"\x1b\[\d+;\d+H.*", "", self.frame).replace("\x1b[J", "")
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).split("\r\n")

    @property
    def body(self) -> list[str]:
        return [line.strip() for line in self.lines if "question" in line or "answer" in line]


def test_short_card_is_shown_whole() -> None:
    lines = Terminal(80, 24).show(JUDGED).lines
    assert lines[0].startswith(" Estimation › Latency ladder")
    assert lines[4:6] == ["   > 50us", "   50 µs   ✓  you said 50 µs, anything within 3× counts"]
    assert lines[10].startswith("   1 Again now ")


def test_tall_question_begins_at_its_top_and_says_how_much_there_is() -> None:
    lines = Terminal().show(LONG).lines
    assert lines[2:4] == ["   question 0", ""]
    assert lines[10:] == [" lines 1-8 of 39, Space for more", f"   Space{'? keys':>51}"]


def test_tall_answer_is_in_sight_when_it_is_shown() -> None:
    assert Terminal().show(ANSWERED).body[0] == "answer 0"


def test_all_of_a_tall_card_can_be_reached_with_space() -> None:
    terminal = Terminal().show(LONG)
    seen = set(terminal.body)
    while terminal.screen.scroll(Scroll.PAGE_DOWN):
        seen |= set(terminal.body)
    assert seen == {f"question {n}" for n in range(20)}
    assert "Space for more" not in terminal.frame


@pytest.mark.parametrize(
    ("how", "top"),
    [
        ([Scroll.LINE_DOWN], 1),
        ([Scroll.LINE_DOWN, Scroll.LINE_DOWN, Scroll.LINE_UP], 1),
        ([Scroll.PAGE_DOWN], 7),
        ([Scroll.PAGE_DOWN, Scroll.PAGE_UP], 0),
        ([Scroll.BOTTOM], 31),
        ([Scroll.BOTTOM, Scroll.LINE_DOWN], 31),
        ([Scroll.BOTTOM, Scroll.TOP], 0),
        ([Scroll.LINE_UP], 0),
    ],
)
def test_scrolling(how: list[Scroll], top: int) -> None:
    terminal = Terminal().show(LONG)
    for each in how:
        terminal.screen.scroll(each)
    assert f" lines {top + 1}-{top + 8} of 39" in terminal.frame


def test_scrolling_tells_whether_there_was_more() -> None:
    terminal = Terminal().show(LONG)
    assert not terminal.screen.scroll(Scroll.LINE_UP)
    assert terminal.screen.scroll(Scroll.BOTTOM)
    assert not terminal.screen.scroll(Scroll.PAGE_DOWN)
    assert not Terminal(80, 24).show(JUDGED).screen.scroll(Scroll.PAGE_DOWN)
    assert not Terminal().screen.scroll(Scroll.PAGE_DOWN)


def test_same_text_stays_scrolled_where_it_was() -> None:
    terminal = Terminal().show(LONG)
    terminal.screen.scroll(Scroll.PAGE_DOWN)
    assert "lines 8-15" in terminal.show(replace(LONG, progress="1 due    0:09")).frame
    assert "lines 1-8" in terminal.show(replace(LONG, question=LONG.question + "!")).frame


def test_typed_line_is_in_sight_while_one_types() -> None:
    terminal = Terminal().show(replace(LONG, entry="5"))
    assert "   > 5" in terminal.lines
    assert terminal.frame.endswith("\x1b[10;7H\x1b[?25h")


def test_cursor_is_hidden_where_nothing_is_typed_or_the_line_is_out_of_sight() -> None:
    assert Terminal(80, 24).show(ASKED).frame.endswith("\x1b[5;6H\x1b[?25h")
    assert "?25h" not in Terminal(80, 24).show(JUDGED).frame
    assert "?25h" not in Terminal().show(replace(LONG, entry="")).frame


def test_resize_draws_the_same_view_anew() -> None:
    terminal = Terminal(120, 30).show(JUDGED)
    terminal.size = (60, 20)
    terminal.screen.redraw()
    assert all(len(line) <= 60 for line in terminal.lines)
    assert "   > 50us" in terminal.lines


def test_resize_keeps_what_is_shown_within_bounds() -> None:
    terminal = Terminal(60, 12).show(ANSWERED)
    terminal.screen.scroll(Scroll.BOTTOM)
    terminal.size = (60, 100)
    terminal.screen.redraw()
    assert terminal.body[0] == "question 0"


def test_redraw_before_anything_was_shown_is_harmless() -> None:
    terminal = Terminal()
    terminal.screen.redraw()
    assert "".join(terminal.lines).strip() == ""


def test_low_screen_scrolls_everything() -> None:
    terminal = Terminal(60, 5).show(ANSWERED)
    assert terminal.body[0] == "answer 0"
    terminal.screen.scroll(Scroll.TOP)
    assert terminal.lines[0].startswith(" Area")
    terminal.screen.scroll(Scroll.BOTTOM)
    assert terminal.lines[3].startswith("   1 Again now")


def test_low_screen_begins_at_the_heading() -> None:
    assert Terminal(60, 4).show(LONG).lines[0].startswith(" Area")


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_smallest_screens_show_something(rows: int) -> None:
    terminal = Terminal(20, rows).show(ANSWERED)
    assert len(terminal.lines) <= rows
    assert terminal.lines[0].strip() == "answer 0"


def test_narrow_screen_counts_lines_briefly() -> None:
    assert " 1-8/39" in Terminal(24, 12).show(replace(LONG, keys="")).lines


def test_typed_line_is_found_on_a_low_screen() -> None:
    terminal = Terminal(60, 5).show(replace(LONG, entry="5"))
    assert "   > 5" in terminal.lines
    assert terminal.frame.endswith("\x1b[?25h")


@given(VIEWS, st.integers(20, 120), st.integers(1, 40))
def test_no_frame_is_taller_or_wider_than_the_screen_or_has_foreign_escapes(
    view: View, columns: int, rows: int
) -> None:
    terminal = Terminal(columns, rows).show(view)
    assert len(terminal.lines) <= rows + 1
    assert not re.search(r"\x1b(?!\[[0-9;?]*[mHJKhl])", terminal.out.getvalue())


@pytest.mark.parametrize(("no_color", "colour"), [("", True), ("1", False)])
def test_no_color_keeps_the_marks_without_the_colours(
    monkeypatch: pytest.MonkeyPatch, no_color: str, *, colour: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", "xterm-256color")
    frame = Terminal(80, 24).show(JUDGED).frame
    assert ("\x1b[36m" in frame) is colour
    assert "▸3 Good" in frame


def test_terminal_that_is_gone_has_no_size() -> None:
    with pytest.raises(TerminalLost), open(os.devnull, "w", encoding="utf-8") as gone:  # noqa: PTH123 - a stream is needed
        FullScreen(gone).show(ASKED)


def test_terminal_that_does_not_know_its_size_is_an_ordinary_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((0, 0)))
    out = Output()
    monkeypatch.setattr(out, "fileno", lambda: 1)
    FullScreen(out).show(JUDGED)
    assert "4 Easy" in out.getvalue()


# Plain


def plain(*views: View, encoding: str = "utf-8", columns: int = 60) -> str:
    out = Output(encoding)
    screen = PlainScreen(out, columns)
    for view in views:
        screen.show(view)
    return out.getvalue()


def test_plain_card_grows_by_its_answer() -> None:
    asked = replace(ASKED, progress="1 due    0:00", entry="")
    assert plain(asked, replace(JUDGED, progress="1 due    0:09"), encoding="ascii") == (
        " Estimation > Latency ladder                  1 due    0:00\n"
        "\n"
        "   Reading 1 MB in sequence from memory takes about how\n"
        "   long?\n"
        "\n"
        "   type a number, then Enter                 u undo  ? keys\n"
        "\n"
        "   > 50us\n"
        "   50 us   ok  you said 50 us, anything within 3x counts\n"
        "\n"
        "   why    5,000x faster than a spinning disk's worst case.\n"
        "   as of  2026\n"
        "\n"
        "   1 Again now     2 Hard 1 d    >3 Good 4 d     4 Easy 9 d\n"
        "   u undo  ? keys\n"
        "\n"
    )


def test_plain_screen_repeats_nothing_that_stands_there() -> None:
    assert plain(ASKED, ASKED) == plain(ASKED)


def test_plain_screen_adds_a_notice() -> None:
    added = plain(ASKED, replace(ASKED, notice="not a number")).removeprefix(plain(ASKED))
    assert added == "   not a number\n\n   type a number, then Enter                 u undo  ? keys\n\n"


def test_plain_screen_writes_another_card_whole() -> None:
    assert plain(JUDGED, LONG).removeprefix(plain(JUDGED)) == plain(LONG)


def test_plain_sheet_without_a_foot() -> None:
    assert plain(Sheet("Done", ("2 answers",)), columns=20) == " Done\n\n 2 answers\n\n"


def test_plain_screen_has_no_escapes_and_does_not_scroll() -> None:
    assert "\x1b" not in plain(ASKED, JUDGED, LONG, ANSWERED)
    screen = PlainScreen(Output(), 60)
    screen.redraw()
    assert not screen.scroll(Scroll.PAGE_DOWN)


class Gone(Output):
    def flush(self) -> None:
        raise BrokenPipeError


@pytest.mark.parametrize("screen", [FullScreen(Gone(), lambda: (80, 24)), PlainScreen(Gone(), 80)])
def test_closed_pipe_or_lost_terminal_is_told_apart_from_our_bugs(screen: FullScreen | PlainScreen) -> None:
    with pytest.raises(TerminalLost):
        screen.show(ASKED)


def phase(text: str, place: int | None = None) -> PhaseView:
    notes = Notepad.of(text) if place is None else Notepad(text, place)
    return PhaseView("1/7 Requirements", "5:00 left", over=False, said=(), notes=notes, keys=("^N next",))


def test_what_is_typed_never_pushes_the_keys_down() -> None:
    terminal = Terminal()
    for text in ("", "one", "one\ntwo"):
        lines = terminal.show(phase(text)).lines
        assert (len(lines), lines[-1].strip()) == (12, "^N next")


def test_cursor_stays_in_sight_in_notes_taller_than_the_screen() -> None:
    text = "\n".join(f"line {number}" for number in range(30))
    terminal = Terminal()
    assert "line 29" in "".join(terminal.show(phase(text)).lines)
    assert terminal.lines[-2].strip() == "lines 25-32 of 32"
    lines = terminal.show(phase(text, 0)).lines
    assert "   line 0" in lines
    assert "\x1b[3;4H" in terminal.frame


def test_what_stands_above_the_notes_can_be_scrolled_to_until_one_types_on() -> None:
    terminal = Terminal()
    notes = phase("\n".join(f"line {number}" for number in range(30)))
    terminal.show(notes)
    terminal.screen.scroll(Scroll.TOP)
    assert "   your notes" in terminal.lines
    assert "\x1b[?25h" not in terminal.frame
    assert "   your notes" in terminal.show(replace(notes, clock="4:59 left")).lines
    assert "line 29" in "".join(terminal.show(replace(notes, notes=Notepad(notes.notes.text, 228))).lines)


def test_notice_that_takes_room_leaves_the_cursor_in_sight() -> None:
    terminal = Terminal()
    notes = phase("\n".join(f"line {number}" for number in range(30)))
    terminal.show(notes)
    assert "   line 29" in terminal.show(replace(notes, notice="its time is up")).lines


def test_cursor_stays_in_sight_on_a_screen_too_low_for_keys() -> None:
    terminal = Terminal(60, 3)
    assert any("line 29" in line for line in terminal.show(phase("\n".join(f"line {n}" for n in range(30)))).lines)
