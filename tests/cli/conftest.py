"""A small deck, and a way to run commands as people do."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sdcards.__main__ import main
from sdcards.collection.compiled import compiled_deck
from tests.decks import write_deck
from tests.practice.mocking import topic_with_mock

TOPIC = """\
topic: Latency ladder
about: How long things take.

notes:
  - id: ram-random-read
    type: fact
    wave: 1
    ask: How long does one random read from main memory take?
    value: 100 ns
    within: 3
    as_of: 2026
    sources: [napkin-math]

  - id: cache-beside-store
    type: mapping
    wave: 1
    symptom: The same few rows are read all day.
    tool: A cache beside the database
    because: Repeats are answered from memory.
    cost: Stale reads.
    sources: [napkin-math]

  - id: log-a-day
    type: drill
    wave: 2
    ask: Each request writes one {line} line. At {rate}, how much a day?
    given: {rate: 50 kreq/s .. 500 kreq/s, line: 1 kB}
    formula: rate * line * 1 day
    unit: TB
    sources: [napkin-math]
"""
DECK = """\
name: A small deck
about: For tests.
areas:
  - area: estimation
    title: Estimation
    topics: {latency-ladder: 4}
"""
SHIPPED = Path(__file__).parents[2] / "cards"
SOURCES = "napkin-math: {title: napkin-math, authors: S. Eskildsen, year: 2026}\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the small deck and make it the one that commands use."""
    folder = write_small_deck(tmp_path / "cards")
    monkeypatch.setenv("SDCARDS_CARDS", str(folder))
    return folder


@pytest.fixture
def prompts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a deck of two worked prompts and make it the one that commands use."""
    topics = {
        "prompts/url-shortener": topic_with_mock(),
        "prompts/web-crawler": topic_with_mock("Web crawler").replace("note-", "crawl-"),
    }
    folder = write_deck(tmp_path / "deck", topics)
    monkeypatch.setenv("SDCARDS_CARDS", str(folder))
    return folder


def write_small_deck(folder: Path, topic: str = TOPIC) -> Path:
    """Write the small deck, or one with another topic in the same place; and return its folder."""
    (folder / "estimation").mkdir(parents=True)
    files = {"deck.yaml": DECK, "sources.yaml": SOURCES, "estimation/latency-ladder.yaml": topic}
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def in_store(tmp_path: Path, statement: str, *values: object) -> list[Any]:
    """Do a statement in the progress file of a test; its rows."""
    with closing(sqlite3.connect(tmp_path / "data" / "progress.db")) as con, con:
        return con.execute(statement, values).fetchall()


@pytest.fixture(scope="session")
def shipped_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the program's own deck, compiled once for all who begin with it."""
    cache = tmp_path_factory.mktemp("compiled")
    compiled_deck(str(SHIPPED), str(cache))
    return cache


@pytest.fixture
def shipped(shipped_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the program's own deck the one that commands use."""
    monkeypatch.setenv("SDCARDS_CARDS", str(SHIPPED))
    monkeypatch.setenv("SDCARDS_CACHE", str(shipped_cache))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command in this process, with ``typed`` as its piped standard input."""

    def run_command(*words: str, typed: str = "") -> Outcome:
        keys = tmp_path / "keys"
        keys.write_text(typed, "utf-8")
        monkeypatch.setattr(sys, "argv", ["sdcards", *words])
        with keys.open(encoding="utf-8") as stdin, monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", stdin)
            with pytest.raises(SystemExit) as ended:
                main()
        out, err = capfd.readouterr()
        return Outcome(int(ended.value.code or 0), out, err)

    return run_command
