"""A small deck, and a way to run commands as people do."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sdcards.__main__ import main

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
    folder = tmp_path / "cards"
    (folder / "estimation").mkdir(parents=True)
    (folder / "deck.yaml").write_text(DECK, "utf-8")
    (folder / "sources.yaml").write_text(SOURCES, "utf-8")
    (folder / "estimation" / "latency-ladder.yaml").write_text(TOPIC, "utf-8")
    monkeypatch.setenv("SDCARDS_CARDS", str(folder))
    return folder


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
