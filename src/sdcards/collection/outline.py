"""What a deck is called and the order of everything in it: ``deck.yaml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sdcards.notes.note import Markdown, Slug
from sdcards.reading.nodes import Fields, read_nodes
from sdcards.reading.problems import build
from sdcards.reading.span import Problem, SourceText, Span


class AreaOutline(BaseModel):
    """A folder of topics, in the order in which they are taught, each with the number of cards it should have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    area: Slug
    title: Markdown
    topics: Annotated[dict[Slug, Annotated[int, Field(ge=1)]], Field(min_length=1)]


class Outline(BaseModel):
    """The whole of ``deck.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Markdown
    about: Markdown
    areas: Annotated[tuple[AreaOutline, ...], Field(min_length=1)]


def read_outline(text: str, path: str) -> tuple[Outline | None, tuple[Problem, ...]]:
    """The outline, or what is wrong with it."""
    source = SourceText.of(path, text)
    root, problems = read_nodes(source, text)
    if not isinstance(root, Fields):
        return None, problems or (
            Problem(Span(source, 1, 1), "wrong-shape", "deck.yaml needs 'name', 'about' and 'areas'"),
        )
    outline, wrong = build(Outline, root)
    return outline, (*problems, *wrong)
