"""What was released before: when each note last changed, and the shape of each note type. Kept in ``released.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sdcards.anki.fields import AnkiNote
from sdcards.anki.media import MediaFile
from sdcards.errors import SdcardsError
from sdcards.ids import NoteId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sdcards.anki.notetypes import AnkiNoteType

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Stamp:
    """A note's family, the digest of its content in Anki, and when it became that, in epoch seconds.

    ``texts`` are the digests of its fields alone, of every release, the present one last: who has one of them has not edited
    the note.
    """

    family: str
    digest: str
    mod: int
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """The names of a note type's fields and templates, in their places."""

    fields: tuple[str, ...]
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A note as it was before it was retired; from major version ``until`` on it no longer comes along."""

    note: AnkiNote
    until: int


@dataclass(frozen=True, slots=True)
class Released:
    """Every note ever released, also those since removed, and every note type by its number."""

    notes: Mapping[NoteId, Stamp] = field(default_factory=dict)
    note_types: Mapping[int, Shape] = field(default_factory=dict)
    retired: Mapping[NoteId, Kept] = field(default_factory=dict)

    def after(self, notes: Iterable[AnkiNote], note_types: Iterable[AnkiNoteType], moment: int) -> Released:
        """What will have been released with these notes at ``moment``, in epoch seconds.

        A note keeps its time while its content stays: Anki updates a note that is newer than the learner's, and then the
        learner's own tags and edits on it are lost. Raises SdcardsError where Anki could not update.
        """
        shapes = {kind.id: _unchanged(kind, self.note_types.get(kind.id)) for kind in note_types}
        stamps = {note.id: _stamp(note, self.notes.get(note.id), moment) for note in notes}
        return replace(self, notes={**self.notes, **stamps}, note_types={**self.note_types, **shapes})


def read_released(path: Path) -> Released:
    """Read ``released.json``; before the first release it is missing or an empty object. Raises SdcardsError."""
    try:
        found = json.loads(path.read_text("utf-8"))
        if found and found["format"] != FORMAT:
            raise SdcardsError(f"'{path}' has format {found['format']!r}, this program reads {FORMAT}; update sdcards")
        return _from_json(found)
    except FileNotFoundError:
        return Released()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SdcardsError(f"cannot read '{path}': {error!r}; take the file of the last release") from error


def released_text(released: Released) -> str:
    """The file's text: sorted, a line for each note, so that a release can be read as a difference."""
    types = {str(number): {"fields": t.fields, "templates": t.templates} for number, t in released.note_types.items()}
    notes = {
        str(note): {"type": stamp.family, "digest": stamp.digest, "mod": stamp.mod, "texts": stamp.texts}
        for note, stamp in released.notes.items()
    }
    parts: dict[str, Mapping[str, Any]] = {"note_types": types, "notes": notes}
    if released.retired:
        parts["retired"] = _kept_as_json(released.retired)
    listed = "".join(f',\n"{name}": {_lines(entries)}' for name, entries in parts.items())
    return f'{{\n"format": {FORMAT}{listed}\n}}\n'


def text_digest(fields: Sequence[str]) -> str:
    """The digest of a note's fields but for the last, My notes, which is the learner's."""
    return _digest(fields[:-1])


def _digest(parts: Iterable[str]) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def _stamp(note: AnkiNote, before: Stamp | None, moment: int) -> Stamp:
    text = text_digest(note.fields)
    digest = _digest((text, note.fields[-1], *note.tags))
    if before is None:
        return Stamp(note.family, digest, moment, (text,))
    if before.family != note.family:
        raise SdcardsError(
            f"note '{note.id}' was released as '{before.family}' and is now '{note.family}', which Anki cannot follow;"
            " give the new note a new id"
        )
    if before.mod > moment:
        raise SdcardsError(f"note '{note.id}' was released in the future, at {before.mod}; set the clock right")
    if before.digest == digest:
        return before
    texts = (*(known for known in before.texts if known != text), text)
    return Stamp(note.family, digest, max(moment, before.mod + 1), texts)


def _unchanged(kind: AnkiNoteType, before: Shape | None) -> Shape:
    now = Shape(kind.fields, tuple(template.name for template in kind.templates))
    if before not in (None, now):
        raise SdcardsError(
            f"note type '{kind.name}' no longer has the fields and templates it was released with, so Anki could not"
            " update its notes; give its family a new schema version in identity.py"
        )
    return now


def _from_json(found: Mapping[str, Any]) -> Released:
    return Released(
        {
            NoteId(note): Stamp(str(entry["type"]), str(entry["digest"]), int(entry["mod"]), tuple(entry["texts"]))
            for note, entry in found.get("notes", {}).items()
        },
        {
            int(number): Shape(tuple(entry["fields"]), tuple(entry["templates"]))
            for number, entry in found.get("note_types", {}).items()
        },
        {NoteId(note): _kept_from_json(NoteId(note), entry) for note, entry in found.get("retired", {}).items()},
    )


def _kept_as_json(retired: Mapping[NoteId, Kept]) -> dict[str, Any]:
    return {
        str(name): {
            "until": kept.until,
            "type": kept.note.family,
            "fields": kept.note.fields,
            "tags": kept.note.tags,
            "cards": kept.note.ordinals,
            "media": {file.name: file.content.decode() for file in kept.note.media},
        }
        for name, kept in retired.items()
    }


def _kept_from_json(name: NoteId, entry: Mapping[str, Any]) -> Kept:
    media = tuple(MediaFile(file, text.encode()) for file, text in entry["media"].items())
    fields, tags, cards = (tuple(entry[key]) for key in ("fields", "tags", "cards"))
    return Kept(AnkiNote(name, str(entry["type"]), fields, tags, cards, media), int(entry["until"]))


def _lines(entries: Mapping[str, Any]) -> str:
    rows = (f"{json.dumps(key)}: {json.dumps(entries[key], ensure_ascii=False)}" for key in sorted(entries))
    return "{\n" + ",\n".join(rows) + "\n}"
