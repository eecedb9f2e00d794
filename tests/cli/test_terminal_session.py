"""The whole program in a real pseudo-terminal, killed at any key: what was shown as taken is in the store, once."""

import os
import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.clock import milliseconds, study_day, system_clock
from sdcards.ids import CardId
from sdcards.store.database import open_store
from sdcards.store.wanted import want
from tests.cli.conftest import DECK, SOURCES, Run

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")

CARDS = 30


@pytest.fixture
def large_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "many"
    (folder / "estimation").mkdir(parents=True)
    (folder / "deck.yaml").write_text(DECK, "utf-8")
    (folder / "sources.yaml").write_text(SOURCES, "utf-8")
    notes = "".join(
        f"  - {{id: card-{n:02}, type: basic, wave: 1, front: Question {n:02}, back: Answer {n:02}, sources: [napkin-math]}}\n"
        for n in range(CARDS)
    )
    text = f"topic: Many\nabout: Cards.\nnotes:\n{notes}"
    (folder / "estimation" / "latency-ladder.yaml").write_text(text, "utf-8")
    monkeypatch.setenv("SDCARDS_CARDS", str(folder))


class Terminal:
    """`sdcards review` in a pseudo-terminal."""

    def __init__(self) -> None:
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "sdcards", "review"],
            env={**os.environ, "TERM": "xterm"},
            dimensions=(30, 80),
            timeout=20,
        )
        self.taken = 0

    def show_answer(self) -> None:
        self.child.expect("Question")
        self.child.expect("keys")
        self.child.send(" ")
        self.child.expect("Answer")
        self.child.expect("Again")

    def rate(self, key: str) -> None:
        """Rate, and wait until the next card tells that the rating was taken."""
        self.child.send(key)
        self.child.expect("Question")
        self.taken += 1

    def kill(self, signal: int) -> None:
        self.child.kill(signal)
        self.child.wait()
        self.child.close()


def reviews(tmp_path: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(tmp_path / "data" / "progress.db")) as con, con:
        return con.execute("SELECT card, rating FROM review ORDER BY at").fetchall()


@pytest.mark.usefixtures("large_deck")
@pytest.mark.parametrize("seed", range(4))
def test_ratings_survive_a_kill_between_keys(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    expected = []
    for _ in range(3):
        terminal = Terminal()
        terminal.show_answer()
        for _ in range(rng.randint(1, 4)):
            key = rng.choice("1234")
            terminal.child.send(key)
            terminal.child.expect("Question")
            expected.append(int(key))
            terminal.child.expect("keys")
            terminal.child.send(" ")
            terminal.child.expect("Again")
        terminal.kill(9)
        assert [rating for _, rating in reviews(tmp_path)] == expected


@pytest.mark.usefixtures("large_deck")
@pytest.mark.parametrize("signal", [1, 15])
def test_hangup_and_terminate_lose_nothing(tmp_path: Path, signal: int) -> None:
    terminal = Terminal()
    terminal.show_answer()
    terminal.rate("3")
    terminal.kill(signal)
    assert [rating for _, rating in reviews(tmp_path)] == [3]


@pytest.mark.usefixtures("large_deck")
def test_second_session_says_that_one_is_open(tmp_path: Path) -> None:
    terminal = Terminal()
    terminal.show_answer()
    other = pexpect.spawn(sys.executable, ["-m", "sdcards", "review"], timeout=20)
    other.expect("another review session is open")
    other.wait()
    assert other.exitstatus == 1
    terminal.rate("3")
    terminal.kill(9)
    assert len(reviews(tmp_path)) == 1


@pytest.mark.usefixtures("large_deck")
def test_undo_takes_the_rating_out_of_the_store(tmp_path: Path) -> None:
    terminal = Terminal()
    terminal.show_answer()
    terminal.rate("4")
    terminal.child.send("u")
    terminal.child.expect("taken back")
    assert reviews(tmp_path) == []
    terminal.kill(9)


@pytest.mark.usefixtures("large_deck")
def test_card_missed_in_a_mock_is_the_first_on_screen_and_says_so(tmp_path: Path) -> None:
    now = milliseconds(system_clock())
    with closing(open_store(tmp_path / "data" / "progress.db", today=study_day(system_clock()))) as con:
        want(con, [CardId("card-17/answer")], now - 1_000)
    terminal = Terminal()
    terminal.child.expect("Question 17")
    terminal.child.expect("keys")
    terminal.child.send(" ")
    terminal.child.expect("Answer 17")
    terminal.child.expect("in a mock interview")
    terminal.child.expect("Again")
    terminal.child.send("4")
    terminal.child.expect("Question 00")
    terminal.kill(9)
    assert reviews(tmp_path) == [("card-17/answer", 4)]


@pytest.mark.usefixtures("large_deck")
@pytest.mark.parametrize(("new", "title"), [("30", "Done\\."), ("1", "Done for today\\.")])
def test_end_screen_says_whether_the_day_is_done_and_shows_the_path_as_it_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new: str, title: str
) -> None:
    monkeypatch.setenv("SDCARDS_DATA", str(tmp_path / "my_own_*data*"))
    run("config", "new", new)
    child = pexpect.spawn(
        sys.executable,
        ["-m", "sdcards", "review", "--limit", "1"],
        env={**os.environ, "TERM": "xterm"},
        dimensions=(30, 200),
        timeout=20,
    )
    child.expect("keys")
    child.send(" ")
    child.expect("Again")
    child.send("4")
    child.expect(title)
    child.expect_exact("my_own_*data*")
    child.expect("Enter leaves")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
