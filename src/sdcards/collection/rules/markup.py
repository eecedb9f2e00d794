"""Text that a terminal or Anki would not show as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.notes.cloze import Cloze
from sdcards.reading.nodes import Fields, Node, Scalar
from sdcards.reading.span import Problem, visible

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_IMAGE = re.compile(r"!\[[^\]]*\]\(")
_CODE = re.compile(r"`[^`]*`")


def unsafe_text(collection: Collection) -> Iterator[Problem]:
    """Control characters, raw HTML, images and braces that only Anki would obey."""
    for note, node in notes_of(collection):
        for field, text in _texts(node):
            yield from _objections(node, field, text, cloze=isinstance(note, Cloze))


def _texts(node: Fields) -> Iterator[tuple[str, str]]:
    for field, value in node.entries.items():
        yield from ((field, text) for text in _scalars(value))


def _scalars(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    else:
        for entry in node.entries.values() if isinstance(node, Fields) else node.entries:
            yield from _scalars(entry)


def _objections(node: Fields, field: str, text: str, *, cloze: bool) -> Iterator[Problem]:
    if found := _CONTROL.search(text):
        yield problem_at(
            node, field, "control-character", f"'{visible(found[0])}' in '{field}'", "take the character out"
        )
    bare = _CODE.sub("", text)
    if found := _TAG.search(bare):
        yield problem_at(
            node, field, "raw-html", f"'{found[0]}' would be shown as text", "use Markdown, or put it in backticks"
        )
    if _IMAGE.search(bare):
        yield problem_at(node, field, "remote-image", "pictures from elsewhere break", "use words or a 'diagram'")
    if "{{" in text and not cloze:
        yield problem_at(node, field, "stray-braces", "'{{' outside a cloze", "only a cloze has holes; write '{' once")
