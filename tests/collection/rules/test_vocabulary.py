"""A term is taught before it is used."""

from dataclasses import replace

import pytest

from sdcards.collection.rules.vocabulary import untaught_terms
from sdcards.reading.span import SourceText, Span
from tests.authoring import brief, collection_of, read
from tests.decks import basic

PLACE = Span(SourceText.of("terms.yaml", "quorum: teacher"), 1, 9, 7)
TEACHER = basic("teacher", wave=3, front="What is a quorum", back="more than half")


def found_in(yaml: str, *terms: str, teacher: str = "teacher") -> str:
    topic, problems = read(TEACHER + yaml)
    assert topic is not None
    assert not problems
    collection = replace(collection_of(topic), terms=dict.fromkeys(terms, (teacher, PLACE)))
    return brief(untaught_terms(collection))


def test_term_on_a_card_of_an_earlier_wave_is_a_problem() -> None:
    assert found_in(basic("early", wave=2, back="'a Quorum says yes'"), "quorum") == (
        "5:8 «early» 'quorum' is used in wave 2 [untaught-term]"
        " say it in plain words, or let 'teacher' (wave 3) teach it earlier"
    )


@pytest.mark.parametrize("text", ["quorums", "a read quorum.", "QUORUM"])
def test_term_is_found_in_every_form(text: str) -> None:
    assert "[untaught-term]" in found_in(basic("early", front=text), "quorum")


@pytest.mark.parametrize("text", ["quorate", "unquorum", "half"])
def test_other_words_are_no_terms(text: str) -> None:
    assert found_in(basic("early", front=text), "quorum") == ""


def test_reasons_and_hints_are_read_too() -> None:
    note = basic("early").replace("back: back", "back: b, why: a quorum, hint: the majority")
    assert found_in(note, "quorum", "majority").count("[untaught-term]") == 2


def test_words_in_a_diagram_are_read_too() -> None:
    note = basic("early").replace("back: back", "back: b, diagram: '──▶ quorum'")
    assert "[untaught-term]" in found_in(note, "quorum")


def test_term_may_be_used_from_the_wave_that_teaches_it() -> None:
    assert (
        found_in(basic("late", wave=3, front="quorum") + basic("later", wave=4, front="quorum again"), "quorum") == ""
    )


def test_longer_term_is_not_taken_for_the_shorter() -> None:
    found = found_in(basic("early", front="sloppy quorum"), "quorum", "sloppy quorum")
    assert "'sloppy quorum' is used" in found
    assert "'quorum' is used" not in found


def test_term_that_nobody_teaches_is_a_problem_where_it_is_listed() -> None:
    assert found_in("", "quorum", teacher="techer") == (
        "1:9 «teacher» no note 'techer' [unknown-note] did you mean 'teacher'?"
    )


def test_deck_without_terms_has_no_such_problem() -> None:
    assert found_in(basic("early", front="quorum")) == ""
