"""What the hot paths ask of SQLite: a slip is counted in statements, never in milliseconds.

The bounds are what the paths ask today; whoever needs one more statement raises one here, and says what for.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdcards.clock import date_of, study_day, system_clock

pytestmark = pytest.mark.usefixtures("deck")

_PROGRAM = """
import json, os, sqlite3, sys
sys.path[:] = json.loads(os.environ["PATHS"])
connect, asked = sqlite3.connect, []
def traced(*words, **options):
    con = connect(*words, **options)
    con.set_trace_callback(asked.append)
    return con
sqlite3.connect = traced
from sdcards.__main__ import main
try: main()
except SystemExit:
    with open(os.environ["ASKED"], "w", encoding="utf-8") as file: json.dump(asked, file)
"""


@pytest.fixture
def asked(tmp_path: Path) -> "Asked":
    return Asked(tmp_path / "asked.json")


class Asked:
    """Runs commands and gives the statements they asked."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def by(self, *words: str, typed: str = "") -> list[str]:
        environment = os.environ | {"PATHS": json.dumps(sys.path), "ASKED": str(self._file)}
        command = [sys.executable, "-I", "-S", "-c", _PROGRAM, *words]
        subprocess.run(command, input=typed, capture_output=True, text=True, check=True, env=environment)
        statements = (" ".join(each.split()) for each in json.loads(self._file.read_text("utf-8")))
        return [each for each in statements if not each.startswith("--")]


@pytest.fixture
def studied(asked: Asked) -> Asked:
    """Progress of one answer, the deck compiled."""
    asked.by("review", typed="\n3\nq\n")
    return asked


def test_due_asks_little_and_no_more_with_an_interview_ahead(studied: Asked) -> None:
    # Whose file it is and of which version, read only (4), own decks, is the deck sound and up to date (3), attach it, the
    # rollover and whether an interview lies ahead (2), what is left of the day (3), cards asked back, and three counts.
    light = studied.by("due")
    assert len(light) <= 18
    assert [each for each in light if "card = '" in each] == []  # no card by itself
    studied.by("plan", "--interview", date_of(study_day(system_clock()) + 9).isoformat())
    assert len(studied.by("due")) <= len(light)


def test_day_at_a_glance_asks_little(studied: Asked) -> None:
    # As for `due`, and all cards for what is known, the titles of the topics and the scores of mock interviews.
    assert len(studied.by()) <= 27


def test_first_card_and_each_after_it_ask_little(studied: Asked) -> None:
    studied.by("review", typed="q\n")  # the backup of the day
    none, one, two = (studied.by("review", typed=typed) for typed in ("q\n", "\n3\nq\n", "\n3\n\n3\nq\n"))
    # Opening to write (8), the deck (7), warnings (2), the day's queue (8), settings and parameters (2), a look-up for each
    # card of the queue (3), the card itself (7), and at the end what tomorrow brings (4).
    assert len(none) <= 41
    # What the buttons and the answer ask of the schedule (3), the rating (8), whether the sources changed and the card (7).
    assert len(one) - len(none) <= 17
    assert len(two) - len(one) <= 17
    assert [each for each in two if "quick_check" in each] == ["PRAGMA main.quick_check(1)", "PRAGMA quick_check(1)"]
    _is_one_small_transaction(one)


def _is_one_small_transaction(statements: list[str]) -> None:
    begin, commit = statements.index("BEGIN IMMEDIATE"), statements.index("COMMIT")
    # The schedule as it is now, the card's last review and reset, whether the millisecond is free; then the two writes.
    assert commit - begin - 1 <= 6
    assert sum(each.startswith(("INSERT", "UPDATE", "DELETE")) for each in statements[begin:commit]) == 2


@pytest.mark.parametrize("words", [["due"], []])
def test_looking_writes_nothing(studied: Asked, words: list[str]) -> None:
    assert [each for each in studied.by(*words) if each.startswith(("INSERT", "UPDATE", "DELETE", "BEGIN"))] == []
