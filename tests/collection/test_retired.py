"""retired.yaml: notes that were taken out, and why."""

from pathlib import Path

import pytest

from sdcards.collection.collection import read_collection
from sdcards.collection.retired import Reason, read_retired
from tests.authoring import brief
from tests.decks import basic, write_deck


def wrong_in(text: str) -> str:
    _, problems = read_retired(text, "retired.yaml")
    return brief(problems)


def test_retired_notes_are_read_with_their_reasons() -> None:
    retired, problems = read_retired(
        "# Taken out.\nold-note: {on: 2026-12-01, why: Disks changed., instead: new-note}\n"
        "other-note:\n  on: 2027-01-31\n  why: no\n",
        "retired.yaml",
    )
    assert problems == ()
    assert {note: retirement.reason for note, retirement in retired.items()} == {
        "old-note": Reason(on="2026-12-01", why="Disks changed.", instead="new-note"),
        "other-note": Reason(on="2027-01-31", why="no"),
    }
    assert (retired["other-note"].span.line, retired["other-note"].span.column) == (3, 1)


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n"])
def test_file_without_entries_retires_nothing(text: str) -> None:
    assert read_retired(text, "retired.yaml") == ({}, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[a]", "1:1 «[» the file has no fields [wrong-shape] name notes by their ids, each with 'on' and 'why'"),
        (
            "old-note: Disks changed.",
            "1:11 «Disks changed.» 'old-note' is no set of fields [wrong-shape] give it 'on' and 'why'",
        ),
        ("old-note: {on: 2026-12-01}", "1:11 «{» the field 'why' is missing [missing-field] add it"),
        (
            "old-note: {on: May, why: Old.}",
            "1:16 «May» 'May' does not fit 'on' [bad-value] a day, such as 2026-12-01",
        ),
        (
            "old-note: {on: 2026-12-01, why: Old., instaed: b}",
            "1:39 «instaed» unknown field 'instaed' [unknown-field] did you mean 'instead'?",
        ),
    ],
)
def test_slip_is_a_problem_at_its_place(text: str, problem: str) -> None:
    assert wrong_in(text) == problem


def test_collection_knows_its_retired_notes_and_their_file(tmp_path: Path) -> None:
    deck = write_deck(tmp_path / "deck", {"area/topic": basic("new-note")})
    assert read_collection(deck)[0].retired == {}
    (deck / "retired.yaml").write_text("old-note: {on: 2026-12-01, why: Old.}\nother: x\n", "utf-8")
    collection, problems = read_collection(deck)
    assert set(collection.retired) == {"old-note"}
    assert [problem.code for problem in problems] == ["wrong-shape"]
