"""What a deck is called and the order of everything in it: ``deck.yaml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, ValidationInfo, WithJsonSchema, field_validator

from sdcards.notes.note import Markdown, Slug
from sdcards.notes.step import InterviewPhase
from sdcards.reading.nodes import Fields, read_nodes
from sdcards.reading.problems import AS_WRITTEN, build
from sdcards.reading.span import Problem, SourceText, Span


def _one_deck(title: str) -> str:
    if "::" in title:
        raise ValueError("a title with '::' would be two decks in Anki; write ':' or '–'")
    return title


Title = Annotated[
    Markdown,
    AfterValidator(_one_deck),
    WithJsonSchema(
        {
            "type": "string",
            "minLength": 1,
            "pattern": r"^((?!::)[\s\S])*$",
            "patternErrorMessage": "a title with '::' would be two decks in Anki",
        }
    ),
]
"""What Anki calls a deck, or a part of its name."""


class AreaOutline(BaseModel):
    """A folder of topics, in the order in which they are taught, each with the number of cards it should have.

    ``phase`` is the part of the interview that the area's cards are for, ``phases`` names another one for some topics.
    """

    model_config = AS_WRITTEN

    area: Annotated[Slug, Field(description="The name of the folder, spelt like an id.", examples=["estimation"])]
    title: Annotated[Title, Field(description="What people call it.", examples=["Estimation"])]
    phase: Annotated[
        InterviewPhase,
        Field(description="The part of the interview that its cards are for.", examples=["estimates"]),
    ] = "whole"
    topics: Annotated[
        dict[Slug, Annotated[int, Field(ge=1)]],
        Field(
            min_length=1,
            description="The topics in the order in which they are taught, each with the number of cards it should have;"
            " a topic is the file of that name in the area's folder.",
            examples=[{"latency-ladder": 18}],
        ),
    ]
    phases: Annotated[
        dict[Slug, InterviewPhase],
        Field(
            description="Another part of the interview for some of its topics.", examples=[{"entities-and-api": "api"}]
        ),
    ] = {}

    @field_validator("phases")
    @classmethod
    def _are_of_topics(cls, phases: dict[str, InterviewPhase], info: ValidationInfo) -> dict[str, InterviewPhase]:
        for slug in phases:
            if slug not in info.data.get("topics", phases):
                raise ValueError(f"'{slug}' is no topic of this area; name one of its 'topics'")
        return phases

    def phase_of(self, topic: str) -> InterviewPhase:
        """The part of the interview that a topic's cards are for, where they do not say so themselves."""
        return self.phases.get(topic, self.phase)


class Outline(BaseModel):
    """The whole of ``deck.yaml``."""

    model_config = AS_WRITTEN

    name: Annotated[Title, Field(description="What the deck is called.", examples=["System Design Interview"])]
    about: Annotated[
        Markdown,
        Field(
            description="What it is for, in a sentence or two.",
            examples=["Cards that teach you to drive the interview."],
        ),
    ]
    areas: Annotated[
        tuple[AreaOutline, ...],
        Field(
            min_length=1,
            description="The folders of topics, in the order in which they are taught.",
            examples=[[{"area": "estimation", "title": "Estimation", "topics": {"latency-ladder": 18}}]],
        ),
    ]

    @field_validator("areas")
    @classmethod
    def _stand_once(cls, areas: tuple[AreaOutline, ...]) -> tuple[AreaOutline, ...]:
        slugs = [area.area for area in areas]
        for slug in slugs:
            if slugs.count(slug) > 1:
                raise ValueError(f"the area '{slug}' stands here twice; put its topics together")
        return areas


def read_outline(text: str, path: str) -> tuple[Outline | None, tuple[Problem, ...]]:
    """The outline, or what is wrong with it."""
    source = SourceText.of(path, text)
    root, problems = read_nodes(source, text)
    if not isinstance(root, Fields):
        return None, problems or (
            Problem(Span(source, 1, 1), "wrong-shape", "the file has no fields", "write 'name', 'about' and 'areas'"),
        )
    outline, wrong = build(Outline, root)
    return outline, (*problems, *wrong)
