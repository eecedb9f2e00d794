"""The loop in a real pseudo-terminal: raw mode, signals, pastes, resizes, job control."""

import signal
import sys
from collections.abc import Iterator

import pytest

from tests.pseudo_terminal import A_PERSON, ASCII, SHELL, PseudoTerminal

termios = pytest.importorskip("termios")

PROGRAM = (sys.executable, "-m", "tests.terminal.sitting")
QUESTION, ANSWER = "Reads repeat", "A cache"


class Sitting(PseudoTerminal):
    """`tests/terminal/sitting.py` at a terminal."""

    def __init__(self, *command: str, **environment: str) -> None:
        super().__init__(*(command or PROGRAM), pace=A_PERSON, environment=environment)

    def is_raw(self) -> bool:
        return not termios.tcgetattr(self.child.child_fd)[3] & termios.ICANON


@pytest.fixture
def sitting() -> Iterator[Sitting]:
    made = Sitting()
    made.sees(QUESTION)
    made.sees("keys")
    yield made
    made.close()


def test_session_from_first_to_last_card(sitting: Sitting) -> None:
    assert sitting.is_raw()
    sitting.types(" ")
    sitting.sees(ANSWER)
    sitting.types("1")
    sitting.sees("Writes spike")
    sitting.types(" 4")
    sitting.sees("1 MB")
    sitting.types("50us\r")
    sitting.sees("anything within")
    sitting.types("\r")
    sitting.sees("Done")
    sitting.types("q")
    assert sitting.ends().endswith("\x1b[?1049lDONE [1, 4, 3]\r\n")
    assert not sitting.is_raw()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_terminal_is_given_back_after_a_signal(sitting: Sitting, number: signal.Signals) -> None:
    sitting.types(" 2")
    sitting.sees("Writes spike")
    sitting.child.kill(number)
    ending = "LEFT" if number == signal.SIGINT else "LOST"
    assert sitting.ends().endswith(f"\x1b[?25h\x1b[?2004l\x1b[?1049l{ending} [2]\r\n")
    assert not sitting.is_raw()


@pytest.mark.parametrize(
    "paste", ["3" * 1000, "3\r" * 500, " 3" * 500, "\x1b[200~" + "3\r" * 500 + "\x1b[201~", "q" * 1000]
)
def test_paste_of_a_thousand_characters_rates_nothing(sitting: Sitting, paste: str) -> None:
    sitting.types(" ")
    sitting.sees(ANSWER)
    sitting.types(paste)
    sitting.child.expect("keys.*keys")
    sitting.types("q")
    assert "LEFT []" in sitting.ends()


def test_resizing_rates_nothing_and_draws_to_the_new_width(sitting: Sitting) -> None:
    sitting.types(" ")
    sitting.sees(ANSWER)
    for columns in (40, 120, 20, 60):
        sitting.child.setwinsize(24, columns)
        sitting.sees("Again")
    sitting.sees("u undo")
    sitting.types("q")
    assert "LEFT []" in sitting.ends()


def test_arrow_keys_and_escape_sequences_rate_nothing(sitting: Sitting) -> None:
    sitting.types(" ")
    sitting.sees(ANSWER)
    for sequence in ("\x1b[A", "\x1bOB", "\x1b[1;5C", "\x1b3", "\x1b[3~", "\x1b[<0;3;1M"):
        sitting.types(sequence)
    sitting.types("\x03")
    assert "LEFT []" in sitting.ends()


def test_lone_escape_leaves(sitting: Sitting) -> None:
    sitting.types("\x1b")
    assert "LEFT []" in sitting.ends()


def test_editor_gets_the_terminal_in_its_usual_mode(sitting: Sitting) -> None:
    sitting.types("e")
    sitting.sees("edited")
    assert sitting.is_raw()


def test_closed_terminal_ends_the_program(sitting: Sitting) -> None:
    sitting.close_window()
    assert sitting.child.signalstatus is None


def test_suspended_program_gives_the_terminal_back_and_goes_on_where_it_was() -> None:
    sitting = Sitting(*SHELL, PS1="shell> ")
    sitting.sees("shell> ")
    sitting.types(f"{' '.join(PROGRAM)}\n")
    sitting.sees(QUESTION)
    sitting.types(" ")
    sitting.sees(ANSWER)
    sitting.types("\x1a")
    sitting.sees("Stopped")
    sitting.types("stty -a | grep -o '.icanon'\n")
    sitting.sees(" icanon\r\n")
    sitting.types("fg\n")
    sitting.sees(ANSWER)
    sitting.types("4")
    sitting.sees("Writes spike")
    sitting.types("q")
    sitting.sees("LEFT [4]")
    sitting.close()


def test_terminal_that_knows_no_escape_sequences_gets_none() -> None:
    sitting = Sitting(TERM="dumb")
    sitting.sees("keys")
    sitting.types("\n")
    sitting.sees(ANSWER)
    sitting.types("2\n")
    sitting.sees("Writes spike")
    sitting.types("q\n")
    sitting.sees("LEFT [2]")
    assert "\x1b" not in sitting.child.before
    sitting.close()


def test_pasted_lines_rate_nothing_where_there_are_no_single_keys() -> None:
    sitting = Sitting(TERM="dumb")
    sitting.sees("keys")
    sitting.types("\n")
    sitting.sees(ANSWER)
    sitting.types("3\n" * 100)
    sitting.types("\x04")
    assert "LEFT []" in sitting.ends()


def test_locale_without_unicode_gets_ascii() -> None:
    sitting = Sitting(**ASCII)
    sitting.sees("Area > cache/tool")
    for _ in range(2):
        sitting.types("b")
        sitting.sees("buried")
    sitting.types("5ms\r")
    sitting.sees("100x too much")
    sitting.close()
