"""Small files of Anki's, made without Anki."""

import json
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from sdcards.anki.identity import guid
from sdcards.ids import NoteId

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NOTE = NoteId("a-basic")
MOMENT = 1_795_305_600_000
"""The first millisecond of 2026-11-22, UTC."""

TABLES = """
CREATE TABLE col (id INTEGER PRIMARY KEY, crt, mod, ver, conf);
CREATE TABLE notes (id INTEGER PRIMARY KEY, guid, mid, flds, tags);
CREATE TABLE cards (id INTEGER PRIMARY KEY, nid, ord);
CREATE TABLE revlog (id, cid, ease, factor, time, type);
"""

Row = tuple[object, ...]


def review(
    at: object, rating: object = 3, *, kind: object = 1, factor: object = 500, card: object = 11, took: object = 9
) -> Row:
    """A row of the log."""
    return at, card, rating, factor, took, kind


def write_collection(
    path: Path,
    rows: Iterable[Row] = (),
    *,
    notes: Iterable[Row] = ((1, guid(NOTE), 5, "Up?\x1fYes", " mine "),),
    cards: Iterable[Row] = ((11, 1, 0), (12, 1, 1)),
    conf: Mapping[str, object] | None = None,
    version: object = 11,
    created: object = MOMENT // 1000,
) -> Path:
    """An SQLite file with what is read of a collection."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as con, con:
        con.executescript(TABLES)
        con.execute("INSERT INTO col VALUES (1, ?, 7, ?, ?)", (created, version, json.dumps(conf or {})))
        con.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, ?)", notes)
        con.executemany("INSERT INTO cards VALUES (?, ?, ?)", cards)
        con.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?)", rows)
    return path


def write_package(path: Path, files: Mapping[str, bytes], compression: int = ZIP_STORED) -> Path:
    """A zip file with these files in it."""
    with ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def packed(collection: Path, form: str = "collection.anki21b") -> dict[str, bytes]:
    """What an export of a collection holds: the collection, and the false one that newer packages have."""
    content = collection.read_bytes()
    if form == "collection.anki2":
        return {form: content}
    false = write_collection(collection.with_name("false.anki2"), [review(MOMENT, 1)])
    newest = form == "collection.anki21b"
    meta = b"\x08\x03" if newest else b"\x08\x02"
    return {"meta": meta, form: squeezed(content) if newest else content, "collection.anki2": false.read_bytes()}


def squeezed(content: bytes) -> bytes:
    """Bytes as the newest packages have them."""
    return zstd.compress(content)
