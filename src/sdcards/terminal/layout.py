"""A view as lines: what stays at the top, what may scroll, what stays at the bottom."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from sdcards.notes.diagram import unfenced
from sdcards.terminal.markdown import markdown_lines
from sdcards.terminal.text import fit, fit_cells, wrapped
from sdcards.terminal.view import Button, CardView, Judgement, Sheet, Shown, View

NARROWEST = 20
"""Columns that any terminal is taken to have."""

WIDEST_TEXT = 88
"""Cells of a line of text; longer ones are hard to follow."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is drawn on: columns, the encoding, and whether a typed line can be seen growing (a pipe's cannot)."""

    columns: int
    encoding: str = "utf-8"
    live: bool = True

    @property
    def margin(self) -> int:
        """Cells left free at the left."""
        return 3 if self.columns >= 50 else 1

    @property
    def width(self) -> int:
        """Cells of a line of text."""
        return min(max(self.columns, NARROWEST) - self.margin - 1, WIDEST_TEXT)


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of at most the paper's width.

    ``focus`` is the line of the body to be seen first, ``cursor`` the line of the body and the column where typing goes on;
    with ``follows`` that line is always kept in sight.
    """

    head: tuple[Text, ...]
    body: tuple[Text, ...]
    foot: tuple[Text, ...]
    focus: int = 0
    cursor: tuple[int, int] | None = None
    follows: bool = False


def lay_out(view: Shown, paper: Paper) -> Page:
    """Turn a view into lines."""
    if isinstance(view, Sheet):
        return _Layout(paper).sheet(view)
    return _Layout(paper).card(view) if isinstance(view, CardView) else view.page(paper)


class _Layout:
    """Lays out on one paper; every text that reaches it passes `fit`."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._width = paper.width

    def card(self, view: CardView) -> Page:
        asked = [*self._question(view), Text(), *self._typed(view)]
        told = [] if view.answer is None else [*self._answer(view.answer, view.judgement), *self._details(view.details)]
        typing = view.entry is not None and not told and self._paper.live
        return Page(
            head=self._head(self._text(view.place, _PLACE), self._text(view.progress, _QUIET)),
            body=_margined(_trimmed([*asked, *told]), self._paper.margin),
            foot=self._foot(view),
            focus=len(asked) if told else len(asked) - 1 if view.entry else 0,
            cursor=(len(asked) - 1, self._paper.margin + asked[-1].cell_len) if typing else None,
        )

    def sheet(self, view: Sheet) -> Page:
        body: list[Text] = []
        for paragraph in view.paragraphs:
            body += [*wrapped(self._text(paragraph), self._width), Text()]
        body += self._details(view.rows)
        return Page(
            head=self._head(self._text(view.title, _PLACE), Text()),
            body=_margined(_trimmed(body), self._paper.margin),
            foot=self._foot(view),
        )

    def _text(self, text: str, style: str = "") -> Text:
        return Text(fit(text, self._paper.encoding).replace("\n", " "), style)

    def _markdown(self, source: str, width: int) -> list[Text]:
        return markdown_lines(source, width, self._paper.encoding)

    def _question(self, view: CardView) -> list[Text]:
        lines = self._markdown(view.question, self._width)
        return [*lines, Text(), *self._rows((("hint", view.hint),))] if view.hint else lines

    def _typed(self, view: CardView) -> list[Text]:
        """The typed line; where it is longer than the screen is wide, its end."""
        if view.entry is None or (view.answer is None and not self._paper.live):
            return []
        entry = self._text(view.entry)
        while entry.cell_len > self._width - 3:
            entry = entry[1:]
        return [Text.assemble(("> ", _QUIET), entry)]

    def _answer(self, answer: str, judgement: Judgement | None) -> list[Text]:
        lines = self._markdown(answer, self._width)
        for line in lines:
            line.stylize_before(_ANSWER)
        if judgement is None:
            return [*lines, Text()]
        mark, style = ("✓", _RIGHT) if judgement.right else ("✗", _WRONG)
        judged = Text.assemble(self._text(mark, style), "  ", self._text(judgement.text))
        if len(lines) == 1 and lines[0].cell_len + _SIDES_GAP + judged.cell_len <= self._width:
            return [Text.assemble(lines[0], " " * _SIDES_GAP, judged), Text()]
        return [*lines, *wrapped(judged, self._width), Text()]

    def _details(self, details: Sequence[tuple[str, str]]) -> list[Text]:
        """Diagrams over the whole width, then the rest beside their labels."""
        drawn = [
            line for _, text in details if (diagram := unfenced(text)) for line in [*self._diagram(diagram), Text()]
        ]
        return [*drawn, *self._rows([row for row in details if not unfenced(row[1])])]

    def _diagram(self, diagram: str) -> list[Text]:
        """Its lines; what is too wide is cut off and marked, for a wrapped line would spoil the picture."""
        cut = self._text("…")
        lines = [Text(fit_cells(line, self._paper.encoding)) for line in diagram.split("\n")]
        return [line if line.cell_len <= self._width else line[: self._width - cut.cell_len] + cut for line in lines]

    def _rows(self, rows: Sequence[tuple[str, str]]) -> list[Text]:
        """Labels at the left, their texts beside them, or on a narrow screen below; a label is not said twice in a row."""
        before = ("", *(label for label, _ in rows))
        labels = [
            Text() if label == last else self._text(label, _QUIET)
            for (label, _), last in zip(rows, before, strict=False)
        ]
        indent = max((label.cell_len for label in labels), default=0) + 2
        narrow = self._width - indent < _NARROWEST_COLUMN
        lines: list[Text] = []
        for label, (name, source) in zip(labels, rows, strict=True):
            text = self._markdown(source, self._width if narrow else self._width - indent)
            for line in text:
                line.stylize_before(_QUIET if name in _ASIDES else "")
            if narrow:
                lines += [*(wrapped(label, self._width) if label else []), *text]
            else:
                lines += _beside(label, text, indent)
        return lines

    def _head(self, left: Text, right: Text) -> tuple[Text, ...]:
        width = self._width + self._paper.margin - 1
        return _margined(_sides(self._cut(left, width - right.cell_len - _SIDES_GAP), right, width), 1)

    def _cut(self, text: Text, room: int) -> Text:
        """As much of a heading as leaves one line for both sides, where that is enough to tell it by."""
        mark = self._text("…")
        if text.cell_len <= room or room < _SHORTEST_HEADING:
            return text
        cut = text.copy()
        cut.truncate(room - mark.cell_len)
        return cut + mark

    def _foot(self, view: View) -> tuple[Text, ...]:
        notice = wrapped(self._text(view.notice, _NOTICE), self._width) if view.notice else []
        gap = [Text()] if notice else []
        return (*_margined([*notice, *gap], self._paper.margin), *self._below(view))

    def _below(self, view: View) -> tuple[Text, ...]:
        """The buttons, or what to press instead, and the other keys at the right."""
        keys = self._text("" if isinstance(view, Sheet) else view.keys, _QUIET)
        if isinstance(view, Sheet) or not view.buttons:
            prompt = self._text(view.prompt, _QUIET)
            return _margined(_sides(prompt, keys, self._width) if prompt else [], self._paper.margin)
        # The mark of the proposed button hangs in the margin, so that the keys stand under the text.
        *rows, last = _flow([self._button(button) for button in view.buttons], self._width + 1)
        return _margined([*rows, *_sides(last, keys, self._width + 1, indent=1)], self._paper.margin - 1)

    def _button(self, button: Button) -> Text:
        mark = "▸" if button.proposed else " "
        name = self._text(f"{mark}{button.key} {button.name}", _PROPOSED if button.proposed else "")
        return Text.assemble(name, " ", self._text(button.when, _QUIET))


