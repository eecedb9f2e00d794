"""A page of notes being typed: text, a cursor in it, and what each key does to both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from rich.cells import cell_len

from sdcards.terminal.keys import Key, Press
from sdcards.terminal.text import harmless

LONGEST = 20_000
"""Characters of one phase's notes; what is pasted beyond that is cut."""

_JOINER = "\u200d"
_WORD_BEFORE = re.compile(r"\w*\W*\Z")


@dataclass(frozen=True, slots=True)
class Notepad:
    """What is written, and the place in it where typing goes on."""

    text: str = ""
    place: int = 0

    @classmethod
    def of(cls, text: str) -> Notepad:
        """A page with the cursor at its end; nothing in it can command a terminal."""
        clean = _clean(text)
        return cls(clean, len(clean))

    def after(self, press: Press, width: int) -> Notepad | None:
        """The page after a key, on lines of so many cells; None if the key does not edit."""
        if press.key is Key.TEXT or press.key is Key.PASTE:
            return _with(self, press.text)
        if press.key is Key.CONTROL and press.text == "i":
            return _with(self, "  ")
        edit = _EDITS.get(press.key)
        if edit is not None:
            return edit(self)
        step = _STEPS.get(press.key)
        return _moved(self, step, width) if step else None

    def rows(self, width: int) -> list[tuple[int, str]]:
        """The lines as they are shown: where each begins, and its text."""
        return [row for begin, line in _lines(self) for row in _folded(begin, line, max(width, 1))]

    def cursor(self, width: int) -> tuple[int, int]:
        """The row and the cell of the cursor."""
        rows = self.rows(width)
        row = max(number for number, (begin, _) in enumerate(rows) if begin <= self.place)
        begin, _ = rows[row]
        return row, min(cell_len(self.text[begin : self.place]), max(width - 1, 0))


def _with(page: Notepad, text: str) -> Notepad:
    new = _clean(text[:LONGEST])[: LONGEST - len(page.text)]
    return Notepad(page.text[: page.place] + new + page.text[page.place :], page.place + len(new))


def _without(page: Notepad, begin: int, end: int) -> Notepad:
    return Notepad(page.text[:begin] + page.text[end:], begin)


def _lines(page: Notepad) -> Iterator[tuple[int, str]]:
    begin = 0
    for line in page.text.split("\n"):
        yield begin, line
        begin += len(line) + 1


def _before(page: Notepad) -> int:
    """Where the sign before the cursor begins: a letter with its accents, or a joined emoji, is one."""
    place = page.place - 1
    while place > 0 and _is_inside(page.text, place):
        place -= 1
    return max(place, 0)


def _behind(page: Notepad) -> int:
    place = min(page.place + 1, len(page.text))
    while place < len(page.text) and _is_inside(page.text, place):
        place += 1
    return place


def _is_inside(text: str, place: int) -> bool:
    """Whether what stands there belongs to the sign before it."""
    return _hangs_on(text[place]) or text[place - 1] == _JOINER


def _line_begin(page: Notepad) -> int:
    return page.text.rfind("\n", 0, page.place) + 1


def _line_end(page: Notepad) -> int:
    end = page.text.find("\n", page.place)
    return len(page.text) if end < 0 else end


def _word_begin(page: Notepad) -> int:
    begin = _line_begin(page)
    found = _WORD_BEFORE.search(page.text[begin : page.place])
    reached = begin + found.start() if found else begin
    return reached if reached < page.place else max(page.place - 1, 0)


def _moved(page: Notepad, step: int, width: int) -> Notepad:
    """Up or down by so many shown rows, keeping to the column where it can."""
    rows = page.rows(width)
    row, cell = page.cursor(width)
    goal = row + step
    if goal < 0 or goal >= len(rows):
        return replace(page, place=0 if goal < 0 else len(page.text))
    begin, text = rows[goal]
    return replace(page, place=begin + _characters(text, cell, last=_is_line_end(rows, goal)))


def _clean(text: str) -> str:
    return harmless(text.replace("\r\n", "\n").replace("\r", "\n"))


def _hangs_on(char: str) -> bool:
    """Whether a character is drawn on the one before it."""
    return unicodedata.category(char) in ("Mn", "Mc", "Me") or char == _JOINER


def _folded(begin: int, line: str, width: int) -> Iterator[tuple[int, str]]:
    """A line in rows of less than ``width`` cells each, broken after a blank where there is one."""
    while (fits := _characters(line, max(width - 1, 1), last=True)) < len(line):
        cut = line.rfind(" ", 0, fits) + 1 or max(fits, 1)
        yield begin, line[:cut]
        begin, line = begin + cut, line[cut:]
    yield begin, line


def _characters(text: str, cells: int, *, last: bool) -> int:
    """How many characters fill so many cells; in a row that goes on below, the place behind its last one is the next row's."""
    count = used = 0
    for char in text:
        used += cell_len(char)
        if used > cells:
            break
        count += 1
    return count if last else min(count, max(len(text) - 1, 0))


def _is_line_end(rows: list[tuple[int, str]], row: int) -> bool:
    """Whether a row is the last of its line."""
    return row + 1 == len(rows) or rows[row][0] + len(rows[row][1]) < rows[row + 1][0]


_EDITS: Mapping[Key, Callable[[Notepad], Notepad]] = {
    Key.ENTER: lambda page: _with(page, "\n"),
    Key.BACKSPACE: lambda page: _without(page, _before(page), page.place),
    Key.DELETE: lambda page: _without(page, page.place, _behind(page)),
    Key.ERASE_WORD: lambda page: _without(page, _word_begin(page), page.place),
    Key.ERASE_LINE: lambda page: _without(page, _line_begin(page), page.place),
    Key.LEFT: lambda page: replace(page, place=_before(page)),
    Key.RIGHT: lambda page: replace(page, place=_behind(page)),
    Key.HOME: lambda page: replace(page, place=_line_begin(page)),
    Key.END: lambda page: replace(page, place=_line_end(page)),
}
_STEPS: Mapping[Key, int] = {Key.UP: -1, Key.DOWN: 1, Key.PAGE_UP: -10, Key.PAGE_DOWN: 10}
