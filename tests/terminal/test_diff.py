"""Differences on a terminal: beside each other or below, with what changed marked."""

import pytest
from rich.text import Text

from sdcards.collection.changes import Ask, CardChange, CardSet, Changes, DetailChange, Face, Kind
from sdcards.collection.moves import Move
from sdcards.ids import CardId, NoteId
from sdcards.terminal.diff import Sheet, changes_lines

CARD, NOTE = CardId("a-note/answer"), NoteId("a-note")
MEANING = CardChange(
    Kind.MEANING, CARD, "a/b", Face("How long?", "About 100 ns"), Face("How long?", "About 50 ns"), "2026 x"
)
PICTURE, OTHER = "```diagram\n┌─┐  ┌─┐\n└─┘\n```", "```diagram\n┌─┐\n└─┘\n```"


def lines(changes: Changes, columns: int = 60, *, colours: bool = False, encoding: str = "utf-8") -> list[Text]:
    return list(changes_lines(changes, "then", "now", Sheet(columns, encoding, colours=colours)))


def text(changes: Changes, columns: int = 60, encoding: str = "utf-8") -> str:
    return "\n".join(line.plain.rstrip() for line in lines(changes, columns, encoding=encoding))


def test_nothing_is_one_line() -> None:
    assert text(Changes()) == "From then to now: no card is different"


def test_faces_stand_below_each_other_where_it_is_narrow() -> None:
    assert text(Changes(cards=(MEANING,))).split("\n")[2:] == [
        "Changed in meaning",
        "  a-note/answer  a/b",
        "    2026 x",
        "    front      How long?",
        "    back     - About [-100-] ns",
        "             + About {+50+} ns",
    ]


def test_faces_stand_beside_each_other_where_there_is_room() -> None:
    assert text(Changes(cards=(MEANING,)), 100).split("\n")[-1] == (
        "    back     About [-100-] ns                          │ About {+50+} ns"
    )


def test_face_of_more_lines_stays_in_its_column() -> None:
    change = CardChange(Kind.REWORDED, CARD, "a/b", Face("Q", "word " * 20), Face("Q", "another"))
    beside = text(Changes(cards=(change,)), 100).split("\n")[-3:]
    assert [line.count("│") for line in beside] == [1, 1, 1]
    assert [line.index("│") for line in beside] == [55, 55, 55]
    turned = CardChange(Kind.REWORDED, CARD, "a/b", change.now, change.was)
    assert text(Changes(cards=(turned,)), 100).split("\n")[-1].startswith(" " * 55 + "│ ")


def test_colours_take_the_place_of_brackets() -> None:
    last = lines(Changes(cards=(MEANING,)), colours=True)[-1]
    assert last.plain == "             + About 50 ns"
    assert [str(span.style) for span in last.spans] == ["dim", "green", "green underline"]


def test_new_and_retired_cards_stand_once() -> None:
    face = Face("Which?", "An index.")
    cards = (CardChange(Kind.ADDED, CARD, "a/b", None, face), CardChange(Kind.RETIRED, CARD, "a/b", face, None, "Old."))
    shown = text(Changes(cards=cards))
    assert "    front    + Which?\n    back     + An index.\n" in shown
    assert shown.endswith("    Old.\n    front    - Which?\n    back     - An index.")


def test_cards_of_a_kind_are_kept_apart() -> None:
    assert text(Changes(cards=(MEANING, MEANING))).count("\n\n  a-note/answer") == 1


def test_returning_cards_are_only_named() -> None:
    change = CardChange(Kind.RETURNING, CARD, "a/b", Face("Q", "A"), Face("Q", "A"), "2026 x")
    assert text(Changes(cards=(change, change))).split("\n")[2:] == [
        "Coming back with them",
        "  a-note/answer  a/b",
        "  a-note/answer  a/b",
    ]


def test_details_moves_and_questions_follow() -> None:
    details = (
        DetailChange(NOTE, "a/b", "why", "", "So."),
        DetailChange(NOTE, "a/b", "a long label", "x", ""),
        DetailChange(NoteId("b-note"), "a/b", "hint", "1", "2"),
    )
    found = Changes(
        details=details,
        moves=(Move("note", ("a-note",), "a/b", "a/c"),),
        sets=(CardSet(NOTE, "a/b", (CARD,), ()),),
        asks=(Ask(NOTE, "a/b", "look here " * 6, "Mend it."),),
    )
    assert text(found).split("\n")[2:] == [
        "Details, which bring no card back",
        "  a-note  a/b",
        "    why      + So.",
        "    a long l - x",
        "",
        "  b-note  a/b",
        "    hint     - 1",
        "             + 2",
        "",
        "Moved",
        "  a/b → a/c: a-note",
        "",
        "Notes that make other cards",
        "  a-note: now also a-note/answer",
        "",
        "Please look again",
        "  a-note: look here look here look here look here look",
        "    here look here",
        "  Mend it.",
    ]


def test_pictures_keep_their_cells() -> None:
    found = Changes(details=(DetailChange(NOTE, "a/b", "diagram", PICTURE, OTHER),))
    assert "    diagram  - ┌─┐  ┌─┐\n             - └─┘\n             + ┌─┐\n             + └─┘" in text(found)
    assert "+-+  +-+" in text(found, encoding="ascii")


def test_blank_that_is_different_is_not_marked() -> None:
    change = CardChange(Kind.REWORDED, CARD, "a/b", Face("Q", "one two"), Face("Q", "one  two"))
    assert text(Changes(cards=(change,))).endswith("- one two\n             + one  two")


@pytest.mark.parametrize("columns", [1, 30, 60, 99, 100, 120, 400])
def test_no_line_is_wider_than_the_sheet_and_none_commands(columns: int) -> None:
    face, other = Face("\x1b[31m" + "x" * 300, "wörter " * 60), Face("\u202e日本語" * 40, "word\nnext\t" * 30)
    changes = Changes(
        cards=tuple(CardChange(kind, CARD, "a/b", face, other, "\x07") for kind in Kind),
        details=(DetailChange(NOTE, "a/b", "\x1b", "\x1b", PICTURE),),
        asks=(Ask(NOTE, "a/b", "\x9b" * 50, "\x9b" * 50),),
    )
    for line in lines(changes, columns):
        assert line.cell_len <= max(columns, 40)
        assert line.plain.isprintable()


def test_text_between_words_that_differ_is_not_marked() -> None:
    change = CardChange(Kind.REWORDED, CARD, "a/b", Face("Q", "a  b c"), Face("Q", "x  b y"))
    assert text(Changes(cards=(change,))).endswith("- [-a-]  b [-c-]\n             + {+x+}  b {+y+}")
