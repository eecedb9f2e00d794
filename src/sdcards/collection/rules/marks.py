"""Marks of emphasis and code that come in pairs, and stand there as signs where one of a pair is missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of
from sdcards.reading.nodes import Fields, Node, Scalar
from sdcards.reading.span import Problem, quoted

_NOT_MARKDOWN = ("diagram", "formula", "given", "unit", "value")
"""Fields in which these signs are drawn, or reckon."""

_TICKS = re.compile("`+")

_BLOCK_END = re.compile(r"\n\s*\n|\n(?=\s*(?:[-+*]|\d{1,9}[.)])\s)")
"""Where a paragraph or a member of a list ends, and every emphasis with it."""

_HARMLESS = str.maketrans("`*", "'·")
"""For the signs inside of code: as good as none, and still no letters."""

_STARS = re.compile(r"(?<!\\)\*{2,}")

_SHOWN = 20
"""Characters of a text by which a mark is told from others."""


def unclosed_marks(collection: Collection) -> Iterator[Problem]:
    """Texts with a ``**`` or a backtick that has no partner: people would see the sign, and not what it should do."""
    mocks = (topic.mock_node for topic in collection.topics() if topic.mock_node is not None)
    nodes = chain((node for _, node in notes_of(collection)), mocks, (kind.node for kind in collection.estimates))
    for text in chain.from_iterable(map(_markdown_in, nodes)):
        if "**" in text.text or "`" in text.text:
            yield from _lonely(text)


def _markdown_in(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Fields):
        for field, value in node.entries.items():
            if field not in _NOT_MARKDOWN:
                yield from _markdown_in(value)
    else:
        yield from chain.from_iterable(map(_markdown_in, node.entries))


def _lonely(text: Scalar) -> Iterator[Problem]:
    """The first mark of a text that has no partner."""
    for block in _BLOCK_END.split(_without_code(text.text)):
        if "`" in block:
            hint = "put one before and one behind the code, or write '\\`' for the sign itself"
            yield Problem(text.span, "lonely-mark", "a '`' without its partner", hint)
            return
        if place := _lonely_stars(block):
            hint = "put '**' before and behind the words, or write '\\**' for the signs themselves"
            yield Problem(text.span, "lonely-mark", f"the '**' {place} has no partner", hint)
            return


def _without_code(text: str) -> str:
    """The text with other signs for those in code, and for ticks behind a backslash; a tick alone stays."""
    runs = list(_TICKS.finditer(text))
    ends: dict[int, int | None] = {}
    next_of: dict[str, int] = {}
    for run in reversed(runs):
        ends[run.start()], next_of[run[0]] = next_of.get(run[0]), run.end()
    kept, at = list[str](), 0
    for run in runs:
        end = run.end() if text.endswith("\\", 0, run.start()) else ends[run.start()]
        if end and run.start() >= at:
            kept += text[at : run.start()], text[run.start() : end].translate(_HARMLESS)
            at = end
    return "".join((*kept, text[at:]))


def _lonely_stars(block: str) -> str:
    """Where a ``**`` has no partner, in words; those inside a word, as in ``2**10``, may also stand for themselves."""
    opened: re.Match[str] | None = None
    for stars in _STARS.finditer(block):
        before, behind = block[max(0, stars.start() - _SHOWN) : stars.start()], block[stars.end() : stars.end() + 1]
        opens, closes = _clings(before[-1:], behind), _clings(behind, before[-1:])
        if closes and opened:
            opened = None
        elif closes and not opens:
            return f"behind {quoted(before.split()[-1])}"
        elif opens and not closes:
            opened = opened or stars
    return f"before {quoted(block[opened.end() : opened.end() + _SHOWN].split(maxsplit=1)[0])}" if opened else ""


def _clings(away: str, to: str) -> bool:
    """Whether a mark between two characters, empty at an end of the text, belongs to one of them (CommonMark's flanking)."""
    return not _is_blank(to) and (not _is_sign(to) or _is_blank(away) or _is_sign(away))


def _is_blank(char: str) -> bool:
    return not char or char.isspace()


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS" if char else False
