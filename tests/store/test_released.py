"""What released versions wrote is read for as long as the program lives; released/README.md says what the files are."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sdcards.clock import EPOCH
from sdcards.errors import SdcardsError
from sdcards.scheduling.rating import Rating
from sdcards.store import database
from sdcards.store.database import VERSION, open_store, read_store
from sdcards.store.given import read_given
from sdcards.store.interviews import interviews, minutes_a_day, next_interview
from sdcards.store.log_export import FORMATS
from sdcards.store.log_import import read_log_file
from sdcards.store.merging import merge_store
from sdcards.store.own_decks import own_decks
from sdcards.store.practice_check import practice_faults
from sdcards.store.restoring import restore_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler, read_settings, undo_fit
from sdcards.store.snapshot import open_snapshot
from tests.store.stores import answer, backup_of, names_in, open_log, put

RELEASED = Path(__file__).parent / "released"
TODAY = (date(2026, 11, 22) - EPOCH).days
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

OF_RELEASED_MIGRATIONS = {
    1: "fbce06ea7c9dba04",
    2: "4bac0ddcb09a4fa4",
    3: "7fd669d71e269d20",
    4: "882d45ce9282d4b1",
}
"""What people's files were made by. A released migration is never edited: what it got wrong, the next one mends."""


def old_file(path: Path, version: int) -> Path:
    """Put a store as a version left it to ``path``; the second was never released, and so is made by its migration."""
    path.parent.mkdir(parents=True, exist_ok=True)
    put(RELEASED / f"version-{1 if version == 2 else version}.db", path)
    if version == 2:
        with closing(sqlite3.connect(path, isolation_level=None)) as con:
            for statement in database._statements(database._migrations()[1][1]):
                con.execute(statement)
            con.execute("INSERT INTO undone VALUES ('one/answer', 7)")
            con.execute("PRAGMA user_version = 2")
    return path


@pytest.fixture(params=[1, 2, 3])
def old(request: pytest.FixtureRequest, path: Path) -> Path:
    """A store of each version before this one."""
    return old_file(path, request.param)


