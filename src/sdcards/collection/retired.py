"""Notes that were taken out of the deck: ``retired.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sdcards.notes.note import Markdown, Slug
from sdcards.reading.nodes import Fields, read_nodes
from sdcards.reading.problems import build
from sdcards.reading.span import Problem, SourceText, Span, quoted


class Reason(BaseModel):
    """Since when a note is no longer in the deck, why, and which note teaches better what it taught."""

    model_config = ConfigDict(frozen=True, extra="forbid")

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


def read_retired(text: str, path: str) -> tuple[dict[str, Retirement], tuple[Problem, ...]]:
    """The retired notes by their ids, and what is wrong with the file; one that holds only comments has none."""
    source = SourceText.of(path, text)
    root, problems = read_nodes(source, text)
    if root is None:
        return {}, problems
    if not isinstance(root, Fields):
        return {}, (Problem(Span(source, 1, 1), "wrong-shape", "retired.yaml names notes by their ids"),)
    retired: dict[str, Retirement] = {}
    found = list(problems)
    for note, node in root.entries.items():
        if not isinstance(node, Fields):
            found.append(Problem(node.span, "wrong-shape", f"{quoted(note)} should have 'on' and 'why'"))
            continue
        reason, wrong = build(Reason, node)
        found.extend(wrong)
        if reason is not None:
            retired[note] = Retirement(reason, root.keys[note], node)
    return retired, tuple(found)
