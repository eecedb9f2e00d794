"""A number worth knowing by heart."""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from sdcards.notes.card import Number
from sdcards.notes.note import Markdown, Note, Turned
from sdcards.notes.notetype import NoteType, Template


class Fact(Note):
    """A quantity, typed from memory and judged within a factor."""

    NOTE_TYPE: ClassVar = NoteType(
        key="fact",
        title="Fact",
        fields=("Ask", "Value", "Within", "Context", "Turned ask", "Turned answer"),
        templates=(
            Template("value", front="{{Ask}}", back="{{Value}}", needs="Ask", details=(("holds for", "Context"),)),
            Template("reverse", front="{{Turned ask}}", back="{{Turned answer}}", needs="Turned ask"),
        ),
    )

    type: Literal["fact"]
    ask: Markdown
    value: Markdown
    within: Annotated[float, Field(ge=1, le=100)]
    context: Markdown | None = None
    formula: Markdown | None = None
    say: Markdown | None = None
    reverse: Turned | None = None

    @model_validator(mode="after")
    def _is_dated(self) -> Self:
        if self.as_of is None and self.formula is None:
            raise ValueError("a number holds for a time; add 'as_of', the year it held, or the 'formula' that gives it")
        return self

    def fields(self) -> Mapping[str, str]:
        """The question, the value as it is said, and the turned pair."""
        return {
            "Ask": self.ask,
            "Value": self.say or _pretty(self.value),
            "Within": f"{self.within:g}",
            "Context": self.context or "",
            "Turned ask": self.reverse.ask if self.reverse else "",
            "Turned answer": self.reverse.answer if self.reverse else "",
        }

    def number(self, card: str) -> Number | None:
        """The value, for the card that asks for it."""
        return Number(within=self.within, value=self.value) if card == "value" else None


def _pretty(value: str) -> str:
    """The value as authors write it, with commas in long numbers and a proper micro sign."""
    commas = re.sub(r"^\d{5,}(?![\d.e^])", lambda digits: f"{int(digits[0]):,}", value.replace("_", ""))
    return re.sub(r"(?<=\s)u(?=s\b)", "µ", commas)
