"""The words that need teaching before use."""

import pytest

from sdcards.collection.terms import read_terms
from tests.authoring import brief


def test_term_is_known_in_small_letters_with_its_note_and_place() -> None:
    terms, problems = read_terms("# Words.\nFan-Out: a-note\n", "terms.yaml")
    (note, span) = terms["fan-out"]
    assert (note, span.line, span.column, problems) == ("a-note", 2, 10, ())


@pytest.mark.parametrize(
    ("text", "known", "said"),
    [
        ("# Nothing yet.\n", [], ""),
        (
            "# Words.\n- quorum\n",
            [],
            "2:1 «-» the file has no fields [wrong-shape] name terms, each with the note that teaches it",
        ),
        ("a: [x]\nb: c\n", ["b"], "1:4 «[» 'a' names no note [wrong-shape] name the one that teaches it"),
    ],
)
def test_slip_is_a_problem_at_its_place(text: str, known: list[str], said: str) -> None:
    terms, problems = read_terms(text, "terms.yaml")
    assert (list(terms), brief(problems)) == (known, said)


def test_file_that_is_no_yaml_has_only_that_problem() -> None:
    terms, problems = read_terms("a: [", "terms.yaml")
    assert (terms, [problem.code for problem in problems]) == ({}, ["bad-yaml"])
