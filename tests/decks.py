"""Whole decks in a folder of a test."""

from collections.abc import Mapping
from pathlib import Path

from tests.authoring import whole_topic

SOURCES = "book: {title: A Book, authors: A. Author, year: 2020, chapters: {3: Parts}}\n"


def basic(name: str, wave: int = 1, front: str = "", back: str = "back") -> str:
    """One note, as an entry of a list of notes."""
    text = front or f"front of {name}"
    return f"- {{id: {name}, type: basic, wave: {wave}, front: {text}, back: {back}, sources: [book]}}\n"


def write_deck(folder: Path, topics: Mapping[str, str], sources: str = SOURCES) -> Path:
    """Write a deck whose topics are given as ``area/topic``: text or a bare list of notes; and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "deck.yaml").write_text(outline(*topics), encoding="utf-8")
    (folder / "sources.yaml").write_text(sources, encoding="utf-8")
    for place, yaml in topics.items():
        write_topic(folder, place, yaml)
    return folder


def write_topic(folder: Path, place: str, yaml: str) -> None:
    """Write or replace one topic file."""
    file = folder / f"{place}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(whole_topic(yaml), encoding="utf-8")


def outline(*topics: str) -> str:
    """A deck.yaml with these topics, ``area/topic``, in this order; each should have ten cards."""
    areas: dict[str, list[str]] = {}
    for place in topics:
        area, _, topic = place.partition("/")
        areas.setdefault(area, []).append(topic)
    listed = "".join(
        f"  - area: {area}\n    title: Area {area}\n    topics: {{{', '.join(f'{topic}: 10' for topic in inside)}}}\n"
        for area, inside in areas.items()
    )
    return f"name: A deck\nabout: What it is about.\nareas:\n{listed}"
