"""Sessions as the person wishes: filters, cramming, ahead of time, and what can be done at a card."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import TOPIC, Run, in_store

pytestmark = pytest.mark.usefixtures("deck")

GOOD = "\n3\n"


def reviews(tmp_path: Path) -> int:
    return int(in_store(tmp_path, "SELECT count(*) FROM review")[0][0])


def test_topic_narrows_the_session(run: Run) -> None:
    for name in ("latency-ladder", "Latency ladder", "estimation/latency-ladder"):
        assert "How long does one random read" in run("review", "--topic", name, typed="q\n").out
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
    in_store(tmp_path, "UPDATE schedule SET last = last - 1, due = due - 1")
    in_store(tmp_path, "UPDATE review SET day = day - 1")
    assert "--ahead 3" in run("review", "--new", "0").out
    assert "How long does one random read" in run("review", "--new", "0", "--ahead", "5", typed="q\n").out


def test_flag_goes_on_and_off(run: Run) -> None:
    outcome = run("review", typed="f\nf\nq\n")
    assert "flagged 'ram-random-read/value'" in outcome.out
    assert "took the flag off 'ram-random-read/value'" in outcome.out


def test_session_that_is_left_says_what_is_left_and_how_to_go_on(run: Run) -> None:
    assert "Left: 2 new, 1 to come back. 'sdcards review' goes on.\n" in run("review", typed=f"{GOOD}q\n").out
    assert "Left:" not in run("review", "--limit", "1", typed=GOOD * 2).out
    assert "Left:" not in run("review", "--cram", typed="q\n").out


def test_history_of_a_card(run: Run) -> None:
    assert "not seen yet" in run("review", typed="i\n\nq\n").out
    run("review", typed=f"{GOOD}q\n")
    assert "stability" in run("review", "--limit", "1", typed="i\n\nq\n").out


def test_report_leaves_an_issue_in_a_file(run: Run, tmp_path: Path) -> None:
    outcome = run("review", typed="!\nq\n")
    file = tmp_path / "data" / "reports" / "ram-random-read--value.md"
    assert str(file) in outcome.out.replace("\n   ", "")
    assert "say there what is wrong, and send it to whoever keeps the deck" in outcome.out.replace("\n  ", "")
    assert file.read_text("utf-8").startswith("# Card `ram-random-read/value`")


def test_report_that_cannot_be_written_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "reports").write_text("in the way", "utf-8")
    outcome = run("review", typed="!\nq\n")
    assert outcome.code == 0
    assert "cannot write" in outcome.out


def edit_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    """Have a line of a shell as the editor; ``$2`` is the file."""
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)


def test_edit_is_taken_without_a_new_start(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_with(tmp_path, monkeypatch, "sed -i 's/one random read/a single random read/' \"$2\"")
    outcome = run("review", typed="e\n\n3\nq\n")
    assert "took the edit" in outcome.out
    assert "How long does a single random read" in outcome.out
    assert "a single random read" in (deck / "estimation" / "latency-ladder.yaml").read_text("utf-8")
    assert reviews(tmp_path) == 1


def test_edit_that_breaks_the_file_is_said_and_keeps_the_card(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_with(tmp_path, monkeypatch, 'echo "notes: [" > "$2"')
    outcome = run("review", typed=f"e\n{GOOD}q\n")
    assert "latency-ladder.yaml:2: did not find expected node content; e mends it" in outcome.out
    assert reviews(tmp_path) == 1


def test_edit_with_a_slip_names_the_first_problem_and_can_be_mended(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_with(
        tmp_path,
        monkeypatch,
        "sed -i 's/ value/ vlaue/; t; s/ vlaue/ value/; s/ tool/ tolo/; t; s/ tolo/ tool/' \"$2\"",
    )
    outcome = run("review", typed=f"e\ne\n{GOOD}q\n")
    assert "latency-ladder.yaml:9: unknown field 'vlaue' (and 1 more); e mends it" in outcome.out
    assert "left out" not in outcome.out
    assert "took the edit" in outcome.out
    assert reviews(tmp_path) == 1


def test_card_that_a_slip_keeps_out_of_the_deck_opens_in_the_editor(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = deck / "estimation" / "latency-ladder.yaml"
    file.write_text(file.read_text("utf-8").replace(" tool:", " tolo:"), "utf-8")
    edit_with(tmp_path, monkeypatch, "sed -i 's/ tolo:/ tool:/' \"$2\"; echo $1")
    for name in ("cache-beside-store/cost", "cache-beside-store"):
        assert run("edit", name).out == "+14\n"
    for name in ("other:cache-beside-store", "cache-beside"):
        assert run("edit", name).code == 2


def test_editor_left_without_a_change_is_no_edit(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit_with(tmp_path, monkeypatch, "exit 0")
    outcome = run("review", typed="e\nq\n")
    assert "nothing was changed" in outcome.out
    assert "took the edit" not in outcome.out


def test_editor_that_fails_is_said_in_the_session(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "false")
    assert "ended with 1" in run("review", typed="e\nq\n").out


def test_leech_is_named_once_with_advice(run: Run, tmp_path: Path) -> None:
    run("config", "leech", "1")
    run("review", "--limit", "1", typed=GOOD * 2)
    in_store(tmp_path, "UPDATE schedule SET last = last - 5, due = due - 5")
    in_store(tmp_path, "UPDATE review SET day = day - 5")
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
    in_store(tmp_path, "UPDATE schedule SET last = last - 1, due = due + 100")
    in_store(tmp_path, "UPDATE review SET day = day - 1")
    ((day,),) = in_store(tmp_path, "SELECT date('now', '-1 day')")
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
    in_store(tmp_path, "UPDATE review SET at = at + 10 * 86400000")
    assert "the clock is 10 days behind" in run("review", typed="q\n").err
