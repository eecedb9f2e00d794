"""Numbers past their shelf life."""

from dataclasses import replace
from datetime import date

import pytest

from sdcards.collection.rules import problems_of
from sdcards.collection.rules.shelf_life import stale_numbers
from sdcards.collection.sources import read_sources
from tests.authoring import SOURCES, brief, collection_of, read
from tests.decks import basic

LASTING = SOURCES | {
    "prices": replace(SOURCES["book"], url="https://e.org/prices", lasts=1),
    "law": replace(SOURCES["book"], lasts=100),
}


def stale(as_of: str, today: str, *sources: str) -> str:
    note = basic("one").replace("[book]", f"[{', '.join(sources) or 'book'}], as_of: {as_of}")
    topic, problems = read(note)
    assert topic is not None
    assert problems == ()
    return brief(stale_numbers(replace(collection_of(topic), sources=LASTING), date.fromisoformat(today)))


@pytest.mark.parametrize(
    ("as_of", "good", "past"),
    [
        ("2024", "2029-12-31", "2030-01-01"),
        ("2024-03", "2029-03-31", "2029-04-01"),
        ("2024-12", "2029-12-31", "2030-01-01"),
    ],
)
def test_number_holds_for_five_years_after_the_named_one(as_of: str, good: str, past: str) -> None:
    assert stale(as_of, good) == ""
    assert f"the number is of {as_of} and was good for 5 years [stale]" in stale(as_of, past)


def test_shortest_lived_source_counts_and_says_where_to_look() -> None:
    assert stale("2024", "2026-01-01", "law", "prices") == (
        "4:99 «2024» the number is of 2024 and was good for a year [stale]"
        " look it up again (https://e.org/prices), then write 'as_of: 2026'"
    )
    assert "look it up again (A Book)" in stale("1990", "2026-01-01", "book")
    assert stale("1990", "2026-01-01", "law") == ""


def test_note_without_a_date_or_a_known_source_is_never_stale() -> None:
    topic, _ = read(basic("one"))
    assert topic is not None
    assert list(stale_numbers(collection_of(topic), date(2099, 1, 1))) == []
    assert stale("1990", "2099-01-01", "unknown") == ""


def test_stale_number_is_only_told_when_asked_and_may_be_accepted() -> None:
    topic, _ = read(basic("one").replace("[book]", "[book], as_of: 2015"))
    accepted, _ = read(basic("one").replace("[book]", "[book], as_of: 2015, accept: {stale: a record of its year}"))
    assert topic is not None
    assert accepted is not None
    day = date(2026, 11, 22)
    assert problems_of(collection_of(topic)) == ()
    assert [problem.code for problem in problems_of(collection_of(topic), day)] == ["stale"]
    assert problems_of(collection_of(accepted), day) == ()
    assert problems_of(collection_of(accepted)) == ()


def test_source_says_how_long_its_numbers_last() -> None:
    known, problems = read_sources(
        "a: {title: T, authors: A, year: 2020, lasts: 2, chapters: {3: C}}\n", "sources.yaml"
    )
    assert problems == ()
    assert (known["a"].lasts, known["a-3"].lasts) == (2, 2)
    _, wrong = read_sources("a: {title: T, authors: A, year: 2020, lasts: 0}\n", "sources.yaml")
    assert brief(wrong).endswith("'0' does not fit 'lasts' [bad-value] at least 1")
