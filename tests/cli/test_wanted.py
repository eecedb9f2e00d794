"""Cards that a mock interview asked back: first in the next review, and told of wherever the day is told of."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from sdcards.cli.services import Services
from sdcards.clock import date_of, milliseconds, study_day, system_clock
from sdcards.ids import CardId
from sdcards.places import progress_file
from sdcards.store.database import open_store
from sdcards.store.wanted import want
from tests.cli.conftest import Run
from tests.store.practice import keep_drill, keep_mock

pytestmark = pytest.mark.usefixtures("deck")

DRILL, COST = CardId("log-a-day/result"), CardId("cache-beside-store/cost")
GOOD = "\n3\n"


@contextmanager
def store() -> Iterator[sqlite3.Connection]:
    with closing(open_store(progress_file(), today=study_day(system_clock()))) as con:
        yield con


def miss(*cards: CardId, prompt: str | None = "latency-ladder") -> None:
    """A mock interview that is just over, in which these cards were missed."""
    now = milliseconds(system_clock())
    with store() as con:
        if prompt is not None:
            keep_mock(con, now - 60_000, {"estimates": (9, 20)}, prompt=prompt)
        want(con, cards, now - 1_000)


def test_missed_card_opens_the_next_review_and_says_why_it_is_here(run: Run) -> None:
    miss(COST)
    outcome = run("review", typed=f"{GOOD}q\n")
    assert "The same few rows" in outcome.out
    assert "How long does one random read" not in outcome.out.split("Stale reads")[0]
    assert "in your mock of “Latency ladder”" in " ".join(outcome.out.split())
    assert "latency-ladder" not in outcome.out
    assert "missed" not in run("review", "--topic", "latency-ladder", typed="\nq\n").out.split("Stale")[-1]


def test_limit_keeps_the_missed_card_and_an_interview_changes_nothing_about_it(run: Run) -> None:
    miss(COST)
    run("plan", "--interview", (date_of(study_day(system_clock())) + timedelta(days=9)).isoformat())
    outcome = run("review", "--limit", "1", typed="q\n")
    assert "1 new" in outcome.out
    assert "The same few rows" in outcome.out
    assert "3 cards today (3 new, 1 missed in a mock), about" in outcome.err
    assert "(3 new, 1 missed in a mock)" in run().out
    assert json.loads(run("plan", "--json").out)["today"]["cards"] == 3


def test_counts_of_the_day_are_those_of_the_session(run: Run) -> None:
    run("config", "new", "2")
    run("review", "--limit", "1", typed=GOOD * 2)
    with store() as con:
        con.execute("UPDATE schedule SET last = last - 2, due = due + 50")
        con.execute("UPDATE review SET day = day - 2, at = at - 2 * 86400000")
    assert run("due").out == "0 due, 2 new\n"
    miss(CardId("ram-random-read/value"), DRILL)
    assert run("due").out == "1 due, 2 new\n"
    assert "2 of them, missed in a mock interview, come first." in run().out
    outcome = run("review", typed="q\n")
    assert "1 due · 2 new" in outcome.out
    assert "how much a day" in outcome.out


def test_missed_card_is_shown_as_such_until_it_is_suspended(run: Run) -> None:
    miss(DRILL)
    assert "not seen yet; missed in a mock interview, so it comes first\n" in run("show", DRILL).out
    run("suspend", DRILL)
    assert "missed in" not in run("show", DRILL).out


def test_single_missed_card_is_spoken_of_as_one(run: Run) -> None:
    assert "mock" not in run().out
    miss(DRILL)
    assert "One of them, missed in a mock interview, comes first." in run().out


def test_cramming_goes_its_own_way(run: Run) -> None:
    miss(DRILL)
    assert "How long does one random read" in run("review", "--cram", typed="q\n").out


@pytest.mark.parametrize(("prompt", "said"), [(None, "in a mock interview, "), ("gone", "in your mock of “gone”, ")])
def test_mock_whose_prompt_is_not_known_is_named_as_well_as_can_be(prompt: str | None, said: str) -> None:
    moment = datetime(2026, 11, 21, 12, tzinfo=UTC)
    with store() as con:
        if prompt is not None:
            keep_mock(con, milliseconds(moment) - 5, {}, prompt=prompt)
        want(con, [DRILL], milliseconds(moment))
        with closing(Services(con, leech=8)) as services:
            placed = services.card(DRILL)
    assert placed is not None
    assert placed.card.details[0] == ("missed", f"{said}21 November")


def test_merge_brings_mocks_drills_and_what_they_ask_back(run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    miss(DRILL)
    with store() as con:
        keep_drill(con, 1_000)
    copy = tmp_path_factory.mktemp("away") / "laptop.db"
    run("backup", str(copy))
    run("restore", str(copy))
    with store() as con:
        for table in ("mock_line", "mock_phase", "mock", "wanted", "drill"):
            con.execute(f"DELETE FROM {table}")
    assert "Added 1 mock interview.\nAdded 1 drill.\n" in run("merge", str(copy)).out
    assert "mock interview" not in run("merge", str(copy)).out
    assert run("doctor").out.endswith(": 0 reviews, 1 mock interview, 1 drill\nAll is well.\n")
    assert "how much a day" in run("review", typed="q\n").out


def test_doctor_names_practice_that_cannot_be(run: Run) -> None:
    run("review", "--limit", "1", typed=GOOD * 2)
    with store() as con:
        con.execute("UPDATE schedule SET due = due + 5")
        con.execute("PRAGMA foreign_keys = OFF")
        con.execute("INSERT INTO mock_phase VALUES (5, 'api', 0, '', NULL, NULL)")
    outcome = run("doctor", "--refold")
    assert outcome.code == 1
    assert "practice: phases of a mock interview that is not there (1)\n" in outcome.out
    assert "Wrote the schedules of 1 card anew.\n" in outcome.out
    assert outcome.out.endswith("'sdcards restore' lists the backups, one of which may be sound.\n")
