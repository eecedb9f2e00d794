"""Places in source files, and the problems found there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import total_ordering

_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_RARE_ENDS = "\r\x85\u2028\u2029"
_LONGEST_QUOTE = 60
_WIDEST_EXCERPT = 110


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text by lines, with the name people know it by."""

    path: str
    lines: tuple[str, ...] = field(repr=False)

    @classmethod
    def of(cls, path: str, text: str) -> SourceText:
        """Split ``text`` as YAML does."""
        lines = _LINE_END.split(text) if any(end in text for end in _RARE_ENDS) else text.split("\n")
        return cls(path, tuple(lines))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line. ``line`` and ``column`` count from 1, columns in characters."""

    source: SourceText
    line: int
    column: int
    width: int = 1

    @property
    def excerpt(self) -> str:
        """The line it stands in, empty past the end of the file."""
        return self.source.lines[self.line - 1] if 0 < self.line <= len(self.source.lines) else ""


@total_ordering
@dataclass(frozen=True, slots=True)
class Problem:
    """Something an author can put right: what was found, and in ``hint`` what to do.

    ``code`` is a heading in docs/problems.md.
    """

    span: Span
    code: str
    message: str
    hint: str = ""

    def __lt__(self, other: Problem) -> bool:
        """Problems sort by path, line, column."""
        return self._key() < other._key()

    def __str__(self) -> str:
        """The problem as people read it: place, message and code, then the line with a caret and the hint."""
        span, hint = self.span, visible(self.hint)
        head = visible(f"{span.source.path}:{span.line}:{span.column}: {self.message} [{self.code}]")
        if not span.excerpt.strip():
            return f"{head}\n  {hint}" if hint else head
        line, column, width = _window(span)
        gutter = f"{span.line:>4} │ "
        mark = f"{' ' * (len(gutter) - 2)}│ {' ' * (column - 1)}{'^' * width} {hint}".rstrip()
        return f"{head}\n{gutter}{line}\n{mark}"

    def _key(self) -> tuple[str, int, int, str, str]:
        return (self.span.source.path, self.span.line, self.span.column, self.code, self.message)


def visible(text: str) -> str:
    """``text`` with every character that could command a terminal shown by its number."""
    return text if text.isprintable() else "".join(char if char.isprintable() else _shown(char) for char in text)


def quoted(text: str) -> str:
    """``text`` in quotes, cut short and made visible, for a message."""
    short = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return f"'{visible(short)}'"


def _shown(char: str) -> str:
    if char == "\t":
        return " "
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _window(span: Span) -> tuple[str, int, int]:
    """The part of a line around a span as it is printed, and the span's column and width in it."""
    at = span.column - 1
    near = max(0, at - 2 * _WIDEST_EXCERPT)  # what is farther away is never shown, and a line may be a whole file
    raw = span.excerpt[near : at + _WIDEST_EXCERPT]
    before, marked, line = visible(raw[: at - near]), visible(raw[at - near :][: span.width]), visible(raw)
    start = max(0, len(before) - _WIDEST_EXCERPT // 2) if len(line) > _WIDEST_EXCERPT else 0
    shown = line[start : start + _WIDEST_EXCERPT]
    column = len(before) - start + 1
    return shown, column, max(1, min(len(marked), len(shown) - column + 1))
