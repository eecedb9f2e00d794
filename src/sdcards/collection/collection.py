"""A folder of topic files as one collection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from filecmp import cmp
from functools import partial
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, TypeVar

from sdcards.collection.outline import AreaOutline, Outline, read_outline
from sdcards.collection.retired import Retirement, read_retired
from sdcards.collection.sources import Source, read_sources
from sdcards.collection.terms import read_terms
from sdcards.collection.topic import Topic, read_topic
from sdcards.errors import no_deck
from sdcards.reading.nodes import LARGEST, decode
from sdcards.reading.resting import collector_at_rest
from sdcards.reading.span import Problem, SourceText, Span

if TYPE_CHECKING:
    from sdcards.collection.estimates import PlacedKind

DECK_FILES = ("deck.yaml", "sources.yaml", "terms.yaml", "retired.yaml", "estimates.yaml")
"""What a deck has, or may have, besides its topics."""

_BYTES_A_CHARACTER = 4

_Content = TypeVar("_Content")


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


@collector_at_rest()
def read_collection(folder: Path, unlike: Path | None = None) -> tuple[Collection, tuple[Problem, ...]]:
    """Read a deck whole. What cannot be read is left out and comes back as problems, sorted by place.

    Where only that is wanted in which it is ``unlike`` the deck in another folder, topics, sources and estimates are not read
    if their file says the same in both. Raises SdcardsError where there is no deck at all.
    """
    if not (folder / "deck.yaml").is_file():
        raise no_deck(folder)
    outline, of_outline = read_outline_file(folder)
    same = partial(_is_same, folder, unlike)
    sources, of_sources = ({}, ()) if same("sources.yaml") else read_sources_file(folder)
    terms, of_terms = _read(folder / "terms.yaml", read_terms, needed=False)
    retired, of_retired = read_retired_file(folder)
    listed = outline.areas if outline else ()
    read = [_read_area(folder, area, unlike) for area in listed]
    areas = tuple(area for area, _ in read)
    of_topics = tuple(problem for _, wrong in read for problem in wrong)
    strays = _unlisted(folder, listed) if outline else ()
    all_notes = not of_outline + strays and _are_whole(areas, listed)
    name, about = (outline.name, outline.about) if outline else (folder.name, "")
    estimates, of_estimates = ((), ()) if same("estimates.yaml") else read_estimates_file(folder)
    collection = Collection(name, about, areas, sources, terms, retired, all_notes, not of_sources, estimates)
    of_others = of_sources + of_terms + of_retired + of_estimates
    return collection, tuple(sorted(of_outline + of_topics + strays + of_others))


def read_outline_file(folder: Path) -> tuple[Outline | None, tuple[Problem, ...]]:
    """The outline of a deck, or what is wrong with its ``deck.yaml``."""
    return _read(folder / "deck.yaml", read_outline)


def read_sources_file(folder: Path) -> tuple[dict[str, Source], tuple[Problem, ...]]:
    """The works that a deck's notes may cite, and what is wrong with its ``sources.yaml``."""
    return _read(folder / "sources.yaml", read_sources)


def read_retired_file(folder: Path) -> tuple[dict[str, Retirement], tuple[Problem, ...]]:
    """The notes that were taken out of a deck, and what is wrong with its ``retired.yaml``, which it need not have."""
    return _read(folder / "retired.yaml", read_retired, needed=False)


def read_topic_file(folder: Path, area: str, slug: str) -> tuple[Topic | None, tuple[Problem, ...]]:
    """One topic of a deck, and what is wrong with its file."""
    return _read(folder / area / f"{slug}.yaml", lambda text, path: read_topic(text, path, area, slug))


def in_full(topic: Topic) -> Topic:
    """A topic that was left unread, read; any other as it is."""
    if topic.is_read:
        return topic
    read, _ = read_topic_file(Path(topic.path).parents[1], topic.area, topic.slug)
    return read or topic


def read_estimates_file(folder: Path) -> tuple[tuple[PlacedKind, ...], tuple[Problem, ...]]:
    """``estimates.yaml``, which a deck need not have."""
    file = folder / "estimates.yaml"
    if not file.exists():
        return (), ()
    from sdcards.collection.estimates import read_estimates  # models that most changes of a deck do not need

    return _read(file, read_estimates)


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


def _read(
    file: Path, reader: Callable[[str, str], tuple[_Content, tuple[Problem, ...]]], *, needed: bool = True
) -> tuple[_Content, tuple[Problem, ...]]:
    """What a file says, as its reader understands it; what the reader makes of no text where it has none."""
    text, problems = read_text(file) if needed or file.exists() else ("", ())
    content, wrong = reader(text, str(file))
    return content, problems or wrong


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


def _read_area(folder: Path, area: AreaOutline, unlike: Path | None) -> tuple[Area, tuple[Problem, ...]]:
    read = [
        (_unread(folder, area.area, slug), ())
        if _is_same(folder, unlike, f"{area.area}/{slug}.yaml")
        else read_topic_file(folder, area.area, slug)
        for slug in area.topics
    ]
    topics = tuple(topic for topic, _ in read if topic is not None)
    return Area(area.area, area.title, topics), tuple(problem for _, wrong in read for problem in wrong)


def _unread(folder: Path, area: str, slug: str) -> Topic:
    return Topic(area, slug, str(folder / area / f"{slug}.yaml"), slug, "", (), is_read=False)


def _is_same(folder: Path, other: Path | None, name: str) -> bool:
    """Whether a file says the same in both folders."""
    try:
        return other is not None and cmp(folder / name, other / name, shallow=False)
    except OSError:
        return False


def _unlisted(folder: Path, listed: tuple[AreaOutline, ...]) -> tuple[Problem, ...]:
    """Topic files that ``deck.yaml`` does not name, which nobody would ever see."""
    topics = (f"{area.area}/{topic}.yaml" for area in listed for topic in area.topics)
    known = {folder / name for name in (*DECK_FILES, *topics)}
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
