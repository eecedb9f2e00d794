import os
import shutil
import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.store import database
from sdcards.store.backup import BACKUPS_KEPT, copy_name, copy_store, keep_copy
from sdcards.store.database import open_store
from sdcards.store.restoring import Backup, find_backup, read_backups, restore_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler
from sdcards.store.transaction import LostStoreError
from tests.killing import killings, needs_fork
from tests.scheduling.histories import DAY, a_scheduler
from tests.store.stores import answer, backup_of, content, damage, names_in, open_log

NOW = datetime(2026, 11, 22, 15, 30, 12, tzinfo=UTC)
Content = dict[str, list[tuple[object, ...]]]


def made(path: Path, answers: int) -> Content:
    """A store with so many answers; gives what is in it."""
    with closing(open_log(path).con) as con:
        for number in range(answers):
            answer(ReviewLog(con), Rating.GOOD, DAY + number, CardId(f"note-{number}/answer"))
        read_scheduler(con)
        return content(con)


def state(path: Path) -> Content:
    with closing(open_log(path).con) as con:
        log = ReviewLog(con)
        assert (log.check_fold(a_scheduler()), log.integrity_check()) == ((), ())
        return content(con)


def put_alone(source: Path, path: Path) -> None:
    """Copy a store into a folder with nothing else in it, so that each run does the same."""
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir()
    shutil.copy(source, path)


def restore(path: Path, source: Path) -> str | None:
    return restore_store(str(path), str(source), NOW, DAY)


def test_restoring_brings_back_the_whole_state_and_keeps_the_one_before(path: Path, tmp_path: Path) -> None:
    old, new = made(tmp_path / "old.db", 2), made(path, 5)
    aside = restore(path, tmp_path / "old.db")
    assert state(path) == old
    assert aside == str(path.parent / "backups" / "before-restore-2026-11-22-153012.db")
    restore(path, Path(aside))
    assert state(path) == new


def test_restoring_where_nothing_was_yet_keeps_nothing(path: Path, tmp_path: Path) -> None:
    old = made(tmp_path / "old.db", 2)
    assert restore(path, tmp_path / "old.db") is None
    assert names_in(path.parent) == ["progress.db"]
    assert state(path) == old


def test_open_connection_sees_the_restored_state(path: Path, tmp_path: Path) -> None:
    old = made(tmp_path / "old.db", 2)
    made(path, 5)
    with closing(open_log(path).con) as con:
        restore(path, tmp_path / "old.db")
        assert content(con) == old
        answer(ReviewLog(con), Rating.GOOD, DAY + 9)
    assert len(state(path)["review"]) == 3


def test_damaged_store_is_replaced_and_kept_as_it_was_with_its_journal(path: Path, tmp_path: Path) -> None:
    old = made(tmp_path / "old.db", 2)
    made(path, 5)
    journal = path.with_name("progress.db-wal")
    with closing(open_log(path).con) as other:  # as long as it is open, the journal stays
        answer(ReviewLog(other), Rating.GOOD, DAY + 9)
        other.execute("PRAGMA wal_checkpoint")
        damage(path)
        before, last = path.read_bytes(), journal.read_bytes()
        aside = restore(path, tmp_path / "old.db")
        assert not journal.exists()
    assert aside is not None
    assert (Path(aside).read_bytes(), Path(f"{aside}-wal").read_bytes()) == (before, last)
    assert state(path) == old


def test_store_that_is_no_database_any_more_is_replaced(path: Path, tmp_path: Path) -> None:
    old = made(tmp_path / "old.db", 2)
    path.parent.mkdir()
    path.write_bytes(b"\xff" * 5000)
    restore(path, tmp_path / "old.db")
    assert state(path) == old


def test_store_that_opens_but_is_damaged_inside_is_replaced(path: Path, tmp_path: Path) -> None:
    old = made(tmp_path / "old.db", 2)
    made(path, 5)
    damage(path)
    restore(path, tmp_path / "old.db")
    assert state(path) == old


def test_newer_store_is_not_overwritten(path: Path, tmp_path: Path) -> None:
    made(tmp_path / "old.db", 2)
    made(path, 1)
    with closing(sqlite3.connect(path)) as con:
        con.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(SdcardsError, match="written by a newer sdcards"):
        restore(path, tmp_path / "old.db")
    assert path.read_bytes() == before


@pytest.mark.parametrize("fault", ["damaged", "newer", "foreign", "itself"])
def test_backup_that_cannot_be_trusted_leaves_everything_as_it_is(path: Path, tmp_path: Path, fault: str) -> None:
    before, source = made(path, 5), tmp_path / "old.db"
    made(source, 3)
    match fault:
        case "damaged":
            damage(source)
        case "newer":
            with closing(sqlite3.connect(source)) as con:
                con.execute("PRAGMA user_version = 99")
        case "foreign":
            source.write_bytes(b"dear diary\n" * 500)
        case "itself":
            source = path
    there = source.read_bytes()
    with pytest.raises(SdcardsError, match=r"left as it is|the progress file itself"):
        restore(path, source)
    assert source.read_bytes() == there
    assert names_in(path.parent) == ["progress.db"]
    assert state(path) == before


