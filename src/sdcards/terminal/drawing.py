"""Headings, bars, columns and calendars on a paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.text import Text

from sdcards.terminal.charts import FINE, bar, columns, marks_for
from sdcards.terminal.layout import Paper
from sdcards.terminal.text import fit, wrapped

HEADING, QUIET, FILLED = "bold", "dim", "green"

WEEK = 7
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SCALE = 6
"""Cells of the scale at the left of columns."""

SHARE = 7
"""Cells of a share in percent."""


class Drawing:
    """Draws on one paper, no wider than it is; texts of the deck pass `fit`."""

    def __init__(self, paper: Paper) -> None:
        self.width = paper.width
        self._encoding = paper.encoding
        self._marks = marks_for(paper.encoding)

    def heading(self, title: str, note: str) -> list[Text]:
        """A title, and a note at the right edge."""
        gap = max(self.width - len(title) - len(note), 2)
        return wrapped(Text.assemble((title, HEADING), " " * gap, (note, QUIET)), self.width)

    def said(self, text: str, style: str = "") -> list[Text]:
        """A sentence, in as many lines as it needs."""
        return wrapped(Text(fit(text, self._encoding), style), self.width)

    def cut(self, text: str, width: int, *, pad: bool = False) -> Text:
        """As much of a text as fits in ``width`` cells of one line; ``pad`` fills it up with spaces."""
        line = Text(fit(" ".join(text.split()), self._encoding))
        line.truncate(max(width, 1), overflow="ellipsis" if self._marks is FINE else "crop", pad=pad)
        return line

    def share(self, label: Text, share: str, filled: float, note: str) -> Text:
        """A bar between its label and its ``share``, with a note at the right edge."""
        room = self.width - label.cell_len - SHARE - len(note)
        drawn = bar(filled, room, self._marks)
        groove = self._marks.groove * (room - len(drawn))
        return Text.assemble(label, (drawn, FILLED), (groove, QUIET), share.rjust(SHARE), (note, QUIET))

    def columns(self, values: Sequence[float], labels: Mapping[int, str], height: int) -> Iterator[Text]:
        """A column a value, as wide as there is room for up to 3 cells, some with a label below."""
        cell = max(min((self.width - _SCALE) // max(len(values), 1), 3), 1)
        corner, level, upright = tuple(self._marks.axis)
        for place, line in enumerate(columns(values, height, self._marks)):
            scale = f"{max(values, default=0):,.0f}" if place == 0 else ""
            drawn = "".join((mark * max(cell - 1, 1)).ljust(cell) for mark in line)
            yield Text.assemble((f"{scale:>4} {upright}", QUIET), (drawn.rstrip(), FILLED))
        yield Text(f"{'0':>4} {corner}{level * cell * len(values)}", QUIET)
        yield Text(" " * _SCALE + _spread(labels, cell, self.width - _SCALE), QUIET)

    def calendar(self, levels: Sequence[int], months: Mapping[int, str]) -> Iterator[Text]:
        """A week a column, Monday at the top; the first weeks are left out where there is no room for all."""
        indent, weeks = len(_WEEKDAYS[0]) + 1, -(-len(levels) // WEEK)
        cell = 3 if indent + 3 * weeks <= self.width else 2
        hidden = max(weeks - (self.width - indent + 1) // cell, 0)
        shown = {week - hidden: name for week, name in months.items() if week >= hidden}
        yield Text(" " * indent + _spread(shown, cell, self.width - indent), QUIET)
        for weekday, name in enumerate(_WEEKDAYS):
            line = Text.assemble((name, QUIET))
            for level in levels[hidden * WEEK + weekday :: WEEK]:
                mark = self._marks.shades[level] * (cell - 1)
                line.append(" ").append(mark, FILLED if level else QUIET)
            yield line


def _spread(labels: Mapping[int, str], cell: int, width: int) -> str:
    """Labels at their cells; one that would touch the one before it or the edge is left out."""
    line = ""
    for place, label in labels.items():
        if (not line or len(line) < place * cell) and place * cell + len(label) <= width:
            line = line.ljust(place * cell) + label
    return line


def longest(texts: Iterable[str]) -> int:
    """Cells of the longest text."""
    return max(map(cell_len, texts), default=0)
