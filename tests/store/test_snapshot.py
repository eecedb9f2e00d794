import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.errors import SdcardsError
from sdcards.scheduling.rating import Rating
from sdcards.store import snapshot
from sdcards.store.database import _migrations, _statements, open_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.snapshot import open_snapshot
from tests.scheduling.histories import CARD, DAY
from tests.store.stores import answer, content, damage, names_in, open_log

HERE = "nowhere/progress.db"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A store with two reviews."""
    path = tmp_path / "away" / "other.db"
    with closing(open_log(path).con) as con:
        answer(ReviewLog(con), Rating.GOOD)
        answer(ReviewLog(con), Rating.EASY)
    return path


def test_snapshot_holds_what_the_file_holds_and_leaves_nothing_beside_it(other: Path) -> None:
    before = other.read_bytes()
    with closing(open_snapshot(other, HERE)) as con, closing(sqlite3.connect(other)) as original:
        assert content(con) == content(original)
    assert other.read_bytes() == before
    assert names_in(other.parent) == ["other.db"]


def test_snapshot_sees_what_another_process_has_written_and_not_yet_moved_into_the_file(other: Path) -> None:
    with closing(open_log(other).con) as writer:
        answer(ReviewLog(writer), Rating.HARD)
        with closing(open_snapshot(other, HERE)) as con:
            assert content(con) == content(writer)


def test_snapshot_of_an_older_file_is_up_to_date_and_the_file_stays_old(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old, isolation_level=None)) as con:
        for statement in _statements(_migrations()[0][1]):
            con.execute(statement)
        con.execute("INSERT INTO review VALUES (1000, 'a/x', 3, 20000, 5000, 'terminal')")
        con.execute("PRAGMA user_version = 1")
    before = old.read_bytes()
    with closing(open_snapshot(old, HERE)) as con:
        assert [review.at for review in ReviewLog(con).reviews()] == [1000]
        assert ReviewLog(con).undone() == frozenset()
    assert old.read_bytes() == before


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SdcardsError, match=r"there is no file '.*none\.db'; check its name"):
        open_snapshot(tmp_path / "none.db", HERE)


def test_file_that_is_huge_is_not_read(other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "LARGEST", 1 << 10)
    with pytest.raises(SdcardsError, match="no progress file of one person"):
        open_snapshot(other, HERE)


def test_store_itself_is_not_taken_for_another_one(other: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(other)
    with pytest.raises(SdcardsError, match="is the progress file itself; name another"):
        open_snapshot(tmp_path / "link.db", str(other))


def change(*statements: str) -> Callable[[Path], None]:
    def apply(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as con:
            for statement in statements:
                con.execute(statement)

    return apply


def write(text: bytes) -> Callable[[Path], None]:
    def apply(path: Path) -> None:
        path.write_bytes(text)

    return apply


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (damage, "is damaged, or no progress file"),
        (write(b"dear diary\n" * 500), "is damaged, or no progress file"),
        (write(b""), "is not a progress file of sdcards; it was left as it is"),
        (change("PRAGMA application_id = 7"), "is not a progress file of sdcards; it was left as it is"),
        (change("PRAGMA user_version = 99"), "was written by a newer sdcards .file version 99"),
        (change("PRAGMA user_version = 1"), "has other tables than a progress file of sdcards; it was left as it is"),
        (change("CREATE TABLE more (a)"), "has other tables than a progress file of sdcards; it was left as it is"),
        (
            change("INSERT INTO flag VALUES ('a/\x1b[2J')"),
            r"holds a card with the impossible id 'a/\\x1b\[2J'; it was left",
        ),
        (change("CREATE VIEW lure AS SELECT 1"), "it has a 'lure'; it was left as it is"),
        (
            change("CREATE TRIGGER trap AFTER INSERT ON flag BEGIN DELETE FROM review; END"),
            "it has a 'trap'; it was left as it is",
        ),
        (change("DROP TABLE flag", "CREATE TABLE flag (card)"), "has other tables than a progress file"),
        (change("UPDATE review SET day = 9999999999"), r"holds reviews at impossible times \(2\)"),
        (change("UPDATE review SET at = -at"), "holds reviews at impossible times"),
        (
            change("INSERT INTO wanted VALUES ('a/x', -5)"),
            r"holds cards asked back at an impossible time \(1\)",
        ),
    ],
)
def test_file_that_cannot_be_trusted_is_refused_unharmed(other: Path, harm: Callable[[Path], None], said: str) -> None:
    harm(other)
    before = other.read_bytes()
    with pytest.raises(SdcardsError, match=said):
        open_snapshot(other, HERE)
    assert other.read_bytes() == before
    assert names_in(other.parent) == ["other.db"]


def test_broken_index_is_found(other: Path) -> None:
    index = "UPDATE sqlite_schema SET sql = 'CREATE INDEX review_by_day ON review ({})' WHERE name = 'review_by_day'"
    change("PRAGMA writable_schema = ON", index.format("took"))(other)
    change("INSERT INTO review SELECT card, at + 10000000, rating, day, took + 7, origin FROM review")(other)
    change("PRAGMA writable_schema = ON", index.format("day"))(other)
    with pytest.raises(SdcardsError, match="review_by_day"):
        open_snapshot(other, HERE)


def test_file_that_cannot_be_opened_has_its_own_words(other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> sqlite3.Connection:
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr(snapshot, "look_into", refuse)
    with pytest.raises(SdcardsError, match=r"other\.db' cannot be opened"):
        open_snapshot(other, HERE)


def test_odd_characters_in_a_name_are_no_options(other: Path) -> None:
    odd = other.with_name("50%?mode=rwc#1.db")
    shutil.copy(other, odd)
    with closing(open_snapshot(os.path.relpath(odd), HERE)) as con:
        assert len(ReviewLog(con).history(CARD)) == 2


def test_own_file_passes_also_when_it_was_migrated_from_the_first_version(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as con:
        for statement in _statements(_migrations()[0][1]):
            con.execute(statement)
        con.execute("PRAGMA user_version = 1")
    open_store(path, today=DAY).close()
    open_snapshot(path, HERE).close()
