"""The whole program in a real pseudo-terminal, killed at any key: what was shown as taken is in the store, once."""

import random
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.clock import milliseconds, study_day, system_clock
from sdcards.ids import CardId
from sdcards.store.database import open_store
from sdcards.store.wanted import want
from tests.cli.conftest import Run, in_store, write_small_deck
from tests.pseudo_terminal import SDCARDS, PseudoTerminal

CARDS = 30


@pytest.fixture
def large_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = "".join(
        f"  - {{id: card-{n:02}, type: basic, wave: 1, front: Question {n:02}, back: Answer {n:02}, sources: [napkin-math]}}\n"
        for n in range(CARDS)
    )
    folder = write_small_deck(tmp_path / "many", f"topic: Many\nabout: Cards.\nnotes:\n{notes}")
    monkeypatch.setenv("SDCARDS_CARDS", str(folder))


class Terminal(PseudoTerminal):
    """`sdcards review` in a pseudo-terminal."""

    def __init__(self, *words: str, columns: int = 80) -> None:
        super().__init__(*SDCARDS, "review", *words, size=(30, columns))

    def show_answer(self) -> None:
        self.sees("Question", "keys")
        self.types(" ")
        self.sees("Answer", "Again")

    def rate(self, key: str) -> None:
        """Rate, and wait until the next card tells that the rating was taken."""
        self.types(key)
        self.sees("Question")


def reviews(tmp_path: Path) -> list[tuple[str, int]]:
    return in_store(tmp_path, "SELECT card, rating FROM review ORDER BY at")


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
            terminal.rate(key)
            expected.append(int(key))
            terminal.sees("keys")
            terminal.types(" ")
            terminal.sees("Again")
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
    other = Terminal()
    assert "another review session is open" in other.ends()
    assert other.child.exitstatus == 1
    terminal.rate("3")
    terminal.kill(9)
    assert len(reviews(tmp_path)) == 1


@pytest.mark.usefixtures("large_deck")
def test_undo_takes_the_rating_out_of_the_store(tmp_path: Path) -> None:
    terminal = Terminal()
    terminal.show_answer()
    terminal.rate("4")
    terminal.types("u")
    terminal.sees("taken back")
    assert reviews(tmp_path) == []
    terminal.kill(9)


@pytest.mark.usefixtures("large_deck")
def test_card_missed_in_a_mock_is_the_first_on_screen_and_says_so(tmp_path: Path) -> None:
    now = milliseconds(system_clock())
    with closing(open_store(tmp_path / "data" / "progress.db", today=study_day(system_clock()))) as con:
        want(con, [CardId("card-17/answer")], now - 1_000)
    terminal = Terminal()
    terminal.sees("Question 17", "keys")
    terminal.types(" ")
    terminal.sees("Answer 17", "in a mock interview", "Again")
    terminal.types("4")
    terminal.sees("Question 00")
    terminal.kill(9)
    assert reviews(tmp_path) == [("card-17/answer", 4)]


@pytest.mark.usefixtures("large_deck")
@pytest.mark.parametrize(("new", "title"), [("30", "Done."), ("1", "Done for today.")])
def test_end_screen_says_whether_the_day_is_done_and_shows_the_path_as_it_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new: str, title: str
) -> None:
    monkeypatch.setenv("SDCARDS_DATA", str(tmp_path / "my_own_*data*"))
    run("config", "new", new)
    terminal = Terminal("--limit", "1", columns=200)
    terminal.sees("keys")
    terminal.types(" ")
    terminal.sees("Again")
    terminal.types("4")
    terminal.sees(title, "my_own_*data*", "Enter leaves")
    terminal.types("q")
    terminal.ends()


@pytest.mark.usefixtures("large_deck")
def test_closing_lines_of_a_narrow_terminal_go_on_at_the_next_word() -> None:
    terminal = Terminal(columns=40)
    terminal.sees("Question 00")
    terminal.types("q")
    assert "Nothing was rated, so nothing has\r\nchanged.\r\n" in terminal.ends()
