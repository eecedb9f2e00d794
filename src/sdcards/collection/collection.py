"""A folder of topic files as one collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sdcards.collection.outline import AreaOutline, read_outline
from sdcards.collection.sources import Source, read_sources
from sdcards.collection.topic import Topic, read_topic
from sdcards.errors import SdcardsError
from sdcards.reading.nodes import LARGEST, decode
from sdcards.reading.span import Problem, SourceText, Span

_BYTES_A_CHARACTER = 4


@dataclass(frozen=True, slots=True)
class Area:
    """A folder of topics, with its title; the order is the one of ``deck.yaml``."""

    slug: str
    title: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """The whole deck in order: areas, their topics, their notes; and the works they cite, by key."""

    name: str
    about: str
    areas: tuple[Area, ...]
    sources: Mapping[str, Source]

    def topics(self) -> Iterator[Topic]:
        """Every topic, in the deck's order."""
        for area in self.areas:
            yield from area.topics


def read_collection(folder: Path) -> tuple[Collection, tuple[Problem, ...]]:
    """Read a deck whole. What cannot be read is left out and comes back as problems, sorted by place.

    Raises SdcardsError where there is no deck at all.
    """
    if not (folder / "deck.yaml").is_file():
        raise SdcardsError(f"no deck in '{folder}': a deck has a 'deck.yaml'")
    text, problems = read_text(folder / "deck.yaml")
    outline, wrong = read_outline(text, str(folder / "deck.yaml"))
    problems += wrong
    sources, wrong = _read_sources(folder)
    problems += wrong
    areas = []
    for area in outline.areas if outline else ():
        read, wrong = _read_area(folder, area)
        problems += wrong
        areas.append(read)
    if outline:
        problems += _unlisted(folder, {f"{area.area}/{topic}" for area in outline.areas for topic in area.topics})
    name, about = (outline.name, outline.about) if outline else (folder.name, "")
    return Collection(name, about, tuple(areas), sources), tuple(sorted(problems))


def read_text(file: Path) -> tuple[str, tuple[Problem, ...]]:
    """A file's text; one that is missing, too large or not UTF-8 is empty and gives a problem."""
    nowhere = Span(SourceText(str(file), ()), 1, 1)
    try:
        if file.stat().st_size > LARGEST * _BYTES_A_CHARACTER:
            return "", (Problem(nowhere, "too-large", f"{file.stat().st_size:,} bytes in one file", "split the topic"),)
        return decode(file.read_bytes(), str(file))
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        return "", (
            Problem(nowhere, "unreadable-file", f"cannot read the file: {reason}", "add it or mend its rights"),
        )


def _read_sources(folder: Path) -> tuple[dict[str, Source], tuple[Problem, ...]]:
    text, problems = read_text(folder / "sources.yaml")
    sources, wrong = read_sources(text, str(folder / "sources.yaml")) if not problems else ({}, ())
    return sources, problems + wrong


def _read_area(folder: Path, area: AreaOutline) -> tuple[Area, tuple[Problem, ...]]:
    topics: list[Topic] = []
    problems: tuple[Problem, ...] = ()
    for slug in area.topics:
        file = folder / area.area / f"{slug}.yaml"
        text, wrong = read_text(file)
        topic, more = read_topic(text, str(file), area.area, slug) if not wrong else (None, ())
        problems += wrong + more
        if topic is not None:
            topics.append(topic)
    return Area(area.area, area.title, tuple(topics)), problems


def _unlisted(folder: Path, listed: set[str]) -> tuple[Problem, ...]:
    """Topic files that ``deck.yaml`` does not name, which nobody would ever see."""
    found = sorted(folder.glob("*/*.y*ml"))
    strays = [file for file in found if f"{file.parent.name}/{file.stem}" not in listed or file.suffix != ".yaml"]
    return tuple(
        Problem(
            Span(SourceText(str(file), ()), 1, 1),
            "unlisted-topic",
            f"'{file.name}' is not in deck.yaml",
            f"add '{file.stem}' under area '{file.parent.name}', and end the name in '.yaml'",
        )
        for file in strays
    )
