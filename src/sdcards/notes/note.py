"""What every family of notes shares, and what a note turns into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from sdcards.ids import NoteId, card_id
from sdcards.notes.card import Card, Number
from sdcards.notes.diagram import fenced, trimmed
from sdcards.notes.notetype import NoteType, Template, fill
from sdcards.reading.span import quoted

Markdown = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
"""CommonMark with tables and ``$…$`` mathematics. Nothing on a card is longer, and no rule reads for ever."""


_ID = re.compile(r"(?=.{3,60}\Z)[a-z0-9]+(-[a-z0-9]+)*")


def _lasting(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(f"{quoted(text)} is no name; write 3–60 characters of a-z, 0-9 and single hyphens")
    return text


def _dated_reason(text: str) -> str:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        day = None
    else:
        day = text[:10]
    if day is None or not text[10:].startswith(" ") or not text[10:].strip():
        raise ValueError("a change is a date and a reason; write it like '2026-11-22 the limit was raised'")
    return text


Slug = Annotated[str, AfterValidator(_lasting)]
"""Spelt like an id."""


def _drawn(text: str) -> str:
    if not (diagram := trimmed(text)):
        raise ValueError("'diagram' is empty; draw something or take the field out")
    return diagram


Diagram = Annotated[str, AfterValidator(_drawn)]
"""A picture drawn in text."""


class Note(BaseModel):
    """One entry of a topic file. A family adds its fields and its ``NOTE_TYPE``, which says which cards they make."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    NOTE_TYPE: ClassVar[NoteType]

    id: Slug
    type: str
    wave: Annotated[int, Field(ge=1, le=5)]
    level: Annotated[int, Field(ge=1, le=3)] = 1
    why: Markdown | None = None
    sources: Annotated[tuple[Markdown, ...], Field(min_length=1)]
    as_of: Annotated[str, StringConstraints(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$")] | None = None
    tags: tuple[Slug, ...] = ()
    hint: Markdown | None = None
    diagram: Diagram | None = None
    accept: dict[str, Markdown] = {}
    changed: Annotated[str, AfterValidator(_dated_reason)] | None = None

    def fields(self) -> Mapping[str, str]:
        """The Markdown of the family's own fields, by the names in ``NOTE_TYPE``; what is missing is empty."""
        raise NotImplementedError

    def cards(self) -> Iterator[Card]:
        """The cards this note makes, in the order of their templates."""
        fields = self.fields()
        for template in self.NOTE_TYPE.templates:
            if fields.get(template.needs):
                yield self.card(template, fields)

    def card(self, template: Template, fields: Mapping[str, str]) -> Card:
        """Make the card of one template; details without text are left out, the diagram comes first, reason and date last."""
        own = tuple((label, fields.get(field, "")) for label, field in template.details)
        details = (("diagram", fenced(self.diagram)), *own, ("why", self.why or ""), ("as of", self.as_of or ""))
        return Card(
            id=card_id(NoteId(self.id), template.name),
            front=fill(template.front, fields),
            back=fill(template.back, fields),
            details=tuple((label, text) for label, text in details if text),
            hint=self.hint or "",
            number=self.number(template.name),
        )

    def number(self, card: str) -> Number | None:  # noqa: ARG002 - families with typed answers look at it
        """What the answer to a card is judged against, where it is typed."""
        return None


class Turned(BaseModel):
    """The other direction of a pair that is used both ways."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ask: Markdown
    answer: Markdown
