"""Makes the compiled deck. Only the topics whose files changed are read again."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple
from pathlib import Path
from typing import NamedTuple

from sdcards.collection.collection import read_text
from sdcards.collection.compiled import SCHEMA, open_compiled, whole_stamp
from sdcards.collection.outline import read_outline
from sdcards.collection.sources import Source, read_sources
from sdcards.collection.topic import Topic, read_topic
from sdcards.errors import SdcardsError
from sdcards.notes.card import Card
from sdcards.notes.note import Note


class _Place(NamedTuple):
    """Where a topic belongs: its number in the deck, its area's slug and title, its own slug, the cards it should have."""

    number: int
    area: str
    area_title: str
    slug: str
    target: int


def compile_deck(folder: str, path: str, stamps: dict[str, str]) -> str:
    """Write the compiled deck of ``folder`` to ``path`` and return where it is (elsewhere, if ``path`` cannot be written).

    A topic that is no YAML just now keeps the cards it had; a note with problems is left out until it is mended.
    """
    path = _writable(path)
    goal = Path(path)
    unfinished = goal.with_name(f"{goal.name}.{os.getpid()}.new")
    try:
        with closing(sqlite3.connect(unfinished)) as deck:
            deck.executescript(f"PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; {SCHEMA}")
            _Compiler(folder, deck, goal, stamps).run()
            deck.commit()
        unfinished.replace(goal)
    except OSError as error:
        raise SdcardsError(
            f"cannot write the compiled deck '{path}': {(error.strerror or 'failed').lower()}"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return path


class _Compiler:
    def __init__(self, folder: str, deck: sqlite3.Connection, before: Path, stamps: dict[str, str]) -> None:
        self._folder = Path(folder)
        self._deck = deck
        self._stamps = stamps
        self._has_before = _attach(deck, before)
        self._sources, self._source_problems = self._read_sources()

    def run(self) -> None:
        for place in self._places():
            if not self._unchanged(place):
                self._read(place)
        self._deck.execute("INSERT INTO stamp VALUES ('sources', ?)", (whole_stamp(self._stamps),))
        self._deck.execute("INSERT INTO stamp VALUES ('shared', ?)", (self._shared(),))

    def _places(self) -> Iterator[_Place]:
        file = self._folder / "deck.yaml"
        text, problems = read_text(file)
        outline, wrong = read_outline(text, str(file))
        if outline is None:
            raise SdcardsError("\n".join(str(problem) for problem in (*problems, *wrong)))
        listed = ((area, slug, target) for area in outline.areas for slug, target in area.topics.items())
        for number, (area, slug, target) in enumerate(listed, start=1):
            yield _Place(number, area.area, area.title, slug, target)

    def _read_sources(self) -> tuple[dict[str, Source], int]:
        text, problems = read_text(self._folder / "sources.yaml")
        sources, wrong = read_sources(text, "sources.yaml")
        return sources, len(problems + wrong)

    def _shared(self) -> str:
        """The stamp of what every topic's cards depend on besides their own file."""
        program = whole_stamp({})
        return f"{program}{self._stamps.get('deck.yaml')} {self._stamps.get('sources.yaml')}"

    def _unchanged(self, place: _Place) -> bool:
        """Take a topic over from the deck before, where nothing it depends on has changed."""
        stamp = self._stamps.get(f"{place.area}/{place.slug}.yaml")
        if not self._has_before or self._before("stamp", "name = 'shared'", "value") != self._shared():
            return False
        if stamp is None or self._before("topic", "area = ? AND slug = ?", "stamp", place.area, place.slug) != stamp:
            return False
        self._take_over("topic", place)
        self._take_over("card", place)
        return True

    def _before(self, table: str, where: str, column: str, *values: str) -> str | None:
        row = self._deck.execute(f"SELECT {column} FROM before.{table} WHERE {where}", values).fetchone()
        return row[0] if row else None

    def _take_over(self, table: str, place: _Place) -> None:
        slug = "slug" if table == "topic" else "topic"
        query = f"INSERT OR IGNORE INTO {table} SELECT * FROM before.{table} WHERE area = ? AND {slug} = ?"
        self._deck.execute(query, (place.area, place.slug))

    def _read(self, place: _Place) -> None:
        file = self._folder / place.area / f"{place.slug}.yaml"
        text, problems = read_text(file)
        topic, wrong = read_topic(text, str(file), place.area, place.slug) if not problems else (None, ())
        self._insert_topic(place, topic.title if topic else place.slug, len(problems + wrong))
        if topic is not None:
            self._insert_cards(topic, place)
        elif self._has_before:
            self._take_over("card", place)

    def _insert_topic(self, place: _Place, title: str, problems: int) -> None:
        stamp = self._stamps.get(f"{place.area}/{place.slug}.yaml", "")
        counted = problems + (self._source_problems if place.number == 1 else 0)
        row = (place.area, place.slug, place.number, title, place.area_title, place.target, stamp, counted)
        self._deck.execute(f"INSERT INTO topic VALUES ({','.join('?' * len(row))})", row)

    def _insert_cards(self, topic: Topic, place: _Place) -> None:
        made = (
            (note, node, card) for note, node in zip(topic.notes, topic.nodes, strict=True) for card in note.cards()
        )
        for position, (note, node, card) in enumerate(made, start=1):
            row = self._row(note, card, place, (position, node.span.line))
            self._deck.execute(f"INSERT OR IGNORE INTO card VALUES ({','.join('?' * len(row))})", row)

    def _row(self, note: Note, card: Card, place: _Place, at: tuple[int, int]) -> tuple[str | int | None, ...]:
        position, line = at
        details = (*card.details, *(("source", self._cited(key)) for key in note.sources))
        number = json.dumps(astuple(card.number)) if card.number else None
        return (
            card.id, note.id, note.type, note.wave, place.number, position, place.area, place.slug,
            f" {' '.join(note.tags)} ", card.front, card.back, json.dumps(details), card.hint, number, line,
        )  # fmt: skip

    def _cited(self, key: str) -> str:
        return str(self._sources[key]) if key in self._sources else key


def _attach(deck: sqlite3.Connection, before: Path) -> bool:
    """Attach the deck before, if there is one that can be read."""
    if not before.is_file():
        return False
    try:
        with closing(open_compiled(str(before))) as old:
            columns = "SELECT group_concat(sql) FROM sqlite_schema"
            same: bool = old.execute(columns).fetchone() == deck.execute(columns).fetchone()
            old.execute("SELECT 1 FROM stamp, topic, card LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        return False
    if same:
        deck.execute("ATTACH ? AS before", (str(before),))
    return same


def _writable(path: str) -> str:
    """``path``, or a place of our own in the temporary folder where the cache folder cannot be written."""
    folder = Path(path).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return path
    except OSError:
        return str(Path(tempfile.mkdtemp(prefix="sdcards-")) / Path(path).name)
