"""A note added to a topic file."""

import pytest

from sdcards.collection.appending import append_note, lines_of_notes
from sdcards.errors import SdcardsError

NOTE = ["id: new", "why: x"]


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("topic: T\nnotes:\n  - id: a\n", "topic: T\nnotes:\n  - id: a\n\n  - id: new\n    why: x\n", 5),
        ("topic: T\nnotes:\n  - id: a", "topic: T\nnotes:\n  - id: a\n\n  - id: new\n    why: x\n", 5),
        ("topic: T\nnotes:\n- id: a\n\n", "topic: T\nnotes:\n- id: a\n\n- id: new\n  why: x\n", 5),
        ("notes:\n -   id: a\n", "notes:\n -   id: a\n\n -   id: new\n     why: x\n", 4),
        ("notes:\r\n  - id: a\r\n", "notes:\r\n  - id: a\r\n\r\n  - id: new\r\n    why: x\r\n", 4),
        (
            "notes:\n  - id: a\n\n# About the mock\nmock:\n  x: y\n",
            "notes:\n  - id: a\n\n  - id: new\n    why: x\n\n# About the mock\nmock:\n  x: y\n",
            4,
        ),
        (
            "mock:\n  x: y\nnotes:\n  - id: a\n  # the end\n",
            "mock:\n  x: y\nnotes:\n  - id: a\n  # the end\n\n  - id: new\n    why: x\n",
            7,
        ),
        ("notes: []  # none\nabout: a\n", "notes:  # none\n  - id: new\n    why: x\n\nabout: a\n", 2),
        ('"notes":  # none\r\n', '"notes":  # none\r\n  - id: new\r\n    why: x\r\n', 2),
        ("topic: T\nnotes:\n", "topic: T\nnotes:\n  - id: new\n    why: x\n", 3),
        ("topic: T\n", "topic: T\nnotes:\n  - id: new\n    why: x\n", 3),
        ("topic: T", "topic: T\nnotes:\n  - id: new\n    why: x\n", 3),
        (
            "notes:\n  - id: |-\n      a\n      b\n",
            "notes:\n  - id: |-\n      a\n      b\n\n  - id: new\n    why: x\n",
            6,
        ),
    ],
)
def test_note_stands_at_the_end_of_the_notes_and_all_else_stays(before: str, after: str, line: int) -> None:
    assert append_note(before, NOTE, "f.yaml") == (after, line)


@pytest.mark.parametrize(
    "text",
    ["notes: [{id: a}]\n", "{topic: T, notes: [a]}", "notes: text\n", '"notes": []\n', "notes:\n  -\n    id: a\n"],
)
def test_notes_written_in_another_way_are_left_alone(text: str) -> None:
    with pytest.raises(SdcardsError, match="nothing can be added to the notes of"):
        append_note(text, NOTE, "f.yaml")


@pytest.mark.parametrize("text", ["", "notes: [", "a: 1\na: 2\n"])
def test_file_that_cannot_be_read_is_left_alone(text: str) -> None:
    with pytest.raises(SdcardsError, match=r"'sdcards check f\.yaml' says why"):
        append_note(text, NOTE, "f.yaml")


def test_lines_of_a_note_go_on_to_the_next() -> None:
    text = "notes:\n- id: a\n  b: c\n\n- text\n- {id: [d]}"
    (first, lines), (second, others), (third, rest) = lines_of_notes(text, "f.yaml")
    assert (first, second, third) == ("a", "", "")
    assert (lines, others, rest.start) == (range(2, 5), range(5, 6), 6)
    assert 1_000_000 in rest


@pytest.mark.parametrize("text", ["", "notes: [", "[]", "topic: T", "notes: text"])
def test_file_without_notes_has_no_lines_of_notes(text: str) -> None:
    assert lines_of_notes(text, "f.yaml") == []
