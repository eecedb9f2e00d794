"""A bottleneck one can hear, the tool that answers it, and the tool's price."""

from collections.abc import Mapping as Fields
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template


class Mapping(Note):
    """Symptom, tool, reason and cost; where clear-cut, also when the tool is wrong."""

    NOTE_TYPE: ClassVar = NoteType(
        key="mapping",
        title="Bottleneck and tool",
        fields=("Symptom", "Tool", "Because", "Cost", "Unless"),
        templates=(
            Template(
                "tool",
                front="{{Symptom}}\n\nWhich tool?",
                back="{{Tool}}",
                needs="Symptom",
                details=(("because", "Because"), ("cost", "Cost")),
            ),
            Template(
                "cost",
                front="{{Symptom}}\n\nYou answer with: {{Tool}}. What does it cost?",
                back="{{Cost}}",
                needs="Cost",
                details=(("because", "Because"),),
            ),
            Template(
                "unless",
                front="{{Symptom}}\n\nYou reach for: {{Tool}}. When is that wrong?",
                back="When {{Unless}}",
                needs="Unless",
                details=(("cost", "Cost"),),
            ),
        ),
    )

    type: Annotated[Literal["mapping"], Field(description="The family of the note.", examples=["mapping"])]
    symptom: Annotated[
        Markdown,
        Field(
            description="What one hears or sees, in full sentences.",
            examples=["The same few objects are read far more often than they change."],
        ),
    ]
    tool: Annotated[
        Markdown,
        Field(description="What answers it, as a noun phrase.", examples=["Cache-aside in front of the store"]),
    ]
    because: Annotated[
        Markdown, Field(description="Why the tool helps.", examples=["Repeated reads are answered from memory."])
    ]
    cost: Annotated[
        Markdown,
        Field(
            description="What the tool costs.",
            examples=["Readers can see stale data, and a miss is slower than before."],
        ),
    ]
    unless: Annotated[
        Markdown | None,
        Field(
            description="When the tool is wrong: what follows “When”.",
            examples=["values change faster than they are read, or money is decided on them"],
        ),
    ] = None

    def fields(self) -> Fields[str, str]:
        """The row of the table: symptom, tool, reason, price, limit."""
        return {
            "Symptom": self.symptom,
            "Tool": self.tool,
            "Because": self.because,
            "Cost": self.cost,
            "Unless": self.unless or "",
        }
