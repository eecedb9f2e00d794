"""Files that come in: packages and collections of Anki, progress files of others, texts that were edited in Anki; and pages."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sdcards.anki.archive import open_collection
from sdcards.anki.bringing import compare
from sdcards.anki.cards import known_notes
from sdcards.anki.edits import Ours, find_edits
from sdcards.anki.faces import faces
from sdcards.anki.fields import AnkiNote, Place, build_note
from sdcards.anki.history import read_history
from sdcards.anki.html import to_html
from sdcards.anki.identity import guid, note_type_id
from sdcards.anki.markdown import to_markdown
from sdcards.anki.merging import note_changes, read_there
from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.notes.basic import Basic
from sdcards.pages.preview import Finding, Source, preview_page
from sdcards.pages.stats import statistics_page
from sdcards.scheduling.readiness import Part
from sdcards.scheduling.statistics import HardCard
from sdcards.store.database import empty_store
from sdcards.store.merging import merge_store
from sdcards.store.restoring import read_backup, restore_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.snapshot import open_snapshot
from tests.anki.ankifiles import MOMENT, NOTE, packed, review, write_collection
from tests.hostile.target import Target, mixed, spoilt_bytes
from tests.hostile.texts import NOW
from tests.pages.previews import card, deck, topic
from tests.scheduling.histories import DAY
from tests.standing import statistics
from tests.store.stores import open_log

_FAMILY = "basic"
_CITED = {"book": "A Book"}
_KNOWN = known_notes([(NOTE, _FAMILY)])
_NAMES = (
    "collection.anki21b",
    "collection.anki21",
    "collection.anki2",
    "meta",
    "media",
    "../x",
    "/x",
    "a\\b",
    "0",
    "\x1b[2J",
    "",
)
_ODD_VALUES = (
    None,
    "",
    "x",
    b"\xff\x00",
    -1,
    0,
    2**63 - 1,
    -(2**63),
    1.5,
    float("inf"),
    "\x1f" * 5,
    "\x1b[2J",
    "9" * 30,
    MOMENT,
)
"""SQLite keeps anything in any column."""
_HTML = (
    "text ", "<b>", "</b>", "<i>", "<br>", "<div>", "</div>", "<ul><li>", "</li></ul>", "<table><tr><td>", "</table>",
    "<a href='x'>",
    "</a>", "<img src=y>", "<pre><code>", "&nbsp;", "&amp;", "&#0;", "<", ">", "<!-- ", "\\(x\\)", "{{c1::", "}}",
    "\x1f", "<x" * 30,
    "<div>" * 60, "*", "_", "`", "1. ", "- ", "|", "$",
)  # fmt: skip
_WORDS = (
    "word ",
    "**b** ",
    "`c` ",
    "$x^2$ ",
    "[a](https://x.example) ",
    "| a |\n|---|\n| b |\n",
    "\n\n- ",
    "<i>",
    "&lt;",
    '"',
    "'",
)


def _package(chance: random.Random) -> bytes:
    with TemporaryDirectory() as folder:
        collection = _odd_collection(Path(folder, "collection.anki2"), chance)
        if chance.random() < 0.3:
            collection.write_bytes(spoilt_bytes(collection.read_bytes(), chance, chance.randrange(1, 12)))
        if chance.random() < 0.2:
            return collection.read_bytes()
        files = packed(collection, chance.choice(_NAMES[:3]))
    for _ in range(chance.randrange(3)):
        files[chance.choice(_NAMES)] = chance.choice((b"", chance.randbytes(100), *files.values()))
    data = _zipped(files, chance)
    return spoilt_bytes(data, chance, chance.randrange(1, 8)) if chance.random() < 0.4 else data


def _odd_collection(path: Path, chance: random.Random) -> Path:
    rows = [review(MOMENT - 1000 * number) for number in range(chance.randrange(5))]
    notes = [(1, guid(NOTE), note_type_id(_FAMILY), "\x1f".join(_built().fields), " mine ")]
    return write_collection(
        path,
        [_odd(row, chance) for row in rows],
        notes=[_odd(note, chance) for note in notes],
        cards=[_odd(card, chance) for card in ((11, 1, 0), (12, 1, 1))],
        conf=chance.choice(
            (None, {"rollover": "x"}, {"creationOffset": 10**30, "rollover": -5}, {"creationOffset": -600})
        ),
        version=chance.choice((11, 11, 11, 18, *_ODD_VALUES)),
        created=chance.choice((MOMENT // 1000, MOMENT // 1000, *_ODD_VALUES)),
    )


def _odd(row: tuple[object, ...], chance: random.Random) -> tuple[object, ...]:
    first = row[:1]  # a number where it is a key
    return first + tuple(chance.choice(_ODD_VALUES) if chance.random() < 0.1 else value for value in row[1:])


def _zipped(files: dict[str, bytes], chance: random.Random) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w", chance.choice((ZIP_STORED, ZIP_DEFLATED))) as archive:
        for name, content in files.items():
            entry = ZipInfo(name or "x")
            entry.external_attr = chance.choice((0, 0o120777 << 16, 0o40755 << 16))  # a link, a folder
            archive.writestr(entry, content)
    data = whole.getvalue()
    if chance.random() < 0.2:  # sizes that lie
        place = data.rfind(b"PK\x01\x02")
        data = (
            data[: place + 20] + struct.pack("<II", *(chance.randrange(2**32) for _ in range(2))) + data[place + 28 :]
        )
    return data


def _survive_package(data: bytes, folder: Path) -> None:
    file = folder / "deck.apkg"
    file.write_bytes(data)
    with closing(empty_store()) as con:
        log = ReviewLog(con)
        looks: tuple[Callable[[sqlite3.Connection], object], ...] = (
            lambda found: compare(read_history(found, _KNOWN, NOW, 4, None), log),
            lambda found: note_changes([_built()], read_there(found, _KNOWN), lambda *_: False),
            lambda found: find_edits([_ours()], read_there(found, _KNOWN).notes),
        )
        for look in looks:
            with contextlib.suppress(SdcardsError), open_collection(file) as found:
                look(found)
    assert [each.name for each in folder.iterdir()] == [file.name]


@cache
def _built() -> AnkiNote:
    return build_note(_note(), _place(), _CITED)


@cache
def _ours() -> Ours:
    return Ours(_note(), _built(), _place(), _CITED)


def _note() -> Basic:
    return Basic(id=NOTE, type="basic", wave=1, front="Up?", back="Yes", sources=("book",))


def _place() -> Place:
    return Place("Area", ("area::area",))


@cache
def _good_store() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "progress.db")
        with closing(open_log(path).con) as con:
            con.execute("INSERT INTO review VALUES ('a-card/value', 1700000000000, 3, 19675, 900, 'terminal')")
            con.execute(
                "INSERT INTO mock VALUES (1700000000000, 19675, 'a-prompt', 45, NULL, 0, 'score', NULL, 'x', 0, '', 0, '')"
            )
            con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


def _progress(chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        return spoilt_bytes(_good_store(), chance, chance.randrange(1, 10))
    with TemporaryDirectory() as folder:
        path = Path(folder, "other.db")
        path.write_bytes(_good_store())
        with closing(sqlite3.connect(path, isolation_level=None)) as con:
            con.execute("PRAGMA journal_mode = DELETE")
            tables = [name for (name,) in con.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for _ in range(chance.randrange(1, 6)):
                _spoil_rows(con, chance.choice(tables), chance)
        return path.read_bytes()


def _spoil_rows(con: sqlite3.Connection, table: str, chance: random.Random) -> None:
    columns = [row[1] for row in con.execute(f"PRAGMA table_info({table})")]
    value = chance.choice((*_ODD_VALUES, mixed(chance, ("1", "a-card/value"), 3)))
    with contextlib.suppress(sqlite3.Error, UnicodeError):
        if chance.random() < 0.5:
            con.execute(f"UPDATE {table} SET {chance.choice(columns)} = ?", (value,))
        else:
            values = [chance.choice((1, "a-b/c", 1_700_000_000_000, 19_675, value)) for _ in columns]
            con.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(columns))})", values)


def _survive_progress(data: bytes, folder: Path) -> None:
    other, store = folder / "other.db", folder / "data" / "progress.db"
    for each in folder.glob("data/**/*"):
        if each.is_file():
            each.unlink()
    other.write_bytes(data)
    read_backup(str(other))
    with (
        contextlib.suppress(SdcardsError),
        closing(open_snapshot(other, str(store))) as snapshot,
        closing(empty_store()) as con,
    ):
        merge_store(con, snapshot, DAY)
    with contextlib.suppress(SdcardsError):
        restore_store(str(store), str(other), NOW, DAY)
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{other}{ending}").unlink(missing_ok=True)


def _survive_html(data: bytes, _: Path) -> None:
    html = data.decode("utf-8", "replace")
    for cloze in (False, True):
        with contextlib.suppress(SdcardsError):
            to_markdown(html, cloze=cloze)


class _Obeyed(HTMLParser):
    """Collects what a browser would do at the bidding of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (
            "script",
            "iframe",
            "object",
            "embed",
            "svg",
            "form",
            "base",
            "link",
            "meta",
            "style",
            "img",
            "video",
            "audio",
        ):
            self.found.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or (
                name in ("href", "src", "action") and address.startswith(("javascript:", "data:", "vbscript:"))
            ):
                self.found.append(f"{tag} {name}")


