"""Retired notes: nothing can be taken out of people's Anki, so they come along as they last were, with the reason on them."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from sdcards import __version__
from sdcards.anki.deck import RETIRED, PlacedNote, place_notes
from sdcards.anki.fields import AnkiNote
from sdcards.anki.html import to_html
from sdcards.anki.identity import guid, note_type_id
from sdcards.anki.media import MediaFile
from sdcards.anki.notetypes import build_note_type
from sdcards.anki.released import Kept
from sdcards.errors import SdcardsError
from sdcards.ids import NoteId
from sdcards.notes.families import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sdcards.anki.released import Released
    from sdcards.collection.collection import Collection
    from sdcards.collection.retired import Reason

MAJOR = int(__version__.partition(".")[0])
"""The major version that exports; a retired note comes along until the next."""

_TAG = "retired"
_PLACE_TAGS = ("area::", "topic::")
_SHOWN = re.compile(r'src="([^"]+)"')
_NOTES = """
    SELECT n.guid, n.mid, n.flds, n.tags, group_concat(c.ord) FROM notes n JOIN cards c ON c.nid = n.id GROUP BY n.id
"""


def place_all(collection: Collection, released: Released, major: int = MAJOR) -> list[PlacedNote]:
    """All notes in the order in which they are first shown, and at the end those that are retired and still come along."""
    notes = place_notes(collection)
    kept = ((collection.retired[note], released.retired[note]) for note in sorted(_both(collection, released)))
    gone = [_marked(note.note, retirement.reason) for retirement, note in kept if note.until > major]
    return [*notes, *(PlacedNote(note, RETIRED, place) for place, note in enumerate(gone, start=len(notes) + 1))]


def keep_retired(
    collection: Collection, released: Released, package: Path, major: int = MAJOR
) -> Mapping[NoteId, Kept]:
    """The retired notes as they last were: those the lock has, and those the last package still has among the others.

    Raises SdcardsError where the package is needed and cannot be read.
    """
    still = {note: released.retired[note] for note in _both(collection, released)}
    new = [NoteId(note) for note in collection.retired if note in released.notes and note not in released.retired]
    last = read_notes(package, new) if new else ()
    kept = still | {note.id: Kept(note, until=major + 1) for note in last}
    return {note: kept[note] for note in kept if kept[note].until > major}


def read_notes(package: Path, ids: Iterable[NoteId]) -> Iterator[AnkiNote]:
    """Some notes of a package that we wrote, those it has; raises SdcardsError where it cannot be read."""
    wanted = {guid(note): note for note in ids}
    families = {note_type_id(family): family for family in FAMILIES}
    try:
        with ZipFile(package) as archive, closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(archive.read("collection.anki2"))
            numbers = {name: number for number, name in json.loads(archive.read("media")).items()}
            for row in base.execute(_NOTES):
                mark, kind, fields, tags, ordinals = row
                if mark in wanted and kind in families:
                    names = [name for name in _SHOWN.findall(fields) if name in numbers]
                    yield AnkiNote(
                        id=wanted[mark],
                        family=families[kind],
                        fields=tuple(fields.split("\x1f")),
                        tags=tuple(tags.split()),
                        ordinals=tuple(sorted(map(int, ordinals.split(",")))),
                        media=tuple(MediaFile(name, archive.read(numbers[name])) for name in names),
                    )
    except (OSError, BadZipFile, KeyError, ValueError, sqlite3.DatabaseError) as error:
        raise SdcardsError(f"cannot read '{package}': {error}; take the package of the last release") from error


def _both(collection: Collection, released: Released) -> Iterator[NoteId]:
    return (note for note in released.retired if note in collection.retired)


def _marked(note: AnkiNote, reason: Reason) -> AnkiNote:
    """The note, saying where one looks first that it is retired, and after the answer why."""
    names = build_note_type(FAMILIES[note.family].NOTE_TYPE).fields
    why = f"<strong>Retired on {reason.on}.</strong> {to_html(reason.why)}"
    said = f"{why} Now taught by <code>{reason.instead}</code>." if reason.instead else why
    fields = dict(zip(names, note.fields, strict=True)) | {"Topic": "Retired", "Extra": said}
    tags = (tag for tag in note.tags if not tag.startswith(_PLACE_TAGS))
    return replace(note, fields=tuple(fields.values()), tags=tuple(sorted((*tags, _TAG))))
