import sqlite3
import struct
from contextlib import closing
from functools import partial
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from sdcards.anki import archive
from sdcards.anki.archive import open_collection
from sdcards.errors import SdcardsError
from tests.anki.ankifiles import MOMENT, packed, review, squeezed, write_collection, write_package

FORMS = ["collection.anki21b", "collection.anki21", "collection.anki2"]


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    return write_collection(tmp_path / "collection.anki2", [review(MOMENT)])


def count(path: Path) -> int:
    with open_collection(path) as con:
        return int(con.execute("SELECT count(*) FROM revlog").fetchone()[0])


def refused(path: Path, reason: str) -> None:
    with pytest.raises(SdcardsError, match=reason), open_collection(path):
        pass


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("compression", [0, ZIP_DEFLATED])
def test_collection_of_every_format_is_opened_and_never_the_false_one(
    collection: Path, tmp_path: Path, form: str, compression: int
) -> None:
    files = packed(collection, form)
    package = write_package(tmp_path / "deck.apkg", files, compression)
    with open_collection(package) as con:
        assert con.execute("SELECT ease FROM revlog").fetchall() == [(3,)]


def test_collection_itself_is_opened_and_stays_as_it_is(collection: Path) -> None:
    before = collection.read_bytes()
    assert count(collection) == 1
    assert collection.read_bytes() == before
    assert [file.name for file in collection.parent.iterdir()] == [collection.name]


def test_collection_with_a_journal_left_by_a_crash_is_read_with_it(collection: Path) -> None:
    with closing(sqlite3.connect(collection)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("INSERT INTO revlog SELECT id + 1, cid, ease, factor, time, type FROM revlog")
        writer.commit()
        assert count(collection) == 2


def test_collection_that_anki_has_open_is_refused(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, timeout=0))
    with closing(sqlite3.connect(collection, isolation_level=None)) as anki:
        anki.execute("PRAGMA locking_mode = EXCLUSIVE")
        anki.execute("PRAGMA journal_mode = WAL")
        anki.execute("UPDATE col SET mod = 8")
        refused(collection, "is open in Anki; close Anki and try again")


