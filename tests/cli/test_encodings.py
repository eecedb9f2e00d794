"""What is read and written is UTF-8 wherever the program runs: no file is left to the locale's encoding."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome

POOR = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONWARNDEFAULTENCODING": "1"}
"""A place without UTF-8, in which Python says where an encoding is not named."""


def run_poor(*words: str | Path, typed: str = "", **more: str) -> Outcome:
    command = [sys.executable, "-W", "error::EncodingWarning", "-m", "sdcards", *map(str, words)]
    environment = {**os.environ, **POOR, **more}
    done = subprocess.run(command, env=environment, input=typed.encode(), capture_output=True, check=False)
    encoding = more.get("PYTHONIOENCODING", "ascii")
    return Outcome(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


@pytest.fixture
def foreign(deck: Path) -> Path:
    """The small deck with a word that is neither ASCII nor in any Windows code page of the west."""
    topic = deck / "estimation" / "latency-ladder.yaml"
    topic.write_text(topic.read_text("utf-8").replace("Stale reads.", "Żółć, 読む."), "utf-8")
    return deck


@pytest.mark.usefixtures("foreign")
def test_every_file_names_its_encoding(tmp_path: Path) -> None:
    package, log = tmp_path / "deck.apkg", tmp_path / "log.csv"
    commands: list[tuple[tuple[str | Path, ...], str]] = [
        (("review",), "\n3\n\n3\nq\n"), (("due",), ""), (("check",), ""), (("show", "cache-beside-store/cost"), ""),
        (("log", "export", "-o", log), ""), (("log", "import", log), ""), (("stats",), ""), (("doctor",), ""),
        (("export", "--with-progress", "-o", package), ""), (("import", package), ""), (("import", "--edits", package), ""),
        (("backup", tmp_path / "copy.db"), ""), (("merge", tmp_path / "copy.db"), ""), (("report", "log-a-day"), ""),
    ]  # fmt: skip
    for words, typed in commands:
        told = run_poor(*words, typed=typed)
        assert (told.code, "Traceback" in told.err) == (0, False), (words, told)


@pytest.mark.usefixtures("foreign")
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_terminal_that_cannot_show_a_letter_shows_something_else(encoding: str) -> None:
    told = run_poor("show", "cache-beside-store/cost", PYTHONIOENCODING=encoding)
    assert told.code == 0, told.err
    assert "Traceback" not in told.err
    assert "What does it cost?" in told.out
