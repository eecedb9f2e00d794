"""A question and its answer."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

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

    type: Annotated[Literal["basic"], Field(description="The family of the note.", examples=["basic"])]
    front: Annotated[
        Markdown,
        Field(
            description="The question.",
            examples=["Two independent replicas are each up 99 % of the time. How often is at least one up?"],
        ),
    ]
    back: Annotated[
        Markdown, Field(description="The answer, in one breath.", examples=["99.99 %. Both must fail at once."])
    ]
    reverse: Annotated[
        Turned | None,
        Field(
            description="The question the other way round, for pairs that are used both ways.",
            examples=[
                {
                    "ask": "Both of two replicas must fail for an outage. How do their availabilities combine?",
                    "answer": "Multiply the unavailabilities.",
                }
            ],
        ),
    ] = None

    def fields(self) -> Mapping[str, str]:
        """The pair, and the turned pair."""
        return {
            "Front": self.front,
            "Back": self.back,
            "Turned ask": self.reverse.ask if self.reverse else "",
            "Turned answer": self.reverse.answer if self.reverse else "",
        }
