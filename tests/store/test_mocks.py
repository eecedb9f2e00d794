"""Mock interviews as they are kept."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.practice.interview import Progress
from sdcards.practice.scoring import Score
from sdcards.store.database import empty_store, open_store
from sdcards.store.mocks import (
    SCORING,
    Mock,
    ended,
    every,
    finish,
    free_moment,
    keep,
    keep_lines,
    keep_score,
    unfinished,
)
from tests.killing import killings, needs_fork

PROGRESS = Progress(
    "api", {"requirements": 61.5, "api": 3.25}, {"requirements": "a\nb", "api": "日"}, ("How many?", "How long?"), 2
)
MOCK = Mock(1_000, 20_000, "chat", 40, None, 1, PROGRESS)


@pytest.fixture
def con() -> Iterator[sqlite3.Connection]:
    with closing(empty_store()) as con:
        yield con


def test_nothing_waits_in_a_new_store(con: sqlite3.Connection) -> None:
    assert (unfinished(con), ended(con), every(con)) == (None, [], [])


def test_what_is_kept_comes_back(con: sqlite3.Connection) -> None:
    keep(con, MOCK)
    assert unfinished(con) == MOCK
    assert not MOCK.is_scored


def test_progress_is_kept_over_what_was_there(con: sqlite3.Connection) -> None:
    keep(con, MOCK)
    later = replace(
        MOCK,
        progress=replace(PROGRESS, phase="design", notes={"api": "more"}, spent={"api": 9.0}, changed=True, early="x"),
    )
    keep(con, later)
    kept = unfinished(con)
    assert kept is not None
    assert (kept.progress.phase, kept.progress.changed, kept.progress.early) == ("design", True, "x")
    assert kept.progress.notes == {"requirements": "a\nb", "api": "more"}
    assert kept.progress.spent == {"requirements": 61.5, "api": 9.0}


def test_phases_come_in_the_order_of_the_interview_unknown_ones_last(con: sqlite3.Connection) -> None:
    progress = Progress("api", {"of-the-future": 1.0, "wrap-up": 1.0, "data": 1.0, "requirements": 1.0})
    keep(con, replace(MOCK, progress=progress))
    kept = unfinished(con)
    assert kept is not None
    assert list(kept.progress.spent) == ["requirements", "data", "wrap-up", "of-the-future"]


def test_latest_unfinished_interview_waits(con: sqlite3.Connection) -> None:
    keep(con, MOCK)
    keep(con, replace(MOCK, began=2_000, prompt="payments"))
    keep(con, replace(MOCK, began=3_000, ended=3_500))
    waiting = unfinished(con)
    assert waiting is not None
    assert waiting.prompt == "payments"
    assert [each.began for each in every(con)] == [1_000, 2_000, 3_000]
    assert [each.began for each in ended(con)] == [3_000]


def test_score_and_ticks_are_kept_by_phase(con: sqlite3.Connection) -> None:
    keep(con, replace(MOCK, progress=replace(PROGRESS, phase=SCORING)))
    keep_lines(con, 1_000, "api", {"Said one.": True, "Said two.": True})
    keep_lines(con, 1_000, "api", {"Said one.": True, "Said three.": False})
    keep_score(con, 1_000, "api", Score(2, 5))
    keep_score(con, 1_000, "wrap-up", Score(0, 6))
    kept = unfinished(con)
    assert kept is not None
    assert kept.is_scoring
    assert kept.is_scored
    assert kept.scores == {"api": Score(2, 5), "wrap-up": Score(0, 6)}
    assert kept.lines == {"api": {"Said one.": True, "Said three.": False}}
    assert kept.as_round().scores == kept.scores


def test_score_can_be_taken_back_and_notes_stay(con: sqlite3.Connection) -> None:
    keep(con, MOCK)
    keep_score(con, 1_000, "api", Score(2, 5))
    keep_score(con, 1_000, "api", None)
    assert unfinished(con) == MOCK


def test_keeping_the_clock_leaves_scores_as_they_are(con: sqlite3.Connection) -> None:
    keep(con, MOCK)
    keep_score(con, 1_000, "api", Score(2, 5))
    keep(con, MOCK)
    kept = unfinished(con)
    assert kept is not None
    assert kept.scores == {"api": Score(2, 5)}


def test_end_asks_the_missed_cards_back(con: sqlite3.Connection) -> None:
    keep(con, MOCK)
    finish(con, 1_000, 9_000, [CardId("a/answer"), CardId("b/answer")])
    assert unfinished(con) is None
    assert [each.ended for each in ended(con)] == [9_000]
    assert con.execute("SELECT card, since FROM wanted ORDER BY card").fetchall() == [
        ("a/answer", 9_000),
        ("b/answer", 9_000),
    ]


def test_end_is_all_or_nothing(con: sqlite3.Connection) -> None:
    keep(con, MOCK)
    con.execute("DROP TABLE wanted")
    with pytest.raises(sqlite3.OperationalError):
        finish(con, 1_000, 9_000, [CardId("a/answer")])
    assert unfinished(con) == MOCK


def test_two_interviews_of_one_moment_have_two_names(con: sqlite3.Connection) -> None:
    keep(con, MOCK)
    keep(con, replace(MOCK, began=1_001))
    assert (free_moment(con, 1_000), free_moment(con, 999)) == (1_002, 999)


@needs_fork
def test_killed_while_keeping_it_is_what_it_was_or_what_it_is(path: Path) -> None:
    after = replace(MOCK, progress=replace(PROGRESS, notes={"requirements": "new", "api": "newer"}, others=3))

    def prepare() -> None:
        with closing(open_store(path, today=20_000)) as con:
            keep(con, MOCK)

    def write() -> None:
        with closing(open_store(path, today=20_000)) as con:
            keep(con, after)

    for _ in killings(prepare, write, 12):
        with closing(open_store(path, today=20_000)) as con:
            assert unfinished(con) in (MOCK, after)


def test_disk_that_is_read_only_is_told(path: Path) -> None:
    with closing(open_store(path, today=20_000)) as con:
        con.execute("PRAGMA query_only = ON")
        with pytest.raises(SdcardsError, match="cannot be written"):
            keep(con, MOCK)
