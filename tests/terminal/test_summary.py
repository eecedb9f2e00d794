"""The end of a session, and a day with nothing to do."""

from dataclasses import dataclass
from datetime import date

import pytest

from sdcards.terminal.summary import left_lines, nothing_due_lines, session_lines
from tests.terminal.fakes import FakeCounts


@dataclass(frozen=True)
class FakeTally:
    answered: int
    passed: int
    new: int = 0


def test_summary_of_a_session() -> None:
    assert session_lines(FakeTally(18, 15, 3), 372, 9, "progress.db") == [
        "18 answers (3 new cards) in 6 minutes.",
        "83 % passed (15 of 18).",
        "9 reviews fall due tomorrow.",
        "Every answer is saved in progress.db.",
    ]


def test_summary_speaks_of_one_thing_in_the_singular() -> None:
    assert session_lines(FakeTally(1, 1, 1), 60, 1, "progress.db")[:3] == [
        "1 answer (1 new card) in 1 minute.",
        "100 % passed (1 of 1).",
        "1 review falls due tomorrow.",
    ]


def test_summary_without_an_answer_claims_nothing() -> None:
    assert session_lines(FakeTally(0, 0), 5, 0, "progress.db") == [
        "Nothing was rated, so nothing has changed.",
        "No review falls due tomorrow.",
    ]


@pytest.mark.parametrize(
    ("answered", "passed", "percent"),
    [(1000, 999, "99 %"), (1000, 1, "1 %"), (3, 0, "0 %"), (3, 3, "100 %"), (3, 2, "67 %")],
)
def test_pass_rate_is_never_rounded_to_all_or_none(answered: int, passed: int, percent: str) -> None:
    assert session_lines(FakeTally(answered, passed), 60, 0, "")[1].startswith(percent)


@pytest.mark.parametrize(
    ("seconds", "words"), [(59.9, "under a minute"), (60, "1 minute"), (89, "1 minute"), (3600, "60 minutes")]
)
def test_minutes(seconds: float, words: str) -> None:
    assert session_lines(FakeTally(2, 2), seconds, 0, "")[0] == f"2 answers in {words}."


def test_what_is_left_is_told_with_the_way_to_go_on() -> None:
    assert left_lines(FakeCounts(4, 7, 3)) == ["Left: 4 due, 7 new, 3 to come back. 'sdcards review' goes on."]
    assert left_lines(FakeCounts(0, 1)) == ["Left: 1 new. 'sdcards review' goes on."]
    assert left_lines(FakeCounts(0)) == []


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("due", "line"),
    [
        (None, "Nothing is due, and no card is waiting."),
        (date(2026, 11, 22), "Nothing is due. The next card is due today."),
        (date(2026, 11, 23), "Nothing is due. The next card is due tomorrow."),
        (date(2026, 12, 4), "Nothing is due. The next card is due in 12 days, on Friday, 4 December."),
    ],
)
def test_nothing_due_says_when_the_next_card_is(due: date | None, line: str) -> None:
    assert nothing_due_lines(due, TODAY, [], unseen=False) == [line]


@pytest.mark.parametrize("due", [None, date(2026, 11, 23)])
def test_new_cards_that_are_kept_back_are_named(due: date | None) -> None:
    first, second = nothing_due_lines(due, TODAY, [], unseen=True)
    assert "no card" not in first
    assert second == "New cards are left for later."


def test_nothing_due_offers_what_the_caller_knows() -> None:
    assert nothing_due_lines(None, TODAY, ["'sdcards review --ahead 3'", "'sdcards review --cram'"], unseen=False)[
        1:
    ] == [
        "'sdcards review --ahead 3'",
        "'sdcards review --cram'",
    ]
