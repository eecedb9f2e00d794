"""Pictures of the program at work for the README, into ``docs/images/``; run by ``make pictures``.

The real program runs in a pseudo-terminal with folders of its own, on a day that never changes, after weeks of study by a
learner who is made up (``past.py``). The same deck gives the same pictures.
"""

import os
import shlex
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from past import study
from window import window

from sdcards.cli.opening import open_study
from sdcards.clock import milliseconds, study_day
from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.places import progress_file
from sdcards.practice.interview import Progress
from sdcards.store.database import open_store
from sdcards.store.mocks import Mock, keep
from terminal import Row, Terminal

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "images"

NOW = datetime(2026, 11, 29, 18, 30, tzinfo=UTC)
DAYS = 25
INTERVIEW = date(2026, 12, 15)
SIZE = (90, 200)
"""Columns and rows; a session takes no more rows than it needs."""

FACT, SAID = CardId("three-nines-a-month/value"), "0.7 h"
DIAGRAM = CardId("consistent-hashing-ring/answer")
ESTIMATE, REPLY = ("--kind", "peak", "--seed", "3"), "1.5k/s"
MOCK_PROMPT, MOCK_SIZE = "url-shortener", (90, 17)
DESIGNING = Progress(
    phase="design",
    spent={"requirements": 284.0, "estimates": 301.0, "api": 187.0, "data": 262.0, "design": 405.0},
    notes={
        "requirements": "short links, private ones too; 5 years; opens matter most",
        "design": """\
write: POST /links → service draws 7 random characters → insert (unique) into store
read:  GET /code → cache (code → URL) → store on a miss → 302
click → queue → daily job counts; the redirect never waits for it

now: ten seconds → queue becomes a log, a stream job sums per code""",
    },
    asked=("How long does a link live?",),
    changed=True,
)
"""An interview in the middle of its design, after its change of requirement."""

WHOLE_TOPIC = ("--ahead", "365", "--new", "30")
"""Options with which every card of a topic comes, so that the wanted one does, whatever the past made of it."""
PATIENCE = 60
"""Cards to go through until then."""

STATS_LINES = 37
"""As much of the statistics as is worth a picture."""


def main() -> int:
    """Make up a past, then draw each picture."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "SDCARDS_DATA": f"{folder}/data",
            "SDCARDS_CACHE": f"{folder}/cache",
            "SDCARDS_CARDS": str(ROOT / "cards"),
        }
        study(NOW, DAYS)
        draw("plan", "sdcards plan", printed("plan", "--interview", INTERVIEW.isoformat(), "--minutes", "20"))
        draw("stats", "sdcards stats", printed("stats")[:STATS_LINES])
        draw("diagram", "sdcards review", asked(DIAGRAM))
        draw("review", "sdcards review", asked(FACT, SAID))
        draw("mock", "sdcards mock", interviewed(DESIGNING))
        draw("estimate", "sdcards estimate", estimated(ESTIMATE, REPLY))
    return 0


def draw(name: str, title: str, rows: list[Row]) -> None:
    """Keep a screen as a picture."""
    picture = PICTURES / f"{name}.svg"
    picture.write_text(window(title, rows), "utf-8")
    print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size / 1000:.0f} kB")


def printed(*words: str) -> list[Row]:
    """What a command prints."""
    terminal = start(words)
    terminal.finish()
    return terminal.rows


def asked(card: CardId, said: str = "") -> list[Row]:
    """A card with its answer, in a session that goes through what comes before it: the first is missed, the others pass."""
    topic, front = topic_and_front(card)
    terminal = start(("review", "--topic", topic, *WHOLE_TOPIC))
    terminal.wait(is_question)
    for rating in f"1{'3' * PATIENCE}":
        if front in terminal.text:
            terminal.press(f"{said}\r" if said else " ", is_answer)
            terminal.stop()
            return terminal.rows
        terminal.press(" ", is_answer)
        terminal.press(rating, is_question)
    raise SdcardsError(f"'{card}' did not come among the first {PATIENCE} cards: choose another")


def interviewed(progress: Progress) -> list[Row]:
    """A mock interview that is gone on with."""
    began = NOW - timedelta(seconds=sum(progress.spent.values()))
    made = Mock(milliseconds(began), study_day(began), MOCK_PROMPT, 40, None, 2, progress)
    with closing(open_store(progress_file(), today=made.day)) as con:
        keep(con, made)
    terminal = start(("mock",), MOCK_SIZE)
    terminal.wait(lambda text: "Enter goes on" in text)
    terminal.press("\r", lambda text: "^K keys" in text)
    terminal.stop()
    return terminal.rows


def estimated(options: Sequence[str], said: str) -> list[Row]:
    """The first of the estimation drills, answered and worked out."""
    terminal = start(("estimate", *options))
    terminal.wait(lambda text: "type your estimate" in text)
    terminal.press(f"{said}\r", lambda text: "Enter goes on" in text)
    terminal.stop()
    return terminal.rows


def start(words: Sequence[str], size: tuple[int, int] = SIZE) -> Terminal:
    """The program on its day, in a terminal."""
    environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    environment.pop("NO_COLOR", None)
    program = Path(__file__).with_name("dated.py")
    command = [sys.executable, str(program), NOW.isoformat(), *words]
    return Terminal(command, environment, size, shlex.join(["sdcards", *words]))


def topic_and_front(card: CardId) -> tuple[str, str]:
    """A card's topic, and how its question begins; raises UsageError if the deck has no such card."""
    with open_study() as opened:
        query = "SELECT topic, front FROM card WHERE id = ?"
        topic, front = opened.deck.execute(query, (opened.cards(card)[0],)).fetchone()
    return topic, front[:40]


def is_answer(text: str) -> bool:
    """Whether an answer can be rated."""
    return "1 Again" in text and "? keys" in text


def is_question(text: str) -> bool:
    """Whether a card asks."""
    return "1 Again" not in text and "? keys" in text


if __name__ == "__main__":
    sys.exit(main())
