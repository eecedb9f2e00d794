"""A folder of topic files as one collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from sdcards.collection.outline import AreaOutline, Outline, read_outline
from sdcards.collection.retired import Retirement, read_retired
from sdcards.collection.sources import Source, read_sources
from sdcards.collection.topic import Topic, read_topic
from sdcards.errors import SdcardsError
from sdcards.reading.nodes import LARGEST, Fields, Scalar, decode, read_nodes
from sdcards.reading.span import Problem, SourceText, Span

if TYPE_CHECKING:
    from sdcards.collection.estimates import PlacedKind

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
    them has a problem: nobody can say then which are unknown. ``estimates`` are the kinds of estimation drills.
    """

    name: str
    about: str
    areas: tuple[Area, ...]
    sources: Mapping[str, Source]
    terms: Mapping[str, tuple[str, Span]] = field(default_factory=dict)
    retired: Mapping[str, Retirement] = field(default_factory=dict)
    all_notes: bool = True
    all_sources: bool = True
    estimates: tuple[PlacedKind, ...] = ()

    def topics(self) -> Iterator[Topic]:
        """Every topic, in the deck's order."""
        for area in self.areas:
            yield from area.topics


def read_collection(folder: Path, like: Collection | None = None) -> tuple[Collection, tuple[Problem, ...]]:
    """Read a deck whole. What cannot be read is left out and comes back as problems, sorted by place.

    A topic whose file reads as the one of a deck ``like`` it is taken from there as it is, and its problems are not said again.
    Raises SdcardsError where there is no deck at all.
    """
    if not (folder / "deck.yaml").is_file():
        raise SdcardsError(f"no deck in '{folder}': a deck has a 'deck.yaml'")
    outline, of_outline = read_outline_file(folder)
    sources, of_sources = read_sources_file(folder)
    terms, of_terms = _read_terms(folder)
    retired, of_retired = _read_retired(folder)
    listed = outline.areas if outline else ()
    known = {(topic.area, topic.slug): topic for topic in (like.topics() if like else ())}
    read = [_read_area(folder, area, known) for area in listed]
    areas = tuple(area for area, _ in read)
    of_topics = tuple(problem for _, wrong in read for problem in wrong)
    strays = _unlisted(folder, {f"{area.area}/{topic}" for area in listed for topic in area.topics}) if outline else ()
    all_notes = not of_outline + strays and _are_whole(areas, listed)
    name, about = (outline.name, outline.about) if outline else (folder.name, "")
    estimates, of_estimates = read_estimates_file(folder)
    collection = Collection(name, about, areas, sources, terms, retired, all_notes, not of_sources, estimates)
    of_others = of_sources + of_terms + of_retired + of_estimates
    return collection, tuple(sorted(of_outline + of_topics + strays + of_others))


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


def read_estimates_file(folder: Path) -> tuple[tuple[PlacedKind, ...], tuple[Problem, ...]]:
    """``estimates.yaml``, which a deck need not have."""
    file = folder / "estimates.yaml"
    if not file.exists():
        return (), ()
    from sdcards.collection.estimates import read_estimates  # models that most changes of a deck do not need

    text, problems = read_text(file)
    return ((), problems) if problems else read_estimates(text, str(file))


def read_text(file: Path) -> tuple[str, tuple[Problem, ...]]:
    """A file's text; one that is missing, too large or not UTF-8 is empty and gives a problem."""
    nowhere = Span(SourceText(str(file), ()), 1, 1)
    try:
        found = file.stat()
        if not S_ISREG(found.st_mode):  # a pipe or a device could go on for ever
            reason = "is a directory" if S_ISDIR(found.st_mode) else "no ordinary file"
            return "", (_unreadable(nowhere, reason, "put the cards in its place"),)
        if found.st_size > LARGEST * _BYTES_A_CHARACTER:
            return "", (Problem(nowhere, "too-large", f"{found.st_size:,} bytes in one file", "split the topic"),)
        return decode(file.read_bytes(), str(file))
    except FileNotFoundError:
        return "", (_unreadable(nowhere, "no such file or directory", _renamed(file)),)
    except OSError as error:
        return "", (_unreadable(nowhere, (error.strerror or "unreadable").lower(), "mend its rights"),)


def _unreadable(nowhere: Span, reason: str, hint: str) -> Problem:
    return Problem(nowhere, "unreadable-file", f"cannot read the file: {reason}", hint)


def _renamed(file: Path) -> str:
    """What to do about a file that is missing: nearly the same name may stand beside it."""
    near = get_close_matches(file.name, [each.name for each in file.parent.glob("*.y*ml")], n=1)
    return f"did you mean '{near[0]}'?" if near else "add it"


def _are_whole(areas: tuple[Area, ...], listed: tuple[AreaOutline, ...]) -> bool:
    """Whether every listed topic was read, and every note in it."""
    read = [topic for area in areas for topic in area.topics]
    return len(read) == sum(len(area.topics) for area in listed) and all(topic.all_notes for topic in read)


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


def _read_area(
    folder: Path, area: AreaOutline, known: Mapping[tuple[str, str], Topic]
) -> tuple[Area, tuple[Problem, ...]]:
    read = [
        (topic, ())
        if (topic := known.get((area.area, slug))) and _reads_as(topic, folder / area.area / f"{slug}.yaml")
        else read_topic_file(folder, area.area, slug)
        for slug in area.topics
    ]
    topics = tuple(topic for topic, _ in read if topic is not None)
    return Area(area.area, area.title, topics), tuple(problem for _, wrong in read for problem in wrong)


def _reads_as(topic: Topic, file: Path) -> bool:
    """Whether a file says what the one did that a topic was read from."""
    try:
        return file.read_bytes() == Path(topic.path).read_bytes()
    except OSError:
        return False


def _unlisted(folder: Path, listed: set[str]) -> tuple[Problem, ...]:
    """Topic files that ``deck.yaml`` does not name, which nobody would ever see."""
    known = {folder / f"{name}.yaml" for name in (*listed, "deck", "sources", "terms", "retired", "estimates")}
    found = (file for pattern in ("*.y*ml", "*/*.y*ml") for file in sorted(folder.glob(pattern)))
    strays = [file for file in found if file not in known and not file.parent.name.startswith(".")]
    return tuple(
        Problem(
            Span(SourceText(str(file), ()), 1, 1),
            "unlisted-topic",
            f"'{file.name}' is not in deck.yaml",
            f"add '{file.stem}' under area '{file.parent.name}'{_suffix(file)}",
        )
        for file in strays
    )


def _suffix(file: Path) -> str:
    return "" if file.suffix == ".yaml" else ", and end the name in '.yaml'"
