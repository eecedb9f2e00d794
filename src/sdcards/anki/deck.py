"""The collection in Anki's order: decks with numbered names, notes with their place in the curriculum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sdcards.anki.fields import AnkiNote, Place, build_note, citation
from sdcards.anki.html import plain_to_html, visible
from sdcards.anki.identity import deck_id
from sdcards.errors import SdcardsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdcards.collection.collection import Area, Collection
    from sdcards.collection.topic import Topic
    from sdcards.ids import NoteId

_OF_RETIRED = "No longer taught; each card says why. Suspend them, or delete them after the next major release."
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

RETIRED = deck_id("retired notes")
"""The deck of notes that are no longer taught; no area can be called so."""


@dataclass(frozen=True, slots=True)
class AnkiDeck:
    """A deck by its whole name; ``about`` is Markdown."""

    id: int
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note, the deck it goes to, and its position among all new cards, from 1."""

    note: AnkiNote
    deck: int
    position: int


def build_decks(collection: Collection) -> Iterator[AnkiDeck]:
    """The whole deck, its areas and their topics; Anki sorts by name, so the names begin with numbers."""
    top = _component(collection.name)
    yield AnkiDeck(deck_id(""), top, f"{collection.about}\n\n{_how_to_study()}")
    for number, area in enumerate(collection.areas, start=1):
        name = f"{top}::{number:02} {_component(area.title)}"
        yield AnkiDeck(deck_id(area.slug), name, "")
        for place, topic in enumerate(area.topics, start=1):
            yield AnkiDeck(_deck_of(topic), f"{name}::{place:02} {_component(topic.title)}", topic.about)
    yield AnkiDeck(RETIRED, f"{top}::99 Retired", _OF_RETIRED)


def place_notes(collection: Collection) -> list[PlacedNote]:
    """All notes in the order in which they are first shown: wave by wave, then as the deck has them."""
    citations = {key: citation(source) for key, source in collection.sources.items()}
    waves: dict[int, list[tuple[int, AnkiNote]]] = {}
    ids: set[NoteId] = set()
    for area in collection.areas:
        for topic in area.topics:
            deck, place = _deck_of(topic), place_of(area, topic)
            for note in topic.notes:
                built = build_note(note, place, citations)
                if built.id in ids:
                    raise SdcardsError(f"two notes have the id '{built.id}'; give the newer one another")
                ids.add(built.id)
                waves.setdefault(note.wave, []).append((deck, built))
    ordered = (pair for wave in sorted(waves) for pair in waves[wave])
    return [PlacedNote(note, deck, position) for position, (deck, note) in enumerate(ordered, start=1)]


def place_of(area: Area, topic: Topic) -> Place:
    """Where a topic's notes stand; raises SdcardsError for names that cannot be tags."""
    for slug in (area.slug, topic.slug):
        if not _SLUG.fullmatch(slug):
            raise SdcardsError(f"'{slug}' cannot be a tag; name folders and files with a-z, 0-9 and hyphens")
    line = plain_to_html(f"{area.title} › {topic.title}")
    return Place(line, (f"area::{area.slug}", f"topic::{topic.slug}"))


@cache
def _how_to_study() -> str:
    return files("sdcards.anki").joinpath("description.md").read_text("utf-8")


def _deck_of(topic: Topic) -> int:
    return deck_id(f"{topic.area}/{topic.slug}")


def _component(title: str) -> str:
    """A title as one part of a deck's name; Anki takes ``::`` for the end of a part."""
    name = visible(" ".join(title.split()))
    if not name or "::" in name:
        raise SdcardsError(f"'{title}' cannot name a deck in Anki; use a title with letters and without '::'")
    return name