def told(path: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of a file as SQLite itself gives it, by table and with the columns by name, since a new version may add some."""
    with closing(sqlite3.connect(path)) as con:
        con.row_factory = sqlite3.Row
        tables = [name for (name,) in con.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: {tuple(sorted(dict(row).items())) for row in con.execute(f"SELECT * FROM {name}")} for name in tables
        }


def lacking(before: dict[str, set[tuple[Any, ...]]], after: dict[str, set[tuple[Any, ...]]]) -> list[object]:
    """The rows of before that are not there after; new columns do not count."""
    have = {name: [set(row) for row in rows] for name, rows in after.items()}
    return [
        (name, row) for name, rows in before.items() for row in rows if not any(set(row) <= each for each in have[name])
    ]


def test_released_migrations_are_never_edited() -> None:
    digests = {number: sha256(script.encode()).hexdigest()[:16] for number, script in database._migrations()}
    assert {number: digests[number] for number in OF_RELEASED_MIGRATIONS} == OF_RELEASED_MIGRATIONS


@pytest.mark.parametrize("opening", [open_store, read_store])
def test_every_review_setting_and_mark_of_an_older_file_is_kept(old: Path, opening: Any) -> None:
    before = told(old)
    assert {name for name, rows in before.items() if rows} >= {"review", "schedule", "suspension", "flag", "setting"}
    opening(old, today=TODAY).close()
    after = told(old)
    assert lacking(before, after) == []
    assert {name: len(after[name]) for name in before} == {name: len(rows) for name, rows in before.items()}


def test_older_file_is_sound_afterwards_and_its_schedules_are_what_its_reviews_add_up_to(old: Path) -> None:
    with closing(open_store(old, today=TODAY)) as con:
        log = ReviewLog(con)
        assert log.integrity_check() == ()
        assert log.check_fold(read_scheduler(con)) == ()
        assert practice_faults(con) == ()
        assert con.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_older_file_is_kept_as_it_was_before_it_is_brought_up_to_date(old: Path) -> None:
    before = told(old)
    open_store(old, today=TODAY).close()
    (kept,) = copies_before_updates(old)
    assert told(kept) == before
    with closing(sqlite3.connect(kept)) as con:
        assert con.execute("PRAGMA user_version").fetchone()[0] < VERSION


def test_answers_of_the_same_day_are_in_the_copy_too(old: Path) -> None:
    """The day's backup was made in the morning, by the version before."""
    day_copy = backup_of(old, TODAY)
    day_copy.parent.mkdir()
    day_copy.touch()
    before = told(old)
    open_store(old, today=TODAY).close()
    assert [told(kept) for kept in copies_before_updates(old)] == [before]
    open_store(old, today=TODAY).close()
    assert len(copies_before_updates(old)) == 1


def copies_before_updates(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").glob("before-update-*.db"))


def test_tables_come_out_as_those_of_a_new_file(old: Path, tmp_path: Path) -> None:
    open_store(old, today=TODAY).close()
    open_store(tmp_path / "new.db", today=TODAY).close()

    def shape(path: Path) -> set[tuple[Any, ...]]:
        with closing(sqlite3.connect(path)) as con:
            return set(con.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))

    assert shape(old) == shape(tmp_path / "new.db")


def test_older_file_is_studied_on(old: Path) -> None:
    with closing(open_store(old, today=TODAY)) as con:
        log = ReviewLog(con)
        count = len(list(log.reviews()))
        answer(log, Rating.GOOD, TODAY)
        scheduler = read_scheduler(con)
        again = log.history(next(log.by_card())[0])[-1]
        log.drop(again, scheduler.replay(again.card, log.history(again.card)[:-1]))
        assert len(list(log.reviews())) == count
        assert log.integrity_check() == ()


def test_what_was_chosen_still_counts(old: Path) -> None:
    with closing(open_store(old, today=TODAY)) as con:
        settings = read_settings(con)
        hidden, flags = ReviewLog(con).hidden(TODAY), ReviewLog(con).flags()
    assert (settings.retention, settings.new, settings.reviews, settings.leech) == (0.92, 12, 80, 4)
    assert (settings.maximum_interval, settings.buttons) == (200, 2)
    assert hidden == {"two/answer": None, "three/answer": 21_400}
    assert flags == {"one/answer", "six/answer"}


def test_interviews_decks_fits_and_what_anki_was_told_still_count(path: Path) -> None:
    with closing(open_store(old_file(path, 3), today=TODAY)) as con:
        assert interviews(con) == [date(2028, 3, 15), date(2028, 6, 1)]
        assert next_interview(con, TODAY) == (date(2028, 3, 15) - EPOCH).days
        assert minutes_a_day(con) == 35
        assert own_decks(con) == {"mine": "/somewhere/mine", "work": "/somewhere else/wörk"}
        assert read_given(con) == {"one": {"0123456789abcdef0123"}, "two": {"fedcba9876543210fedc"}}
        assert [card for card, _ in ReviewLog(con).resets()] == ["five/answer"]
        assert ("seven/answer", 7) in ReviewLog(con).undone()
        fitted = read_scheduler(con).parameters
        undo_fit(con)
        assert read_scheduler(con).parameters != fitted
        assert ReviewLog(con).check_fold(read_scheduler(con)) == ()


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_log_that_an_older_version_exported_is_read_and_written_the_same(
    path: Path, tmp_path: Path, ending: str
) -> None:
    exported = RELEASED / f"version-3.{ending}"
    with closing(open_store(old_file(path, 3), today=TODAY)) as con:
        log = ReviewLog(con)
        assert "".join(FORMATS[ending](log, read_scheduler(con))) == exported.read_text("utf-8")
        before = {each for each in log.reviews() if ":" not in each.card}
    found = read_log_file(_without_own_cards(exported, tmp_path), NOW)
    assert (found.faults, {review for _, review in found.reviews.values()}) == ([], before)


def _without_own_cards(exported: Path, folder: Path) -> Path:
    kept = folder / exported.name
    lines = exported.read_text("utf-8").splitlines(keepends=True)
    kept.write_text("".join(line for line in lines if "mine:" not in line), "utf-8")
    return kept


@pytest.mark.parametrize("version", [1, 2, 3])
def test_older_file_is_merged_from_another_machine_unchanged(path: Path, tmp_path: Path, version: int) -> None:
    theirs = old_file(tmp_path / "theirs" / "progress.db", version)
    bytes_before = theirs.read_bytes()
    with closing(open_log(path, TODAY).con) as con:
        with closing(open_snapshot(theirs, str(path))) as there:
            merge_store(con, there, TODAY)
        here = {(each.card, each.at) for each in ReviewLog(con).reviews()}
        assert ReviewLog(con).check_fold(read_scheduler(con)) == ()
    assert here == {(dict(row)["card"], dict(row)["at"]) for row in told(theirs)["review"]}
    assert theirs.read_bytes() == bytes_before


@pytest.mark.parametrize("version", [1, 2, 3])
def test_older_backup_is_restored(path: Path, tmp_path: Path, version: int) -> None:
    open_log(path, TODAY).con.close()
    copy = old_file(tmp_path / "copy" / "progress.db", version)
    before = told(copy)
    restore_store(str(path), str(copy), NOW, TODAY)
    open_store(path, today=TODAY).close()
    assert lacking(before, told(path)) == []


def test_newer_file_is_refused_to_the_last_byte(path: Path) -> None:
    put_newer(path)
    before = path.read_bytes()
    for opening in (open_store, read_store):
        with pytest.raises(SdcardsError, match="written by a newer sdcards"):
            opening(path, today=TODAY)
    assert path.read_bytes() == before
    assert names_in(path.parent) == ["progress.db"]


def put_newer(path: Path) -> None:
    """A file of the version after this one, with a table and a column that this program does not know."""
    with closing(open_store(old_file(path, 3), today=TODAY)) as con:
        con.execute("CREATE TABLE novelty (at INTEGER) STRICT")
        con.execute("ALTER TABLE review ADD COLUMN mood INTEGER")
        con.execute(f"PRAGMA user_version = {VERSION + 1}")
        con.execute("PRAGMA journal_mode = DELETE")
    shutil.rmtree(path.parent / "backups")


def test_file_of_this_version_has_its_practice_and_no_faults(path: Path) -> None:
    old_file(path, 4)
    with closing(open_store(path, today=TODAY)) as con:
        assert practice_faults(con) == ()
        counts = [con.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("mock", "wanted", "drill")]
        assert counts == [2, 2, 3]
        assert ReviewLog(con).integrity_check() == ()
