"""A note added to the text of a topic file, with every other character kept."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from sdcards.errors import SdcardsError
from sdcards.reading import nodes
from sdcards.reading.nodes import Fields, read_nodes
from sdcards.reading.patching import id_of
from sdcards.reading.problems import Plain, plain
from sdcards.reading.span import SourceText

_DASH = re.compile(r"([ ]*)-([ ]+)\S")
_EMPTY_LIST = re.compile(r"\Anotes:[ \t]*\[[ \t]*\]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def append_note(text: str, note: Sequence[str], path: str) -> tuple[str, int]:
    """The text with the lines of a note at the end of its ``notes``, and the line, from 1, at which the note begins.

    Line ends are those of the file. Raises SdcardsError where the file is no topic, or its notes are written in a way that
    nothing can be added to.
    """
    root = _fields_of(text, path)
    listed = root.entries.get("notes")
    lines = [line for line in _LINE.findall(text) if line]
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if isinstance(listed, nodes.Sequence) and listed.entries:
        dash = _DASH.match(lines[listed.entries[0].span.line - 1])
        margin, gap = (dash[1], dash[2]) if dash else ("", " ")
        at = _end_of_notes(root, lines)
    else:
        at = _open_list(root, lines, end)
        margin, gap = "  ", " "
    before, after = lines[:at], lines[at:]
    if before and not before[-1].endswith(("\n", "\r")):
        before[-1] += end
    parted = [end] if before and before[-1].strip() and _listed(root) else []
    added = [f"{margin}- ".ljust(len(margin) + 1 + len(gap)) + note[0] + end]
    added += [f"{margin} {gap}{line}{end}" for line in note[1:]]
    closing = [end] if after and after[0].strip() else []
    new = "".join([*before, *parted, *added, *closing, *after])
    _expect_one_more(root, new, path)
    return new, len(before) + len(parted) + 1


def lines_of_notes(text: str, path: str) -> list[tuple[str, range]]:
    """The lines of each note in a file's text, with its id as it is written; the last one takes all that follows."""
    root, _ = read_nodes(SourceText.of(path, text), text)
    notes = _listed(root) if isinstance(root, Fields) else ()
    ends = [*(node.span.line for node in notes[1:]), sys.maxsize]
    return [(id_of(node), range(node.span.line, end)) for node, end in zip(notes, ends, strict=False)]


def _listed(root: Fields) -> tuple[nodes.Node, ...]:
    """The notes as they stand, whatever they are."""
    listed = root.entries.get("notes")
    return listed.entries if isinstance(listed, nodes.Sequence) else ()


def _fields_of(text: str, path: str) -> Fields:
    root, problems = read_nodes(SourceText.of(path, text), text)
    if not isinstance(root, Fields) or problems:
        raise SdcardsError(f"'{path}' cannot be read as it is; 'sdcards check {path}' says why")
    return root


def _end_of_notes(root: Fields, lines: list[str]) -> int:
    """How many lines there are up to the end of the last note: comments above what follows belong to that."""
    start = root.keys["notes"].line
    following = [span.line for span in root.keys.values() if span.line > start]
    if not following:
        return len(lines)
    at = min(following) - 1
    while at > start and (not lines[at - 1].strip() or lines[at - 1].startswith("#")):
        at -= 1
    return at


def _open_list(root: Fields, lines: list[str], end: str) -> int:
    """Make room in a topic that has no notes yet; the number of lines up to there."""
    if "notes" not in root.entries:
        if not lines[-1].endswith(("\n", "\r")):
            lines[-1] += end
        lines.append(f"notes:{end}")
        return len(lines)
    at = root.keys["notes"].line
    lines[at - 1] = _EMPTY_LIST.sub("notes:", lines[at - 1])
    return at


def _expect_one_more(before: Fields, text: str, path: str) -> None:
    """Whatever was overlooked, nothing is written that does not read as the same and one note more."""
    after, _ = read_nodes(SourceText.of(path, text), text)
    same = isinstance(after, Fields) and _without_notes(after) == _without_notes(before)
    notes = [plain(node) for node in _listed(after)] if isinstance(after, Fields) else []
    if not same or not notes or notes[:-1] != [plain(node) for node in _listed(before)]:
        raise SdcardsError(
            f"nothing can be added to the notes of '{path}'; write them one below the other, as '- id: …'"
        )


def _without_notes(root: Fields) -> dict[str, Plain]:
    return {name: plain(node) for name, node in root.entries.items() if name != "notes"}
