"""An estimate worked out on the spot, with fresh inputs at every showing."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from sdcards.notes.card import Given, Number
from sdcards.notes.inputs import places_in, read_inputs
from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template
from sdcards.reading.problems import WordError


def _are_asked_about(given: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    """Each can be read, and ``ask``, which stands above them, has a place for each and for no other."""
    read_inputs(given)
    asked = places_in(info.data.get("ask", ""))
    if extra := sorted(asked - given.keys()):
        place = f"{{{extra[0]}}}"
        raise WordError("ask", place, f"'ask' has '{place}', which is not given; add '{extra[0]}' to 'given'")
    if idle := sorted(given.keys() - asked):
        raise ValueError(f"'{idle[0]}' is given but not asked about; put '{{{idle[0]}}}' into 'ask'")
    return given


InputTexts = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Markdown], Field(min_length=1, max_length=8)
]
"""The inputs of a sum by name, as an author writes them."""

AskedInputs = Annotated[
    InputTexts,
    AfterValidator(_are_asked_about),
    Field(description="Up to eight inputs by name: a value, or a range low .. high, in one unit."),
]
"""The inputs that the question names."""

Within = Annotated[float, Field(ge=1, le=100, description="The factor that still counts as right.", examples=[1.5])]
"""How far an answer may be off."""


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

    type: Annotated[Literal["drill"], Field(description="The family of the note.", examples=["drill"])]
    ask: Annotated[
        Markdown,
        Field(
            description="The question, with {name} where an input stands.",
            examples=["Every request writes one {line} log line. At {rate}, how much a day?"],
        ),
    ]
    given: Annotated[AskedInputs, Field(examples=[{"rate": "50 kreq/s .. 500 kreq/s", "line": "1 kB"}])]
    formula: Annotated[
        Markdown, Field(description="What gives the result from the inputs.", examples=["rate * line * 1 day"])
    ]
    unit: Annotated[str, Field(description="The unit of the result.", examples=["TB"])]
    within: Within = 1.5
    so: Annotated[
        Markdown | None,
        Field(
            description="What the result decides.",
            examples=["Past a few TB a day, sample or aggregate before you store."],
        ),
    ] = None

    def inputs(self) -> tuple[Given, ...]:
        """The ranges of the inputs."""
        return read_inputs(self.given)

    def fields(self) -> Mapping[str, str]:
        """The question with its places still open."""
        return {"Ask": self.ask, "So": self.so or "", "Within": f"{self.within:g}"}

    def number(self, card: str) -> Number:  # noqa: ARG002 - there is only one
        """The formula and its inputs."""
        return Number(self.within, formula=self.formula, unit=self.unit, given=self.inputs())
