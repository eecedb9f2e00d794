"""A field edited in the real Anki comes back as a patch to the sources."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.anki.real.test_learner import BESIDE
from tests.decks import write_deck

STUDY = """\
topic: A topic
about: What it is about.
notes:
  # the first
  - id: a-mapping
    type: mapping
    wave: 1
    symptom: The same few rows are read all day, and the database is busy with nothing else.
    tool: A cache beside the database
    because: Repeats are answered from memory.
    cost: Stale reads.
    sources: [book]

  - id: a-basic
    type: basic
    wave: 1
    front: >-
      Two replicas are each up 99 % of the time.
      How often is one?
    back: "99.99 %: both must fail."
    sources: [book]  # a comment
"""
SOURCES = "book: {title: A Book, authors: A. Author, year: 2020}\n"

Steps = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def anki(tmp_path: Path) -> Steps:
    """Have Anki do something with one collection, step by step, and tell what it has after each."""
    python = Path(os.environ.get("SDCARDS_ANKI_PYTHON", BESIDE))
    if not python.is_file():
        pytest.skip(f"no Anki at '{python}': make an environment there, or name one in SDCARDS_ANKI_PYTHON")
    (tmp_path / "profile").mkdir()
    partner = Path(__file__).with_name("partner.py")
    collection = tmp_path / "profile" / "collection.anki2"
    return lambda *steps: json.loads(_run(python, partner, collection, json.dumps(steps, default=str)).stdout)


@pytest.fixture
def sdcards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command on a small deck."""
    write_deck(tmp_path / "cards", {"area/topic": STUDY}, SOURCES)
    monkeypatch.setenv("SDCARDS_CARDS", str(tmp_path / "cards"))
    return lambda *words: _run(sys.executable, "-m", "sdcards", *words)


def _run(*words: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr + done.stdout
    return done


@pytest.mark.parametrize("package", ["edited.apkg", "edited-legacy.apkg", "edited.colpkg"])
def test_edits_of_anki_become_a_patch(
    anki: Steps, sdcards: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, package: str
) -> None:
    sdcards("export", "-o", tmp_path / "deck.apkg")
    told = anki(
        ("import", tmp_path / "deck.apkg"),
        ("write", "a-mapping", "Cost", "Stale reads, <b>and</b> a second thing&nbsp;to run<br>at night"),
        ("write", "a-mapping", "My notes", "my own words"),
        ("write", "a-basic", "Front", "Two replicas are each up 99&nbsp;% of the time. How often is one of them?"),
        ("write", "a-basic", "Back", "99.99&nbsp;%: <u>both</u> must fail."),
        ("export", tmp_path / package),
    )
    assert told[-1]["notes"]["a-mapping"]["fields"]["My notes"] == "my own words"
    shown = sdcards("import", "--edits", tmp_path / package)
    assert [line for line in shown.stdout.split("\n") if line.startswith(("+", "-"))] == [
        "--- a/cards/area/topic.yaml",
        "+++ b/cards/area/topic.yaml",
        "-    cost: Stale reads.",
        "+    cost: |-",
        "+      Stale reads, **and** a second thing to run\\",
        "+      at night",
        "-      How often is one?",
        "+      How often is one of them?",
    ]
    assert "a-basic, Back: it has a <u>, which our Markdown lacks" in shown.stderr
    sdcards("import", "--edits", "--apply", tmp_path / package)
    now = (tmp_path / "cards" / "area" / "topic.yaml").read_text("utf-8")
    assert now == STUDY.replace("is one?", "is one of them?").replace(
        "cost: Stale reads.", "cost: |-\n      Stale reads, **and** a second thing to run\\\n      at night"
    )
    assert sdcards("import", "--edits", tmp_path / package).stdout == ""
