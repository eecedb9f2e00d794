import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.errors import SdcardsError
from sdcards.scheduling.rating import Rating
from sdcards.store.database import read_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.transaction import explaining, rows, transaction
from tests.scheduling.histories import DAY
from tests.store.stores import answer, backup_of, content, damage, open_log


def failure(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_BUSY, "in use by another program"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "in use by another program"),
        (sqlite3.SQLITE_READONLY, "cannot be written; check the rights"),
        (sqlite3.SQLITE_FULL, "the disk is full; make room and try again"),
        (sqlite3.SQLITE_IOERR_WRITE, "cannot be written, the disk is full or fails; make room"),
        (sqlite3.SQLITE_IOERR_SHMSIZE, "cannot be written, the disk is full or fails; make room"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened; check that it is a file"),
        (sqlite3.SQLITE_IOERR_FSYNC, r"cannot be read or written \(what SQLite says\); it was left as it is"),
        (sqlite3.SQLITE_CORRUPT, r"is damaged \(what SQLite says\); .* there is no backup of it"),
        (sqlite3.SQLITE_NOTADB, "is not a progress file, or its beginning is damaged"),
    ],
)
def test_each_failure_says_what_is_wrong_and_what_to_do(code: int, words: str) -> None:
    with pytest.raises(SdcardsError, match=f"'some/progress.db' {words}|{words}"), explaining("some/progress.db"):
        raise failure(code)


def test_failure_of_the_system_names_the_file() -> None:
    with pytest.raises(SdcardsError, match=r"'other' cannot be used \(no space left"), explaining("some/progress.db"):
        raise OSError(28, "No space left on device", "other")


def test_failure_at_a_file_that_is_being_written_names_the_one_it_is_for() -> None:
    with pytest.raises(SdcardsError, match=r"^'log.csv' cannot be used \(no space left"), explaining("log.csv"):
        raise OSError(28, "No space left on device", "log.csv.0a1b2c3d.new")


@pytest.mark.parametrize(
    "mistake", [failure(sqlite3.SQLITE_CONSTRAINT), sqlite3.ProgrammingError("closed"), KeyError()]
)
def test_mistakes_of_ours_keep_their_traceback(mistake: Exception) -> None:
    with pytest.raises(type(mistake)), explaining("some/progress.db"):
        raise mistake


def test_transaction_that_fails_in_the_middle_changes_nothing(log: ReviewLog) -> None:
    def write_and_stop() -> None:
        with transaction(log.con):
            answer(log, Rating.GOOD)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_and_stop()
    assert not any(content(log.con).values())


def test_disk_that_is_full_loses_nothing_that_was_told_to_be_safe(log: ReviewLog) -> None:
    reported = [answer(log, Rating.AGAIN)]
    ((pages,),) = log.con.execute("PRAGMA page_count")
    log.con.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(SdcardsError, match=r"disk is full.*every answer before this one is kept"):
        reported.extend(answer(log, Rating.AGAIN) for _ in range(10_000))
    assert list(log.reviews()) == reported
    log.con.execute("PRAGMA max_page_count = 100000")
    answer(log, Rating.GOOD)
    assert len(list(log.reviews())) == len(reported) + 1


def test_damage_found_while_reading_names_the_newest_backup(path: Path) -> None:
    log = open_log(path)
    answer(log, Rating.GOOD)
    log.con.close()
    log = open_log(path, DAY + 1)
    log.con.close()
    damage(path)
    before = path.read_bytes()
    con = read_store(path, today=DAY + 1)
    assert con is not None
    with (
        closing(con),
        pytest.raises(SdcardsError, match=f"is damaged .*; it was left as it is.*'{backup_of(path, DAY + 1)}'"),
    ):
        list(ReviewLog(con).reviews())
    assert path.read_bytes() == before


def test_rows_left_half_read_are_forgotten_with_their_connection(log: ReviewLog) -> None:
    for _ in range(3):
        answer(log, Rating.GOOD, DAY)
    half_read = rows(log.con, "SELECT * FROM review")
    next(half_read)
    log.con.close()
    del half_read  # as when the reader of a pipe has seen enough
