"""A card's front and back as Anki shows them: our templates filled with a note's fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from sdcards.anki.cards import card_of
from sdcards.anki.notetypes import build_note_type
from sdcards.notes.families import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sdcards.anki.fields import AnkiNote
    from sdcards.anki.notetypes import AnkiNoteType
    from sdcards.ids import CardId


@dataclass(frozen=True, slots=True)
class Faces:
    """The two sides of a card, in HTML."""

    card: CardId
    front: str
    back: str


def faces(note: AnkiNote) -> Iterator[Faces]:
    """Both sides of every card that Anki would make of a note."""
    kind = _note_type(note.family)
    fields = dict(zip(kind.fields, note.fields, strict=True))
    for ordinal in note.ordinals:
        card = card_of(note.id, note.family, ordinal)
        assert card is not None  # noqa: S101 - a note's ordinals are those of its family
        template = kind.templates[0 if kind.cloze else ordinal]
        hint = partial(_hint, f"hint/{card}")
        front = _fill(template.front, fields, {"hint": hint, "cloze": partial(_asked, ordinal + 1)})
        shown = fields | {"FrontSide": front}
        back = _fill(template.back, shown, {"hint": hint, "cloze": partial(_answered, ordinal + 1)})
        yield Faces(card, front, back)


_SECTION = re.compile(r"\{\{#([^{}]+)\}\}(.*?)\{\{/\1\}\}", re.DOTALL)
_REFERENCE = re.compile(r"\{\{(?:(\w+):)?([^{}]+)\}\}")
_HOLE = re.compile(r"\{\{c(\d+)::(.*?)(?:::(.*?))?\}\}", re.DOTALL)
_MATHS = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@cache
def _note_type(family: str) -> AnkiNoteType:
    return build_note_type(FAMILIES[family].NOTE_TYPE)


def _fill(template: str, fields: Mapping[str, str], filters: Mapping[str, Callable[[str], str]]) -> str:
    """Keep the sections whose field is filled, then put the fields in; what a field says is never read as a template."""

    def put(found: re.Match[str]) -> str:
        text = fields[found[2]]
        return filters[found[1]](text) if found[1] else text

    return _REFERENCE.sub(put, _kept(template, fields))


def _kept(template: str, fields: Mapping[str, str]) -> str:
    return _SECTION.sub(lambda found: _kept(found[2], fields) if fields[found[1]].strip() else "", template)


def _hint(name: str, text: str) -> str:
    """A link and what it uncovers. Anki's has a handler inside; ours works by its target alone, so no script is needed."""
    return f'\n<a class="hint" href="#{name}">Hint</a>\n<div id="{name}" class="hint">{text}</div>\n'


def _asked(number: int, text: str) -> str:
    """The sentence with the holes of one number empty."""
    return _with_holes(text, number, lambda hole: f"[{hole[3] or '...'}]")


def _answered(number: int, text: str) -> str:
    return _with_holes(text, number, lambda hole: hole[2])


def _with_holes(text: str, number: int, shown: Callable[[re.Match[str]], str]) -> str:
    def put(hole: re.Match[str]) -> str:
        if int(hole[1]) == number:
            return f'<span class="cloze" data-ordinal="{hole[1]}">{shown(hole)}</span>'
        return f'<span class="cloze-inactive" data-ordinal="{hole[1]}">{hole[2]}</span>'

    # A formula is text to the program that sets it: Anki takes out the tags in there too.
    return _MATHS.sub(lambda found: _TAG.sub("", found[0]), _HOLE.sub(put, text))
