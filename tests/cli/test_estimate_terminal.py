"""`sdcards estimate` in a real pseudo-terminal: resized, killed, hung up; every answer given is in the store, once."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import in_store
from tests.pseudo_terminal import A_PERSON, ASCII, SDCARDS, PseudoTerminal

pytestmark = pytest.mark.usefixtures("shipped")


class Terminal(PseudoTerminal):
    """The drills of the program's own deck, of one kind, in a pseudo-terminal."""

    def __init__(
        self, *words: str, size: tuple[int, int] = (24, 80), environment: Mapping[str, str] | None = None
    ) -> None:
        command = (*SDCARDS, "estimate", "--kind", "shards", *words)
        super().__init__(*command, size=size, pace=A_PERSON, environment=environment)
        self.sees("Estimate")

    def answer(self, text: str) -> None:
        self.sees("skip")
        self.types(f"{text}\r")
        self.sees("goes on")


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.close()


def kept(tmp_path: Path) -> list[str]:
    return [kind for (kind,) in in_store(tmp_path, "SELECT kind FROM drill ORDER BY at")]


def test_drills_from_first_to_last_with_a_summary(tmp_path: Path) -> None:
    terminal = Terminal("--count", "2", size=(24, 60))
    for _ in range(2):
        terminal.answer("12")
        terminal.types("\r")
    terminal.sees("Done.")
    terminal.sees("Enter leaves")
    terminal.types("\r")
    ending = terminal.ends()
    assert "\x1b[?1049l" in ending
    assert "2 drills in under a minute" in ending
    assert kept(tmp_path) == ["shards"] * 2


@pytest.mark.parametrize("signal", [9, 15, 1])
def test_answer_survives_a_signal_before_the_next_drill(terminal: Terminal, tmp_path: Path, signal: int) -> None:
    terminal.answer("12")
    terminal.kill(signal)
    assert kept(tmp_path) == ["shards"]


def test_killed_while_typing_keeps_what_was_answered_before(terminal: Terminal, tmp_path: Path) -> None:
    terminal.answer("12")
    terminal.types("\r")
    terminal.sees("skip")
    terminal.types("34")
    terminal.sees("34")
    terminal.kill(9)
    assert kept(tmp_path) == ["shards"]


def test_resizing_answers_nothing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.sees("skip")
    terminal.types("4")
    for columns in (40, 120, 20, 60):
        terminal.child.setwinsize(24, columns)
        terminal.sees("> ")
    terminal.types("\x03")
    assert "No drill was answered" in terminal.ends()
    assert kept(tmp_path) == []


def test_closed_terminal_ends_the_program(terminal: Terminal, tmp_path: Path) -> None:
    terminal.answer("12")
    terminal.close_window()
    assert terminal.child.signalstatus is None
    assert kept(tmp_path) == ["shards"]


def test_clock_goes_on_without_a_key(terminal: Terminal) -> None:
    terminal.sees("0:00")
    terminal.sees("0:01")


def test_locale_without_unicode_gets_ascii() -> None:
    terminal = Terminal(environment=ASCII)
    terminal.sees("> Shards")
    terminal.types("1\r")
    terminal.sees("too little")
    terminal.sees("working")
    terminal.close()
