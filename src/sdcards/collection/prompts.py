"""The worked prompts of a deck: which topics have a ``mock`` section, and that section read."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sdcards.collection.called import key_called
from sdcards.errors import SdcardsError
from sdcards.ids import CardId

if TYPE_CHECKING:
    from sdcards.practice.prompt import Prompt

_MOCK = re.compile(rb"^(?:mock|'mock'|\"mock\")\s*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PlacedPrompt:
    """A topic with a ``mock`` section. ``name`` is its file's name, with the deck's in front where that is a person's own."""

    name: str
    title: str
    deck: str
    folder: Path
    area: str
    slug: str

    @property
    def file(self) -> Path:
        """Where it stands."""
        return self.folder / self.area / f"{self.slug}.yaml"


def list_prompts(deck: sqlite3.Connection, ours: str, own: Mapping[str, str]) -> list[PlacedPrompt]:
    """The prompts of our deck in the folder ``ours`` and of a person's own folders, in the deck's order."""
    found = []
    for full_area, slug, title in deck.execute("SELECT area, slug, title FROM topic ORDER BY place"):
        name, _, area = full_area.rpartition(":")
        folder = Path(own.get(name, "")) if name else Path(ours)
        prompt = PlacedPrompt(f"{name}:{slug}" if name else slug, title, name, folder, area, slug)
        if _has_mock(prompt.file):
            found.append(prompt)
    return found


def find_prompt(prompts: list[PlacedPrompt], name: str) -> PlacedPrompt:
    """The prompt of that name or title; raises UsageError with the nearest names."""
    titles = ((prompt.name, prompt.title) for prompt in prompts)
    key = key_called("prompt", name, titles, "'sdcards mock --list' shows them")
    return next(prompt for prompt in prompts if prompt.name == key)


def read_prompt(placed: PlacedPrompt) -> Prompt:
    """The ``mock`` section; raises SdcardsError with the place of the first problem that keeps it from being read."""
    from sdcards.collection.collection import read_topic_file  # the parser and the models: a list does without

    topic, problems = read_topic_file(placed.folder, placed.area, placed.slug)
    if topic is not None and topic.mock is not None:
        return topic.mock
    begins = topic.mock_node.span.line if topic is not None and topic.mock_node is not None else 1
    first = next((problem for problem in sorted(problems) if problem.span.line >= begins), None)
    if first is None:
        raise SdcardsError(f"'{placed.file}' has no 'mock' section any more; 'sdcards mock --list' shows who has one")
    place = f"{placed.file}:{first.span.line}:{first.span.column}"
    raise SdcardsError(
        f"the prompt '{placed.name}' is broken: {place}: {first.message}; 'sdcards check' says what to do"
    )


def cards_of(deck: sqlite3.Connection, placed: PlacedPrompt, notes: tuple[str, ...]) -> list[CardId]:
    """The cards of the notes that a prompt links, in the order of the notes; of notes that are gone, none."""
    prefix = f"{placed.deck}:" if placed.deck else ""
    query = "SELECT id FROM card WHERE note = ? ORDER BY position"
    return [CardId(card) for note in notes for (card,) in deck.execute(query, (prefix + note,))]


def _has_mock(file: Path) -> bool:
    try:
        return bool(_MOCK.search(file.read_bytes()))
    except OSError:
        return False
