"""Holes that Anki cannot make are found before an export."""

import pytest

from sdcards.anki.unfit import unfit_for_anki
from tests.authoring import brief, collection_of, read


def found_in(text: str) -> str:
    topic, problems = read(f'- id: one\n  type: cloze\n  wave: 1\n  sources: [book]\n  text: "{text}"\n')
    assert topic is not None
    assert problems == ()
    return brief(unfit_for_anki(collection_of(topic)))


@pytest.mark.parametrize(
    "text",
    [
        "a **{{c1::b** c}}",
        "{{c1::a **b}} c**",
        "a *{{c1::b* c}}",
        "{{c1::a _b}} c_",
        "{{c1::one\\n\\ntwo}}",
        "{{c1::a}} **b {{c2::c** d::hint}}",
    ],
)
def test_hole_across_the_end_of_an_emphasis_or_a_paragraph_is_a_problem(text: str) -> None:
    assert found_in(text).endswith(
        "is empty or crosses the end of a paragraph or an emphasis [crossing-hole] move its ends"
    )


def test_hole_in_an_address_is_a_problem_at_the_text() -> None:
    assert found_in("[x](https://e.org/{{c1::y}})") == (
        '8:9 «"[x](https://e.org/{{c1::y}})"» a hole stands in the address or title of a link [crossing-hole]'
        " put it into the text"
    )


@pytest.mark.parametrize(
    "text",
    [
        "a **{{c1::b}}** c",
        "{{c1::a **b** c}}",
        "{{c1::2**10}} cells",
        "{{c1::`**`}} and `**`",
        "{{c1::snake_case}} a_b",
    ],
)
def test_hole_beside_or_around_an_emphasis_is_fine(text: str) -> None:
    assert found_in(text) == ""


def test_notes_without_holes_are_not_looked_at() -> None:
    topic, _ = read("- {id: one, type: basic, wave: 1, front: a *b, back: b, sources: [book]}\n")
    assert topic is not None
    assert list(unfit_for_anki(collection_of(topic))) == []