def test_what_was_unpacked_is_removed(collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    assert count(write_package(tmp_path / "deck.apkg", packed(collection))) == 1
    assert list((tmp_path / "temp").iterdir()) == []


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("form", FORMS)
def test_truncated_package_is_refused(collection: Path, tmp_path: Path, form: str, share: float) -> None:
    whole = write_package(tmp_path / "whole.apkg", packed(collection, form)).read_bytes()
    cut = tmp_path / "cut.apkg"
    cut.write_bytes(whole[: int(len(whole) * share)])
    refused(cut, "is damaged or cut off")


@pytest.mark.parametrize("form", FORMS)
def test_package_with_rubbish_for_a_collection_is_refused(collection: Path, tmp_path: Path, form: str) -> None:
    files = packed(collection, form) | {form: b"rubbish" * 100}
    refused(write_package(tmp_path / "deck.apkg", files), "is damaged")


def test_truncated_collection_inside_is_refused(collection: Path, tmp_path: Path) -> None:
    files = packed(collection)
    files["collection.anki21b"] = files["collection.anki21b"][:-20]
    refused(write_package(tmp_path / "deck.apkg", files), "is damaged or cut off")


def test_damaged_collection_is_refused(collection: Path) -> None:
    content = bytearray(collection.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    collection.write_bytes(content)
    with pytest.raises(SdcardsError, match=r"is damaged .* export it from Anki again"):
        count(collection)


@pytest.mark.parametrize("content", [b"", b"hello", b"\x7fELF" * 100])
def test_what_is_no_file_of_ankis_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "deck.apkg").write_bytes(content)
    refused(tmp_path / "deck.apkg", "is neither a package nor a collection of Anki")


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    refused(tmp_path / "deck.apkg", "there is no file .*; check its name")
    refused(tmp_path, "there is no file")


def test_file_that_may_not_be_read_is_refused(collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    refused(collection, r"cannot be read \(Permission denied\); check its rights")


@pytest.mark.parametrize("name", ["../../etc/passwd", "media/1", "..\\windows", "/root"])
def test_package_with_paths_in_it_is_refused(collection: Path, tmp_path: Path, name: str) -> None:
    package = write_package(tmp_path / "deck.apkg", packed(collection) | {name: b"x"})
    refused(package, "as Anki never does; it was not read")
    assert {file.name for file in tmp_path.iterdir()} == {"deck.apkg", "collection.anki2", "false.anki2"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_package_with_a_name_twice_is_refused(collection: Path, tmp_path: Path) -> None:
    package = write_package(tmp_path / "deck.apkg", packed(collection))
    with ZipFile(package, "a") as zipped:
        zipped.writestr("collection.anki21b", b"")
    refused(package, "names a file in it 'collection.anki21b', as Anki never does")


def test_encrypted_package_is_refused(collection: Path, tmp_path: Path) -> None:
    package = write_package(tmp_path / "deck.apkg", packed(collection, "collection.anki2"))
    content = bytearray(package.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1
    package.write_bytes(content)
    refused(package, "is encrypted")


def test_package_packed_otherwise_is_refused(collection: Path, tmp_path: Path) -> None:
    package = write_package(tmp_path / "deck.apkg", packed(collection, "collection.anki2"), ZIP_BZIP2)
    refused(package, "is packed as Anki never does")


def test_zip_file_without_a_collection_is_refused(tmp_path: Path) -> None:
    refused(write_package(tmp_path / "photos.zip", {"1.jpg": b"x"}), "is a zip file without a collection")


def test_package_of_a_newer_anki_is_refused(collection: Path, tmp_path: Path) -> None:
    files = packed(collection) | {"meta": b"\x08\x04"}
    refused(write_package(tmp_path / "deck.apkg", files), "newer Anki than this program knows; update sdcards")


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        (19, "newer Anki .schema 19, this program knows 18.; update sdcards"),
        (10, "too old"),
        ("x", "too old"),
        (None, "too old"),
    ],
)
def test_collection_of_another_schema_is_refused(tmp_path: Path, version: object, reason: str) -> None:
    refused(write_collection(tmp_path / "collection.anki2", version=version), reason)


def test_database_that_is_not_ankis_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "some.anki2")) as con:
        con.execute("CREATE TABLE notes (id)")
    refused(tmp_path / "some.anki2", "holds no collection of Anki")


def test_collection_without_its_only_row_is_refused(collection: Path) -> None:
    with closing(sqlite3.connect(collection)) as con, con:
        con.execute("DELETE FROM col")
    refused(collection, "too old .schema None.")


def test_table_that_runs_something_is_refused(collection: Path) -> None:
    with closing(sqlite3.connect(collection)) as con, con:
        con.execute("DROP TABLE revlog")
        con.execute("CREATE VIRTUAL TABLE revlog USING fts5(id, cid, ease, factor, time, type)")
    refused(collection, "holds no collection of Anki")


@pytest.mark.parametrize("form", FORMS)
def test_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_SMALL", 1 << 20)
    bomb = bytes(50 << 20)
    content = squeezed(bomb) if form == "collection.anki21b" else bomb
    package = write_package(tmp_path / "bomb.apkg", {form: content}, ZIP_DEFLATED)
    assert package.stat().st_size < 100_000
    refused(package, "unpacks to more than .* MiB, as no collection does")


def test_package_larger_than_any_is_refused(collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = write_package(tmp_path / "deck.apkg", packed(collection))
    monkeypatch.setattr(archive, "LARGEST_FILE", 1000)
    refused(package, "export it from Anki without media")


def test_endless_list_of_contents_is_refused_unread(collection: Path, tmp_path: Path) -> None:
    package = write_package(tmp_path / "deck.apkg", packed(collection))
    content = bytearray(package.read_bytes())
    content[-10:-6] = struct.pack("<I", 40 << 20)
    package.write_bytes(content)
    refused(package, "lists more files than any collection has")
