"""The interview's screens as lines: at any width, in any encoding, the clock never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.terminal.layout import Page, Paper, lay_out
from sdcards.terminal.mock_view import LinesView, PhaseView, Tick, TickView
from sdcards.terminal.notepad import Notepad

PHASE = PhaseView(
    title="6/7 Bottlenecks, trade-offs · A prompt with a long name",
    clock="12:07 left  21:40/40:00",
    over=False,
    said=(("to do", "What breaks first, and what mends it."), ("now", "“Links may change.”")),
    notes=Notepad.of("Reads are many\n→ a cache"),
    notice="A notice.",
    keys=("^N next", "^G answers", "^E edit", "^P pause", "^X leave", "^K keys"),
)
TICKS = TickView(
    title="Score 1/7 Requirements",
    score="3 of 6",
    ticks=(Tick("Asked `how` many.", 1, said=True), Tick("Asked how long a code may be.", 3, said=False)),
    at=1,
    notes="my\n\nnotes",
    keys=("Space ticks",),
)


def plain(page: Page) -> str:
    return "\n".join(line.plain.rstrip() for line in (*page.head, *page.body, *page.foot))


def test_phase_at_sixty_columns() -> None:
    page = lay_out(PHASE, Paper(60))
    assert plain(page) == (
        " 6/7 Bottlenecks, trade-offs · A p  12:07 left  21:40/40:00\n"
        "   to do        What breaks first, and what mends it.\n"
        "   now          “Links may change.”\n"
        "\n"
        "   your notes\n"
        "   Reads are many\n"
        "   → a cache\n"
        "   A notice.\n"
        "\n"
        "   ^N next  ^G answers  ^E edit  ^P pause  ^X leave\n"
        "   ^K keys"
    )
    assert (page.cursor, page.follows) == ((5, 12), True)


def test_question_takes_the_place_of_the_notes() -> None:
    view = PhaseView("1/7", "5:00 left", over=True, said=(), notes=Notepad.of("notes"), question=Notepad.of("how many"))
    page = lay_out(view, Paper(60))
    assert "your question\n   how many" in plain(page)
    assert "notes" not in plain(page)


def test_phase_on_a_very_narrow_screen_puts_labels_above() -> None:
    assert "   to do\n     What breaks" not in plain(lay_out(PHASE, Paper(60)))
    assert " to do\n   What breaks first, and what" in plain(lay_out(PHASE, Paper(40)))


def test_terminal_without_unicode_gets_its_own_signs_cell_by_cell() -> None:
    text = plain(lay_out(PHASE, Paper(60, "ascii")))
    assert text.isascii()
    assert "> a cache" in text


def test_ticks_below_notes_or_beside_them() -> None:
    narrow = plain(lay_out(TICKS, Paper(60)))
    assert narrow == (
        " Score 1/7 Requirements                              3 of 6\n"
        "   What did you say?\n"
        "\n"
        "    [x] •   Asked how many.\n"
        "   ▸[ ] ••• Asked how long a code may be.\n"
        "\n"
        "   your notes\n"
        "\n"
        "   my\n"
        "\n"
        "   notes\n"
        "   Space ticks"
    )
    wide = plain(lay_out(TICKS, Paper(120)))
    assert "What did you say?" in wide.splitlines()[1]
    assert "your notes" in wide.splitlines()[1]
    assert wide.splitlines()[3].endswith("my")
    assert wide.splitlines()[5].strip() == "notes"


def test_cursor_stands_in_the_box_of_the_line() -> None:
    page = lay_out(TICKS, Paper(60))
    assert page.cursor is not None
    row, column = page.cursor
    assert page.body[row].plain[column - 1] == "["


def test_long_line_of_the_checklist_goes_on_below_itself() -> None:
    view = TickView("Score", "0 of 1", (Tick("word " * 20, 1, said=False),), 0, "")
    lines = plain(lay_out(view, Paper(60))).splitlines()
    assert lines[4].startswith(" " * 12 + "word")
    assert "none" in lines[-1]


def test_beside_a_short_list_the_notes_go_on() -> None:
    view = TickView("Score", "0 of 1", (Tick("one", 1, said=False),), 0, "a\nb\nc")
    assert plain(lay_out(view, Paper(120))).splitlines()[-1].strip() == "c"


def test_lines_stand_as_they_are() -> None:
    page = lay_out(LinesView("Result", ("API    50 %", "", "long " * 20), ("Enter leaves",)), Paper(60))
    assert "   API    50 %\n\n   long long" in plain(page)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@given(st.integers(10, 140), st.text(max_size=200))
def test_no_line_is_wider_than_the_screen(encoding: str, columns: int, text: str) -> None:
    notes = Notepad.of(text)
    phase = PhaseView(
        "1/7 A title", "5:00 left  0:00/40:00", over=False, said=(("to do", "x " * 30),), notes=notes, keys=("^N next",)
    )
    ticks = TickView("Score", "0 of 1", (Tick("line " * 9, 2, said=False),), 0, notes.text)
    for view in (phase, ticks):
        page = lay_out(view, Paper(columns, encoding))
        assert all(line.cell_len <= max(columns, 26) for line in (*page.head, *page.body, *page.foot))
