"""The works that cards cite: ``sources.yaml``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import BaseModel, Field

from sdcards.collection.entries import Shape, read_entries
from sdcards.notes.note import Markdown
from sdcards.reading.problems import AS_WRITTEN
from sdcards.reading.span import Problem, quoted

SHELF_LIFE = 5
"""Years for which a number is taken to hold where its source says nothing else."""


@dataclass(frozen=True, slots=True)
class Source:
    """A work, or one chapter of it. ``url`` is empty for a printed book. A number from it holds for ``lasts`` years."""

    title: str
    authors: str
    year: int
    url: str = ""
    chapter: str = ""
    lasts: int = SHELF_LIFE

    def __str__(self) -> str:
        """The citation in one line: authors, title, chapter, year."""
        chapter = f", {self.chapter}" if self.chapter else ""
        return f"{self.authors}, {self.title}{chapter} ({self.year})"


class Work(BaseModel):
    """One entry of ``sources.yaml``."""

    model_config = AS_WRITTEN

    title: Annotated[Markdown, Field(description="What the work is called.", examples=["Price list of a cloud"])]
    authors: Annotated[Markdown, Field(description="Who wrote or publishes it.", examples=["A. Author and B. Author"])]
    year: Annotated[
        int, Field(ge=1900, le=2100, description="When it was published, or last looked at.", examples=[2026])
    ]
    url: Annotated[
        str,
        Field(
            pattern=r"^https?://[^\s<>\"]+$",
            description="Where it can be read; a printed book has none.",
            examples=["https://example.org/prices"],
        ),
    ] = ""
    chapters: Annotated[
        dict[int, Markdown],
        Field(
            description="Titles of its chapters by their numbers; a note cites one as key-chapter, such as ddia-5.",
            examples=[{"5": "Replication"}],
        ),
    ] = {}
    lasts: Annotated[
        int,
        Field(
            ge=1,
            le=100,
            description="For how many years a number from it is taken to hold: 1 for prices, 2 for the limits of a service,"
            " 100 for a law of nature.",
            examples=[1],
        ),
    ] = SHELF_LIFE


_SHAPE = Shape(Work, "works by their keys", "'title', 'authors' and 'year'", may_be_empty=False)


def read_sources(text: str, path: str) -> tuple[dict[str, Source], tuple[Problem, ...]]:
    """Every key that a note may cite; a work with chapters gives one key for itself and one for each chapter."""
    works, problems = read_entries(text, path, _SHAPE)
    known: dict[str, Source] = {}
    for work in works:
        keys = _keys(work.name, work.model)
        for taken in sorted(keys.keys() & known.keys()):
            message = f"{quoted(taken)} stands here twice"
            problems.append(Problem(work.span, "doubled-field", message, "choose another key"))
        known = keys | known
    return known, tuple(problems)


def _keys(key: str, work: Work) -> dict[str, Source]:
    whole = Source(work.title, work.authors, work.year, work.url, lasts=work.lasts)
    chapters = {
        f"{key}-{number}": replace(whole, chapter=f"ch. {number}: {title}") for number, title in work.chapters.items()
    }
    return {key: whole} | chapters
