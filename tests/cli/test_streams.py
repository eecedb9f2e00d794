"""Where output goes wrong: encodings that lack characters, disks that are full, streams that are closed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdcards.cli.console import print_lines, print_table
from tests.cli.conftest import TOPIC, Run

pytestmark = pytest.mark.usefixtures("deck")


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which ``sdcards`` is this program."""
    line = f'sdcards() {{ "{sys.executable}" -m sdcards "$@"; }}\n{command}'
    return subprocess.run(
        ["/bin/sh", "-c", line],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("words", ["cards", "report ram-random-read", "check", "show ram-random-read"])
def test_characters_that_the_encoding_lacks_are_shown_by_number(deck: Path, words: str, encoding: str) -> None:
    file = deck / "estimation" / "latency-ladder.yaml"
    file.write_text(TOPIC.replace("How long does", "≥ 漢 How long does").replace("type: drill", "type: 漢"), "utf-8")
    done = shell(f"sdcards {words}", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert "Traceback" not in done.stderr
    assert "\\u" in done.stdout + done.stderr or words == "check"  # which has stand-ins of its own


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", ["due", "cards", "report ram-random-read"])
def test_full_disk_is_one_plain_line(words: str) -> None:
    done = shell(f"sdcards {words} > /dev/full")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        1,
        "sdcards: cannot read or write (no space left on device)",
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize(("words", "code"), [("show nothing-like-this", 2), ("restore 2020-01-01", 1), ("due", 0)])
def test_exit_code_is_true_where_nobody_can_be_told(words: str, code: int) -> None:
    assert shell(f"sdcards {words} 2> /dev/full").returncode == code


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that nobody reads is another error there")
@pytest.mark.parametrize("words", ["cards", "cards --json", "--help", "due"])
def test_reader_that_has_seen_enough_is_no_error(words: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as unread:
        call = [sys.executable, "-m", "sdcards", *words.split()]
        done = subprocess.run(call, stdout=unread, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_closed_streams_are_no_bug_of_ours() -> None:
    done = shell("sdcards due >&-")
    assert (done.returncode, done.stderr) == (1, "sdcards: cannot read or write (standard output is closed)\n")
    assert shell("sdcards review <&-").returncode == 0
    assert shell("sdcards due 2>&-").stdout == "0 due, 3 new\n"


def test_report_and_json_command_no_terminal(run: Run, deck: Path) -> None:
    file = deck / "estimation" / "latency-ladder.yaml"
    file.write_text(
        TOPIC.replace("ask: How long does", r'ask: "\e[31m \x9b31m \u202e long').replace(
            "memory take?", 'memory take?"'
        ),
        "utf-8",
    )
    for words in (["report", "ram-random-read"], ["show", "ram-random-read", "--json"], ["cards", "--json"]):
        assert set("\x1b\x9b\u202e") & set(run(*words).out) == set()


def test_prose_goes_on_at_the_next_word_in_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "20")
    print_lines(["short", "  one long line of many words", "  source  by A. Author and B.", "  a long label  and text"])
    assert capsys.readouterr().out == (
        "short\n  one long line of\n  many words\n"
        "  source  by A.\n          Author and\n          B.\n  a long label  and\n  text\n"
    )


@pytest.mark.parametrize(
    ("width", "printed"),
    [
        ("25", "a/one\n  how long does one take?\nb/two-three\n  why?\n"),
        ("24", "a/one\n  how long does one tak…\nb/two-three\n  why?\n"),
        ("36", "a/one        how long does one take?\nb/two-three  why?\n"),
        ("34", "a/one        how long does one ta…\nb/two-three  why?\n"),
    ],
)
def test_last_column_stands_below_where_the_others_leave_it_no_room(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: str, printed: str
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", width)
    print_table([["a/one", "how long does one take?"], ["b/two-three", "why?"]])
    assert capsys.readouterr().out == printed
