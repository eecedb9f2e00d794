"""A terminal that is closed at a screen of its own, before anything was typed: the program ends, and has no bug to report."""

from pathlib import Path

import pytest

from tests.pseudo_terminal import SDCARDS, PseudoTerminal

SCREENS = {
    ("review",): "keys",
    ("estimate", "--kind", "shards"): "skip",
    ("mock", "url-shortener"): "Enter begins",
}


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("words", SCREENS)
@pytest.mark.parametrize("signal", [None, 1, 15])
def test_program_ends_quietly_at_its_first_screen(tmp_path: Path, words: tuple[str, ...], signal: int | None) -> None:
    script = f'exec {" ".join((*SDCARDS, *words))} 2> "$0"'
    terminal = PseudoTerminal("/bin/sh", "-c", script, str(tmp_path / "err"))
    terminal.sees(SCREENS[words])
    if signal is None:
        terminal.close_window()
    else:
        terminal.kill(signal)
    assert (terminal.child.exitstatus, (tmp_path / "err").read_text()) == (0, "")
