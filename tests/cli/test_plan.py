"""The interview date from the outside: set, shown, followed by `review`, and over."""

import json
import sqlite3
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import date, timedelta
from pathlib import Path

import pytest

from sdcards.clock import date_of, study_day, system_clock
from sdcards.store.interviews import keep_interviews
from tests.cli.conftest import TOPIC, Run, in_store

pytestmark = pytest.mark.usefixtures("deck")

TODAY = date_of(study_day(system_clock()))
SOON, LATER = (TODAY + timedelta(days=days) for days in (23, 30))
GOOD_TWICE = "\n3\n" * 2


def set_plan(run: Run, day: date = SOON, *more: str) -> None:
    assert run("plan", "--interview", day.isoformat(), *more).code == 0


# Setting it


def test_without_a_date_it_says_how_to_set_one(run: Run, tmp_path: Path) -> None:
    outcome = run("plan")
    assert outcome.out == (
        "No interview date is set, so the daily limits hold.\n"
        f"'sdcards plan --interview {TODAY + timedelta(days=28)} --minutes 20' sets one.\n"
    )
    assert json.loads(run("plan", "--json").out) == {"interviews": [], "minutes": 20, "today": None, "forecast": None}
    assert not (tmp_path / "data").exists()


def test_date_and_minutes_are_kept_and_the_forecast_shown(run: Run) -> None:
    outcome = run("plan", "--interview", SOON.isoformat(), "--minutes", "30")
    first, *rest = outcome.out.splitlines()
    assert first == f"   Interview on {SOON:%A}, {SOON.day} {SOON:%B %Y}, in 23 days; 30 minutes a day."
    assert rest[0] == "   3 cards today (3 new), about 3 minutes: 'sdcards review' starts."
    assert any(line.startswith("   if you keep to the plan") for line in rest)
    assert any(line.startswith("   Estimation ") for line in rest)
    assert run("plan").out == outcome.out


def test_next_of_several_dates_counts_and_the_others_are_listed(run: Run) -> None:
    set_plan(run, LATER)
    set_plan(run, SOON)
    out = run("plan").out
    assert "in 23 days; 20 minutes" in out
    assert f"Then on {LATER}.\n" in out
    assert json.loads(run("plan", "--json").out)["interviews"] == [SOON.isoformat(), LATER.isoformat()]


def test_minutes_can_change_alone(run: Run) -> None:
    set_plan(run)
    assert "in 23 days; 1 minute a day." in run("plan", "--minutes", "1").out


@pytest.mark.parametrize("width", ["60", "120"])
def test_it_fits_the_width_of_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    set_plan(run)
    lines = run("plan").out.splitlines()[3:]
    assert 48 < max(map(len, lines)) <= int(width)


