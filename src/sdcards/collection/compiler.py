"""Makes the compiled deck. Only the topics whose files changed are read again."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sdcards.clock import EPOCH
from sdcards.collection.collection import (
    read_estimates_file,
    read_outline_file,
    read_sources_file,
    read_topic_file,
)
from sdcards.collection.compiled import SCHEMA, open_compiled, whole_stamp
from sdcards.collection.outline import Outline
from sdcards.collection.topic import Topic
from sdcards.errors import SdcardsError
from sdcards.leftovers import sweep
from sdcards.notes.card import Card
from sdcards.notes.drill import Drill
from sdcards.notes.note import Note
from sdcards.notes.step import InterviewPhase, Step
from sdcards.reading.span import Problem

if TYPE_CHECKING:
    from sdcards.collection.estimates import PlacedKind
    from sdcards.practice.scenes import SceneEntry


class _Place(NamedTuple):
    """Where a topic belongs: its number in the deck, its area's slug and title, its own slug, the cards it should have.

    ``phase`` is the part of the interview that its cards are for.
    """

    number: int
    area: str
    area_title: str
    slug: str
    target: int
    phase: InterviewPhase


_Row = tuple[str | int | None, ...]


def compile_deck(folder: str, path: str, stamps: dict[str, str]) -> str:
    """Write the compiled deck of ``folder`` to ``path`` and return where it is (elsewhere, if ``path`` cannot be written).

    A topic that is no YAML just now keeps the cards it had; a note with problems is left out until it is mended.
    """
    goal = _writable(Path(path))
    unfinished = goal.with_name(f"{goal.name}.{os.getpid()}.new")
    try:
        unfinished.unlink(missing_ok=True)  # of a process of the same number that was killed
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL, 0o600))  # where SQLite would follow a link put there
        with closing(sqlite3.connect(unfinished)) as deck:
            deck.executescript(f"PRAGMA journal_mode = OFF; {SCHEMA}")
            _Compiler(Path(folder), deck, goal, stamps).run()
            deck.commit()
        unfinished.replace(goal)
    except (OSError, sqlite3.OperationalError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        advice = "make room, or name another folder in SDCARDS_CACHE"
        raise SdcardsError(f"cannot write the compiled deck '{goal}': {reason}; {advice}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    sweep(str(goal.parent))
    return str(goal)


class _Compiler:
    def __init__(self, folder: Path, deck: sqlite3.Connection, before: Path, stamps: dict[str, str]) -> None:
        self._folder = folder
        self._deck = deck
        self._stamps = stamps
        self._has_before = _attach(deck, before)
        self._sources, self._of_sources = read_sources_file(folder)
        # What every topic's cards depend on besides their own file.
        self._shared = f"{whole_stamp({})}{stamps['deck.yaml']} {stamps.get('sources.yaml')}"

    def run(self) -> None:
        outline, wrong = read_outline_file(self._folder)
        if outline is None:
            raise SdcardsError("\n".join(str(problem) for problem in wrong))
        for place in _places(outline):
            if self._unchanged(place):
                self._take_over("topic", place)
                self._take_over("card", place)
            else:
                self._read(place)
        wrong += self._of_sources + self._read_scenes()
        kept = {"sources": whole_stamp(self._stamps), "shared": self._shared, "problems": len(wrong)}
        self._deck.executemany("INSERT INTO stamp VALUES (?, ?)", kept.items())

    def _unchanged(self, place: _Place) -> bool:
        """Whether nothing that a topic's cards depend on has changed, and no other topic has taken one of their ids."""
        stamp = self._stamps.get(f"{place.area}/{place.slug}.yaml")
        taken = "SELECT 1 FROM before.card b JOIN card c USING (id) WHERE b.area = ? AND b.topic = ?"
        return (
            stamp is not None
            and self._before("SELECT value FROM before.stamp WHERE name = 'shared'") == self._shared
            and self._before_of(place, "stamp") == stamp
            and self._before(taken, place.area, place.slug) is None
        )

    def _before(self, query: str, *values: str) -> str | None:
        row = self._deck.execute(query, values).fetchone() if self._has_before else None
        return row[0] if row else None

    def _before_of(self, place: _Place, column: str) -> str | None:
        return self._before(f"SELECT {column} FROM before.topic WHERE area = ? AND slug = ?", place.area, place.slug)

    def _take_over(self, table: str, place: _Place) -> None:
        slug = "slug" if table == "topic" else "topic"
        query = f"INSERT OR IGNORE INTO {table} SELECT * FROM before.{table} WHERE area = ? AND {slug} = ?"
        self._deck.execute(query, (place.area, place.slug))

    def _read(self, place: _Place) -> None:
        topic, wrong = read_topic_file(self._folder, place.area, place.slug)
        stamp = self._stamps.get(f"{place.area}/{place.slug}.yaml", "")
        if topic is None:
            title = self._before_of(place, "title") or place.slug
            self._keep_cards(place)
        else:
            title = topic.title
            rows = self._rows(topic, place)
            if self._insert("card", *rows) < len(rows):
                stamp = ""  # another topic has taken an id: read this one again next time
        row = (place.area, place.slug, place.number, title, place.area_title, place.target, stamp, len(wrong))
        self._insert("topic", row)

    def _read_scenes(self) -> tuple[Problem, ...]:
        """The scenes of estimation drills; where their file is sound and has not changed, as they were before."""
        stamp = self._stamps.get("estimates.yaml", "")
        if (
            stamp
            and self._before("SELECT value FROM before.stamp WHERE name = 'scenes'") == f"{whole_stamp({})}{stamp}"
        ):
            self._deck.execute("INSERT INTO scene SELECT * FROM before.scene")
            problems: tuple[Problem, ...] = ()
        else:
            kinds, problems = read_estimates_file(self._folder)
            listed = ((kind, scene) for kind in kinds for scene in kind.entry.scenes)
            self._insert("scene", *(_scene_row(*each, place) for place, each in enumerate(listed, start=1)))
        if not problems:
            self._deck.execute("INSERT INTO stamp VALUES ('scenes', ?)", (f"{whole_stamp({})}{stamp}",))
        return problems

    def _keep_cards(self, place: _Place) -> None:
        """The cards of a topic that is no YAML just now, at the place it has today."""
        if self._has_before:
            self._take_over("card", place)
            where = (place.number, place.area, place.slug)
            self._deck.execute("UPDATE card SET place = ? WHERE area = ? AND topic = ?", where)

    def _insert(self, table: str, *rows: _Row) -> int:
        """Insert rows whose key is still free; says how many."""
        query = f"INSERT OR IGNORE INTO {table} VALUES"
        return sum(self._deck.execute(f"{query} ({','.join('?' * len(row))})", row).rowcount for row in rows)

    def _rows(self, topic: Topic, place: _Place) -> list[_Row]:
        made = (
            (note, node, card) for note, node in zip(topic.notes, topic.nodes, strict=True) for card in note.cards()
        )
        return [
            self._row(note, card, place, (at, node.span.line)) for at, (note, node, card) in enumerate(made, start=1)
        ]

    def _row(self, note: Note, card: Card, place: _Place, at: tuple[int, int]) -> _Row:
        position, line = at
        details = (*card.details, *(("source", self._cited(key)) for key in note.sources))
        number = json.dumps(astuple(card.number)) if card.number else None
        return (
            card.id, note.id, note.type, note.wave, place.number, position, place.area, place.slug, _phase(note, place),
            f" {' '.join(note.tags)} ", card.front, card.back, json.dumps(details, ensure_ascii=False), card.hint, number, line,
            *self._change(note, card),
        )  # fmt: skip

    def _change(self, note: Note, card: Card) -> tuple[int | None, str, str]:
        """The study day on which the card's meaning changed, why, and what its answer was before, if that is known."""
        if note.changed is None:
            return None, "", ""
        on, _, why = note.changed.partition(" ")
        day = (date.fromisoformat(on) - EPOCH).days
        query = "SELECT back, changed, was FROM before.card WHERE id = ?"
        before = self._deck.execute(query, (card.id,)).fetchone() if self._has_before else None
        back, known, was = before or ("", None, "")
        return day, why.strip(), was if known == day else back

    def _cited(self, key: str) -> str:
        return str(self._sources[key]) if key in self._sources else key


