"""What is on screen in a mock interview: a phase with its clock and notes, and the checklist being ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from sdcards.terminal.layout import Page, Paper
from sdcards.terminal.markdown import markdown_lines
from sdcards.terminal.notepad import Notepad
from sdcards.terminal.text import fit, fit_cells, wrapped

_PLACE, _QUIET, _NOTICE, _CLOCK, _OVER, _CHANGE = "bold cyan", "dim", "yellow", "bold", "bold red", "yellow"
_GAP = 2
_BESIDE = 100
"""Columns from which the notes stand beside the checklist."""

_LIST_SHARE = 0.58


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase while it runs. ``said`` are rows of who said it and Markdown; ``question`` is being put to the interviewer."""

    title: str
    clock: str
    over: bool
    said: tuple[tuple[str, str], ...]
    notes: Notepad
    question: Notepad | None = None
    notice: str = ""
    keys: tuple[str, ...] = ()

    def page(self, paper: Paper) -> Page:
        """Heading and clock, what was said, the notes; the notice and the keys below."""
        sheet = _Sheet(paper)
        body = [line for who, text in self.said for line in sheet.row(who, text)]
        body += [Text(), *sheet.label("your notes" if self.question is None else "your question")]
        cursor = _cursor(self.notes if self.question is None else self.question, paper, len(body))
        body += sheet.typed(self.notes if self.question is None else self.question)
        style = _OVER if self.over else _CLOCK
        return Page(
            sheet.head(self.title, self.clock, style),
            sheet.margined(body),
            sheet.foot(self.notice, self.keys),
            cursor=cursor,
            follows=True,
        )


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the checklist: its text, its weight, and whether it was said."""

    line: str
    weight: int
    said: bool


@dataclass(frozen=True, slots=True)
class TickView:
    """The checklist of a phase, the line that a key would tick, and what was noted."""

    title: str
    score: str
    ticks: tuple[Tick, ...]
    at: int
    notes: str
    notice: str = ""
    keys: tuple[str, ...] = ()

    def page(self, paper: Paper) -> Page:
        """The lines with their marks; the notes beside them, or below on a narrow screen."""
        sheet = _Sheet(paper)
        beside = paper.columns >= _BESIDE
        room = paper.columns - paper.margin - 1 if beside else paper.width
        width = int(room * _LIST_SHARE) if beside else room
        rows = [self._lines(sheet, place, width) for place in range(len(self.ticks))]
        cursor = (sum(map(len, rows[: self.at])) + _HEADING, paper.margin + 2)
        list_ = [
            *sheet.label("What did you say?"),
            Text(),
            *(line for lines in rows for line in lines),
        ]
        notes = [*sheet.label("your notes"), Text(), *sheet.noted(self.notes, room - width - _GAP if beside else room)]
        body = _side_by_side(list_, notes, width + _GAP) if beside else [*list_, Text(), *notes]
        head = sheet.head(self.title, self.score, _CLOCK)
        return Page(head, sheet.margined(body), sheet.foot(self.notice, self.keys), cursor=cursor, follows=True)

    def _lines(self, sheet: _Sheet, place: int, width: int) -> list[Text]:
        tick = self.ticks[place]
        mark = sheet.text("▸" if place == self.at else " ") + Text("[x] " if tick.said else "[ ] ", "bold" * tick.said)
        text = markdown_lines(tick.line, width - mark.cell_len - _WEIGHT_CELLS, sheet.encoding)
        weight = sheet.text("•" * tick.weight, _QUIET)
        first = Text.assemble(mark, weight, " " * (_WEIGHT_CELLS - weight.cell_len), text[0])
        indent = " " * (mark.cell_len + _WEIGHT_CELLS)
        return [first, *(Text.assemble(indent, line) for line in text[1:])]


_WEIGHT_CELLS, _HEADING = 4, 2


@dataclass(frozen=True, slots=True)
class LinesView:
    """Lines that stand as they are, such as a table."""

    title: str
    lines: tuple[str, ...]
    keys: tuple[str, ...]

    def page(self, paper: Paper) -> Page:
        """The lines; those that are too long go on below."""
        sheet = _Sheet(paper)
        body = [part for line in self.lines for part in (wrapped(sheet.text(line), paper.width) or [Text()])]
        return Page(sheet.head(self.title, "", ""), sheet.margined(body), sheet.foot("", self.keys))


class _Sheet:
    """Writes on one paper; every text passes `fit`."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self.encoding = paper.encoding

    def text(self, text: str, style: str = "") -> Text:
        return Text(fit(text, self.encoding).replace("\n", " "), style)

    def head(self, left: str, right: str, style: str) -> tuple[Text, ...]:
        """The place at the left, cut where need be, and the clock at the right, never cut."""
        width = self._paper.width + self._paper.margin - 1
        clock = self.text(right, style)
        place = self.text(left, _PLACE)
        place.truncate(max(width - clock.cell_len - _GAP, 1))
        gap = " " * max(width - place.cell_len - clock.cell_len, 1)
        return (Text.assemble(" ", place, gap, clock),)

    def row(self, who: str, text: str) -> list[Text]:
        """Who says something, and what; it goes on below itself."""
        label = self.text(who, _CHANGE if who == "now" else _QUIET)
        indent = _LABEL if self._paper.columns >= _WIDE_ENOUGH else _GAP
        lines = markdown_lines(text, self._paper.width - indent, self.encoding)
        if indent == _GAP:
            return [label, *(Text.assemble(" " * indent, line) for line in lines)]
        first = Text.assemble(label, " " * max(indent - label.cell_len, 1), lines[0])
        return [first, *(Text.assemble(" " * indent, line) for line in lines[1:])]

    def label(self, text: str) -> list[Text]:
        return [self.text(text, _QUIET)]

    def typed(self, page: Notepad) -> list[Text]:
        return [Text(fit_cells(line, self.encoding).rstrip("\n")) for _, line in page.rows(self._paper.width)]

    def noted(self, notes: str, width: int) -> list[Text]:
        """Notes to read again."""
        if not notes.strip():
            return self.label("none")
        return [
            part for line in notes.split("\n") for part in (wrapped(Text(fit(line, self.encoding)), width) or [Text()])
        ]

    def foot(self, notice: str, keys: Iterable[str]) -> tuple[Text, ...]:
        lines = wrapped(self.text(notice, _NOTICE), self._paper.width) if notice else []
        return (*self.margined([*lines, *([Text()] if lines else [])]), *self.margined(self._flow(tuple(keys))))

    def _flow(self, keys: Sequence[str]) -> list[Text]:
        """The keys, as many in a line as fit, none cut in two."""
        lines: list[Text] = []
        for key in (self.text(each, _QUIET) for each in keys):
            if lines and lines[-1].cell_len + _GAP + key.cell_len <= self._paper.width:
                lines[-1] = Text.assemble(lines[-1], " " * _GAP, key)
            else:
                lines.append(key)
        return lines

    def margined(self, lines: Iterable[Text]) -> tuple[Text, ...]:
        return tuple(Text.assemble(" " * self._paper.margin, line) if line else line for line in lines)


_LABEL, _WIDE_ENOUGH = 13, 50


def _cursor(page: Notepad, paper: Paper, above: int) -> tuple[int, int]:
    row, cell = page.cursor(paper.width)
    return above + row, paper.margin + cell


def _side_by_side(left: Sequence[Text], right: Sequence[Text], width: int) -> list[Text]:
    rows = max(len(left), len(right))
    lines = []
    for number in range(rows):
        line = left[number] if number < len(left) else Text()
        other = right[number] if number < len(right) else Text()
        lines.append(Text.assemble(line, " " * max(width - line.cell_len, 0), other) if other else line)
    return lines
