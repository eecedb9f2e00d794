"""A terminal that is closed at a screen of its own, before anything was typed: the program ends, and has no bug to report."""

import os
import sys
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals need a POSIX system")

CARDS = Path(__file__).parents[2] / "cards"
SCREENS = {
    ("review",): "keys",
    ("estimate", "--kind", "shards"): "skip",
    ("mock", "url-shortener"): "Enter begins",
}


@pytest.mark.parametrize("words", SCREENS)
@pytest.mark.parametrize("signal", [None, 1, 15])
def test_program_ends_quietly_at_its_first_screen(tmp_path: Path, words: tuple[str, ...], signal: int | None) -> None:
    child = pexpect.spawn(
        "/bin/sh",
        ["-c", f'exec {sys.executable} -m sdcards {" ".join(words)} 2> "$0"', str(tmp_path / "err")],
        env={**os.environ, "TERM": "xterm", "SDCARDS_CARDS": str(CARDS)},
        dimensions=(24, 80),
        timeout=30,
    )
    child.expect_exact(SCREENS[words])
    if signal is None:
        child.ptyproc.fileobj.close()
    else:
        child.kill(signal)
    child.wait()
    assert (child.exitstatus, (tmp_path / "err").read_text()) == (0, "")
