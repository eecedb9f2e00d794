"""What commands print: lines, tables that fit, values for programs."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sdcards.reading.span import visible

if TYPE_CHECKING:
    from sdcards.terminal.layout import Paper


def working(what: str) -> AbstractContextManager[object]:
    """Show on a terminal that something goes on; it leaves no trace, and nothing in a pipe."""
    from rich.console import Console

    return Console(stderr=True).status(what, spinner="line")


def print_json(value: object) -> None:
    """Print a value for programs: keys are documented and stay."""
    sys.stdout.write(_json(value) + "\n")


def print_json_list(values: Iterable[object]) -> None:
    """Print a list as ``print_json`` does, but one value at a time: the deck's may be as long as it likes."""
    before = "["
    for value in values:
        sys.stdout.write(f"{before}\n{_json(value)}".replace("\n", "\n  "))
        before = ","
    sys.stdout.write("[]\n" if before == "[" else "\n]\n")


def print_lines(lines: Iterable[str]) -> None:
    """Print lines with nothing in them that could command a terminal; on one, long lines go on at the next word."""
    room = _room()
    for line in lines:
        text = visible(line)
        for piece in _wrapped(text, room) if 0 < room < len(text) else [text]:
            sys.stdout.write(piece + "\n")


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print columns; the last one is cut to the width of the terminal, and not at all in a pipe.

    Where the others leave less than half of the terminal to a column that needs more, it stands below them, indented.
    """
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(len(rows[0]) - 1)] if rows else []
    room, before = _room(), sum(width + len(_GAP) for width in widths)
    below = 0 < room < 2 * before and any(before + len(row[-1]) > room for row in rows)
    for *cells, last in rows:
        line = "".join(cell.ljust(width) + _GAP for cell, width in zip(cells, widths, strict=True))
        parts = [line.rstrip(), _GAP + last] if below else [(line + last).rstrip()]
        print_lines(part if not room or len(part) <= room else f"{part[: room - 1]}…" for part in parts)


_GAP = "  "


def paper() -> Paper:
    """What is drawn on: as wide as the terminal, in the encoding of what is printed."""
    from sdcards.terminal.layout import Paper

    return Paper(shutil.get_terminal_size().columns, sys.stdout.encoding)


def _room() -> int:
    """The columns of the terminal; 0 in a pipe, which has no end."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def _json(value: object) -> str:
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda char: f"\\u{ord(char[0]):04x}", text)


def _wrapped(line: str, room: int) -> list[str]:
    labelled, indented = _LABEL.match(line), len(line) - len(line.lstrip())
    hang = labelled.end() if labelled and labelled.end() <= room // 2 else indented
    return textwrap.wrap(line, room, subsequent_indent=" " * hang, break_on_hyphens=False) or [line]


_LABEL = re.compile(r" +\S+(?: \S+)* {2,}(?=\S)")
"""A label and the gap behind it; the text beside it hangs under its own beginning."""


# Control characters that JSON allows, marks that reorder a line, and line ends: programs read them back the same.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
