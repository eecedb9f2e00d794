"""What to do or say at one point of the interview."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template

InterviewPhase = Literal["whole", "requirements", "estimates", "api", "data", "design", "bottlenecks", "wrap-up"]
"""A part of the interview, in the order in which they come; ``whole`` is what belongs to all of them."""


class Step(Note):
    """One move of the interview, often with the words to say."""

    NOTE_TYPE: ClassVar = NoteType(
        key="step",
        title="Step",
        fields=("Ask", "Answer"),
        templates=(Template("answer", front="{{Ask}}", back="{{Answer}}", needs="Ask"),),
    )

    type: Literal["step"]
    phase: InterviewPhase
    ask: Markdown
    answer: Markdown

    def fields(self) -> Mapping[str, str]:
        """The question and the move."""
        return {"Ask": self.ask, "Answer": self.answer}
