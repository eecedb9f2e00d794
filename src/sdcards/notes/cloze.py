"""A sentence with holes."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator

from sdcards.notes.card import Card
from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template

_WHOLE = r"`(?:(?!\{\{c)[^`])*`|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\{(?!\{)|\}(?!\})"
"""What is taken in one piece, so that ``::`` in code and ``}}`` in a formula do not end the hidden words."""

HOLE = re.compile(rf"\{{\{{c([0-9]{{1,3}})::((?>{_WHOLE}|:(?!:)|[^{{}}:])*+)(?:::((?>{_WHOLE}|[^{{}}])*+))?\}}\}}")
"""``{{c1::word::hint}}``: number, hidden words, hint. Each piece is read once, so bad text costs no time."""

_MOST_HOLES = 20


class Cloze(Note):
    """A statement whose load-bearing words are hidden, one number at a time."""

    NOTE_TYPE: ClassVar = NoteType(
        key="cloze",
        title="Cloze",
        fields=("Text",),
        templates=(Template("c", front="{{cloze:Text}}", back="{{cloze:Text}}", needs="Text"),),
        cloze=True,
    )

    type: Annotated[Literal["cloze"], Field(description="The family of the note.", examples=["cloze"])]
    text: Annotated[
        Markdown,
        Field(
            description="A statement with holes, numbered from 1: {{c1::word}} or {{c1::word::hint}}; one card for each number.",
            examples=["In series multiply {{c1::availabilities}}; in parallel multiply {{c2::unavailabilities}}."],
        ),
    ]

    @field_validator("text")
    @classmethod
    def _has_holes(cls, text: str) -> str:
        holes = list(HOLE.finditer(text))
        if "{{" in HOLE.sub("", text) or any("{{" in hole[2] or not hole[2].strip() for hole in holes):
            raise ValueError("a hole is not well made; write '{{c1::word}}' or '{{c1::word::hint}}'; holes do not nest")
        if not holes:
            raise ValueError("there is no hole; hide the words that matter, as in '{{c1::word}}'")
        for hole in holes:
            if not 1 <= int(hole[1]) <= _MOST_HOLES:
                raise ValueError(f"a hole is numbered {hole[1]}; number holes from 1 to {_MOST_HOLES}")
        return text

    def holes(self) -> list[int]:
        """The numbers of the holes, in order."""
        return sorted({int(hole[1]) for hole in HOLE.finditer(self.text)})

    def fields(self) -> Mapping[str, str]:
        """The sentence with its marks."""
        return {"Text": self.text}

    def cards(self) -> Iterator[Card]:
        """One card per number."""
        for hole in self.holes():
            yield self.card(
                Template(f"c{hole}", self._with_hole(hole), self._filled(hole), needs="Text"), self.fields()
            )

    def _with_hole(self, number: int) -> str:
        return HOLE.sub(lambda hole: f"**[{hole[3] or '…'}]**" if int(hole[1]) == number else hole[2], self.text)

    def _filled(self, number: int) -> str:
        return HOLE.sub(lambda hole: f"**{hole[2]}**" if int(hole[1]) == number else hole[2], self.text)
