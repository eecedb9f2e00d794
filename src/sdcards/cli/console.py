"""What commands print: lines, tables that fit, values for programs."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager

from sdcards.reading.span import visible


def working(what: str) -> AbstractContextManager[object]:
    """Show on a terminal that something goes on; it leaves no trace, and nothing in a pipe."""
    from rich.console import Console

    return Console(stderr=True).status(what, spinner="line")


def print_json(value: object) -> None:
    """Print a value for programs: keys are documented and stay."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    sys.stdout.write(_UNPRINTABLE.sub(lambda char: f"\\u{ord(char[0]):04x}", text) + "\n")


def print_lines(lines: Iterable[str]) -> None:
    """Print lines with nothing in them that could command a terminal; on one, long lines go on at the next word."""
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines:
        text = visible(line)
        for piece in _wrapped(text, room) if 0 < room < len(text) else [text]:
            sys.stdout.write(piece + "\n")


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print columns; the last one is cut to the width of the terminal, and not at all in a pipe."""
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(len(rows[0]) - 1)] if rows else []
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for row in rows:
        line = "  ".join([cell.ljust(width) for cell, width in zip(row, widths, strict=False)] + [row[-1]]).rstrip()
        print_lines([line if not room or len(line) <= room else f"{line[: room - 1]}…"])


def _wrapped(line: str, room: int) -> list[str]:
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(line, room, subsequent_indent=indent, break_on_hyphens=False) or [line]


# Control characters that JSON allows, marks that reorder a line, and line ends: programs read them back the same.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def one_line(markdown: str) -> str:
    """Markdown as a single line for a list."""
    return " ".join(markdown.split())
