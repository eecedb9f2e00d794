"""Diagrams that fit a small screen, drawn in characters that keep to their cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.reading.nodes import Fields
from sdcards.reading.span import Problem, quoted

WIDEST, TALLEST = 56, 20
"""Columns and lines that a terminal of 60 by 24 shows at once, beside the margin and between heading and buttons."""

_TAB = "\t"
_FIRST_PICTOGRAPH = "\U0001f000"


def unfit_diagrams(collection: Collection) -> Iterator[Problem]:
    """Diagrams that are too wide or too tall, and characters that would push the rest of their line aside."""
    for note, node in notes_of(collection):
        if note.diagram is not None:
            yield from unfit(node, note.diagram)


def unfit(node: Fields, diagram: str) -> Iterator[Problem]:
    """What keeps the ``diagram`` of a node from a small screen."""
    yield from _too_large(node, diagram.split("\n"))
    yield from _off_grid(node, diagram)


def _too_large(node: Fields, lines: list[str]) -> Iterator[Problem]:
    if (width := max(map(len, lines))) > WIDEST:
        message, hint = f"{width} columns in 'diagram'", f"at most {WIDEST}, or a narrow terminal cuts it off"
        yield problem_at(node, "diagram", "wide-diagram", message, hint)
    if len(lines) > TALLEST:
        message, hint = f"{len(lines)} lines in 'diagram'", f"at most {TALLEST}; draw only what the answer needs"
        yield problem_at(node, "diagram", "tall-diagram", message, hint)


def _off_grid(node: Fields, diagram: str) -> Iterator[Problem]:
    for char in sorted(char for char in set(diagram) if not _fills_one_cell(char)):
        message = f"{'a tab' if char == _TAB else quoted(char)} in 'diagram' does not fill one cell"
        yield problem_at(node, "diagram", "off-grid", message, "use spaces, letters, box drawing and arrow heads")


def _fills_one_cell(char: str) -> bool:
    """Whether terminals give a character one column; wide East Asian ones and emoji get two, combining ones none."""
    combines = unicodedata.category(char) in ("Mn", "Me", "Cf")
    wide = char >= _FIRST_PICTOGRAPH or unicodedata.east_asian_width(char) in ("W", "F")
    return not (char == _TAB or combines or wide)
