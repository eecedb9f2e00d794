"""An estimate worked out on the spot, with fresh inputs at every showing."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from sdcards.notes.card import Given, Number
from sdcards.notes.inputs import places_in, read_given
from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template


class Drill(Note):
    """A formula with units and the ranges its inputs are drawn from."""

    NOTE_TYPE: ClassVar = NoteType(
        key="drill",
        title="Drill",
        fields=("Ask", "Result", "Working", "So", "Within"),
        templates=(
            Template(
                "result",
                front="{{Ask}}",
                back="{{Result}}",
                needs="Ask",
                details=(("working", "Working"), ("so", "So")),
            ),
        ),
    )

    type: Literal["drill"]
    ask: Markdown
    given: Annotated[dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Markdown], Field(min_length=1)]
    formula: Markdown
    unit: str
    within: Annotated[float, Field(ge=1, le=100)] = 1.5
    so: Markdown | None = None

    @model_validator(mode="after")
    def _uses_what_is_given(self) -> Self:
        asked = places_in(self.ask)
        if extra := sorted(asked - self.given.keys()):
            raise ValueError(f"'ask' has '{{{extra[0]}}}', which is not in 'given'")
        if missing := sorted(self.given.keys() - asked):
            raise ValueError(f"'{missing[0]}' is given, but '{{{missing[0]}}}' does not stand in 'ask'")
        self.inputs()
        return self

    def inputs(self) -> tuple[Given, ...]:
        """The ranges of the inputs; raises ValueError where one cannot be read."""
        return tuple(read_given(name, text) for name, text in self.given.items())

    def fields(self) -> Mapping[str, str]:
        """The question with its places still open."""
        return {"Ask": self.ask, "So": self.so or "", "Within": f"{self.within:g}"}

    def number(self, card: str) -> Number | None:  # noqa: ARG002 - there is only one
        """The formula and its inputs."""
        return Number(self.within, formula=self.formula, unit=self.unit, given=self.inputs())
