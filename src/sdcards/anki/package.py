"""A collection as an ``.apkg`` file: the same notes and the same lock give the same bytes. The only door to genanki."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import genanki

from sdcards.anki.cards import card_of
from sdcards.anki.deck import build_decks
from sdcards.anki.files import replace_file
from sdcards.anki.identity import CREATED, NOTE_TYPES_CHANGED, PRESET_ID, field_id, guid, template_id
from sdcards.anki.notetypes import build_note_type, style
from sdcards.anki.retired import place_all
from sdcards.anki.studied import add_progress
from sdcards.collection.called import key_called
from sdcards.errors import SdcardsError
from sdcards.notes.families import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from sdcards.anki.deck import AnkiDeck, PlacedNote
    from sdcards.anki.fields import AnkiNote
    from sdcards.anki.notetypes import AnkiNoteType
    from sdcards.anki.progress import Progress
    from sdcards.anki.released import Released
    from sdcards.collection.collection import Collection
    from sdcards.ids import CardId, NoteId

_SQLITE = 3_040_000
_DEFLATE = 2  # three to four times as fast as zlib's own choice, for an eighth more bytes
_CHUNK = 1 << 20
_LARGE = 2_000_000_000
"""Bytes of a file for which a zip file needs its longer form."""
_NOTE = f"INSERT INTO notes VALUES ({','.join('?' * 11)})"
_CARD = f"INSERT INTO cards VALUES ({','.join('?' * 18)})"


@dataclass(frozen=True, slots=True)
class Report:
    """What went into a package; ``new`` and ``changed`` notes are those that the last release did not have so.

    ``texts`` are the digests of the notes' fields.
    """

    notes: int
    cards: int
    new: int
    changed: int
    reviews: int = 0
    texts: Mapping[NoteId, str] = field(default_factory=dict, compare=False)


def write_package(  # noqa: PLR0913 - each is a choice of its own, and named
    collection: Collection,
    path: Path,
    *,
    released: Released,
    moment: int,
    area: str | None = None,
    among: Container[NoteId] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Write the deck, one area of it or the notes ``among`` it as a package, with a person's progress if it is given.

    ``moment`` is the time of the export in epoch seconds. Raises SdcardsError where Anki could not take the package as it is
    meant; then nothing has been written.
    """
    if area is not None:
        filled = [each for each in collection.areas if any(topic.notes for topic in each.topics)]
        area = key_called("area", area, ((each.slug, each.title) for each in filled))
    notes = [
        placed
        for placed in place_all(collection, released)
        if (area is None or f"area::{area}" in placed.note.tags) and (among is None or placed.note.id in among)
    ]
    content, report, _ = build_package(collection, notes, released, moment, progress)
    replace_file(path, content, private=progress is not None)
    return report


def build_package(
    collection: Collection,
    notes: list[PlacedNote],
    released: Released,
    moment: int,
    progress: Progress | None = None,
) -> tuple[bytes, Report, Released]:
    """The package's bytes, what is in it, and the lock after it; ``notes`` are those of the collection that go in.

    Raises SdcardsError where Anki could not take it as it is meant.
    """
    if not notes:
        raise SdcardsError("the deck has no notes; there is nothing to export")
    used = {placed.note.family for placed in notes}
    kinds = {key: build_note_type(family.NOTE_TYPE) for key, family in FAMILIES.items() if key in used}
    after = released.after((placed.note for placed in notes), kinds.values(), moment)
    with _workshop() as folder:
        with _database(folder, _in_use(list(build_decks(collection)), notes), kinds, notes, after) as base:
            cards = ((number, _name(each.note, ordinal), each.position) for number, each, ordinal in _cards(notes))
            reviews = add_progress(base, cards, progress) if progress else 0
            content = _file_of(base, folder)
        media = {file.name: file.content for placed in notes for file in placed.note.media}
        package = _zipped(folder, content, media).read_bytes()
    return package, _report(notes, released, after, reviews), after


@contextmanager
def _workshop() -> Iterator[Path]:
    """A private folder that is thrown away: a large collection would take memory several times over."""
    try:
        with TemporaryDirectory(prefix="sdcards-") as name:
            yield Path(name)
    except (OSError, sqlite3.OperationalError) as error:
        raise SdcardsError(
            f"the package cannot be made in the folder for temporary files ({error}); make room there, or name another in TMPDIR"
        ) from error


def _in_use(decks: list[AnkiDeck], notes: Iterable[PlacedNote]) -> list[AnkiDeck]:
    """The decks that hold a note, and those around them: Anki would make the others too, and leave them empty."""
    used = {placed.deck for placed in notes}
    names = {deck.name for deck in decks if deck.id in used}
    return [deck for deck in decks if deck.name in names or any(name.startswith(f"{deck.name}::") for name in names)]


def _report(notes: list[PlacedNote], before: Released, after: Released, reviews: int) -> Report:
    ids = [placed.note.id for placed in notes]
    return Report(
        notes=len(ids),
        cards=sum(len(placed.note.ordinals) for placed in notes),
        new=sum(note not in before.notes for note in ids),
        changed=sum(note in before.notes and before.notes[note] != after.notes[note] for note in ids),
        reviews=reviews,
        texts={note: after.notes[note].texts[-1] for note in ids},
    )


