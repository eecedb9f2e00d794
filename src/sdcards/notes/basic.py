"""A question and its answer."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from sdcards.notes.note import Markdown, Note, Turned
from sdcards.notes.notetype import NoteType, Template


class Basic(Note):
    """Front and back; a pair that is used both ways has a turned question too."""

    NOTE_TYPE: ClassVar = NoteType(
        key="basic",
        title="Basic",
        fields=("Front", "Back", "Turned ask", "Turned answer"),
        templates=(
            Template("answer", front="{{Front}}", back="{{Back}}", needs="Front"),
            Template("reverse", front="{{Turned ask}}", back="{{Turned answer}}", needs="Turned ask"),
        ),
    )

    type: Literal["basic"]
    front: Markdown
    back: Markdown
    reverse: Turned | None = None

    def fields(self) -> Mapping[str, str]:
        """The pair, and the turned pair."""
        return {
            "Front": self.front,
            "Back": self.back,
            "Turned ask": self.reverse.ask if self.reverse else "",
            "Turned answer": self.reverse.answer if self.reverse else "",
        }
