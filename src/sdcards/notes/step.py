"""What to do or say at one point of the interview."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template


class Step(Note):
    """One move of the interview, often with the words to say."""

    NOTE_TYPE: ClassVar = NoteType(
        key="step",
        title="Step",
        fields=("Ask", "Answer"),
        templates=(Template("answer", front="{{Ask}}", back="{{Answer}}", needs="Ask"),),
    )

    type: Literal["step"]
    phase: Literal["whole", "requirements", "estimates", "api", "data", "design", "bottlenecks", "wrap-up"]
    ask: Markdown
    answer: Markdown

    def fields(self) -> Mapping[str, str]:
        """The question and the move."""
        return {"Ask": self.ask, "Answer": self.answer}
