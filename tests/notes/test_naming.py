"""Names for notes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.notes.naming import LONGEST, free_id, proposed_id, spelt_as_id

ID = re.compile(r"(?=.{3,60}\Z)[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("front", "name"),
    [
        ("How long does one random read from main memory take?", "random-read-main-memory"),
        ("What does p99 mean?", "p99-mean"),
        ("What is it?", "what-is-it"),
        ("How long?", "how-long"),
        ("Why long polling?", "long-polling"),
        ("The interviewer's clock stops.", "interviewers-clock-stops"),
        ("In series multiply {{c1::availabilities::a word}}.", "series-multiply-availabilities"),
        ("Où est le naïve cache?", "ou-est-le-naive-cache"),
        ("どうする?", "topic-fact"),
        ("x?", "topic-fact-x"),
        ("Why " + "antidisestablishmentarianism " * 3, "antidisestablishmentarianism"),
        ("a" * 100, "a" * 40),
    ],
)
def test_id_is_proposed_from_the_words_that_matter(front: str, name: str) -> None:
    assert proposed_id(front, "topic-fact", set()) == name


def test_id_that_is_taken_gets_the_next_number() -> None:
    assert free_id("one", {"one"}) == "one-2"
    assert free_id("one", {"one", "one-2", "one-3"}) == "one-4"
    assert free_id("x" * LONGEST, {"x" * LONGEST}) == "x" * (LONGEST - 2) + "-2"


@given(st.text(max_size=200), st.sets(st.text(max_size=5)))
def test_whatever_the_front_the_id_is_one(front: str, taken: set[str]) -> None:
    name = proposed_id(front, "topic-fact", taken)
    assert ID.fullmatch(name)
    assert name not in taken


@pytest.mark.parametrize(
    ("text", "name"), [("Foo Bar", "foo-bar"), ("a_c", "a-c"), ("--", ""), ("é!", ""), ("x" * 99, "x" * LONGEST)]
)
def test_misspelt_id_is_mended(text: str, name: str) -> None:
    assert spelt_as_id(text) == name
