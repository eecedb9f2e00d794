"""Options that each gain and cost something, and the property that decides."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template

MOST_OPTIONS = 3
"""As many options as the note type has places for."""


class Option(BaseModel):
    """One way to go."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Markdown
    gain: Markdown
    cost: Markdown


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

    type: Literal["tradeoff"]
    ask: Markdown
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=MOST_OPTIONS)]
    choose: Markdown

    def fields(self) -> Mapping[str, str]:
        """The question, what decides, and each option in its place."""
        places = {
            f"{part} {place}": text
            for place, option in enumerate(self.options, start=1)
            for part, text in (("Option", option.name), ("Gain", option.gain), ("Cost", option.cost))
        }
        return {"Ask": self.ask, "Choose": self.choose} | places