_PLACE, _QUIET, _ANSWER, _NOTICE, _PROPOSED = "cyan", "dim", "bold", "yellow", "bold reverse"
_RIGHT, _WRONG = "bold green", "bold red"
_ASIDES = ("as of", "source")
_NARROWEST_COLUMN = 24
_SHORTEST_HEADING = 12
_WIDE_GAP, _NARROW_GAP, _SIDES_GAP = 4, 2, 3


def _beside(label: Text, lines: Sequence[Text], indent: int) -> list[Text]:
    first, *rest = lines or [Text()]
    gap = " " * (indent - label.cell_len)
    return [Text.assemble(label, gap, first), *(Text.assemble(" " * indent, line) for line in rest)]


def _sides(left: Text, right: Text, width: int, indent: int = 0) -> list[Text]:
    """One text at the left edge and one at the right, or below each other, the lower one indented."""
    free = width - left.cell_len - right.cell_len
    if free >= _SIDES_GAP:
        return [Text.assemble(left, " " * free, right) if right else left]
    return [*wrapped(left, width), *_margined(wrapped(right, width - indent), indent)]


def _flow(parts: Sequence[Text], width: int) -> list[Text]:
    """As many parts on each line as fit; well apart where all of them do."""
    needed = sum(part.cell_len for part in parts) + _WIDE_GAP * (len(parts) - 1)
    gap = _WIDE_GAP if needed <= width else _NARROW_GAP
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + gap + part.cell_len <= width:
            lines[-1] = Text.assemble(lines[-1], " " * gap, part)
        else:
            lines.append(part)
    return lines


def _margined(lines: Sequence[Text], margin: int) -> tuple[Text, ...]:
    return tuple(Text.assemble(" " * margin, line) if line else line for line in lines)


def _trimmed(lines: list[Text]) -> list[Text]:
    while lines and not lines[-1]:
        lines.pop()
    return lines
