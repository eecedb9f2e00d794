"""A mistake people make in the room."""

from collections.abc import Mapping
from typing import ClassVar, Literal

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

    type: Literal["pitfall"]
    scene: Markdown
    mistake: Markdown
    harm: Markdown
    instead: Markdown

    def fields(self) -> Mapping[str, str]:
        """Scene, mistake, harm and remedy."""
        return {"Scene": self.scene, "Mistake": self.mistake, "Harm": self.harm, "Instead": self.instead}
