"""`sdcards estimate` in a real pseudo-terminal: resized, killed, hung up; every answer given is in the store, once."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")

CARDS = Path(__file__).parents[2] / "cards"


class Terminal:
    """The drills of the program's own deck, of one kind, in a pseudo-terminal."""

    def __init__(self, *words: str, columns: int = 80, **environment: str) -> None:
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "sdcards", "estimate", "--kind", "shards", *words],
            env={**os.environ, "TERM": "xterm", "SDCARDS_CARDS": str(CARDS), **environment},
            dimensions=(24, columns),
            timeout=20,
            encoding="utf-8",
        )
        self.child.delaybeforesend = 0.15  # a person's pace: Enter on the heels of Enter is a key held down
        self.sees("Estimate")

    def sees(self, text: str) -> None:
        self.child.expect_exact(text)

    def types(self, text: str) -> None:
        self.child.send(text)

    def answer(self, text: str) -> None:
        self.sees("skip")
        self.types(f"{text}\r")
        self.sees("goes on")

    def kill(self, signal: int) -> None:
        self.child.kill(signal)
        self.child.wait()
        self.child.close()

    def ends(self) -> str:
        self.child.expect(pexpect.EOF)
        self.child.wait()
        return str(self.child.before)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.child.close(force=True)


def kept(tmp_path: Path) -> list[str]:
    with closing(sqlite3.connect(tmp_path / "data" / "progress.db")) as con, con:
        return [kind for (kind,) in con.execute("SELECT kind FROM drill ORDER BY at")]


def test_drills_from_first_to_last_with_a_summary(tmp_path: Path) -> None:
    terminal = Terminal("--count", "2", columns=60)
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
    terminal.child.ptyproc.fileobj.close()
    terminal.child.wait()
    assert terminal.child.signalstatus is None
    assert kept(tmp_path) == ["shards"]


def test_clock_goes_on_without_a_key(terminal: Terminal) -> None:
    terminal.sees("0:00")
    terminal.sees("0:01")


def test_locale_without_unicode_gets_ascii() -> None:
    terminal = Terminal(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    terminal.sees("> Shards")
    terminal.types("1\r")
    terminal.sees("too little")
    terminal.sees("working")
    terminal.child.close(force=True)
