"""Another text in one field of a YAML file, with every other character kept.

Each way to write the text is tried in turn, the one with the fewest changes first, and taken if the whole file then reads as
it should. So nothing hangs on knowing all of YAML's rules about what may stand where.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TypeAlias

from sdcards.errors import SdcardsError
from sdcards.reading.nodes import Extent, Fields, Node, Scalar, Sequence, extents, read_nodes
from sdcards.reading.problems import Plain, plain
from sdcards.reading.span import SourceText
from sdcards.reading.writing import scalar

Place: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file to a field: names of fields, and numbers in lists from 0."""

WIDEST = 110
"""Columns of a line that is broken anew."""

_LONGEST_LINE = 120
_HEADER = re.compile(r"[>|][-+0-9]*[ \t]*(#[^\r\n]*)?")
_WORD = re.compile(r"(\S+)(\s*)")
_BEFORE = "sources"
"""A field that is new is written above it."""


def put(text: str, place: Place, value: str) -> str:
    """The file's text with ``value`` in a field; one that is missing is added to its note.

    Raises SdcardsError where the file cannot be read, or the field cannot be written without touching others.
    """
    root = _read(text)
    if root is None:
        raise SdcardsError("the file cannot be read as it is; 'sdcards check' says why")
    wanted = _with(plain(root), place, value)
    parent, node = _at(root, place[:-1]), _at(root, place)
    if isinstance(node, Scalar):
        extent = extents(text)[node.span.line, node.span.column]
        ways = _replaced(text, extent, node.text, value, _indent(text, parent, node, place[-1]))
    else:
        ways = _added(text, parent, str(place[-1]), value) if node is None else iter(())
    for way in ways:
        if (read := _read(way)) is not None and plain(read) == wanted:
            return way
    raise SdcardsError(f"'{place[-1]}' cannot be written there without touching other lines")


def place_of(text: str, note: str) -> Place | None:
    """The place of a note in a topic file; None where it is not, or is there twice."""
    root = _read(text)
    notes = root.entries.get("notes") if isinstance(root, Fields) else None
    entries = notes.entries if isinstance(notes, Sequence) else ()
    found = [number for number, entry in enumerate(entries) if id_of(entry) == note]
    return ("notes", found[0]) if len(found) == 1 else None


def id_of(node: Node) -> str:
    """The id of a note as it is written; empty where it has none."""
    name = node.entries.get("id") if isinstance(node, Fields) else None
    return name.text if isinstance(name, Scalar) else ""


def _read(text: str) -> Node | None:
    """What the file says; None if it has any problem."""
    root, problems = read_nodes(SourceText.of("", text), text)
    return None if problems else root


def _at(node: Node | None, place: Place) -> Node | None:
    for step in place:
        if isinstance(node, Fields):
            node = node.entries.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.entries):
            node = node.entries[step]
        else:
            return None
    return node


def _with(whole: Plain, place: Place, value: str) -> Plain:
    """What the file should say; a place that is not there gives what no file says."""
    if not place:
        return value
    step, rest = place[0], place[1:]
    if isinstance(whole, dict):
        return whole | {str(step): _with(whole.get(str(step), ""), rest, value)}
    if isinstance(whole, list) and isinstance(step, int):
        return [_with(entry, rest, value) if number == step else entry for number, entry in enumerate(whole)]
    return []


def _indent(text: str, parent: Node | None, node: Scalar, step: str | int) -> int:
    """Blanks before the lines of a block that stands in this field."""
    if isinstance(parent, Fields):
        return parent.keys[str(step)].column + 1
    return node.span.column - 1 if text else 0


def _replaced(text: str, extent: Extent, old: str, value: str, indent: int) -> Iterator[str]:
    """The file with the ways to write a value that is there already."""
    written = text[extent.start : extent.end].rstrip()
    before, after = text[: extent.start], text[extent.start + len(written) :]
    header = _HEADER.match(written) if extent.style in ("|", ">") else None
    comment = f" {header[1]}" if header and header[1] else ""
    end = "\r\n" if "\r\n" in text else "\n"
    words = _reworded(written[header.end() :] if header else written, old, value)
    if words is not None and extent.style in ("", ">"):
        yield before + (header[0] if header else "") + words + after
    column = len(before) - (before.rfind("\n") + 1)
    for way in _ways(value, extent.style, indent, column):
        first, *rest = way
        yield before + end.join([first + comment, *rest]) + after


def _added(text: str, parent: Node | None, field: str, value: str) -> Iterator[str]:
    """The file with a line more, above the sources of the note."""
    if not isinstance(parent, Fields) or _BEFORE not in parent.keys:
        return
    span = parent.keys[_BEFORE]
    lines = re.split(r"(?<=\n)", text)
    margin = span.excerpt[: span.column - 1]
    if margin.strip():
        return  # it does not begin a line
    end = "\r\n" if "\r\n" in text else "\n"
    for way in _ways(value, "", len(margin) + 2, len(margin) + len(field) + 2):
        first, *rest = way
        new = "".join(f"{line}{end}" for line in (f"{margin}{field}: {first}", *rest))
        yield "".join((*lines[: span.line - 1], new, *lines[span.line - 1 :]))


def _ways(value: str, style: str, indent: int, column: int) -> Iterator[list[str]]:
    """A value as YAML, in lines: first as the one that it replaces was written, at last in a way that always can."""
    if style == "'" and "\n" not in value:
        yield ["'" + value.replace("'", "''") + "'"]
    if style == '"':
        yield [_in_quotes(value)]
    if "\n" in value:
        yield ["|-", *(f"{' ' * indent}{line}" if line else "" for line in value.split("\n"))]
    elif style == ">" or column + len(value) > WIDEST:
        yield [">-", *_folded(value, indent)]
    yield [scalar(value)]
    yield [scalar(value, in_flow=True)]
    yield [_in_quotes(value)]


def _folded(value: str, indent: int) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(
        value,
        max(WIDEST, indent + 40),
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _in_quotes(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _reworded(written: str, old: str, value: str) -> str | None:
    """What is written with only the different words replaced; None where it is more than words, or too long for its line."""
    margin = written[: len(written) - len(written.lstrip())]
    pieces = _WORD.findall(written)
    words, others = old.split(" "), value.split(" ")
    if [word for word, _ in pieces] != words or not all(others) or len(value.split()) != len(others):
        return None
    new: list[tuple[str, str]] = []
    for kind, low, high, start, stop in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if kind == "equal":
            new += pieces[low:high]
        elif stop > start:
            new.append((" ".join(others[start:stop]), pieces[high - 1][1] if high > low else " "))
    joined = "".join(f"{word}{blank or ' '}" for word, blank in new).rstrip()
    lines = f"{margin}{joined}".split("\n")
    return f"{margin}{joined}" if max(map(len, lines)) <= _LONGEST_LINE else None
