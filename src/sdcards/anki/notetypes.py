"""A family's note type as Anki keeps it: fields, templates in HTML, one style sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from sdcards.anki.identity import note_type_id

if TYPE_CHECKING:
    from sdcards.notes.notetype import NoteType, Template

TAIL = ("Hint", "Why", "As of", "Sources", "Topic", "Note id", "Report", "Diagram", "Extra", "My notes")
"""The fields that follow each family's own, frozen. Extra is spare; My notes is the learner's, we never fill it."""

_PLACE = '<div class="place">{{Topic}}</div>'
_TOLERANCE = '{{#Within}}<div class="tolerance">Anything within {{Within}}× counts.</div>{{/Within}}'
_HINT = '{{#Hint}}<div class="nudge">{{hint:Hint}}</div>{{/Hint}}'
_DIAGRAM = "{{#Diagram}}<figure>{{Diagram}}</figure>{{/Diagram}}"
_EXTRA = '{{#Extra}}<div class="extra">{{Extra}}</div>{{/Extra}}'
_OWN = '{{#My notes}}<div class="own"><div class="label">my notes</div>{{My notes}}</div>{{/My notes}}'
_REPORT = '{{#Report}} · <a href="{{Report}}">report a mistake</a>{{/Report}}'


@dataclass(frozen=True, slots=True)
class AnkiTemplate:
    """The front and the back of one card, in Anki's template language; the card exists where ``needs`` is filled."""

    name: str
    needs: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class AnkiNoteType:
    """A note type as it stands in a package. A field or template keeps its place for ever, and its number with it."""

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[AnkiTemplate, ...]
    cloze: bool


def build_note_type(shape: NoteType) -> AnkiNoteType:
    """A family's own fields and then the tail; a template each for its cards."""
    return AnkiNoteType(
        id=note_type_id(shape.key),
        name=f"sdcards · {shape.title}",
        fields=(*shape.fields, *TAIL),
        templates=tuple(_template(shape, template) for template in shape.templates),
        cloze=shape.cloze,
    )


@cache
def style() -> str:
    """The style sheet of every note type."""
    return files("sdcards.anki").joinpath("style.css").read_text("utf-8")


def _template(shape: NoteType, template: Template) -> AnkiTemplate:
    """A card exists where the field it needs is filled, so the front says nothing outside that condition."""
    typed = "Within" in shape.fields and template is shape.templates[0]
    front = (_PLACE, _paragraphs("ask", template.front), _TOLERANCE if typed else "", _HINT)
    asked = _paragraphs("ask" if shape.cloze else "ask again", template.front)
    answer = "" if shape.cloze else _paragraphs("answer", template.back)
    details, foot = _details(template), _foot(shape, template)
    back = (_PLACE, asked, '<hr id="answer">', answer, _DIAGRAM, details, _EXTRA, foot, _OWN)
    return AnkiTemplate(template.name, template.needs, _where(template.needs, _sheet(*front)), _sheet(*back))


def _sheet(*parts: str) -> str:
    return f'<div class="sheet">{"".join(parts)}</div>'


def _paragraphs(name: str, markdown: str) -> str:
    """Each paragraph as a block, since a field may bring blocks of its own."""
    blocks = (f"<div>{escape(text, quote=False)}</div>" for text in re.split(r"\n\s*\n", markdown))
    return f'<div class="{name}">{"".join(blocks)}</div>'


def _details(template: Template) -> str:
    rows = (*template.details, ("why", "Why"), ("as of", "As of"))
    return f'<div class="details">{"".join(_detail(label, field) for label, field in rows)}</div>'


def _detail(label: str, field: str) -> str:
    return _where(field, f'<div class="label">{label}</div><div class="detail">{{{{{field}}}}}</div>')


def _foot(shape: NoteType, template: Template) -> str:
    """Where it comes from, and the name by which to look it up or complain about it."""
    card = "" if shape.cloze else f"/{template.name}"
    name = f'<div class="name">{{{{Note id}}}}{card}{_REPORT}</div>'
    return f'<div class="foot">{_where("Sources", "<div>{{Sources}}</div>")}{name}</div>'


def _where(field: str, html: str) -> str:
    return f"{{{{#{field}}}}}{html}{{{{/{field}}}}}"
