import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from sdcards.errors import SdcardsError
from sdcards.scheduling.rating import Rating
from sdcards.store import database
from sdcards.store.database import VERSION, empty_store, open_store, read_store
from sdcards.store.review_log import ReviewLog
from tests.scheduling.histories import DAY
from tests.store.stores import answer, backup_of, content, damage, names_in, open_log

HEAVY = {"typing", "dataclasses", "enum", "pathlib", "json", "re", "importlib.resources", "fsrs", "inspect"}


def pragma(con: sqlite3.Connection, name: str) -> object:
    return con.execute(f"PRAGMA {name}").fetchone()[0]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_new_store_is_private_durable_and_of_this_version(path: Path) -> None:
    with closing(open_store(path, today=DAY)) as con:
        found = [pragma(con, name) for name in ("journal_mode", "synchronous", "foreign_keys", "user_version")]
    assert found == ["wal", 2, 1, VERSION]
    assert (mode(path.parent), mode(path)) == (0o700, 0o600)


def test_nothing_lies_beside_a_store_that_was_just_made(path: Path) -> None:
    open_store(path, today=DAY).close()
    assert names_in(path.parent) == ["progress.db"]


def test_interrupt_while_the_store_is_made_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(database, "_migrate", interrupt)
    with pytest.raises(KeyboardInterrupt):
        open_store(path, today=DAY)
    assert names_in(path.parent) == []


def test_store_that_another_process_made_meanwhile_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate = database._migrate

    def be_second(con: sqlite3.Connection) -> None:
        monkeypatch.setattr(database, "_migrate", migrate)
        with closing(open_log(path).con) as other:
            answer(ReviewLog(other), Rating.GOOD)
        migrate(con)

    monkeypatch.setattr(database, "_migrate", be_second)
    with closing(open_store(path, today=DAY)) as con:
        assert len(list(ReviewLog(con).reviews())) == 1


def test_store_is_made_on_a_file_system_without_hard_links(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    open_store(path, today=DAY).close()
    assert names_in(path.parent) == ["progress.db"]


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SdcardsError, match=r"'.*file' cannot be used \(.*\); check its rights and its disk"):
        open_store(tmp_path / "file" / "progress.db", today=DAY)


def test_what_was_written_is_there_at_the_next_opening(path: Path) -> None:
    with closing(open_log(path).con) as con:
        answer(ReviewLog(con), Rating.GOOD)
        before = content(con)
    with closing(open_store(path, today=DAY)) as con:
        assert content(con) == before


def test_reading_needs_a_store_and_does_not_make_one(path: Path) -> None:
    assert read_store(path, today=DAY) is None
    assert not path.parent.exists()


def test_reading_makes_no_backup_and_cannot_write(log: ReviewLog, path: Path) -> None:
    con = read_store(path, today=DAY + 1)
    assert con is not None
    with closing(con), pytest.raises(SdcardsError, match="cannot be written"):
        answer(ReviewLog(con), Rating.GOOD)
    assert not backup_of(path, DAY + 1).exists()
    assert list(log.reviews()) == []


def test_empty_store_has_every_table() -> None:
    with closing(empty_store()) as con:
        assert not any(content(con).values())


@pytest.mark.parametrize("opening", [open_store, read_store])
def test_newer_store_is_refused_unharmed(path: Path, opening: Any) -> None:
    with closing(open_store(path, today=DAY)) as con:
        con.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    words = f"newer sdcards .file version 99, this program knows {VERSION}.; it was left as it is; update"
    with pytest.raises(SdcardsError, match=words):
        opening(path, today=DAY + 1)
    assert path.read_bytes() == before
    assert names_in(path.parent) == ["progress.db"]


