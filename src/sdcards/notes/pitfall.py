"""A mistake people make in the room."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sdcards.notes.note import Markdown, Note
from sdcards.notes.notetype import NoteType, Template


class Pitfall(Note):
    """A scene with a mistake in it, the harm it does, and what to do instead."""

    NOTE_TYPE: ClassVar = NoteType(
        key="pitfall",
        title="Pitfall",
        fields=("Scene", "Mistake", "Harm", "Instead"),
        templates=(
            Template(
                "mistake",
                front="{{Scene}}\n\nWhat is the mistake?",
                back="{{Mistake}}",
                needs="Scene",
                details=(("harm", "Harm"), ("instead", "Instead")),
            ),
            Template(
                "instead",
                front="You catch yourself: {{Mistake}}.\n\nWhat do you do instead?",
                back="{{Instead}}",
                needs="Instead",
                details=(("harm", "Harm"),),
            ),
        ),
    )

    type: Annotated[Literal["pitfall"], Field(description="The family of the note.", examples=["pitfall"])]
    scene: Annotated[
        Markdown,
        Field(
            description="What happens in the room, with the mistake in it and not named.",
            examples=[
                "Asked for a URL shortener, a candidate draws a load balancer and three databases in the first minute."
            ],
        ),
    ]
    mistake: Annotated[
        Markdown, Field(description="The mistake by its name, as a phrase.", examples=["Designing before scoping"])
    ]
    harm: Annotated[
        Markdown,
        Field(
            description="What harm it does.",
            examples=["The interviewer cannot see judgement, and the boxes may answer another question."],
        ),
    ]
    instead: Annotated[
        Markdown,
        Field(
            description="What to do instead.",
            examples=["Ask about users, traffic and constraints, then say the scope back in one line."],
        ),
    ]

    def fields(self) -> Mapping[str, str]:
        """Scene, mistake, harm and remedy."""
        return {"Scene": self.scene, "Mistake": self.mistake, "Harm": self.harm, "Instead": self.instead}
