"""A bottleneck one can hear, the tool that answers it, and the tool's price."""

from collections.abc import Mapping as Fields
from typing import ClassVar, Literal

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

    type: Literal["mapping"]
    symptom: Markdown
    tool: Markdown
    because: Markdown
    cost: Markdown
    unless: Markdown | None = None

    def fields(self) -> Fields[str, str]:
        """The row of the table: symptom, tool, reason, price, limit."""
        return {
            "Symptom": self.symptom,
            "Tool": self.tool,
            "Because": self.because,
            "Cost": self.cost,
            "Unless": self.unless or "",
        }
