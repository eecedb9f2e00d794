"""An order worth knowing, learned link by link."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template

LONGEST = 8
"""As many steps as the note type has places for."""


def _link(step: int) -> Template:
    asked = f"What comes after “{{{{Step {step - 1}}}}}”?" if step > 1 else "What comes first?"
    return Template(f"step-{step}", front=f"{{{{Ask}}}}\n\n{asked}", back=f"{{{{Step {step}}}}}", needs=f"Step {step}")


class Sequence(Note):
    """Ordered steps; each card asks for the one that follows."""

    NOTE_TYPE: ClassVar = NoteType(
        key="sequence",
        title="Sequence",
        fields=("Ask", *(f"Step {step}" for step in range(1, LONGEST + 1))),
        templates=tuple(_link(step) for step in range(1, LONGEST + 1)),
    )

    type: Annotated[Literal["sequence"], Field(description="The family of the note.", examples=["sequence"])]
    ask: Annotated[
        Markdown, Field(description="What is ordered.", examples=["A leader dies: the order of a failover."])
    ]
    steps: Annotated[
        tuple[Markdown, ...],
        Field(
            min_length=3,
            max_length=LONGEST,
            description="Three to eight steps in their order; each card asks for the one that follows.",
            examples=[["Detect that the leader is gone", "Elect a new leader", "Send clients to it"]],
        ),
    ]

    def fields(self) -> Mapping[str, str]:
        """The question and each step in its place."""
        return {"Ask": self.ask} | {f"Step {place}": step for place, step in enumerate(self.steps, start=1)}
