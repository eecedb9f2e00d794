"""Lines in colour on standard output, where it is a terminal that has colours and nobody objects."""

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.segment import Segments
from rich.text import Text


def print_texts(lines: Iterable[Text], out: TextIO) -> None:
    """Print lines as they are, wide ones too; plain in a pipe, on a dumb terminal, and under NO_COLOR without colour."""
    console = Console(file=out)
    # As one text that need not be wrapped: line by line takes four times as long.
    text = Text.assemble(*(part for line in lines for part in (line, "\n")))
    console.print(Segments(text.render(console)), end="", soft_wrap=True)


def has_colours(out: TextIO) -> bool:
    """Whether what is printed there comes in colour."""
    console = Console(file=out)
    return console.color_system is not None and not console.no_color
