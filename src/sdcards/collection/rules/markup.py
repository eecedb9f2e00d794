"""Text that a terminal or Anki would not show as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of
from sdcards.notes.cloze import HOLE, Cloze
from sdcards.reading.nodes import Fields, Node, Scalar
from sdcards.reading.span import Problem, quoted

_TAG = re.compile(r"</?(?!https?:)[a-zA-Z][^<>]*>")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\(")
_CODE = re.compile(r"`[^`]*`")
_UNSEEN = re.compile(r"(?:\s*\[[^\[\]]+\]:\s*\S+[ \t]*(?:\n|\Z))+\s*")
"""Nothing but addresses for links elsewhere, which Markdown does not show."""

_STRONG = "**"


def unsafe_text(collection: Collection) -> Iterator[Problem]:
    """What is not shown as written, only obeyed by Anki, or not seen; control characters are found when the file is read."""
    for note, node in notes_of(collection):
        for field, value in node.entries.items():
            if field != "diagram":  # shown as it is, cell by cell
                for text in _texts(value):
                    yield from _objections(text, holes=isinstance(note, Cloze) and field == "text")


def _texts(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for entry in node.entries.values() if isinstance(node, Fields) else node.entries:
            yield from _texts(entry)


def _objections(text: Scalar, *, holes: bool) -> Iterator[Problem]:
    bare = _CODE.sub("", text.text)
    if found := _TAG.search(bare):
        message = f"{quoted(found[0])} would be shown as text"
        yield Problem(text.span, "raw-html", message, "use Markdown, or put it in backticks")
    if _IMAGE.search(bare):
        yield Problem(text.span, "remote-image", "pictures from elsewhere break", "use words or a 'diagram'")
    if _UNSEEN.fullmatch(text.text):
        yield Problem(text.span, "empty-text", "this shows nothing", "write text that can be seen")
    if holes and any(_crosses(hole[2], bare) for hole in HOLE.finditer(bare)):
        message = "a hole crosses the end of an emphasis or a paragraph"
        yield Problem(text.span, "crossing-hole", message, "put both ends of it inside, or both outside")
    if "{{" in text.text and not holes:
        yield Problem(text.span, "stray-braces", "'{{' outside a cloze", "only a cloze has holes; write '{' once")


def _crosses(words: str, text: str) -> bool:
    """Whether hidden words hold one end of an emphasis whose other end is elsewhere in the text, or a paragraph's end."""
    inside = words.count(_STRONG)
    return "\n\n" in words or (inside % 2 == 1 and text.count(_STRONG) > inside)
