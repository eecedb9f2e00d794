"""What ``estimates.yaml`` holds: kinds of estimation drills, and the scenes of each."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from sdcards.notes.card import Given, Number
from sdcards.notes.drill import AskedInputs, Within
from sdcards.notes.inputs import read_inputs
from sdcards.notes.note import Markdown, Slug
from sdcards.reading.problems import AS_WRITTEN

LEAST_SCENES = 3
"""With fewer a person would answer the story and not the sum."""


class SceneEntry(BaseModel):
    """One story with a number to estimate: a drill of the deck without what only a scheduled card needs."""

    model_config = AS_WRITTEN

    id: Annotated[
        Slug,
        Field(description="The scene's name, spelt like a note's id, once in the file.", examples=["pictures-a-day"]),
    ]
    ask: Annotated[
        Markdown,
        Field(
            description="The story and its question in at most 35 words, with {name} where an input stands.",
            examples=["{users} million users a day each post {posts} pictures. How many uploads a second on average?"],
        ),
    ]
    given: Annotated[AskedInputs, Field(examples=[{"users": "10 .. 80", "posts": "1 .. 5"}])]
    formula: Annotated[
        Markdown,
        Field(
            description="What gives the result, in the order in which one would say it.",
            examples=["users * 1e6 * posts / (1 day)"],
        ),
    ]
    unit: Annotated[str, Field(description="The unit of the result.", examples=["req/s"])]
    within: Within = 1.5
    so: Annotated[
        Markdown,
        Field(
            description="What follows for the design, in at most 25 words; it holds for every number that can be drawn.",
            examples=["One relational server takes the rows; the pictures go to an object store."],
        ),
    ]

    def inputs(self) -> tuple[Given, ...]:
        """The ranges of the inputs."""
        return read_inputs(self.given)

    def number(self) -> Number:
        """What an answer is judged against."""
        return Number(self.within, formula=self.formula, unit=self.unit, given=self.inputs())


class KindEntry(BaseModel):
    """One kind of sum, the topic of the deck that teaches it, and its scenes."""

    model_config = AS_WRITTEN

    title: Annotated[Markdown, Field(description="What people call the kind.", examples=["Average rate"])]
    topic: Annotated[Slug, Field(description="The topic of the deck that teaches it.", examples=["time-and-rates"])]
    scenes: Annotated[
        tuple[SceneEntry, ...],
        Field(
            min_length=LEAST_SCENES,
            description="At least three stories with a number to estimate.",
            examples=[
                [{"id": "pictures-a-day", "ask": "…", "given": {"users": "10 .. 80"}, "formula": "…", "so": "…"}]
            ],
        ),
    ]