def _obeyed(html: str) -> list[str]:
    parser = _Obeyed()
    parser.feed(html)
    return sorted(parser.found)


def _survive_pages(data: bytes, _: Path) -> None:
    text = data.decode("utf-8", "replace")[:2000].strip() or "x"
    assert not _obeyed(to_html(text)), _obeyed(to_html(text))
    assert _obeyed(_preview(text)) == _plain_preview()
    assert _obeyed(_statistics(text)) == _plain_statistics()


def _preview(text: str) -> str:
    note = _note().model_copy(update={"front": text, "back": text, "why": text, "hint": text})
    findings = (Finding(text, text, text, Source(text, 1, "file:///x"), text),)
    place = Place(to_html("Area"), ())
    cards = [
        card(text, note=text, kind=text, tags=(text,), front=side.front, back=side.back, findings=findings)
        for side in faces(build_note(note, place, _CITED))
    ]
    placed = replace(topic(*cards, findings=findings), title=text, area_title=text)
    return preview_page(replace(deck(placed, findings=findings), name=text))


def _statistics(text: str) -> str:
    part = Part(text, text, 10, 5, 2.5, (Part(text, text, 10, 5, 2.5),))
    hard = HardCard(CardId(text), text, 7, 2.3)
    return statistics_page(replace(statistics(areas=(part,), phases=(part,)), hardest=(hard,)))


@cache
def _plain_preview() -> list[str]:
    return _obeyed(_preview("x"))


@cache
def _plain_statistics() -> list[str]:
    return _obeyed(_statistics("x"))


TARGETS = (
    Target("packages", _package, _survive_package),
    Target("progress files", _progress, _survive_progress),
    Target("edits", lambda chance: mixed(chance, _HTML, 30).encode("utf-8", "replace"), _survive_html),
    Target("pages", lambda chance: mixed(chance, _WORDS, 20).encode("utf-8", "replace"), _survive_pages),
)
