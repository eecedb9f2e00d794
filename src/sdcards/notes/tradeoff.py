"""Options that each gain and cost something, and the property that decides."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field

from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template
from sdcards.reading.problems import AS_WRITTEN

MOST_OPTIONS = 3
"""As many options as the note type has places for."""


class Option(BaseModel):
    """One way to go."""

    model_config = AS_WRITTEN

    name: Annotated[Markdown, Field(description="The option, in a few words.", examples=["Read replicas"])]
    gain: Annotated[Markdown, Field(description="What it gains.", examples=["any query works"])]
    cost: Annotated[
        Markdown, Field(description="What it costs.", examples=["replication lag and a full copy of the data each"])
    ]


def _price(option: int) -> Template:
    return Template(
        f"cost-{option}",
        front=f"{{{{Ask}}}}\n\nYou choose: {{{{Option {option}}}}}. What does it cost?",
        back=f"{{{{Cost {option}}}}}",
        needs=f"Cost {option}",
        details=(("gain", f"Gain {option}"), ("choose", "Choose")),
    )


class Tradeoff(Note):
    """A choice to argue aloud."""

    NOTE_TYPE: ClassVar = NoteType(
        key="tradeoff",
        title="Trade-off",
        fields=(
            "Ask",
            "Choose",
            *(f"{part} {option}" for option in range(1, MOST_OPTIONS + 1) for part in ("Option", "Gain", "Cost")),
        ),
        templates=(
            Template("choose", front="{{Ask}}", back="{{Choose}}", needs="Ask"),
            *(_price(option) for option in range(1, MOST_OPTIONS + 1)),
        ),
    )

    type: Annotated[Literal["tradeoff"], Field(description="The family of the note.", examples=["tradeoff"])]
    ask: Annotated[
        Markdown,
        Field(
            description="The choice, and what is asked about it.",
            examples=["Reads outgrow one node: read replicas or a cache. What decides?"],
        ),
    ]
    options: Annotated[
        tuple[Option, ...],
        Field(
            min_length=2,
            max_length=MOST_OPTIONS,
            description="Two or three options, each with what it gains and costs.",
            examples=[
                [
                    {
                        "name": "Read replicas",
                        "gain": "any query works",
                        "cost": "replication lag and a full copy of the data each",
                    },
                    {"name": "A cache", "gain": "hot keys in memory", "cost": "staleness and a cold start"},
                ]
            ],
        ),
    ]
    choose: Annotated[
        Markdown,
        Field(
            description="The property that decides.",
            examples=["How skewed the reads are. A small hot set wants a cache; many different queries want replicas."],
        ),
    ]

    def fields(self) -> Mapping[str, str]:
        """The question, what decides, and each option in its place."""
        places = {
            f"{part} {place}": text
            for place, option in enumerate(self.options, start=1)
            for part, text in (("Option", option.name), ("Gain", option.gain), ("Cost", option.cost))
        }
        return {"Ask": self.ask, "Choose": self.choose} | places
