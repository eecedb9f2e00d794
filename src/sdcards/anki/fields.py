"""What Anki holds of a note: the text of its fields, its tags, and which cards it makes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from zlib import crc32

from sdcards.anki.html import cloze_to_html, plain_to_html, to_html
from sdcards.anki.identity import REPORT_AT
from sdcards.anki.media import MediaFile, shown
from sdcards.errors import SdcardsError
from sdcards.ids import NoteId
from sdcards.notes.cloze import Cloze
from sdcards.notes.drill import Drill
from sdcards.notes.inputs import draw, pose
from sdcards.notes.quantity import QuantityError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdcards.collection.sources import Source
    from sdcards.notes.note import Note

_SPARE_AND_LEARNERS = ("", "")
"""Extra and My notes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note stands: its area and topic as a line of HTML, and the tags that say so."""

    line: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """A note ready for Anki. ``fields`` are HTML in the order of its note type; ``ordinals`` number its cards from 0.

    ``media`` are the files that the fields show.
    """

    id: NoteId
    family: str
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    ordinals: tuple[int, ...]
    media: tuple[MediaFile, ...] = ()


def build_note(note: Note, place: Place, citations: Mapping[str, str]) -> AnkiNote:
    """Render a note; ``citations`` are HTML by source. Raises SdcardsError, naming the note, for what Anki cannot show."""
    try:
        texts = note.fields()
        own = _own_fields(note, texts)
        picture, media = shown(note.diagram)
        return AnkiNote(
            id=NoteId(note.id),
            family=note.NOTE_TYPE.key,
            fields=(*[own.get(field, "") for field in note.NOTE_TYPE.fields], *_tail(note, place, citations, picture)),
            tags=tuple(sorted({*place.tags, f"wave::{note.wave}", f"level::{note.level}", *note.tags})),
            ordinals=tuple(_ordinals(note, texts, own)),
            media=media,
        )
    except (SdcardsError, QuantityError) as error:
        raise SdcardsError(f"note '{note.id}': {error}") from error


def citation(source: Source) -> str:
    """A source as a line of HTML, linked where it can be read."""
    text = plain_to_html(str(source))
    return f'<a href="{escape(source.url)}">{text}</a>' if source.url.startswith(("https://", "http://")) else text


def _own_fields(note: Note, texts: Mapping[str, str]) -> dict[str, str]:
    if isinstance(note, Cloze):
        return {"Text": cloze_to_html(note.text)}
    worked = _worked(note) if isinstance(note, Drill) else {}
    html = {field: to_html(text) for field, text in texts.items() if text and field not in worked} | worked
    if html.get("Within") == "1":
        del html["Within"]  # exact: there is nothing to announce
    return html


def _worked(drill: Drill) -> dict[str, str]:
    """One instance of a drill, always the same for the same note: Anki cannot draw numbers."""
    from sdcards.notes.judging import solve

    number = drill.number("result")
    drawn = draw(number, random.Random(crc32(drill.id.encode())))  # noqa: S311 - chance, not secrecy
    solution = solve(number, drawn)
    return {
        "Ask": to_html(pose(drill.ask, number, drawn)),
        "Result": plain_to_html(solution.result),
        "Working": plain_to_html(solution.working),
    }


def _tail(note: Note, place: Place, citations: Mapping[str, str], picture: str) -> tuple[str, ...]:
    unknown = [source for source in note.sources if source not in citations]
    if unknown:
        raise SdcardsError(f"cites '{unknown[0]}', which is not in sources.yaml")
    return (
        to_html(note.hint) if note.hint else "",
        to_html(note.why) if note.why else "",
        note.as_of or "",
        "<br>".join([citations[source] for source in note.sources]),
        place.line,
        note.id,
        REPORT_AT and REPORT_AT + note.id,
        picture,
        *_SPARE_AND_LEARNERS,
    )


def _ordinals(note: Note, texts: Mapping[str, str], own: Mapping[str, str]) -> Iterator[int]:
    if isinstance(note, Cloze):
        yield from (hole - 1 for hole in note.holes())
        return
    for ordinal, template in enumerate(note.NOTE_TYPE.templates):
        if texts.get(template.needs):
            if not own.get(template.needs):
                raise SdcardsError(f"'{texts[template.needs]}' shows nothing; write text that can be seen")
            yield ordinal
