"""Anki's files, opened by somebody who trusts none of them: ``.apkg``, ``.colpkg`` and ``.anki2``.

A package is a zip file with a collection in it, an SQLite file, compressed once more in the newer formats. Nothing is ever
written where an archive says; what is read is bounded before it is read.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from sdcards.errors import SdcardsError, no_file
from sdcards.store.snapshot import look_into
from sdcards.store.transaction import code_of

if sys.version_info >= (3, 14):  # pragma: no cover - the same module, by its two names
    from compression import zstd
else:
    from backports import zstd

LARGEST_FILE = 8 << 30
"""Bytes of a package; its pictures and sounds are passed over."""
LARGEST_COLLECTION = 2 << 30
"""Bytes of the collection in it: ten million reviews take half of that."""
_SMALL, _RATIO = 64 << 20, 200
"""A collection that unpacks to more than the first is refused if that is so many times what was packed."""
_LONGEST_CONTENTS = 32 << 20
"""Bytes of a zip file's list of contents: some four hundred thousand files."""

_ZIP, _SQLITE = b"PK", b"SQLite format 3\0"
_NEWEST, _NEWER, _OLD = "collection.anki21b", "collection.anki21", "collection.anki2"
_LATEST_PACKAGE = 3
_SCHEMAS = (11, 18)
_TABLES = frozenset({"col", "notes", "cards", "revlog"})
_IS_CONFIG = "SELECT 1 FROM sqlite_schema WHERE name = 'config'"
_LONGEST_VALUE = 64 << 20
_FEWEST_STEPS, _STEPS_A_BYTE, _PACE = 2_000_000, 4, 100_000
"""Of SQLite's machine: a row takes a dozen steps and has thirty bytes or more, and each table is read a few times."""
_WINDOW = {int(zstd.DecompressionParameter.window_log_max): 27}
_UNREADABLE = (BadZipFile, zlib.error, zstd.ZstdError, EOFError, NotImplementedError, RuntimeError, ValueError)


