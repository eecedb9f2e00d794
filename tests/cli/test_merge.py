"""`sdcards merge`, and `sdcards doctor --refold` behind it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.places import progress_file
from sdcards.store.lock import one_session
from tests.cli.conftest import Run
from tests.store.stores import names_in

pytestmark = pytest.mark.usefixtures("deck")


@pytest.fixture
def laptop(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another machine's progress: one review, one card suspended, one setting changed."""
    with monkeypatch.context() as patch:
        patch.setenv("SDCARDS_DATA", str(tmp_path / "laptop"))
        run("suspend", "ram-random-read")
        run("config", "retention", "0.85")
        run("review", typed="\n3\nq\n")
    return tmp_path / "laptop" / "progress.db"


def test_merge_brings_reviews_and_suspended_cards_and_says_what_stays(run: Run, laptop: Path) -> None:
    run("review", typed="\n3\nq\n")
    before = laptop.read_bytes()
    outcome = run("merge", str(laptop))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        "Added 1 review; 0 known here already.\n"
        "Hid 1 card, as there.\n"
        "The other machine schedules by other settings (see 'sdcards config'): those here count here.\n"
    )
    assert laptop.read_bytes() == before
    assert len(run("log", "export").out.splitlines()) == 3
    assert run("cards", "--suspended").out.startswith("ram-random-read/value")
    assert run("config", "retention").out == "0.9\n"
    assert run("doctor").code == 0


def test_machine_with_the_same_settings_and_nothing_hidden_gets_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("SDCARDS_DATA", str(tmp_path / "laptop"))
        run("review", typed="\n3\nq\n")
    assert run("merge", str(tmp_path / "laptop" / "progress.db")).out == "Added 1 review; 0 known here already.\n"


def test_merging_again_adds_nothing(run: Run, laptop: Path) -> None:
    run("merge", str(laptop))
    assert run("merge", str(laptop)).out.startswith("Added 0 reviews; 1 known here already.\nThe other machine")


def test_answer_taken_back_there_is_taken_back_here(run: Run, laptop: Path) -> None:
    run("merge", str(laptop))
    with closing(sqlite3.connect(laptop)) as con, con:
        con.execute("INSERT INTO undone (at, card) SELECT at, card FROM review")
        con.execute("DELETE FROM review")
    assert "Took back 1 review, as there.\n" in run("merge", str(laptop)).out
    assert len(run("log", "export").out.splitlines()) == 1


def test_state_before_a_merge_is_kept(run: Run, laptop: Path, tmp_path: Path) -> None:
    run("merge", str(laptop))
    assert names_in(tmp_path / "data" / "backups")[0].startswith("before-merge-")


def test_merge_that_brings_nothing_leaves_no_state_of_before(run: Run, laptop: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("merge", str(laptop)).code == 0
    assert len(list((tmp_path / "data" / "backups").glob("before-merge-*"))) == 1


def test_dry_run_says_what_would_come_and_writes_nothing(run: Run, laptop: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(laptop)) as con, con:
        con.execute("INSERT INTO flag (card) VALUES ('log-a-day/result')")
        con.execute(
            "INSERT INTO drill (at, kind, day, correct, took, origin) VALUES (1, 'peak', 20000, 1, 1, 'terminal')"
        )
    assert run("merge", str(laptop), "--dry-run").out.splitlines()[:-1] == [
        "Would add 1 review; 0 known here already.",
        "Would hide 1 card, as there.",
        "Would flag 1 card, as there.",
        "Would add 1 drill.",
    ]
    assert not (tmp_path / "data").exists()
    assert run("merge", str(laptop)).out.splitlines()[:-1] == [
        "Added 1 review; 0 known here already.",
        "Hid 1 card, as there.",
        "Flagged 1 card, as there.",
        "Added 1 drill.",
    ]


def test_merge_of_something_else_is_refused_in_one_line(run: Run, laptop: Path, tmp_path: Path) -> None:
    laptop.write_bytes(b"dear diary\n" * 500)
    outcome = run("merge", str(laptop))
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (1, "", 1)
    assert "it was left as it is" in outcome.err
    assert not (tmp_path / "data").exists()


def test_merge_with_itself_is_refused(run: Run) -> None:
    run("review", typed="\n3\nq\n")
    assert "is the progress file itself" in run("merge", progress_file()).err


def test_merge_during_a_session_is_refused(run: Run, laptop: Path) -> None:
    with one_session(progress_file()):
        assert "another review session is open" in run("merge", str(laptop)).err


def test_doctor_writes_schedules_anew_where_they_differ(run: Run) -> None:
    run("review", typed="\n3\nq\n")
    with closing(sqlite3.connect(progress_file())) as con, con:
        con.execute("UPDATE schedule SET due = due + 5")
    assert run("doctor").code == 1
    outcome = run("doctor", "--refold")
    assert outcome.code == 0
    assert outcome.out.endswith(
        "ram-random-read/value: schedule and reviews differ\nWrote the schedules of 1 card anew.\nAll is well.\n"
    )
    assert run("doctor").out.endswith("All is well.\n")


def test_doctor_refolds_nothing_where_all_is_well(run: Run) -> None:
    run("review", typed="\n3\nq\n")
    assert run("doctor", "--refold").out.endswith("All is well.\n")


def test_doctor_leaves_a_damaged_file_alone_even_when_told_to_refold(run: Run) -> None:
    run("review", typed="\n3\nq\n")
    with closing(sqlite3.connect(progress_file())) as con, con:
        con.execute("PRAGMA writable_schema = ON")
        con.execute("UPDATE sqlite_schema SET sql = replace(sql, '(day)', '(took)') WHERE name = 'review_by_day'")
    before = Path(progress_file()).read_bytes()
    outcome = run("doctor", "--refold")
    assert outcome.code == 1
    assert "the file: " in outcome.out
    assert "'sdcards restore' lists them" in outcome.out
    assert Path(progress_file()).read_bytes() == before