@pytest.mark.parametrize("opening", [open_store, read_store])
@pytest.mark.parametrize("text", [b"dear diary\n" * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_file_that_is_no_database_is_refused_unharmed(path: Path, text: bytes, opening: Any) -> None:
    path.parent.mkdir()
    path.write_bytes(text)
    with pytest.raises(SdcardsError, match=r"is not a progress file.*left as it is.*there is no backup"):
        opening(path, today=DAY)
    assert path.read_bytes() == text


def test_empty_file_is_refused_and_not_taken_for_a_new_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with pytest.raises(SdcardsError, match="is not a progress file of sdcards"):
        open_store(path, today=DAY)
    assert path.stat().st_size == 0


def test_database_of_another_program_is_refused(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as con:
        con.execute("CREATE TABLE review (at)")
    before = path.read_bytes()
    with pytest.raises(SdcardsError, match="is not a progress file of sdcards; it was left as it is"):
        open_store(path, today=DAY)
    assert path.read_bytes() == before


def test_folder_in_the_place_of_the_store_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(SdcardsError, match="cannot be opened; check that it is a file"):
        open_store(path, today=DAY)


def test_damaged_store_is_refused_unharmed_and_its_copies_stay(path: Path) -> None:
    with closing(open_log(path).con) as con:
        answer(ReviewLog(con), Rating.GOOD)
    open_store(path, today=DAY + 1).close()
    damage(path)
    before = path.read_bytes()
    with pytest.raises(SdcardsError, match=r"is damaged .*; it was left as it is.*newest backup, '.*progress-2024.*'"):
        open_store(path, today=DAY + 2)
    assert path.read_bytes() == before
    assert names_in(path.parent / "backups") == [backup_of(path, DAY + 1).name]


def test_store_that_another_program_holds_is_named_after_a_while(
    log: ReviewLog, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    with closing(open_log(path).con) as other:
        log.con.execute("BEGIN EXCLUSIVE")
        before = content(other)
        with pytest.raises(SdcardsError, match=r"in use by another program.*nothing was changed"):
            answer(ReviewLog(other), Rating.GOOD)
        log.con.execute("ROLLBACK")
        assert content(other) == before


def test_python_with_an_old_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(path, today=DAY).close()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(SdcardsError, match=r"use one with SQLite 3\.37 or newer"):
        open_store(path, today=DAY)


def test_migrations_are_numbered_without_a_gap_up_to_the_version() -> None:
    assert [number for number, _ in database._migrations()] == list(range(1, VERSION + 1))


def next_version(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    steps = [*database._migrations(), (VERSION + 1, script)]
    monkeypatch.setattr(database, "_migrations", lambda: steps)
    monkeypatch.setattr(database, "VERSION", VERSION + 1)


@pytest.mark.parametrize("opening", [open_store, read_store])
def test_older_store_is_backed_up_and_migrated(path: Path, monkeypatch: pytest.MonkeyPatch, opening: Any) -> None:
    with closing(open_log(path).con) as con:
        answer(ReviewLog(con), Rating.GOOD)
        before = content(con)
    next_version(monkeypatch, "ALTER TABLE flag ADD COLUMN colour TEXT;\nCREATE TABLE novelty (at INTEGER) STRICT;\n")
    with closing(opening(path, today=DAY + 1)) as con:
        assert (content(con), pragma(con, "user_version")) == (before, VERSION + 1)
        assert con.execute("SELECT count(*) FROM novelty").fetchone() == (0,)
    with closing(sqlite3.connect(backup_of(path, DAY + 1))) as copy:
        assert (content(copy), pragma(copy, "user_version")) == (before, VERSION)


def test_log_of_the_first_version_is_kept_with_every_review_and_setting(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as con:
        for statement in database._statements(database._migrations()[0][1]):
            con.execute(statement)
        con.execute("PRAGMA user_version = 1")
        con.executemany(
            "INSERT INTO review VALUES (?, ?, 3, 20000, 5000, 'terminal')", [(7, "b/x"), (9, "a/x"), (8, "a/x")]
        )
        con.execute("INSERT INTO setting VALUES ('new', '5')")
    with closing(open_store(path, today=DAY)) as con:
        assert [(each.at, each.card) for each in ReviewLog(con).reviews()] == [(7, "b/x"), (8, "a/x"), (9, "a/x")]
        assert con.execute("SELECT * FROM setting").fetchall() == [("new", "5")]
        assert ReviewLog(con).integrity_check() == ()


def test_migration_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(path, today=DAY).close()
    next_version(monkeypatch, "CREATE TABLE novelty (at INTEGER) STRICT;\nCREATE TABLE flag (card TEXT);\n")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        open_store(path, today=DAY)
    with closing(sqlite3.connect(path)) as con:
        assert pragma(con, "user_version") == VERSION
        assert con.execute("SELECT name FROM sqlite_schema WHERE name = 'novelty'").fetchall() == []


def test_migration_that_another_process_did_meanwhile_is_not_done_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(path, today=DAY).close()
    next_version(monkeypatch, "CREATE TABLE novelty (at INTEGER) STRICT;\n")
    steps = database._migrations()

    def be_second() -> list[tuple[int, str]]:
        monkeypatch.setattr(database, "_migrations", lambda: steps)
        open_store(path, today=DAY).close()
        return steps

    monkeypatch.setattr(database, "_migrations", be_second)
    with closing(open_store(path, today=DAY)) as con:
        assert pragma(con, "user_version") == VERSION + 1


def test_opening_and_counting_import_nothing_heavy(path: Path) -> None:
    open_store(path, today=DAY).close()
    source = Path(database.__file__).parents[2]
    program = (
        f"import sys; sys.path.insert(0, {str(source)!r})\n"
        "from sdcards.store.candidates import counts\n"
        "from sdcards.store.database import read_store\n"
        f"read_store({str(path)!r}, today=1).close()\n"
        "print(*sys.modules)"
    )
    plain = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, check=True, text=True)
    assert HEAVY.isdisjoint(plain.stdout.split())


def test_store_damaged_later_on_the_same_day_is_not_written_to(path: Path) -> None:
    with closing(open_log(path).con) as con:
        answer(ReviewLog(con), Rating.GOOD)
    open_store(path, today=DAY + 1).close()
    damage(path)
    before = path.read_bytes()
    with pytest.raises(SdcardsError, match="is damaged"):
        open_store(path, today=DAY + 1)
    assert path.read_bytes() == before


@pytest.fixture
def _no_rights() -> Iterator[None]:
    """Be somebody whom the rights of files stop, which root is not."""
    if os.geteuid():
        yield
        return
    os.setresuid(65534, 65534, 0)
    yield
    os.setresuid(0, 0, 0)


@pytest.fixture
def locked() -> Iterator[Path]:
    """A store with an answer in a folder that cannot be written."""
    with TemporaryDirectory() as folder:
        there = Path(folder) / "data" / "progress.db"
        with closing(open_log(there).con) as con:
            answer(ReviewLog(con), Rating.GOOD)
        for place, rights in ((there, 0o444), (there.parent, 0o555), (there.parent.parent, 0o755)):
            place.chmod(rights)
        yield there
        there.parent.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other things there")
@pytest.mark.usefixtures("locked", "_no_rights")
def test_store_in_a_folder_that_cannot_be_written_is_read(locked: Path) -> None:
    con = read_store(locked, today=DAY)
    assert con is not None
    with closing(con):
        assert len(list(ReviewLog(con).reviews())) == 1
    with pytest.raises(SdcardsError, match="cannot be"):
        open_store(locked, today=DAY)
