"""What a change does to the cards, on a terminal: faces side by side where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest

from rich.text import Text

from sdcards.collection.changes import CardChange, Changes, Kind
from sdcards.collection.telling import HEADINGS, ask_lines, move_words, other_words, set_words, summary
from sdcards.collection.wording import Marked, marked
from sdcards.notes.diagram import unfenced
from sdcards.terminal.text import fit, fit_cells, wrapped

_SIDE_BY_SIDE = 100
"""Columns from which on two faces stand beside each other."""

_HEADING, _QUIET, _GONE, _COME = "bold", "dim", "red strike", "green underline"
_INDENT, _LABEL, _NARROWEST, _WIDEST = 4, 9, 30, 160


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written on; without ``colours`` brackets say what is different: ``[-gone-]`` and ``{+come+}``."""

    columns: int
    encoding: str = "utf-8"
    colours: bool = False

    @property
    def width(self) -> int:
        """Cells of a line."""
        return min(max(self.columns, _NARROWEST) - 1, _WIDEST)


def changes_lines(changes: Changes, old: str, new: str, sheet: Sheet) -> Iterator[Text]:
    """All differences between two sides that people call ``old`` and ``new``."""
    return _Lines(sheet).all(changes, old, new)


class _Lines:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def all(self, changes: Changes, old: str, new: str) -> Iterator[Text]:
        yield from self._said(f"From {old} to {new}: {summary(changes)}", 0)
        for kind, cards in groupby(changes.cards, key=lambda change: change.kind):
            yield from self._heading(HEADINGS[kind])
            for place, card in enumerate(cards):
                yield from self._card(card, first=place == 0)
        if changes.details:
            yield from self._heading("Details, which bring no card back")
        for number, (note, fields) in enumerate(
            groupby(changes.details, key=lambda change: (change.note, change.place))
        ):
            yield from [Text()] * min(number, 1)
            yield self._named(*note)
            for change in fields:
                yield from self._pair(change.field, change.was, change.now)
        yield from self._list("Moved", [move_words(move) for move in changes.moves])
        yield from self._list("Notes that make other cards", [set_words(change) for change in changes.sets])
        yield from self._list("Besides the cards", [other_words(change) for change in changes.others])
        yield from self._list("Please look again", ask_lines(changes.asks))

    def _card(self, change: CardChange, *, first: bool) -> Iterator[Text]:
        if not first and change.kind is not Kind.RETURNING:
            yield Text()
        yield self._named(change.card, change.place)
        if change.kind is Kind.RETURNING:
            return
        if change.why:
            yield from self._said(change.why, _INDENT, "italic")
        was, now = change.was, change.now
        for label in ("front", "back"):
            yield from self._pair(label, getattr(was, label, ""), getattr(now, label, ""))

    def _pair(self, label: str, was: str, now: str) -> Iterator[Text]:
        """A text on both sides; what is the same stands once."""
        room = self._sheet.width - _INDENT - _LABEL
        if was == now or not was or not now:
            mark = "  " if was == now else "- " if was else "+ "
            style = {"- ": "red", "+ ": "green"}.get(mark, "")
            yield from self._column(label, mark, self._blocks(was or now, room - 2), style)
            return
        before, after = marked(was, now)
        if self._sheet.columns >= _SIDE_BY_SIDE:
            half = (room - 3) // 2
            left, right = self._blocks(was, half, before, _GONE), self._blocks(now, half, after, _COME)
            yield from self._beside(label, left, right, half)
        else:
            yield from self._column(label, "- ", self._blocks(was, room - 2, before, _GONE), "red")
            yield from self._column("", "+ ", self._blocks(now, room - 2, after, _COME), "green")

    def _blocks(self, text: str, width: int, pieces: Marked = (), style: str = "") -> list[Text]:
        """A text in lines of at most ``width`` cells, what is different marked; a picture keeps its cells."""
        if picture := unfenced(text):
            return [Text(fit_cells(line, self._sheet.encoding)[:width]) for line in picture.split("\n")]
        whole = Text()
        signs = ("[-", "-]") if style == _GONE else ("{+", "+}")
        is_marked = any(not alone and piece.strip() for piece, alone in pieces)
        for piece, alone in pieces if is_marked else ((text, False),):
            fitted = fit(piece, self._sheet.encoding)
            if not alone or not piece.strip():
                whole.append(fitted)
            elif self._sheet.colours:
                whole.append_text(_bracketed(fitted, "", "", style))
            else:
                whole.append_text(_bracketed(fitted, *signs))
        return wrapped(whole, width)

    def _column(self, label: str, mark: str, lines: list[Text], style: str) -> Iterator[Text]:
        for place, line in enumerate(lines):
            head = self._label(label if place == 0 else "")
            whole = Text.assemble(head, (mark if place == 0 or mark.strip() else "  ", style), line)
            whole.rstrip()
            yield whole

    def _beside(self, label: str, left: list[Text], right: list[Text], width: int) -> Iterator[Text]:
        bar = fit(" │ ", self._sheet.encoding)
        for place, (one, two) in enumerate(zip_longest(left, right)):
            line = Text.assemble(self._label(label if place == 0 else ""), one or Text())
            line.append(" " * (width - (one.cell_len if one else 0))).append(bar, _QUIET).append(two or Text())
            line.rstrip()
            yield line

    def _label(self, label: str) -> Text:
        cut = fit(" ".join(label.split()), self._sheet.encoding)[: _LABEL - 1]
        return Text.assemble(" " * _INDENT, (cut.ljust(_LABEL), _QUIET))

    def _named(self, name: str, place: str) -> Text:
        return Text.assemble(
            "  ", (fit(name, self._sheet.encoding), _HEADING), ("  " + fit(place, self._sheet.encoding), _QUIET)
        )

    def _heading(self, title: str) -> Iterator[Text]:
        yield Text()
        yield Text(title, _HEADING)

    def _list(self, title: str, lines: list[str]) -> Iterator[Text]:
        if lines:
            yield from self._heading(title)
        for line in lines:
            yield from self._said(line, 2)

    def _said(self, text: str, indent: int, style: str = "") -> Iterator[Text]:
        hanging = indent + 2 if indent == 2 else indent
        for place, line in enumerate(
            wrapped(Text(fit(text, self._sheet.encoding), style), self._sheet.width - hanging)
        ):
            yield Text.assemble(" " * (hanging if place else indent), line)


def _bracketed(text: str, opening: str, closing: str, style: str = "") -> Text:
    """The words between brackets or in a style, the blanks around them outside."""
    bare = text.strip()
    before, _, after = text.partition(bare)
    return Text.assemble(before, (f"{opening}{bare}{closing}", style), after)
