"""Spans, counts and verdicts in words."""

import pytest

from sdcards.notes.judging import Verdict
from sdcards.terminal.words import elapsed_words, interval_words, plural, progress_words, verdict_words
from tests.terminal.fakes import FakeCounts


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "now"), (0, "now"), (1, "1 d"), (12, "12 d"), (60, "60 d"), (61, "2 mo"), (91, "3 mo"), (350, "11 mo"), (354, "12 mo"),
     (365, "1 y"), (438, "1.2 y"), (730, "2 y"), (36_500, "99.9 y")],
)  # fmt: skip
def test_intervals(days: int, words: str) -> None:
    assert interval_words(days) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (7.9, "0:07"), (372, "6:12"), (3750, "1:02:30"), (-5, "0:00")]
)
def test_elapsed_time(seconds: float, words: str) -> None:
    assert elapsed_words(seconds) == words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (FakeCounts(12, 3, 1), "12 due · 3 new · 1 again    6:12"),
        (FakeCounts(0, 3), "3 new    6:12"),
        (FakeCounts(0), "6:12"),
    ],
)
def test_progress_names_what_there_is(counts: FakeCounts, words: str) -> None:
    assert progress_words(counts, 372) == words


def verdict(off: float, *, right: bool = False, too_much: bool = True, said: str = "5 ms") -> Verdict:
    return Verdict(right=right, off=off, too_much=too_much, said=said, result="50 µs")


@pytest.mark.parametrize(
    ("judged", "within", "words"),
    [
        (verdict(1.2, right=True), 3, "you said 5 ms, anything within 3× counts"),
        (verdict(1.2, right=True), 1.5, "you said 5 ms, anything within 1.5× counts"),
        (verdict(1, right=True), 1, "you said 5 ms"),
        (verdict(100), 3, "you said 5 ms: 100× too much"),
        (verdict(4.24, too_much=False), 3, "you said 5 ms: 4.2× too little"),
        (verdict(9.96), 3, "you said 5 ms: 10× too much"),
        (verdict(12_345.6), 3, "you said 5 ms: 12,346× too much"),
        (verdict(2e9), 3, "you said 5 ms: more than a million times too much"),
        (verdict(float("inf"), too_much=False, said="0 s"), 3, "you said 0 s: far too little"),
        (verdict(10, said="99.9 %"), 1.1, "you said 99.9 %: 10× off"),
    ],
)
def test_verdicts(judged: Verdict, within: float, words: str) -> None:
    assert verdict_words(judged, within) == words


def test_plural() -> None:
    assert [plural(count, "card") for count in (0, 1, 2, 1200)] == ["0 cards", "1 card", "2 cards", "1,200 cards"]
