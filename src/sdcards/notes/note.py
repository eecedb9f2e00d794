"""What every family of notes shares, and what a note turns into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, Field, StringConstraints, WithJsonSchema

from sdcards.ids import NoteId, card_id
from sdcards.notes.card import Card, Number
from sdcards.notes.diagram import fenced, trimmed
from sdcards.notes.naming import spelt_as_id
from sdcards.notes.notetype import NoteType, Template, fill
from sdcards.reading.problems import AS_WRITTEN
from sdcards.reading.span import quoted

Markdown = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
"""CommonMark with tables and ``$…$`` mathematics. Nothing on a card is longer, and no rule reads for ever."""


_ID = re.compile(r"(?=.{3,60}\Z)[a-z0-9]+(-[a-z0-9]+)*")


def _lasting(text: str) -> str:
    if not _ID.fullmatch(text):
        nearest = spelt_as_id(text)
        example = f", such as '{nearest}'" if nearest else ""
        raise ValueError(f"{quoted(text)} is no name; write 3–60 characters of a-z, 0-9 and single hyphens{example}")
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


Slug = Annotated[
    str,
    AfterValidator(_lasting),
    WithJsonSchema(
        {
            "type": "string",
            "minLength": 3,
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "patternErrorMessage": "3 to 60 characters of a-z, 0-9 and single hyphens belong here",
        }
    ),
]
"""Spelt like an id."""


DatedReason = Annotated[
    str,
    AfterValidator(_dated_reason),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9W-]{5} ",
            "patternErrorMessage": "a date and a reason belong here, such as '2026-11-22 the limit was raised'",
        }
    ),
]
"""A day and what happened on it."""


def _drawn(text: str) -> str:
    if not (diagram := trimmed(text)):
        raise ValueError("'diagram' is empty; draw something or take the field out")
    return diagram


Diagram = Annotated[str, AfterValidator(_drawn), WithJsonSchema({"type": "string", "minLength": 1})]
"""A picture drawn in text."""


class Note(BaseModel):
    """One entry of a topic file. A family adds its fields and its ``NOTE_TYPE``, which says which cards they make."""

    model_config = AS_WRITTEN

    NOTE_TYPE: ClassVar[NoteType]

    id: Annotated[
        Slug,
        Field(
            description="The note's name for life: a-z, 0-9 and single hyphens, 3 to 60 characters. It carries people's progress,"
            " so it survives every edit and is never used again.",
            examples=["availability-in-parallel"],
        ),
    ]
    type: Annotated[str, Field(description="The family of the note: it decides the other fields and the cards.")]
    wave: Annotated[int, Field(ge=1, le=5, description="When it is taught: wave 1 first, wave 5 last.", examples=[2])]
    level: Annotated[int, Field(ge=1, le=3, description="1 recall, 2 apply, 3 judge.", examples=[1])] = 1
    why: Annotated[
        Markdown | None,
        Field(
            description="The reason, in one sentence; shown after the answer.",
            examples=["Holds only while the failures share no cause."],
        ),
    ] = None
    sources: Annotated[
        tuple[Markdown, ...],
        Field(
            min_length=1,
            description="Where the facts come from: keys of sources.yaml; a chapter is key-chapter.",
            examples=[["ddia-5"]],
        ),
    ]
    as_of: Annotated[
        Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?$")] | None,
        Field(description="The year, or the month, for which a number holds.", examples=["2026", "2026-03"]),
    ] = None
    tags: Annotated[
        tuple[Slug, ...],
        Field(
            description="Extra tags, spelt like ids; area, topic, wave and level become tags by themselves.",
            examples=[["consistency"]],
        ),
    ] = ()
    hint: Annotated[
        Markdown | None,
        Field(description="A nudge, hidden until it is asked for.", examples=["Think of both failing at once."]),
    ] = None
    diagram: Annotated[
        Diagram | None,
        Field(
            description="A picture drawn in text, in a block (|), shown after the answer: at most 56 columns and 20 lines.",
            examples=["client ──▶ cache ──▶ store"],
        ),
    ] = None
    accept: Annotated[
        dict[str, Markdown],
        Field(
            description="Writing problems that are right on this note, each with the reason.",
            examples=[{"alike": "the pair is learnt side by side"}],
        ),
    ] = {}
    changed: Annotated[
        DatedReason | None,
        Field(
            description="The date on which what the note says changed in meaning, and why; a typo fix needs none.",
            examples=["2026-11-22 the limit was raised"],
        ),
    ] = None

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

    model_config = AS_WRITTEN

    ask: Annotated[
        Markdown,
        Field(
            description="The question the other way round.",
            examples=["A service may be down 43 minutes a month. Which availability is that?"],
        ),
    ]
    answer: Annotated[Markdown, Field(description="Its answer.", examples=["99.9 %"])]