def test_store_that_another_program_writes_to_is_not_waited_for_for_ever(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "old.db", 2)
    before = made(path, 5)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    with closing(open_log(path).con) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SdcardsError, match="in use by another program"):
            restore(path, tmp_path / "old.db")
    assert state(path) == before


@needs_fork
def test_restore_that_is_killed_anywhere_was_done_or_was_not(path: Path, tmp_path: Path) -> None:
    old, new = made(tmp_path / "old.db", 3), made(path, 5)
    copy = tmp_path / "new.db"
    with closing(open_log(path).con) as con:
        copy_store(con, copy)
    points = killings(lambda: put_alone(copy, path), lambda: restore(path, tmp_path / "old.db"), 60)
    seen = [state(path) for _ in points]
    assert all(each in (old, new) for each in seen)
    assert new in seen
    assert old in seen


@needs_fork
def test_restore_over_a_damaged_store_that_is_killed_anywhere_was_done_or_was_not(path: Path, tmp_path: Path) -> None:
    old, bad = made(tmp_path / "old.db", 3), tmp_path / "bad.db"
    made(bad, 5)
    damage(bad)
    seen = set()
    for _ in killings(lambda: put_alone(bad, path), lambda: restore(path, tmp_path / "old.db"), 60):
        still_bad = path.read_bytes() == bad.read_bytes()
        assert still_bad or state(path) == old
        seen.add(still_bad)
    assert seen == {False, True}


def test_backups_are_listed_newest_first_with_what_they_hold(path: Path) -> None:
    made(path, 2)
    folder = path.parent / "backups"
    with closing(open_store(path, today=DAY + 1)) as con:
        first = keep_copy(con, "before-merge", NOW)
        second = keep_copy(con, "before-merge", NOW)
        con.execute("DELETE FROM review")
        copy_store(con, copy_name(str(path), "backup", NOW.replace(year=2027)))
    damage(Path(second))
    Path(second).write_bytes(b"gone")
    (folder / "notes.txt").touch()
    last = (DAY + 1) * 86_400_000 + 43_200_000
    assert read_backups(str(path)) == (
        Backup("backup-2027-11-22-153012", str(folder / "backup-2027-11-22-153012.db"), 0, None),
        Backup("before-merge-2026-11-22-153012-1", second, None, None),
        Backup("before-merge-2026-11-22-153012", first, 2, last),
        Backup("progress-2024-10-05", str(backup_of(path, DAY + 1)), 2, last),
    )


def test_store_without_backups_has_an_empty_list(path: Path) -> None:
    assert read_backups(str(path)) == ()


def test_backup_is_found_by_date_by_name_and_by_file(path: Path, tmp_path: Path) -> None:
    made(path, 1)
    with closing(open_store(path, today=DAY + 1)) as con:
        aside = keep_copy(con, "before-merge", NOW)
    assert find_backup(str(path), "2024-10-05") == str(backup_of(path, DAY + 1))
    assert find_backup(str(path), "before-merge-2026-11-22-153012") == aside
    file = tmp_path / "mine.db"
    file.touch()
    assert find_backup(str(path), str(file)) == str(file)


@pytest.mark.parametrize("name", ["2024-10-06", "../progress", "/etc"])
def test_backup_that_is_not_there_is_named(path: Path, name: str) -> None:
    made(path, 1)
    with pytest.raises(SdcardsError, match=rf"there is no backup '{name}'; 'sdcards restore' lists them"):
        find_backup(str(path), name)


def test_copies_of_one_kind_never_push_out_those_of_another(path: Path) -> None:
    made(path, 1)
    with closing(open_store(path, today=DAY + 1)) as con:
        for second in range(BACKUPS_KEPT + 3):
            keep_copy(con, "before-merge", NOW.replace(second=second))
        keep_copy(con, "before-import", NOW)
    names = names_in(path.parent / "backups")
    assert names[0] == "before-import-2026-11-22-153012.db"
    assert names[1:-1] == [f"before-merge-2026-11-22-1530{second:02}.db" for second in range(3, BACKUPS_KEPT + 3)]
    assert names[-1] == backup_of(path, DAY + 1).name


def test_lost_store_says_how_to_come_back(path: Path) -> None:
    made(path, 1)
    open_store(path, today=DAY + 1).close()
    path.write_bytes(b"\xff" * 5000)
    with pytest.raises(
        LostStoreError, match=r"'sdcards restore 2024-10-05' brings back the newest backup, '.*2024-10-05"
    ):
        open_store(path, today=DAY + 1)
    assert path.stat().st_size == 5000


@needs_fork
@pytest.mark.parametrize("damaged", [False, True])
def test_store_whose_session_was_killed_is_restored_to_exactly_the_backup(path: Path, *, damaged: bool) -> None:
    before = made(path, 3)
    open_store(path, today=DAY + 1).close()
    child = os.fork()
    if not child:
        try:
            log = open_log(path, DAY + 1)
            answer(log, Rating.GOOD, DAY + 9)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert path.with_name("progress.db-wal").stat().st_size > 0
    if damaged:
        path.write_bytes(b"\xff" * 5000)
    restore(path, backup_of(path, DAY + 1))
    assert state(path) == before
