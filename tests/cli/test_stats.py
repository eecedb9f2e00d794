"""`sdcards stats`, and what the day at a glance says about readiness."""

import json
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.store.database import open_store
from sdcards.store.interviews import keep_interviews
from sdcards.store.review_log import ReviewLog
from tests.cli.conftest import TOPIC, Run
from tests.standing import TODAY
from tests.store.practice import keep_mock
from tests.store.stores import answer

pytestmark = pytest.mark.usefixtures("deck")

NOON = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=1)))
RAM = CardId("ram-random-read/value")
AGAIN, _, GOOD, EASY = Rating


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdcards.cli.opening.system_clock", lambda: NOON)
    monkeypatch.setenv("COLUMNS", "60")


@pytest.fixture
def progress(tmp_path: Path) -> Path:
    """Two cards of the deck and one that has left it, reviewed on three days; the interview is not set."""
    path = tmp_path / "data" / "progress.db"
    with closing(open_store(path, today=TODAY)) as con:
        log = ReviewLog(con)
        for ago, card, rating in (
            (12, RAM, GOOD),
            (12, CardId("long-gone/answer"), GOOD),
            (10, RAM, AGAIN),
            (1, RAM, GOOD),
            (1, CardId("log-a-day/result"), EASY),
        ):
            answer(log, rating, TODAY - ago, card, at=(TODAY - ago) * 86_400_000 + len(card))
    return path


def told(run: Run) -> dict[str, object]:
    outcome = run("stats", "--json")
    assert outcome.code == 0
    loaded: dict[str, object] = json.loads(outcome.out)
    return loaded


@pytest.mark.usefixtures("progress")
def test_stats_tell_what_was_done_and_what_is_known(run: Run) -> None:
    outcome = run("stats")
    assert outcome.code == 0
    assert outcome.err == ""
    lines = [line.strip() for line in outcome.out.splitlines()]
    assert lines[:3] == [
        "5 reviews in under 1 minute since 10 November 2026",
        "3 days with reviews",
        "2 of 4 cards seen, 0 mature",
    ]
    for heading in (
        "Known today",
        "Retention",
        "Due in the next 30 days",
        "The last 26 weeks",
        "Known by topic",
    ):
        assert any(line.startswith(heading) for line in lines)
    assert "\x1b" not in outcome.out


@pytest.mark.usefixtures("progress")
def test_stats_for_programs(run: Run) -> None:
    found = told(run)
    assert list(found) == ["today", "totals", "readiness", "retention", "forecast", "calendar", "hardest"]
    assert found["today"] == "2026-11-22"
    assert found["totals"] == {
        "cards": 4,
        "seen": 2,
        "mature": 0,
        "suspended": 0,
        "reviews": 5,
        "minutes": 0.42,
        "days": 3,
        "since": "2026-11-10",
        "streak": 1,
    }
    nothing = {"answers": 0, "passed": 0, "retention": None}
    some = {"answers": 2, "passed": 1, "retention": 0.5}
    assert found["retention"] == {
        "wanted": 0.9,
        "months": [{"month": "2026-11", "all": some, "young": some, "mature": nothing}],
    }


@pytest.mark.usefixtures("progress")
def test_parts_for_programs_add_up(run: Run) -> None:
    ready = told(run)["readiness"]
    assert isinstance(ready, dict)
    assert (ready["date"], ready["interview"]) == ("2026-11-22", False)
    (area,) = ready["areas"]
    assert (area["area"], area["title"], area["cards"], area["seen"]) == ("estimation", "Estimation", 4, 2)
    assert [topic["topic"] for topic in area["topics"]] == ["latency-ladder"]
    assert area["known"] == area["topics"][0]["known"] == ready["known"]
    assert {phase["phase"]: phase["cards"] for phase in ready["phases"] if phase["cards"]} == {
        "estimates": 1,
        "whole": 3,
    }
    assert [set(gain) for gain in ready["gains"]] == [{"area", "topic", "title", "recall"}]


@pytest.mark.usefixtures("progress")
def test_days_for_programs_hold_every_card_and_review(run: Run) -> None:
    found = told(run)
    forecast, calendar, hardest = found["forecast"], found["calendar"], found["hardest"]
    assert isinstance(forecast, dict)
    assert isinstance(calendar, list)
    assert isinstance(hardest, list)
    assert sum(day["cards"] for day in forecast["days"]) + forecast["later"] == 2
    assert forecast["days"][0]["date"] == "2026-11-22"
    assert sum(day["reviews"] for day in calendar) == 5
    assert (calendar[0]["date"], calendar[-1]) == ("2026-05-25", {"date": "2026-11-22", "reviews": 0, "minutes": 0.0})
    assert [(card["card"], card["lapses"]) for card in hardest] == []


def test_card_that_lapsed_is_among_the_hardest(run: Run, progress: Path) -> None:
    with closing(open_store(progress, today=TODAY)) as con:
        answer(ReviewLog(con), AGAIN, TODAY, CardId("log-a-day/result"))
    hardest = told(run)["hardest"]
    assert isinstance(hardest, list)
    assert [(card["card"], card["lapses"]) for card in hardest] == [("log-a-day/result", 1)]
    assert "log-a-day/result" in run("stats").out