def _scene_row(kind: PlacedKind, scene: SceneEntry, place: int) -> _Row:
    number = json.dumps(astuple(scene.number()))
    return scene.id, kind.name, kind.entry.title, kind.entry.topic, place, scene.ask, scene.so, number


def _places(outline: Outline) -> Iterator[_Place]:
    listed = ((area, slug, target) for area in outline.areas for slug, target in area.topics.items())
    for number, (area, slug, target) in enumerate(listed, start=1):
        yield _Place(number, area.area, area.title, slug, target, area.phase_of(slug))


def _phase(note: Note, place: _Place) -> InterviewPhase:
    """A step names its phase, a sum belongs to the estimates wherever it stands, other notes follow their topic."""
    if isinstance(note, Step):
        return note.phase
    return "estimates" if isinstance(note, Drill) else place.phase


def _attach(deck: sqlite3.Connection, before: Path) -> bool:
    """Attach the deck before, if there is one that is whole and has the tables of today."""
    if not before.is_file():
        return False
    tables = "SELECT group_concat(sql) FROM sqlite_schema"
    try:
        with closing(open_compiled(str(before))) as old:
            sound = old.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            usable: bool = sound and old.execute(tables).fetchone() == deck.execute(tables).fetchone()
    except sqlite3.DatabaseError:
        return False
    if usable:
        deck.execute("ATTACH ? AS before", (str(before),))
    return usable


def _writable(path: Path) -> Path:
    """``path``, or a place of our own, gone when the program ends, where the cache folder cannot be written."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            return path
    except OSError:
        folder = tempfile.mkdtemp(prefix="sdcards-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return Path(folder) / path.name
