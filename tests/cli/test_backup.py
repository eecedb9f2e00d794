"""`sdcards backup` and `sdcards restore`."""

import json
import re
from pathlib import Path

import pytest

from sdcards.places import progress_file
from sdcards.store.lock import one_session
from tests.cli.conftest import Run
from tests.store.stores import names_in

pytestmark = pytest.mark.usefixtures("deck")


def test_copy_goes_beside_the_others_or_where_one_says(run: Run, tmp_path: Path) -> None:
    run("review", typed="\n3\nq\n")
    assert re.fullmatch(r"Wrote .*/data/backups/backup-\d{4}-\d\d-\d\d-\d{6}\.db: 1 review\.\n", run("backup").out)
    mine = tmp_path / "mine.db"
    assert run("backup", str(mine)).out == f"Wrote {mine}: 1 review.\n"
    (tmp_path / "stick").mkdir()
    run("backup", str(tmp_path / "stick"))
    assert re.fullmatch(r"backup-.*\.db", names_in(tmp_path / "stick")[0])


def test_file_that_is_there_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    run("review", typed="\n3\nq\n")
    mine = tmp_path / "mine.db"
    mine.write_text("precious")
    outcome = run("backup", str(mine))
    assert outcome.code == 1
    assert outcome.err == f"sdcards: '{mine}' is there already; name a new file\n"
    assert mine.read_text() == "precious"


def test_nothing_is_copied_before_there_is_progress(run: Run, tmp_path: Path) -> None:
    outcome = run("backup")
    assert outcome.code == 1
    assert "there is no progress to copy yet" in outcome.err
    assert not (tmp_path / "data").exists()


def test_restore_brings_a_copy_back_and_keeps_what_was_there(run: Run, tmp_path: Path) -> None:
    run("review", typed="\n3\nq\n")
    run("backup", str(tmp_path / "mine.db"))
    run("review", typed="\n3\nq\n")
    outcome = run("restore", str(tmp_path / "mine.db"))
    assert outcome.out.startswith(f"Restored {tmp_path / 'mine.db'}: 1 review.\n")
    kept = re.search(r"What was there before is kept in (.*)\.\n", outcome.out)
    assert kept is not None
    assert len(run("log", "export").out.splitlines()) == 2
    run("restore", Path(kept[1]).stem)
    assert len(run("log", "export").out.splitlines()) == 3
    assert run("doctor").code == 0


def test_restore_mends_a_damaged_file(run: Run, tmp_path: Path) -> None:
    run("review", typed="\n3\nq\n")
    run("backup", str(tmp_path / "mine.db"))
    Path(progress_file()).write_bytes(b"\xff" * 5000)
    assert run("due").code == 1
    outcome = run("restore", str(tmp_path / "mine.db"))
    assert outcome.code == 0
    assert Path(outcome.out.split("kept in ")[1][:-2]).read_bytes() == b"\xff" * 5000
    assert run("doctor").code == 0


def test_backup_and_restore_take_a_file_in_the_folder_one_is_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("review", typed="\n3\nq\n")
    assert run("backup", "mine.db").out == "Wrote mine.db: 1 review.\n"
    assert run("restore", "mine.db").out.startswith("Restored mine.db: 1 review.\n")


def test_restore_on_a_new_machine_says_only_what_it_restored(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("review", typed="\n3\nq\n")
    run("backup", str(tmp_path / "mine.db"))
    monkeypatch.setenv("SDCARDS_DATA", str(tmp_path / "new"))
    assert run("restore", str(tmp_path / "mine.db")).out == f"Restored {tmp_path / 'mine.db'}: 1 review.\n"


def test_backups_are_listed_for_people_and_for_programs(run: Run, tmp_path: Path) -> None:
    assert run("restore").out.startswith("There are no backups yet")
    assert json.loads(run("restore", "--json").out) == []
    run("suspend", "ram-random-read")
    run("backup")
    run("review", typed="\n3\nq\n")
    run("backup")
    (tmp_path / "data" / "backups" / "progress-2020-01-01.db").write_text("gone")
    lines = run("restore").out.splitlines()
    assert len(lines) == 4
    assert re.fullmatch(r"progress-\d{4}-\d\d-\d\d +0 reviews", lines[-2])
    assert lines[-1].split() == ["progress-2020-01-01", "damaged"]
    assert re.search(r"backup-.* 1 review +last on \d{4}-\d\d-\d\d \d\d:\d\d", "\n".join(lines))
    assert {backup["reviews"] for backup in json.loads(run("restore", "--json").out)} == {0, 1, None}


def test_backup_that_is_not_there_is_named_and_nothing_is_made(run: Run, tmp_path: Path) -> None:
    outcome = run("restore", "2020-01-01")
    assert outcome.code == 1
    assert outcome.err == "sdcards: there is no backup '2020-01-01'; 'sdcards restore' lists them\n"
    assert not (tmp_path / "data").exists()


def test_restore_during_a_session_is_refused(run: Run, tmp_path: Path) -> None:
    run("review", typed="\n3\nq\n")
    run("backup", str(tmp_path / "mine.db"))
    with one_session(progress_file()):
        outcome = run("restore", str(tmp_path / "mine.db"))
    assert outcome.code == 1
    assert "another review session is open" in outcome.err
