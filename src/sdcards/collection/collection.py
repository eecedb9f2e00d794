"""A folder of topic files as one collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sdcards.collection.outline import AreaOutline, Outline, read_outline
from sdcards.collection.retired import Retirement, read_retired
from sdcards.collection.sources import Source, read_sources
from sdcards.collection.topic import Topic, read_topic
from sdcards.errors import SdcardsError
from sdcards.reading.nodes import LARGEST, Fields, Scalar, decode, read_nodes
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
    """The whole deck in order: areas, their topics, their notes; and the works they cite, by key.

    ``terms`` are the words that need teaching before use: the note that teaches each, and where that is said. ``retired``
    are the notes that were taken out, by their ids. ``all_notes`` and ``all_sources`` are False where a file that should list
    them has a problem: nobody can say then which are unknown.
    """

    name: str
    about: str
    areas: tuple[Area, ...]
    sources: Mapping[str, Source]
    terms: Mapping[str, tuple[str, Span]] = field(default_factory=dict)
    retired: Mapping[str, Retirement] = field(default_factory=dict)
    all_notes: bool = True
    all_sources: bool = True

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
    outline, of_outline = read_outline_file(folder)
    sources, of_sources = read_sources_file(folder)
    terms, of_terms = _read_terms(folder)
    retired, of_retired = _read_retired(folder)
    listed = outline.areas if outline else ()
    read = [_read_area(folder, area) for area in listed]
    areas = tuple(area for area, _ in read)
    of_notes = of_outline + tuple(problem for _, wrong in read for problem in wrong)
    if outline:
        of_notes += _unlisted(folder, {f"{area.area}/{topic}" for area in listed for topic in area.topics})
    name, about = (outline.name, outline.about) if outline else (folder.name, "")
    collection = Collection(name, about, areas, sources, terms, retired, not of_notes, not of_sources)
    return collection, tuple(sorted(of_notes + of_sources + of_terms + of_retired))


def read_outline_file(folder: Path) -> tuple[Outline | None, tuple[Problem, ...]]:
    """The outline of a deck, or what is wrong with its ``deck.yaml``."""
    text, problems = read_text(folder / "deck.yaml")
    return (None, problems) if problems else read_outline(text, str(folder / "deck.yaml"))


def read_sources_file(folder: Path) -> tuple[dict[str, Source], tuple[Problem, ...]]:
    """The works that a deck's notes may cite, and what is wrong with its ``sources.yaml``."""
    text, problems = read_text(folder / "sources.yaml")
    return ({}, problems) if problems else read_sources(text, str(folder / "sources.yaml"))


def read_topic_file(folder: Path, area: str, slug: str) -> tuple[Topic | None, tuple[Problem, ...]]:
    """One topic of a deck, and what is wrong with its file."""
    file = folder / area / f"{slug}.yaml"
    text, problems = read_text(file)
    return (None, problems) if problems else read_topic(text, str(file), area, slug)


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


def _read_terms(folder: Path) -> tuple[dict[str, tuple[str, Span]], tuple[Problem, ...]]:
    """``terms.yaml``: each term and the note that teaches it; a deck need not have one."""
    file = folder / "terms.yaml"
    if not file.exists():
        return {}, ()
    text, problems = read_text(file)
    root, wrong = read_nodes(SourceText.of(str(file), text), text)
    if root is not None and not isinstance(root, Fields):
        return {}, (Problem(root.span, "wrong-shape", "terms.yaml names, for each term, the note that teaches it"),)
    entries = root.entries if root else {}
    found = (*problems, *wrong)
    found += tuple(
        Problem(node.span, "wrong-shape", f"'{term}' should name the note that teaches it")
        for term, node in entries.items()
        if not isinstance(node, Scalar)
    )
    return {term.lower(): (node.text, node.span) for term, node in entries.items() if isinstance(node, Scalar)}, found


def _read_retired(folder: Path) -> tuple[dict[str, Retirement], tuple[Problem, ...]]:
    """``retired.yaml``, which a deck need not have."""
    file = folder / "retired.yaml"
    if not file.exists():
        return {}, ()
    text, problems = read_text(file)
    retired, wrong = read_retired(text, str(file))
    return retired, (*problems, *wrong)


def _read_area(folder: Path, area: AreaOutline) -> tuple[Area, tuple[Problem, ...]]:
    read = [read_topic_file(folder, area.area, slug) for slug in area.topics]
    topics = tuple(topic for topic, _ in read if topic is not None)
    return Area(area.area, area.title, topics), tuple(problem for _, wrong in read for problem in wrong)


def _unlisted(folder: Path, listed: set[str]) -> tuple[Problem, ...]:
    """Topic files that ``deck.yaml`` does not name, which nobody would ever see."""
    known = {folder / f"{name}.yaml" for name in (*listed, "deck", "sources", "terms", "retired")}
    found = (file for pattern in ("*.y*ml", "*/*.y*ml") for file in sorted(folder.glob(pattern)))
    strays = [file for file in found if file not in known and not file.parent.name.startswith(".")]
    return tuple(
        Problem(
            Span(SourceText(str(file), ()), 1, 1),
            "unlisted-topic",
            f"'{file.name}' is not in deck.yaml",
            f"add '{file.stem}' under area '{file.parent.name}', and end the name in '.yaml'",
        )
        for file in strays
    )
