"""What to do or say at one point of the interview."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

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

    type: Annotated[Literal["step"], Field(description="The family of the note.", examples=["step"])]
    phase: Annotated[
        InterviewPhase, Field(description="The part of the interview it belongs to.", examples=["requirements"])
    ]
    ask: Annotated[
        Markdown,
        Field(
            description="The moment in the interview, and what is asked of you.",
            examples=["You have your three features. What do you say before you draw anything?"],
        ),
    ]
    answer: Annotated[
        Markdown,
        Field(
            description="What you do, or the very words to say.",
            examples=["“So: users post, follow and read a feed; search and ads are out. Is that the scope?”"],
        ),
    ]

    def fields(self) -> Mapping[str, str]:
        """The question and the move."""
        return {"Ask": self.ask, "Answer": self.answer}
