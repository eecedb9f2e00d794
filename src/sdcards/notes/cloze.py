"""A sentence with holes."""

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from sdcards.notes.card import Card
from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template

_WHOLE = r"`(?:(?!\{\{c)[^`])*`|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\{(?!\{)|\}(?!\})"
"""What is taken in one piece, so that ``::`` in code and ``}}`` in a formula do not end the hidden words."""

HOLE = re.compile(rf"\{{\{{c(\d+)::((?>{_WHOLE}|:(?!:)|[^{{}}:])*+)(?:::((?>{_WHOLE}|[^{{}}])*+))?\}}\}}")
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

    type: Literal["cloze"]
    text: Markdown

    @model_validator(mode="after")
    def _has_holes(self) -> Self:
        if "{{c" in HOLE.sub("", self.text) or any("{{" in hole[2] for hole in HOLE.finditer(self.text)):
            raise ValueError("a hole is '{{c1::word}}' or '{{c1::word::hint}}'; holes do not nest")
        numbers = self.holes()
        if not numbers:
            raise ValueError("a cloze needs at least one hole, such as '{{c1::word}}'")
        if not 1 <= numbers[0] <= numbers[-1] <= _MOST_HOLES:
            raise ValueError(f"holes are numbered from 1 to {_MOST_HOLES}")
        return self

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
