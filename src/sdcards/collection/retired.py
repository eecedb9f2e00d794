"""Notes that were taken out of the deck: ``retired.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from sdcards.collection.entries import Shape, read_entries
from sdcards.notes.note import Markdown, Slug
from sdcards.reading.nodes import Fields
from sdcards.reading.problems import AS_WRITTEN
from sdcards.reading.span import Problem, Span


class Reason(BaseModel):
    """Since when a note is no longer in the deck, why, and which note teaches better what it taught."""

    model_config = AS_WRITTEN

    on: Annotated[
        str,
        StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"),
        Field(description="Since when the note is no longer in the deck.", examples=["2027-03-01"]),
    ]
    why: Annotated[
        Markdown,
        Field(
            description="Why it was taken out; people who have learnt it read this.",
            examples=["Servers no longer have disks that seek."],
        ),
    ]
    instead: Annotated[
        Slug | None,
        Field(description="The note that teaches better what it taught.", examples=["ssd-random-read"]),
    ] = None


@dataclass(frozen=True, slots=True)
class Retirement:
    """An entry of ``retired.yaml``; ``node`` is where its reason stands, ``span`` where its id does."""

    reason: Reason
    span: Span
    node: Fields


_SHAPE = Shape(Reason, "notes by their ids", "'on' and 'why'")


def read_retired(text: str, path: str) -> tuple[dict[str, Retirement], tuple[Problem, ...]]:
    """The retired notes by their ids, and what is wrong with the file; one that holds only comments has none."""
    entries, problems = read_entries(text, path, _SHAPE)
    return {entry.name: Retirement(entry.model, entry.span, entry.node) for entry in entries}, tuple(problems)
