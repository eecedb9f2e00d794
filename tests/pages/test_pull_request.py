"""Markdown for a pull request: tables that are drawn as tables, whatever stands on a card."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sdcards.collection.changes import Ask, CardChange, CardSet, Changes, DetailChange, Face, Kind
from sdcards.collection.moves import Move
from sdcards.ids import CardId, NoteId
from sdcards.pages.pull_request import LARGEST, changes_markdown, inert

CARD, NOTE = CardId("a-note/answer"), NoteId("a-note")
HOSTILE = st.text(st.sampled_from("ab |`\\*_[](){}<>&@#~$!-+=:\n\r\t\x1b\u202e./1"), max_size=60)


def changed(was: str, now: str, kind: Kind = Kind.REWORDED) -> Changes:
    return Changes(cards=(CardChange(kind, CARD, "a/b", Face("Q?", was), Face("Q?", now), ""),))


def drawn(markdown: str) -> str:
    """As GitHub draws it, which lets these tags through."""
    html: str = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(markdown)
    return html


def cells(markdown: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(.*?)</tr>", drawn(markdown), re.DOTALL)
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]


def test_faces_stand_beside_each_other_with_what_changed_marked() -> None:
    text = changes_markdown(changed("About 100 ns", "About 50 ns"), "v1", "the files here")
    assert text == (
        "### What this does to the cards\n\nFrom v1 to the files here: **1 reworded**\n\n#### Reworded\n\n"
        "`a-note/answer` · a/b\n\n| | was | now |\n|---|---|---|\n| front | Q? | *as before* |\n"
        "| back | About <del>100</del> ns | About <ins>50</ins> ns |\n"
    )


def test_lines_of_a_face_stay_lines() -> None:
    text = changes_markdown(changed("- one\n- two", "- one\n- too\n"), "a", "b")
    assert "| back | - one<br>- <del>two</del> | - one<br>- <ins>too</ins><br> |" in text


def test_new_and_retired_cards_have_one_side() -> None:
    face = Face("Q?", "A.")
    found = Changes(
        cards=(
            CardChange(Kind.ADDED, CARD, "a/b", None, face),
            CardChange(Kind.RETIRED, CARD, "a/b", face, None, "Old."),
        )
    )
    text = changes_markdown(found, "a", "b")
    assert "| front |  | Q? |\n| back |  | A. |" in text
    assert "| why |  | Old. |\n| front | Q? |  |\n| back | A. |  |" in text


def test_questions_come_first_and_lists_last() -> None:
    found = Changes(
        cards=(CardChange(Kind.RETURNING, CARD, "a/b", Face("Q", "A"), Face("Q", "A"), "2026 x"),),
        details=(DetailChange(NOTE, "a/b", "why", "", "So."),),
        moves=(Move("note", ("a-note",), "a/b", "a/c"),),
        sets=(CardSet(NOTE, "a/b", (CARD,), ()),),
        asks=(Ask(NOTE, "a/b", "look *here*", "*Mend* it."),),
    )
    assert changes_markdown(found, "a", "b").split("\n\n", 2)[2] == (
        "#### Please look again\n\n- `a-note`: look \\*here\\*\n- \\*Mend\\* it.\n\n"
        "#### Coming back with them\n\n- `a-note/answer`: 2026 x\n\n"
        "#### Details, which bring no card back\n\n`a-note` · a/b\n\n"
        "| | was | now |\n|---|---|---|\n| why |  | So. |\n\n"
        "#### Moved\n\n- `a/b` → `a/c`: `a-note`\n\n"
        "#### Notes that make other cards\n\n- `a-note`: now also `a-note/answer`\n"
    )


def test_picture_is_a_block_that_it_cannot_leave() -> None:
    picture = "```diagram\n┌─┐\n````\n<b>\n```"
    found = Changes(details=(DetailChange(NOTE, "a/b", "diagram", "", picture),))
    assert "\n\n`````diff\n+ ┌─┐\n+ ````\n+ <b>\n`````\n" in changes_markdown(found, "a", "b")


def test_what_a_comment_cannot_hold_is_counted() -> None:
    many = Changes(asks=(Ask(NOTE, "a/b", "look", "Mend it."),), cards=changed("x " * 900, "y " * 900).cards * 50)
    text = changes_markdown(many, "a", "b")
    assert len(text) < LARGEST + 200
    assert "more, too long for here: `sdcards diff` shows them." in text


def test_strange_names_are_text() -> None:
    found = Changes(moves=(Move("note", ("`<b>",), "a", "b"),))
    assert "- `a` → `b`: \\`&lt;b&gt;" in changes_markdown(found, "a", "b")


def test_nobody_is_called_and_nothing_is_linked() -> None:
    assert inert("@ada #12 GH-7 :tada: http://a.example www.b.example mailto:me") == (
        "@\u2060ada \\#\u206012 GH-\u20607 :\u2060tada: http:\u2060//a.example www.\u2060b.example mailto:\u2060me"
    )


@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text_never_leaves_its_cell(was: str, now: str, why: str) -> None:
    change = CardChange(Kind.MEANING, CARD, "a/b", Face(was, now), Face(now, was), why)
    rows = cells(changes_markdown(Changes(cards=(change,)), "a", "b"))
    assert [row[0] for row in rows] == ["", *(["why"] if why else []), "front", "back"]
    for row in rows:
        assert len(row) == 3
        tags = set(re.findall(r"<[^>]*>", "".join(row)))
        assert tags <= {"<del>", "</del>", "<ins>", "</ins>", "<br>", "<em>", "</em>"}
        assert "".join(row).count("<em>") <= 1


@given(HOSTILE)
def test_inert_text_reads_as_it_was_written(text: str) -> None:
    html = drawn(f"| a | b |\n|---|---|\n| {inert(text)} | end |\n")
    assert html.count("<td>") == 2
    assert "@a" not in html
    assert "#1" not in html


@given(HOSTILE)
def test_question_stays_in_its_list(text: str) -> None:
    html = drawn(changes_markdown(Changes(asks=(Ask(NOTE, "a/b", text, "Mend it."),)), "a", "b"))
    assert (html.count("<li>"), html.count("<h4>"), html.count("<ul>")) == (2, 1, 1)
