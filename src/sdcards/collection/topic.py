"""One topic file's text, read into notes and problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sdcards.notes.families import FAMILIES
from sdcards.notes.note import Note
from sdcards.reading.nodes import Fields, Scalar, Sequence, read_nodes, texts_in
from sdcards.reading.problems import build, did_you_mean
from sdcards.reading.span import Problem, SourceText, Span, quoted

if TYPE_CHECKING:
    from sdcards.practice.prompt import Prompt

_OPEN = re.compile(r"TODO\b")

_FIELDS = ("topic", "about", "mock", "notes")

MOST_ENTRIES = 100
"""Fields of a note, or entries of one of its lists."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One source file: what Anki and the queue call a deck.

    ``slug`` and ``area`` are the file's and the folder's name; ``path`` is where it was read. ``nodes`` are the places the
    notes were read from, one for each. ``mock`` is what a worked prompt has for the mock interview, and ``mock_node`` its
    place. ``all_notes`` is False where the file has a problem outside of it: some of its notes may be missing. Where
    ``is_read`` is False, the file was left unread, and nothing but names is known.
    """

    area: str
    slug: str
    path: str
    title: str
    about: str
    notes: tuple[Note, ...]
    nodes: tuple[Fields, ...] = ()
    mock: Prompt | None = None
    mock_node: Fields | None = None
    all_notes: bool = True
    is_read: bool = True


@lru_cache(maxsize=200)
def read_topic(text: str, path: str, area: str, slug: str) -> tuple[Topic | None, tuple[Problem, ...]]:
    """Read every note that can be read, and say what is wrong with the rest. No topic at all if the file is no YAML.

    Remembered, since of a deck that is watched one topic changes and sixty do not.
    """
    source = SourceText.of(path, text)
    root, problems = read_nodes(source, text)
    if not isinstance(root, Fields):
        if not problems:
            hint = "write 'topic', 'about' and 'notes'"
            problems = (Problem(Span(source, 1, 1), "wrong-shape", "the file has no fields", hint),)
        return None, problems
    found = list(problems)
    found += [
        Problem(root.keys[key], "unknown-field", f"unknown field {quoted(key)}", did_you_mean(key, _FIELDS))
        for key in root.entries
        if key not in _FIELDS
    ]
    title, about = _text(root, "topic", found), _text(root, "about", found)
    if "::" in title:
        span = root.entries["topic"].span
        found.append(Problem(span, "bad-value", "a title with '::' would be two decks in Anki", "write ':' or '–'"))
    read = [(note, node) for node in _entries(root, found) if (note := _note(node, found)) is not None]
    notes, nodes = tuple(note for note, _ in read), tuple(node for _, node in read)
    mock, mock_node, of_mock = _mock(root)
    topic = Topic(area, slug, path, title or slug, about, notes, nodes, mock, mock_node, all_notes=not found)
    return topic, (*found, *of_mock)


def open_places(node: Fields) -> Iterator[Problem]:
    """Texts of a note that begin with TODO, as those of ``sdcards new`` do until they are written."""
    for text in texts_in(node):
        if _OPEN.match(text.text):
            message = f"{quoted(text.text)} is still to be written"
            yield Problem(text.span, "unfinished", message, "write it, or take the field out")


def _text(root: Fields, field: str, problems: list[Problem]) -> str:
    node = root.entries.get(field)
    if isinstance(node, Scalar) and node.text.strip():
        return node.text.strip()
    span = node.span if node else root.span
    problems.append(Problem(span, "missing-field", f"the topic needs '{field}'", "one line of text"))
    return ""


def _mock(root: Fields) -> tuple[Prompt | None, Fields | None, tuple[Problem, ...]]:
    node = root.entries.get("mock")
    if node is None:
        return None, None, ()
    if not isinstance(node, Fields):
        return None, None, (Problem(node.span, "wrong-shape", "'mock' is a set of fields", "see docs/card-format.md"),)
    from sdcards.practice.prompt import Prompt  # a dozen models that most topics do not need

    mock, wrong = build(Prompt, node)
    return mock, node, wrong


def _entries(root: Fields, problems: list[Problem]) -> list[Fields]:
    notes = root.entries.get("notes")
    if not isinstance(notes, Sequence):
        span = notes.span if notes else root.span
        problems.append(Problem(span, "missing-field", "the topic needs 'notes'", "a list of notes"))
        return []
    entries = []
    for node in notes.entries:
        if isinstance(node, Fields):
            entries.append(node)
        else:
            problems.append(Problem(node.span, "wrong-shape", "a note is a set of fields", "see docs/card-format.md"))
    return entries


def _note(node: Fields, problems: list[Problem]) -> Note | None:
    kind = node.entries.get("type")
    if kind is None:
        problems.append(Problem(node.span, "missing-field", "the field 'type' is missing", did_you_mean("", FAMILIES)))
        return None
    name = kind.text if isinstance(kind, Scalar) else ""
    family = FAMILIES.get(name)
    if family is None:
        message = f"there is no note type {quoted(name)}" if name else "there is no such note type"
        problems.append(Problem(kind.span, "unknown-type", message, did_you_mean(name, FAMILIES)))
        return None
    if crowded := _crowded(node):
        problems.extend(crowded)
        return None
    note, wrong = build(family, node)
    problems.extend(_with_open_places(wrong, node) if wrong else ())
    return note


def _with_open_places(wrong: tuple[Problem, ...], node: Fields) -> list[Problem]:
    """What is wrong with a note that cannot be read; of a text that is still to be written, only that."""
    drafts = list(open_places(node))
    places = [(draft.span.line, draft.span.column) for draft in drafts]
    return [*drafts, *(each for each in wrong if (each.span.line, each.span.column) not in places)]


def _crowded(node: Fields) -> list[Problem]:
    """What holds more entries than any note needs, the note itself too: each could be a problem with a hint to look for."""
    held = [
        ("the note", node.span, node.entries),
        *(
            (quoted(name), node.keys[name], value.entries)
            for name, value in node.entries.items()
            if not isinstance(value, Scalar)
        ),
    ]
    return [
        Problem(span, "bad-length", f"{name} has {len(entries):,} entries", f"at most {MOST_ENTRIES}")
        for name, span, entries in held
        if len(entries) > MOST_ENTRIES
    ]
