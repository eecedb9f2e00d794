"""The numbers and names by which Anki knows our decks, note types and notes. Frozen: a test lists them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sdcards.ids import NoteId

CREATED = 1_793_491_200
"""When this deck began, in epoch seconds: 2026-11-01. Ids count up from here; Anki refuses ids from the future."""

NOTE_TYPES_CHANGED = 1_795_357_800
"""When a template or the style sheet last changed, in epoch seconds; Anki ignores a change that does not raise it."""

PRESET_ID = CREATED * 1000
"""The deck options we suggest. Anki never updates a preset it has, so other suggestions need another id."""

REPORT_AT = ""
"""The address that, with a note's id behind it, opens a report of a mistake; empty while there is none."""

_SCHEMAS: dict[str, int] = {}
"""Families whose fields or templates were added, removed or reordered after a release, with their schema's version."""

_NAMESPACE = "sdcards"
_EARLIEST = 1_000_000_000_000
_SPREAD = 2**39  # ids stay below the present in milliseconds
_TEMPLATES = 500


def note_type_id(family: str) -> int:
    """Number the note type of a family: another number for another schema, since Anki cannot reconcile the two."""
    return _number("note type", family, str(_SCHEMAS.get(family, 1)))


def field_id(note_type: int, place: int) -> int:
    """Number the field at ``place``, so that Anki takes a new name for a renaming."""
    return note_type * 1000 + place


def template_id(note_type: int, place: int) -> int:
    """Number the template at ``place``, for the same reason."""
    return note_type * 1000 + _TEMPLATES + place


def deck_id(path: str) -> int:
    """Number the deck of ``area/topic``, of ``area``, or, for an empty path, of everything."""
    return _number("deck", path)


def guid(note: NoteId) -> str:
    """What Anki matches a note by, at every import and on every device; it follows from the id alone."""
    return sha256(f"{_NAMESPACE} note {note}".encode()).hexdigest()[:20]


def _number(*names: str) -> int:
    digest = sha256(" ".join((_NAMESPACE, *names)).encode()).digest()
    return _EARLIEST + int.from_bytes(digest[:8], "big") % _SPREAD
