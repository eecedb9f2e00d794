"""Views as lines."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from sdcards.terminal.layout import Page, Paper, lay_out
from sdcards.terminal.view import Button, CardView, Judgement, Sheet, View

ASKED = CardView(
    place="Estimation › Latency ladder",
    progress="12 due · 3 new · 1 again    6:12",
    question="Reading 1 MB in sequence from memory takes about how long?",
    entry="",
    prompt="type a number, then Enter",
    keys="u undo  ? keys",
)
BUTTONS = (
    Button("1", "Again", "now"),
    Button("2", "Hard", "1 d"),
    Button("3", "Good", "4 d", proposed=True),
    Button("4", "Easy", "9 d"),
)
JUDGED = replace(
    ASKED,
    entry="50us",
    answer="50 µs",
    judgement=Judgement(right=True, text="you said 50 µs, anything within 3× counts"),
    details=(("why", "5,000× faster than a spinning disk's worst case."), ("as of", "2026")),
    buttons=BUTTONS,
)


def page(view: View, columns: int, encoding: str = "utf-8", *, live: bool = True) -> Page:
    return lay_out(view, Paper(columns, encoding, live))


def shown(view: View, columns: int, encoding: str = "utf-8", *, live: bool = True) -> str:
    laid = page(view, columns, encoding, live=live)
    return "\n".join(line.plain for line in (*laid.head, Text(), *laid.body, Text(), *laid.foot))


def test_judged_card_at_eighty_columns() -> None:
    assert shown(JUDGED, 80) == (
        " Estimation › Latency ladder                   12 due · 3 new · 1 again    6:12\n"
        "\n"
        "   Reading 1 MB in sequence from memory takes about how long?\n"
        "\n"
        "   > 50us\n"
        "   50 µs   ✓  you said 50 µs, anything within 3× counts\n"
        "\n"
        "   why    5,000× faster than a spinning disk's worst case.\n"
        "   as of  2026\n"
        "\n"
        "   1 Again now     2 Hard 1 d    ▸3 Good 4 d     4 Easy 9 d      u undo  ? keys"
    )


def test_judged_card_at_sixty_columns_of_ascii() -> None:
    assert shown(JUDGED, 60, "ascii") == (
        " Estimation > Latency...   12 due - 3 new - 1 again    6:12\n"
        "\n"
        "   Reading 1 MB in sequence from memory takes about how\n"
        "   long?\n"
        "\n"
        "   > 50us\n"
        "   50 us   ok  you said 50 us, anything within 3x counts\n"
        "\n"
        "   why    5,000x faster than a spinning disk's worst case.\n"
        "   as of  2026\n"
        "\n"
        "   1 Again now     2 Hard 1 d    >3 Good 4 d     4 Easy 9 d\n"
        "   u undo  ? keys"
    )


def test_judged_card_at_twenty_columns() -> None:
    assert shown(JUDGED, 20).splitlines()[:4] == [
        " Estimation ›",
        " Latency ladder",
        " 12 due · 3 new · 1",
        " again    6:12",
    ]
    assert shown(JUDGED, 20).splitlines()[-5:] == [
        " 1 Again now",
        " 2 Hard 1 d",
        "▸3 Good 4 d",
        " 4 Easy 9 d",
        " u undo  ? keys",
    ]


def test_text_grows_no_wider_than_can_be_read() -> None:
    assert max(map(len, shown(replace(ASKED, question="word " * 100), 300).splitlines())) <= 91


def test_details_on_a_narrow_screen_stand_under_their_labels() -> None:
    lines = shown(JUDGED, 30).splitlines()
    assert lines[lines.index(" why") + 1] == " 5,000× faster than a"


def test_label_is_not_said_twice_in_a_row() -> None:
    details = (("why", "It is."), ("source", "One book"), ("source", "Another"), ("why", "Really."))
    for columns, expected in (
        (80, ["   why     It is.", "   source  One book", "           Another", "   why     Really."]),
        (24, [" why", " It is.", " source", " One book", " Another", " why", " Really."]),
    ):
        laid = page(replace(JUDGED, details=details), columns)
        assert [line.plain for line in laid.body[-len(expected) :]] == expected


def test_asides_are_quiet() -> None:
    *_, why, as_of = page(JUDGED, 80).body
    assert "dim" not in [str(span.style) for span in why.spans if span.end == len(why)]
    assert "dim" in [str(span.style) for span in as_of.spans if span.end == len(as_of)]


DRAWN = replace(
    JUDGED,
    details=(
        ("diagram", "```diagram\n┌─────┐      ┌───────┐\n│ App │─────▶│ Cache │\n└─────┘  ✗   └───────┘\n```"),
        ("why", "Memory is fast."),
    ),
)


def test_diagram_takes_the_whole_width_between_answer_and_details() -> None:
    assert (
        "   50 µs   ✓  you said 50 µs, anything within 3× counts\n"
        "\n"
        "   ┌─────┐      ┌───────┐\n"
        "   │ App │─────▶│ Cache │\n"
        "   └─────┘  ✗   └───────┘\n"
        "\n"
        "   why  Memory is fast.\n"
    ) in shown(DRAWN, 80)


def test_diagram_of_ascii_keeps_its_cells() -> None:
    assert ("   +-----+      +-------+\n   | App |----->| Cache |\n   +-----+  x   +-------+\n") in shown(
        DRAWN, 60, "ascii"
    )


def test_diagram_that_is_too_wide_is_cut_off_and_not_wrapped() -> None:
    assert " ┌─────┐      ┌───…\n │ App │─────▶│ Ca…\n └─────┘  ✗   └───…\n" in shown(DRAWN, 20)
    assert " +-----+      +-...\n" in shown(DRAWN, 20, "ascii")


def test_widest_diagram_fits_sixty_columns() -> None:
    widest = replace(JUDGED, details=(("diagram", f"```diagram\n{'─' * 56}\n```"),))
    assert f"   {'─' * 56}\n" in shown(widest, 60)


def test_wrong_answer_is_marked_and_long_verdicts_get_their_own_line() -> None:
    wrong = replace(
        JUDGED, judgement=Judgement(right=False, text="you said 5 ms: 100× too much"), answer="50 µs\n\nor so"
    )
    assert "   or so\n   ✗  you said 5 ms: 100× too much\n" in shown(wrong, 80)


def test_hint_stands_under_the_question() -> None:
    assert "how long?\n\n   hint  Think **of** RAM".replace("**", "") in shown(
        replace(ASKED, hint="Think **of** RAM"), 80
    )


def test_notice_stands_above_the_prompt() -> None:
    assert shown(replace(ASKED, notice="not a number"), 80).endswith(
        "   not a number\n\n   type a number, then Enter                                     u undo  ? keys"
    )


def test_cursor_follows_the_typed_line() -> None:
    assert page(ASKED, 80).cursor == (2, 5)
    assert page(replace(ASKED, entry="日本"), 80).cursor == (2, 9)
    assert page(JUDGED, 80).cursor is None
    assert page(replace(ASKED, entry=None), 80).cursor is None


def test_long_entry_shows_its_end() -> None:
    laid = page(replace(ASKED, entry="1" * 70 + "234"), 20)
    assert laid.body[-1].plain == " > " + "1" * 12 + "234"
    assert laid.cursor == (len(laid.body) - 1, 18)


def test_focus_is_the_question_then_the_typed_line_then_the_answer() -> None:
    assert page(ASKED, 80).focus == 0
    assert page(replace(ASKED, entry="5"), 80).body[2].plain == "   > 5"
    assert page(replace(ASKED, entry="5"), 80).focus == 2
    assert page(JUDGED, 80).body[page(JUDGED, 80).focus].plain.startswith("   50 µs")


def test_pipe_sees_the_typed_line_only_with_its_answer() -> None:
    assert ">" not in shown(replace(ASKED, place="", entry="5"), 80, live=False)
    assert page(replace(ASKED, entry="5"), 80, live=False).cursor is None
    assert "> 50us" in shown(JUDGED, 80, live=False)


def test_sheet_has_paragraphs_rows_and_a_prompt() -> None:
    sheet = Sheet(
        "Done", ("2 answers.", "*Well done.*"), (("due", "tomorrow"),), notice="nothing to undo", prompt="Enter leaves"
    )
    assert shown(sheet, 60) == (
        " Done\n\n   2 answers.\n\n   *Well done.*\n\n   due  tomorrow\n\n   nothing to undo\n\n   Enter leaves"
    )


def test_heading_that_has_no_room_is_cut_and_not_wrapped() -> None:
    counts = replace(
        ASKED, place="Estimation › Latency ladder of storage", progress="12 due · 3 new · 12 again    1:06:12"
    )
    (head,) = page(counts, 60).head
    assert head.plain.startswith(" Estimation ›")
    assert head.plain.endswith("…   12 due · 3 new · 12 again    1:06:12")


def test_sheet_may_be_a_title_alone() -> None:
    laid = page(Sheet("Done"), 60)
    assert (laid.body, laid.foot) == ((), ())


@pytest.mark.parametrize("columns", [1, 5, 19])
def test_terminals_narrower_than_twenty_columns_are_drawn_as_twenty(columns: int) -> None:
    assert shown(JUDGED, columns) == shown(JUDGED, 20)


TEXT = st.text(st.characters(), max_size=60)
VIEWS = st.builds(
    CardView,
    place=TEXT,
    progress=TEXT,
    question=TEXT,
    hint=TEXT,
    entry=st.none() | TEXT,
    answer=st.none() | TEXT,
    judgement=st.none() | st.builds(Judgement, st.booleans(), TEXT),
    details=st.lists(st.tuples(st.text(st.characters(), max_size=20), TEXT), max_size=2).map(tuple),
    buttons=st.sampled_from([(), BUTTONS]),
    notice=TEXT,
    prompt=TEXT,
    keys=TEXT,
) | st.builds(
    Sheet, title=TEXT, paragraphs=st.tuples(TEXT), rows=st.tuples(st.tuples(TEXT, TEXT)), notice=TEXT, prompt=TEXT
)


@given(VIEWS, st.integers(20, 200), st.sampled_from(["utf-8", "ascii"]))
def test_any_view_fits_the_screen_and_has_no_control_characters(view: View, columns: int, encoding: str) -> None:
    laid = page(view, columns, encoding)
    for line in (*laid.head, *laid.body, *laid.foot):
        assert line.cell_len <= columns
        assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in line.plain)
        line.plain.encode(encoding)
