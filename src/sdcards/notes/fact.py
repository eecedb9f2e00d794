"""A number worth knowing by heart."""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from sdcards.notes.card import Number
from sdcards.notes.note import Markdown, Note, Turned
from sdcards.notes.notetype import NoteType, Template


class Fact(Note):
    """A quantity, typed from memory and judged within a factor."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["as_of"]}, {"required": ["formula"]}]})

    NOTE_TYPE: ClassVar = NoteType(
        key="fact",
        title="Fact",
        fields=("Ask", "Value", "Within", "Context", "Turned ask", "Turned answer"),
        templates=(
            Template("value", front="{{Ask}}", back="{{Value}}", needs="Ask", details=(("holds for", "Context"),)),
            Template("reverse", front="{{Turned ask}}", back="{{Turned answer}}", needs="Turned ask"),
        ),
    )

    type: Annotated[Literal["fact"], Field(description="The family of the note.", examples=["fact"])]
    ask: Annotated[
        Markdown,
        Field(
            description="The question that the number answers.",
            examples=["How much downtime does 99.9 % allow in a 30-day month?"],
        ),
    ]
    value: Annotated[Markdown, Field(description="The number with its unit.", examples=["43.2 min"])]
    within: Annotated[
        float,
        Field(
            ge=1,
            le=100,
            description="The factor that still counts as right: 2 takes anything from half to double.",
            examples=[1.1],
        ),
    ]
    context: Annotated[
        Markdown | None,
        Field(description="Under which conditions the number holds.", examples=["one dependent miss, server part"]),
    ] = None
    formula: Annotated[
        Markdown | None,
        Field(description="What gives the number; it is computed, and must agree.", examples=["(1 - 99.9 %) * 30 day"]),
    ] = None
    say: Annotated[
        Markdown | None,
        Field(
            description="The answer as it is shown, where the bare value reads badly.",
            examples=["about a billion (1.07 × 10⁹)"],
        ),
    ] = None
    reverse: Annotated[
        Turned | None,
        Field(
            description="The question the other way round, where the pair is used both ways.",
            examples=[
                {"ask": "A service may be down 43 minutes a month. Which availability is that?", "answer": "99.9 %"}
            ],
        ),
    ] = None

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
