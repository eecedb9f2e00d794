"""Diagrams: pictures drawn in text."""

import pytest

from sdcards.notes.diagram import fenced, trimmed, unfenced
from tests.authoring import cards_of, problems_of

NOTE = """
    - id: cache-aside
      type: basic
      wave: 1
      front: Draw cache-aside.
      back: "The application asks the cache first:"
      why: The cache need not know the store.
      diagram: {diagram}
      sources: [book]
"""


@pytest.mark.parametrize(
    ("text", "picture"),
    [
        ("a ─▶ b\n", "a ─▶ b"),
        ("\n\n  a  \n    b\n\n", "a\n  b"),
        ("    a\n  b", "  a\nb"),
        ("a\n\nb", "a\n\nb"),
        (" \n ", ""),
    ],
)
def test_blank_cells_around_a_picture_are_trimmed(text: str, picture: str) -> None:
    assert trimmed(text) == picture


@pytest.mark.parametrize("picture", ["a ─▶ b", "  a\nb", "a\n\nb"])
def test_picture_comes_back_out_of_its_fence(picture: str) -> None:
    assert unfenced(fenced(picture)) == picture


def test_other_text_is_no_picture() -> None:
    assert unfenced("```\ncode\n```") == ""
    assert fenced(None) == ""


def test_diagram_is_the_first_thing_shown_after_the_answer() -> None:
    (card,) = cards_of(NOTE.format(diagram="|\n          app ─▶ cache\n           └──▶ store")).values()
    assert card.details == (
        ("diagram", "```diagram\napp ─▶ cache\n └──▶ store\n```"),
        ("why", "The cache need not know the store."),
    )


def test_empty_diagram_is_a_problem() -> None:
    assert "'diagram' is empty [bad-value]" in problems_of(NOTE.format(diagram="'  '"))