@contextmanager
def _database(
    folder: Path,
    decks: Iterable[AnkiDeck],
    kinds: dict[str, AnkiNoteType],
    notes: list[PlacedNote],
    stamps: Released,
) -> Iterator[sqlite3.Connection]:
    """The collection with all its cards new; what ``folder`` holds of it is thrown away, so nothing is done to keep it safe."""
    with closing(sqlite3.connect(folder / "unordered")) as base:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        genanki.Package([]).write_to_db(base.cursor(), CREATED, count())
        (presets,) = base.execute("SELECT dconf FROM col").fetchone()
        base.execute(
            "UPDATE col SET models = ?, decks = ?, dconf = ?",
            (_models(kinds.values()), _decks(decks), _presets(json.loads(presets))),
        )
        base.executemany(_NOTE, _note_rows(kinds, notes, stamps))
        base.executemany(_CARD, _card_rows(notes, stamps))
        yield base


def _file_of(base: sqlite3.Connection, folder: Path) -> Path:
    """The collection file. What SQLite writes about itself is set to fixed values."""
    place = folder / "collection"
    base.commit()
    base.execute("VACUUM INTO ?", (str(place),))
    with place.open("r+b") as file:
        for offset, number in (
            (24, 1),
            (92, 1),
            (96, _SQLITE),
        ):  # twice how often it was changed, by which version of SQLite
            file.seek(offset)
            file.write(number.to_bytes(4, "big"))
    return place


def _note_rows(
    kinds: dict[str, AnkiNoteType], notes: Iterable[PlacedNote], stamps: Released
) -> Iterator[tuple[object, ...]]:
    """Rows of Anki's table ``notes``; ids count up in the order of first showing. Anki fills in the checksum."""
    for placed in notes:
        note = placed.note
        fields, tags = "\x1f".join(note.fields), f" {' '.join(note.tags)} "
        number, kind, mod = CREATED * 1000 + placed.position, kinds[note.family].id, stamps.notes[note.id].mod
        yield number, guid(note.id), kind, mod, -1, tags, fields, note.fields[0], 0, 0, ""


def _card_rows(notes: Iterable[PlacedNote], stamps: Released) -> Iterator[tuple[object, ...]]:
    """Rows of Anki's table ``cards``, all new, due at their note's position."""
    for number, placed, ordinal in _cards(notes):
        note, mod = CREATED * 1000 + placed.position, stamps.notes[placed.note.id].mod
        yield number, note, placed.deck, ordinal, mod, -1, 0, 0, placed.position, *(0,) * 8, ""


def _cards(notes: Iterable[PlacedNote]) -> Iterator[tuple[int, PlacedNote, int]]:
    """Anki's number of each card, its note, and its number in the note."""
    ids = count(CREATED * 1000 + 1)
    for placed in notes:
        for ordinal in placed.note.ordinals:
            yield next(ids), placed, ordinal


def _name(note: AnkiNote, ordinal: int) -> CardId:
    card = card_of(note.id, note.family, ordinal)
    assert card is not None  # noqa: S101 - the note's own family numbered it
    return card


def _models(kinds: Iterable[AnkiNoteType]) -> str:
    return json.dumps({kind.id: _Model(kind).to_json(NOTE_TYPES_CHANGED, None) for kind in kinds})


def _decks(decks: Iterable[AnkiDeck]) -> str:
    written = (genanki.Deck(deck.id, deck.name, deck.about).to_json() for deck in decks)
    return json.dumps({deck["id"]: deck | {"conf": PRESET_ID, "md": True} for deck in written})


def _presets(presets: dict[str, Any]) -> str:
    """Beside Anki's own preset, ours: new cards by position through all decks, so that the waves come in order."""
    plain = presets["1"]
    ours = plain | {
        "id": PRESET_ID,
        "mod": CREATED,
        "name": "System Design Interview",
        "new": plain["new"] | {"perDay": 15},
        "rev": plain["rev"] | {"perDay": 200, "maxIvl": 365},
        "newGatherPriority": 1,
        "newSortOrder": 1,
        "desiredRetention": 0.9,
    }
    return json.dumps(presets | {str(PRESET_ID): ours})


class _Model(genanki.Model):  # type: ignore[misc]
    """A note type with numbered fields and templates; which field makes which card we know, so nothing is rendered."""

    def __init__(self, kind: AnkiNoteType) -> None:
        super().__init__(
            kind.id,
            kind.name,
            [{"name": name, "id": field_id(kind.id, place)} for place, name in enumerate(kind.fields)],
            [
                {"name": card.name, "id": template_id(kind.id, place), "qfmt": card.front, "afmt": card.back}
                for place, card in enumerate(kind.templates)
            ],
            style(),
            genanki.Model.CLOZE if kind.cloze else genanki.Model.FRONT_BACK,
        )
        self._needs = [[place, "any", [kind.fields.index(card.needs)]] for place, card in enumerate(kind.templates)]

    @property
    def _req(self) -> list[list[object]]:
        return self._needs


def _zipped(folder: Path, base: Path, media: Mapping[str, bytes]) -> Path:
    """A zip file without the time or the system it was made on; media are called 0, 1, … and listed under their names."""
    names = {str(number): name for number, name in enumerate(sorted(media))}
    files = {"media": json.dumps(names).encode()} | {number: media[name] for number, name in names.items()}
    package, is_large = folder / "package", base.stat().st_size > _LARGE
    with ZipFile(package, "w", ZIP_DEFLATED, compresslevel=_DEFLATE) as archive:
        with base.open("rb") as source, archive.open("collection.anki2", "w", force_zip64=is_large) as target:
            shutil.copyfileobj(source, target, _CHUNK)
        for name, content in files.items():
            with archive.open(name, "w") as target:
                target.write(content)
        for entry in archive.infolist():  # each dated 1980-01-01
            entry.create_system, entry.external_attr = 3, 0o644 << 16
    return package
