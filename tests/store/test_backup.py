import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.store.backup import BACKUPS_KEPT, copy_kept_of_before, copy_store
from sdcards.store.database import open_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.transaction import backups, lost
from tests.scheduling.histories import DAY
from tests.store.stores import answer, backup_of, content, names_in


def test_first_opening_of_a_day_keeps_the_store_as_it_was_before(log: ReviewLog, path: Path) -> None:
    answer(log, Rating.GOOD)
    before = content(log.con)
    with closing(open_store(path, today=DAY + 1)) as con:
        answer(ReviewLog(con), Rating.GOOD, DAY + 1)
    open_store(path, today=DAY + 1).close()
    with closing(sqlite3.connect(backup_of(path, DAY + 1))) as copy:
        assert content(copy) == before


def test_store_with_an_answer_taken_back_is_sound(log: ReviewLog, tmp_path: Path) -> None:
    log.drop(answer(log, Rating.GOOD), None)
    copy_store(log.con, tmp_path / "copy.db")
    assert log.integrity_check() == ()


def test_copy_of_before_stays_only_where_something_changed_and_pushes_out_no_other(log: ReviewLog, path: Path) -> None:
    moments = [datetime(2026, 11, 22, 12, 0, second, tzinfo=UTC) for second in range(BACKUPS_KEPT + 2)]
    for number, moment in enumerate(moments[:-1]):
        with copy_kept_of_before(log.con, "before-merge", moment):
            log.flag(CardId(f"note-{number}/answer"))
    kept = names_in(path.parent / "backups")
    assert [name for name in kept if name.startswith("before-")] == [
        f"before-merge-2026-11-22-1200{second:02}.db" for second in range(1, BACKUPS_KEPT + 1)
    ]
    with copy_kept_of_before(log.con, "before-merge", moments[-1]):
        log.flag(CardId("note-0/answer"))
    assert names_in(path.parent / "backups") == kept


def test_backups_are_private_whole_files(log: ReviewLog, path: Path) -> None:
    open_store(path, today=DAY + 1).close()
    copy = backup_of(path, DAY + 1)
    assert names_in(copy.parent) == [copy.name]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert log.integrity_check() == ()


def test_oldest_backups_are_dropped_beyond_fourteen(log: ReviewLog, path: Path) -> None:
    answer(log, Rating.GOOD)
    bystander = path.parent / "backups" / "mine.db"
    for day in range(DAY + 1, DAY + 20):
        open_store(path, today=day).close()
        bystander.touch()
    kept = [backup_of(path, day).name for day in range(DAY + 20 - BACKUPS_KEPT, DAY + 20)]
    assert names_in(path.parent / "backups") == ["mine.db", *kept]


def test_backup_that_cannot_be_made_is_told_and_the_store_stays(
    log: ReviewLog, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(log, Rating.GOOD)
    before = content(log.con)

    def fill_the_disk(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(os, "replace", fill_the_disk)
    with pytest.raises(
        SdcardsError, match=r"progress-2024-10-05\.db' cannot grow, the disk is full.*nothing was changed"
    ):
        open_store(path, today=DAY + 1)
    assert content(log.con) == before
    assert names_in(path.parent / "backups") == []


def test_copy_replaces_an_older_one_only_when_it_is_complete(
    log: ReviewLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copies" / "mine.db"
    copy_store(log.con, target)
    before = target.read_bytes()
    answer(log, Rating.GOOD)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", interrupt)
        with pytest.raises(KeyboardInterrupt):
            copy_store(log.con, target)
    assert (target.read_bytes(), names_in(target.parent)) == (before, ["mine.db"])
    copy_store(log.con, target)
    with closing(sqlite3.connect(target)) as copy:
        assert content(copy) == content(log.con)


def test_copies_of_the_person_s_own_are_never_dropped_nor_called_the_newest(log: ReviewLog, path: Path) -> None:
    folder = path.parent / "backups"
    folder.mkdir()
    own = ["progress-2000-01-01-mine.db", "progress-before-job.db", "progress-zzz.db"]
    for name in own:
        (folder / name).touch()
    for day in range(DAY + 1, DAY + 20):
        open_store(path, today=day).close()
    assert set(own) < set(names_in(folder))
    assert backups(str(path), until="2024-12-31")[-1] == (str(backup_of(path, DAY + 19)), "2024-10-23")
    assert str(backup_of(path, DAY + 19)) in str(lost(str(path), "is damaged"))
    assert log.integrity_check() == ()


def test_backups_of_a_clock_that_was_ahead_push_out_no_good_ones(log: ReviewLog, path: Path) -> None:
    for day in range(400_000, 400_000 + BACKUPS_KEPT):
        open_store(path, today=day).close()
    for day in range(DAY + 1, DAY + 20):
        open_store(path, today=day).close()
    kept = [backup_of(path, day).name for day in range(DAY + 20 - BACKUPS_KEPT, DAY + 20)]
    assert names_in(path.parent / "backups")[:BACKUPS_KEPT] == kept
    assert "sdcards restore 2024-10-23" in str(lost(str(path), "is damaged"))
    assert log.integrity_check() == ()