@contextmanager
def open_collection(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the collection in one of Anki's files, only to read it; the file stays as it is.

    Raises SdcardsError for what is no such file, is damaged, encrypted, a bomb, in use by Anki, or of a newer format.
    """
    if not path.is_file():
        raise no_file(path)
    try:
        with path.open("rb") as file:
            start = file.read(len(_SQLITE))
        if start == _SQLITE:
            with _opened(path, path) as con:
                yield con
        elif start.startswith(_ZIP):
            with TemporaryDirectory(prefix="sdcards-") as folder:
                unpacked = Path(folder, "collection.db")
                _unpack(path, unpacked)
                with _opened(unpacked, path) as con:
                    yield con
        else:
            raise SdcardsError(f"'{path}' is neither a package nor a collection of Anki; export one from Anki again")
    except OSError as error:
        raise SdcardsError(f"'{path}' cannot be read ({error.strerror}); check its rights and the disk") from error


@contextmanager
def _opened(place: Path, named: Path) -> Iterator[sqlite3.Connection]:
    """Open an SQLite file that is Anki's; ``named`` is what the person called it."""
    try:
        with closing(look_into(str(place.absolute()))) as con:
            con.execute("PRAGMA trusted_schema = OFF")
            con.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            con.set_progress_handler(_patience(place), _PACE)
            _check(con, named)
            yield con
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter where SQLite's own complaint is no text
        if isinstance(error, sqlite3.Error) and code_of(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise SdcardsError(f"'{named}' is open in Anki; close Anki and try again") from error
        if isinstance(error, sqlite3.Error) and code_of(error) == sqlite3.SQLITE_INTERRUPT:
            raise SdcardsError(f"'{named}' has tables that never end; export it from Anki again") from error
        raise SdcardsError(f"'{named}' is damaged ({error}); export it from Anki again") from error


def _patience(place: Path) -> Callable[[], bool]:
    """Tell SQLite to stop once it has taken more steps than reading every row of the file several times needs.

    A table can be built so that a file of a few pages has more rows than anybody could wait for.
    """
    size = sum(each.stat().st_size for each in (place, place.with_name(f"{place.name}-wal")) if each.exists())
    most = iter(range(_FEWEST_STEPS + size * _STEPS_A_BYTE, 0, -_PACE))
    return lambda: next(most, None) is None


def _check(con: sqlite3.Connection, named: Path) -> None:
    found = {
        name
        for name, sql in con.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'")
        if str(sql).lstrip().upper().startswith("CREATE TABLE")  # a virtual one could run anything
        and not any(hidden for *_, hidden in con.execute("SELECT * FROM pragma_table_xinfo(?)", (name,)))
    }  # and a computed column costs what its author likes
    if not found >= _TABLES or ("config" not in found and con.execute(_IS_CONFIG).fetchone()):
        raise SdcardsError(f"'{named}' holds no collection of Anki; export it from Anki again")
    row = con.execute("SELECT ver FROM col").fetchone()
    version = row[0] if row else None
    oldest, newest = _SCHEMAS
    if isinstance(version, int) and version > newest:
        raise SdcardsError(
            f"'{named}' is of a newer Anki (schema {version}, this program knows {newest}); update sdcards"
        )
    if not isinstance(version, int) or version < oldest:
        raise SdcardsError(f"'{named}' is of an Anki too old (schema {version!r}); export it from a newer one")


def _unpack(path: Path, target: Path) -> None:
    """Write the collection of a package to a file of ours."""
    if path.stat().st_size > LARGEST_FILE:
        raise SdcardsError(f"'{path}' has more than {LARGEST_FILE >> 30} GiB; export it from Anki without media")
    try:
        _refuse_long_contents(path)
        with ZipFile(path) as archive:
            entry = _collection_in(archive, path)
            with archive.open(entry) as packed, target.open("wb") as file:
                is_twice = entry.filename == _NEWEST
                _copy(zstd.ZstdFile(packed, options=_WINDOW) if is_twice else packed, file, entry.compress_size, path)
    except _UNREADABLE as error:
        raise SdcardsError(f"'{path}' is damaged or cut off ({error}); export it from Anki again") from error


def _collection_in(archive: ZipFile, path: Path) -> ZipInfo:
    """The entry that holds the collection; newer packages have a false one beside it, which only says to update Anki."""
    entries: dict[str, ZipInfo] = {}
    for entry in archive.infolist():
        if "/" in entry.filename or "\\" in entry.filename or entry.filename in entries:
            raise SdcardsError(
                f"'{path}' names a file in it {entry.filename[:80]!a}, as Anki never does; it was not read"
            )
        entries[entry.filename] = entry
    for name in ("meta", _NEWEST, _NEWER, _OLD):
        if name in entries and entries[name].flag_bits & 1:
            raise SdcardsError(f"'{path}' is encrypted; export it from Anki again, which never does that")
    if _version(archive, entries) > _LATEST_PACKAGE:
        raise SdcardsError(f"'{path}' is of a newer Anki than this program knows; update sdcards")
    for name in (_NEWEST, _NEWER, _OLD):
        if name in entries:
            if entries[name].compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise SdcardsError(f"'{path}' is packed as Anki never does; it was not read")
            return entries[name]
    raise SdcardsError(f"'{path}' is a zip file without a collection; export one from Anki")


def _version(archive: ZipFile, entries: dict[str, ZipInfo]) -> int:
    """The number of a package's format; ``meta`` is a protocol buffer of that one number, and old packages have none."""
    if "meta" not in entries:
        return 1
    with archive.open("meta") as file:
        meta = file.read(16)
    return meta[1] if meta[:1] == b"\x08" and len(meta) > 1 else 1


def _copy(source: IO[bytes] | zstd.ZstdFile, target: IO[bytes], packed: int, path: Path) -> None:
    most = min(LARGEST_COLLECTION, max(_SMALL, packed * _RATIO))
    written = 0
    while chunk := source.read(1 << 20):
        written += len(chunk)
        if written > most:
            raise SdcardsError(
                f"'{path}' unpacks to more than {most >> 20:,} MiB, as no collection does; it was not read"
            )
        target.write(chunk)


def _refuse_long_contents(path: Path) -> None:
    """Look at the end of a zip file, before all of its list of contents is read into memory."""
    with path.open("rb") as file:
        file.seek(max(file.seek(0, os.SEEK_END) - _END_REACH, 0))
        end = file.read()
    place = end.rfind(b"PK\x05\x06")
    if place >= 0 and int.from_bytes(end[place + 12 : place + 16], "little") > _LONGEST_CONTENTS:
        raise SdcardsError(f"'{path}' lists more files than any collection has; it was not read")


_END_REACH = 22 + 65_535
