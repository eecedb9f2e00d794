"""Lines in colour where there is colour, and plain elsewhere."""

import io

import pytest
from rich.text import Text

from sdcards.terminal.printing import has_colours, print_texts


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _colourful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name in ("FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


def printed(out: io.StringIO) -> str:
    print_texts([Text("green", "green"), Text(""), Text("[bold]:smile: 42 " + "x" * 300)], out)
    return out.getvalue()


def test_terminal_gets_colours() -> None:
    assert printed(FakeTerminal()).startswith("\x1b[32mgreen\x1b[0m\n\n")


def test_pipe_gets_lines_as_they_are() -> None:
    assert printed(io.StringIO()) == f"green\n\n[bold]:smile: 42 {'x' * 300}\n"


def test_no_color_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert printed(FakeTerminal()).startswith("green\n")


def test_dumb_terminal_gets_no_escape_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in printed(FakeTerminal())


def test_colours_are_only_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert has_colours(FakeTerminal())
    assert not has_colours(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not has_colours(FakeTerminal())


def test_part_of_a_line_has_its_own_colour_and_no_line_prints_nothing() -> None:
    out = FakeTerminal()
    print_texts([Text.assemble(("seen", "green"), " 3/4")], out)
    print_texts([], out)
    assert out.getvalue() == "\x1b[32mseen\x1b[0m 3/4\n"