def test_programs_get_all_of_it(run: Run) -> None:
    set_plan(run)
    shown = json.loads(run("plan", "--json").out)
    assert shown["today"] == {"days_left": 23, "cards": 3, "new": 3, "minutes": 2.7, "end": "cards"}
    forecast = shown["forecast"]
    assert (forecast["cards"], forecast["now"], forecast["optimistic"]) == (4, 0.0, False)
    assert 3 < forecast["kept"] < 4
    assert list(forecast["by_day"]) == [(TODAY + timedelta(days=day)).isoformat() for day in range(24)]
    assert forecast["areas"] == [{"area": "estimation", "cards": 4, "now": 0.0, "kept": forecast["kept"]}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--interview", "15.12.2026"], f"no date; write year-month-day, such as '{TODAY + timedelta(days=28)}'"),
        (["--interview", "2026-W50-2"], "'2026-W50-2' is no date"),
        (["--interview", "20261215"], "'20261215' is no date"),
        (["--interview", str(TODAY - timedelta(days=1))], f"is over; choose a day from {TODAY} to"),
        (["--interview", str(TODAY + timedelta(days=367))], "is too far off; choose a day from"),
        (["--minutes", "0"], "'--minutes' is '0'; choose from 1 to 600 minutes a day"),
        (["--minutes", "2000"], "'--minutes' is '2000'; choose from 1 to 600"),
        (["--minutes", "many"], "'--minutes'"),
        (["2026-12-15"], "'--interview 2026-12-15' sets a date, '--clear 2026-12-15' forgets one"),
        (["--clear", "--minutes", "20"], "'--clear' stands alone"),
        (
            ["--clear", "tomorrow"],
            f"'tomorrow' is no date; write year-month-day, such as '{TODAY + timedelta(days=28)}'",
        ),
        (["--clear", "2026-12-15"], "no interview is kept on '2026-12-15'; there is none at all"),
    ],
)
def test_wrong_words_get_one_line_and_change_nothing(run: Run, words: list[str], said: str) -> None:
    outcome = run("plan", *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("sdcards: ")
    assert outcome.err.count("\n") == 1
    assert said in outcome.err
    assert json.loads(run("plan", "--json").out)["interviews"] == []


def test_wrong_minutes_beside_a_right_date_keep_neither(run: Run, tmp_path: Path) -> None:
    assert run("plan", "--interview", SOON.isoformat(), "--minutes", "0").code == 2
    assert not (tmp_path / "data").exists()


def test_one_date_or_all_are_forgotten(run: Run) -> None:
    set_plan(run, SOON)
    set_plan(run, LATER)
    assert run("plan", "--clear", TODAY.isoformat()).err == (
        f"sdcards: no interview is kept on '{TODAY}'; choose one of {SOON}, {LATER}\n"
    )
    assert run("plan", "--clear", SOON.isoformat()).out == f"The interview on {SOON} is forgotten.\n"
    assert json.loads(run("plan", "--json").out)["interviews"] == [LATER.isoformat()]
    assert run("plan", "--clear").out == "All interview dates are forgotten.\n"
    assert "No interview date is set" in run("plan").out


# Following it


def test_review_studies_by_the_plan_and_says_when_it_is_done(run: Run) -> None:
    set_plan(run)
    run("config", "new", "1")
    outcome = run("review", typed="\n3\nq\n")
    assert outcome.err == "interview in 23 days: 3 cards today (3 new), about 3 minutes\n"
    assert "Left of today's plan: 3 cards, about 2 minutes." in outcome.out
    assert "due tomorrow" not in outcome.out
    outcome = run("review", typed="\n3\n" * 9)
    done = f"The plan for {SOON:%A}, {SOON.day} {SOON:%B %Y} is done for today: no card is left for today.\n"
    assert outcome.out.endswith(done)
    assert run("review").out.startswith(done)


def test_review_is_done_when_the_minutes_are_used(run: Run, tmp_path: Path) -> None:
    set_plan(run, SOON, "--minutes", "1")
    run("review", "--limit", "1", typed=GOOD_TWICE)
    in_store(tmp_path, "UPDATE review SET took = 60000")
    out = run("review").out
    assert "is done for today: none of today's 1 minute is left." in out
    assert "'sdcards review --new 5'" in out
    assert run("due").out == "0 due, plan done\n"


def test_plan_is_narrowed_to_what_is_asked_for(run: Run, deck: Path) -> None:
    file = deck / "estimation" / "latency-ladder.yaml"
    file.write_text(TOPIC.replace("type: mapping", "type: mapping\n    tags: [caches]"), "utf-8")
    run("suspend", "cache-beside-store/tool", "cache-beside-store/cost")
    set_plan(run)
    assert "interview in 23 days: 2 cards today" in run("review", "--area", "estimation", typed="q\n").err
    assert "interview in 23 days: nothing more today" in run("review", "--tag", "caches").err


def test_number_of_new_cards_asked_for_goes_beside_the_plan(run: Run) -> None:
    set_plan(run)
    outcome = run("review", "--new", "1", typed=GOOD_TWICE)
    assert "interview" not in outcome.err
    assert "Left of today's plan: 2 cards" in outcome.out


def test_due_counts_due_cards_and_the_minutes_left(run: Run) -> None:
    set_plan(run)
    assert run("due").out == "0 due, up to 20 min by the plan\n"
    run("review", "--limit", "1", typed="\n3\nq\n")
    assert json.loads(run("due", "--json").out) == {"due": 0, "new": None, "again": 1, "minutes": 20}


def test_day_at_a_glance_tells_days_minutes_and_readiness(run: Run) -> None:
    set_plan(run, TODAY + timedelta(days=1))
    assert run().out == (
        "Interview tomorrow, 20 minutes a day: 3 cards today (3 new), about 3 minutes.\n"
        "'sdcards review' starts.\n"
        "Stop now and you know 0 of 4 cards on the day; 'sdcards plan' looks ahead.\n"
    )
    run("review", typed="\n3\n" * 9)
    out = run().out
    assert "nothing more today" in out
    assert "is done for today" in out
    assert "is done for today" in run("plan").out


def test_day_of_the_interview_goes_over_what_was_seen_and_offers_nothing_new(run: Run, tmp_path: Path) -> None:
    run("review", typed="\n3\n3\nq\n")
    in_store(tmp_path, "UPDATE schedule SET last = last - 3, due = last, left = 0, phase = 2")
    in_store(tmp_path, "UPDATE review SET day = day - 3, at = at - 3 * 86400000")
    set_plan(run, TODAY)
    start = "1 card today, about 1 minute"
    day = "Go over what is weakest, nothing new. Good luck.\n"
    assert run().out.startswith(
        f"Interview today, 20 minutes a day: {start}.\n'sdcards review' starts.\n{day}Stop now and you know "
    )
    out = run("plan").out
    assert f"{TODAY:%B %Y}, today; 20 minutes a day." in out
    assert out.index(f"{start}: 'sdcards review' starts.") < out.index(day)


def test_day_of_the_interview_with_nothing_to_go_over_wishes_luck(run: Run) -> None:
    set_plan(run, TODAY)
    luck = "is done for today: no card is left for today.\nNothing new today. Good luck.\n"
    assert luck in run().out
    reviewed = run("review").out
    assert luck in reviewed
    assert "--new" not in reviewed
    assert "Nothing new today. Good luck." in run("plan").out


def test_after_the_date_all_is_as_before(run: Run, tmp_path: Path) -> None:
    set_plan(run)
    with closing(sqlite3.connect(tmp_path / "data" / "progress.db", isolation_level=None)) as con:
        keep_interviews(con, [TODAY - timedelta(days=1)])
    assert run("due").out == "0 due, 3 new\n"
    assert "No interview date is set" in run("plan").out
    assert run().out.startswith("0 cards due, 3 new.")
    outcome = run("review", typed="q\n")
    assert outcome.err == ""
    assert "due tomorrow" in outcome.out
    set_plan(run, SOON)
    assert run("plan", "--clear", str(TODAY - timedelta(days=1))).code == 2


def test_spoilt_dates_can_be_cleared(run: Run, tmp_path: Path) -> None:
    set_plan(run)
    in_store(tmp_path, "UPDATE setting SET value = 'soon' WHERE key = 'interviews'")
    for words in (["plan"], ["due"], ["review"], []):
        assert "'sdcards plan --clear' forgets them" in run(*words).err
    assert run("plan", "--clear").code == 0
    assert run("due").out == "0 due, 3 new\n"


def test_long_look_ahead_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def working(what: str) -> AbstractContextManager[None]:
        told.append(what)
        return nullcontext()

    monkeypatch.setattr("sdcards.cli.plan.working", working)
    set_plan(run)
    assert told == []
    monkeypatch.setattr("sdcards.cli.plan._CARD_DAYS_A_SECOND", 4 * 23 - 1)
    run("plan")
    assert told == ["Looking ahead ..."]