def test_interview_moves_readiness_to_its_day(run: Run, progress: Path) -> None:
    now = told(run)["readiness"]
    with closing(open_store(progress, today=TODAY)) as con:
        keep_interviews(con, [date(2026, 12, 15)])
    then = told(run)["readiness"]
    assert isinstance(now, dict)
    assert isinstance(then, dict)
    assert (then["date"], then["interview"]) == ("2026-12-15", True)
    assert then["recall"] < now["recall"]
    assert "Known on Tuesday, 15 December 2026" in run("stats").out


def test_stats_before_the_first_review(run: Run, tmp_path: Path) -> None:
    assert run("stats").out.startswith("   No reviews yet: 'sdcards review' starts.\n")
    found = told(run)
    assert found["hardest"] == []
    assert found["retention"] == {"wanted": 0.9, "months": []}
    assert run("stats", "--html", str(tmp_path / "page.html")).code == 0
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("progress")
def test_deck_that_lost_all_its_cards_is_no_hindrance(run: Run, deck: Path) -> None:
    (deck / "estimation" / "latency-ladder.yaml").write_text("topic: Empty\nabout: Nothing.\nnotes: []\n", "utf-8")
    assert run("stats").code == 0
    totals = told(run)["totals"]
    assert isinstance(totals, dict)
    assert (totals["cards"], totals["seen"], totals["reviews"]) == (0, 0, 5)


@pytest.mark.usefixtures("progress")
def test_page_is_written_to_the_file_named(run: Run, deck: Path, tmp_path: Path) -> None:
    text = TOPIC.replace("topic: Latency ladder", "topic: <script>alert(1)</script>")
    (deck / "estimation" / "latency-ladder.yaml").write_text(text, "utf-8")
    file = tmp_path / "page.html"
    assert run("stats", "--html", str(file)).out == f"Wrote {file}.\n"
    page = file.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_page_that_cannot_be_written_is_one_line(run: Run, tmp_path: Path) -> None:
    outcome = run("stats", "--html", str(tmp_path / "nowhere" / "page.html"))
    assert outcome.code == 1
    assert outcome.err == (
        f"sdcards: there is no folder '{tmp_path}/nowhere' for 'page.html'; make it first, or name another\n"
    )


def test_two_outputs_at_once_are_refused(run: Run, tmp_path: Path) -> None:
    outcome = run("stats", "--json", "--html", str(tmp_path / "page.html"))
    assert outcome.code == 2
    assert "choose one" in outcome.err


@pytest.mark.usefixtures("progress")
def test_day_at_a_glance_says_what_is_known(run: Run) -> None:
    assert run().out.endswith("Today you know 2 of 4 cards; 'sdcards stats' shows which parts.\n")


def test_day_at_a_glance_claims_nothing_before_the_first_review(run: Run) -> None:
    assert "you know" not in run().out


def keys(value: object) -> set[str]:
    """Every key in a value of JSON."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


@pytest.mark.usefixtures("progress")
def test_every_key_for_programs_is_explained(run: Run, progress: Path) -> None:
    with closing(open_store(progress, today=TODAY)) as con:
        answer(ReviewLog(con), AGAIN, TODAY, CardId("log-a-day/result"))
    explained = (Path(__file__).parents[2] / "docs" / "stats.md").read_text("utf-8")
    found = keys(told(run))
    assert {"lapses", "later", "gains", "phase", "topic"} <= found
    assert [key for key in sorted(found) if f"`{key}`" not in explained and f".{key}`" not in explained] == []


def test_score_of_the_last_mocks_stands_with_its_phase(run: Run, progress: Path) -> None:
    before = told(run)["readiness"]
    with closing(open_store(progress, today=TODAY)) as con:
        keep_mock(con, 1_000, {"estimates": (9, 20), "api": (4, 4)})
    ready = told(run)["readiness"]
    assert isinstance(before, dict)
    assert isinstance(ready, dict)
    assert {phase["mock"] for phase in before["phases"]} == {None}
    assert {phase["phase"]: phase["mock"] for phase in ready["phases"] if phase["mock"]} == {
        "estimates": {"share": 0.45, "mocks": 1},
        "api": {"share": 1.0, "mocks": 1},
    }
    assert ready["known"] == before["known"]
    assert "45 %" in run("stats").out
    assert run().out.endswith("Weakest phase in mock interviews: Estimates, 45 %.\n")


def test_stats_and_plan_expect_the_same(run: Run, progress: Path) -> None:
    with closing(open_store(progress, today=TODAY)) as con:
        keep_interviews(con, [date(2026, 12, 15)])
    ready, planned = told(run)["readiness"], json.loads(run("plan", "--json").out)["forecast"]
    assert isinstance(ready, dict)
    assert round(ready["known"], 1) == planned["now"]
