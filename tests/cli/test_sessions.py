"""Sessions as the person wishes: filters, cramming, ahead of time, and what can be done at a card."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import TOPIC, Run

pytestmark = pytest.mark.usefixtures("deck")

GOOD = "\n3\n"


def reviews(tmp_path: Path) -> int:
    with closing(sqlite3.connect(tmp_path / "data" / "progress.db")) as con, con:
        return int(con.execute("SELECT count(*) FROM review").fetchone()[0])


def test_topic_narrows_the_session(run: Run) -> None:
    assert "How long does one random read" in run("review", "--topic", "latency-ladder", typed="q\n").out
    outcome = run("review", "--topic", "latency-lader", typed="q\n")
    assert outcome.code == 2
    assert "did you mean 'latency-ladder'?" in outcome.err


def test_tag_and_area_narrow_the_session(run: Run, deck: Path) -> None:
    file = deck / "estimation" / "latency-ladder.yaml"
    file.write_text(TOPIC.replace("type: mapping", "type: mapping\n    tags: [caches]"), "utf-8")
    assert "The same few rows" in run("review", "--tag", "caches", "--area", "estimation", typed="q\n").out
    assert run("review", "--topic", "latency-ladder", "--new", "0").out.startswith("None of these cards is due.\n")
    assert run("review", "--tag", "none").err == "sdcards: there is no tag 'none'; choose one of 'caches'\n"


def test_cramming_leaves_no_trace(run: Run, tmp_path: Path) -> None:
    outcome = run("review", "--cram", "--limit", "1", typed=GOOD * 2)
    assert "2 answers. This was cramming, so the schedule is as it was." in outcome.out
    assert "Good now" not in outcome.out
    assert reviews(tmp_path) == 0
    assert run("due").out == "0 due, 3 new\n"


def test_cramming_can_undo(run: Run) -> None:
    outcome = run("review", "--cram", "--limit", "1", typed="\n3\nu\nq\n")
    assert "0 answers" in outcome.out
    assert "taken back" in outcome.out


def test_cramming_shows_the_weakest_first_and_leaves_out_suspended_cards(run: Run) -> None:
    run("review", "--tag", "none")
    run("review", typed=f"{GOOD}q\n")
    run("suspend", "cache-beside-store/tool", "cache-beside-store/cost")
    outcome = run("review", "--cram", typed="q\n")
    assert "How long does one random read" in outcome.out
    assert "1 new · 1 again" in outcome.out


def test_ahead_takes_the_cards_of_the_next_days(run: Run, tmp_path: Path) -> None:
    run("config", "new", "1")
    run("review", typed=GOOD * 2)
    with closing(sqlite3.connect(tmp_path / "data" / "progress.db")) as con, con:
        con.execute("UPDATE schedule SET last = last - 1, due = due - 1")
        con.execute("UPDATE review SET day = day - 1")
    assert "--ahead 3" in run("review", "--new", "0").out
    assert "How long does one random read" in run("review", "--new", "0", "--ahead", "5", typed="q\n").out


def test_flag_goes_on_and_off(run: Run) -> None:
    outcome = run("review", typed="f\nf\nq\n")
    assert "flagged 'ram-random-read/value'" in outcome.out
    assert "took the flag off 'ram-random-read/value'" in outcome.out


def test_history_of_a_card(run: Run) -> None:
    assert "not seen yet" in run("review", typed="i\n\nq\n").out
    run("review", typed=f"{GOOD}q\n")
    assert "stability" in run("review", "--limit", "1", typed="i\n\nq\n").out


def test_report_leaves_an_issue_in_a_file(run: Run, tmp_path: Path) -> None:
    outcome = run("review", typed="!\nq\n")
    file = tmp_path / "data" / "reports" / "ram-random-read--value.md"
    assert str(file) in outcome.out.replace("\n   ", "")
    assert file.read_text("utf-8").startswith("# Card `ram-random-read/value`")


def test_report_that_cannot_be_written_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "reports").write_text("in the way", "utf-8")
    outcome = run("review", typed="!\nq\n")
    assert outcome.code == 0
    assert "cannot write" in outcome.out


def test_edit_is_taken_without_a_new_start(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/one random read/a single random read/' \"$2\"\n", "utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    outcome = run("review", typed="e\n\n3\nq\n")
    assert "took the edit" in outcome.out
    assert "How long does a single random read" in outcome.out
    assert "a single random read" in (deck / "estimation" / "latency-ladder.yaml").read_text("utf-8")
    assert reviews(tmp_path) == 1


def test_edit_that_breaks_the_file_is_said_and_keeps_the_card(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "notes: [" > "$2"\n', "utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    outcome = run("review", typed=f"e\n{GOOD}q\n")
    assert "the deck has problems (1)" in outcome.out
    assert reviews(tmp_path) == 1


def test_editor_that_fails_is_said_in_the_session(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "false")
    assert "ended with 1" in run("review", typed="e\nq\n").out


def test_leech_is_named_once_with_advice(run: Run, tmp_path: Path) -> None:
    run("config", "leech", "1")
    run("review", "--limit", "1", typed=GOOD * 2)
    with closing(sqlite3.connect(tmp_path / "data" / "progress.db")) as con, con:
        con.execute("UPDATE schedule SET last = last - 5, due = due - 5")
        con.execute("UPDATE review SET day = day - 5")
    outcome = run("review", "--new", "0", typed="\n1\n\n1\n\n3\n")
    assert outcome.out.count("was forgotten 1 time:") == 1
    assert run("cards", "--leech").out.startswith("ram-random-read/value")


def test_minutes_must_be_sensible(run: Run) -> None:
    for minutes in ("0", "601", "x"):
        assert run("review", "--minutes", minutes).code == 2


def test_unknown_area_is_refused(run: Run) -> None:
    assert run("review", "--area", "estimatoin").code == 2


def test_changed_meaning_brings_the_card_back_and_shows_what_it_was(run: Run, deck: Path, tmp_path: Path) -> None:
    run("config", "new", "1")
    run("review", typed=GOOD * 2)
    with closing(sqlite3.connect(tmp_path / "data" / "progress.db")) as con, con:
        con.execute("UPDATE schedule SET last = last - 1, due = due + 100")
        con.execute("UPDATE review SET day = day - 1")
        (day,) = con.execute("SELECT date('now', '-1 day')").fetchone()
    run("config", "new", "0")
    assert run("due").out == "0 due, 0 new\n"
    file = deck / "estimation" / "latency-ladder.yaml"
    typo = TOPIC.replace("100 ns", "80 ns")
    file.write_text(typo, "utf-8")
    assert run("due").out == "0 due, 0 new\n"
    file.write_text(TOPIC.replace("100 ns", f"80 ns\n    changed: {_tomorrow(day)} measured again"), "utf-8")
    assert run("due").out == "1 due, 0 new\n"
    outcome = run("review", typed=GOOD)
    assert "measured again" in outcome.out
    assert "was “80 ns”" in outcome.out
    assert run("due").out == "0 due, 0 new\n"


def _tomorrow(day: str) -> str:
    with closing(sqlite3.connect(":memory:")) as con, con:
        return str(con.execute("SELECT date(?, '+1 day')", (day,)).fetchone()[0])


def test_flagged_cards_are_listed_and_shown_as_such(run: Run) -> None:
    run("review", typed="f\nq\n")
    assert run("cards", "--flagged").out.startswith("ram-random-read/value")
    assert run("cards", "--flagged", "cache").out == ""
    assert "; flagged" in run("show", "ram-random-read").out


def test_no_new_cards_are_offered_where_none_is_left_and_said_where_some_are(run: Run) -> None:
    kept = run("review", "--new", "0").out
    assert "no card is waiting" not in kept
    assert "New cards are left for later." in kept
    run("suspend", "ram-random-read", "cache-beside-store/tool", "cache-beside-store/cost", "log-a-day")
    assert "--new 5" not in run("review").out


def test_clock_far_behind_is_told_in_days(run: Run, tmp_path: Path) -> None:
    run("review", typed=f"{GOOD}q\n")
    with closing(sqlite3.connect(tmp_path / "data" / "progress.db")) as con, con:
        con.execute("UPDATE review SET at = at + 10 * 86400000")
    assert "the clock is 10 days behind" in run("review", typed="q\n").err
