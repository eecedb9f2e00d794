"""Text that a terminal or Anki would not show as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of
from sdcards.notes.cloze import Cloze
from sdcards.reading.nodes import Fields, Scalar, texts_in
from sdcards.reading.span import Problem, quoted

_SIGN = re.compile(r"[<\[~={`]")
"""Without one of these there is nothing to object to; most texts have none."""

_TAG = re.compile(r"</?(?!https?:)[a-zA-Z][^<>]*>")
_IMAGE = re.compile(r"!\[[^\[\]]*\][(\[]")
_CODE = re.compile(r"`[^`]*`")
_UNSEEN = re.compile(r"(?:\s*\[[^\[\]]+\]:\s*\S+[ \t]*(?:\n|\Z))+\s*")
"""Nothing but addresses for links elsewhere, which Markdown does not show."""

_FOREIGN = re.compile(r"~~\S.*?~~|==\S[^=\n]*==|\[\^\w+\]|^\s*[-*+] \[[ xX]\] ", re.MULTILINE)
"""What other programs' Markdown has and ours has not: lines through words, marker pens, footnotes, boxes."""

_DRAWN = re.compile(r"```\s*(?:mermaid|dot|graphviz|plantuml)\b")

_LINK = re.compile(r"(?<!!)\[[^\[\]]+\]\((?!https?://|mailto:)([^()\s]*)\)", re.IGNORECASE)
_INSTEAD_OF_HTML = {
    "b": "**words**", "strong": "**words**", "i": "*words*", "em": "*words*", "code": "`words`", "pre": "`words`",
    "br": "an empty line", "p": "an empty line", "sub": "$x_1$", "sup": "$x^2$", "a": "[words](address)",
    "ul": "'- '", "ol": "'1. '", "li": "'- '",
    "table": "'| a | b |'", "tr": "'| a | b |'", "td": "'| a | b |'", "th": "'| a | b |'", "hr": "an empty line",
}  # fmt: skip


def unsafe_text(collection: Collection) -> Iterator[Problem]:
    """What is not shown as written, only obeyed by Anki, or not seen; control characters are found when the file is read."""
    for topic in collection.topics():
        if topic.mock_node is not None:
            yield from unsafe_fields(topic.mock_node)
    for note, node in notes_of(collection):
        yield from unsafe_fields(node, holes="text" if isinstance(note, Cloze) else "")


def unsafe_fields(node: Fields, holes: str = "") -> Iterator[Problem]:
    """The same for the fields of one node; ``holes`` is the field that may have them."""
    for field, value in node.entries.items():
        if field != "diagram":  # shown as it is, cell by cell
            for text in texts_in(value):
                if _SIGN.search(text.text):
                    yield from _objections(text, holes=field == holes)


def _objections(text: Scalar, *, holes: bool) -> Iterator[Problem]:
    bare = _CODE.sub("", text.text)
    if found := _TAG.search(bare):
        message = f"{quoted(found[0])} would be shown as text"
        yield Problem(text.span, "raw-html", message, f"write {_markdown(found[0])}, or put it in backticks")
    if _IMAGE.search(bare):
        yield Problem(text.span, "remote-image", "pictures from elsewhere break", "use words or a 'diagram'")
    if found := _FOREIGN.search(bare) or _DRAWN.search(text.text):
        message = f"{quoted(found[0].strip())} is no Markdown of ours and would be shown as it stands"
        yield Problem(text.span, "foreign-markup", message, "say it in words, or put it in backticks")
    if found := _LINK.search(bare):
        message = f"a link to {quoted(found[1])} would be shown as it stands"
        yield Problem(text.span, "foreign-markup", message, "give an address that begins with https://")
    if _UNSEEN.fullmatch(text.text):
        yield Problem(text.span, "empty-text", "this shows nothing", "write text that can be seen")
    if "{{" in text.text and not holes:
        yield Problem(text.span, "stray-braces", "'{{' outside a cloze", "only a cloze has holes; write '{' once")


def _markdown(tag: str) -> str:
    """What to write instead of a tag of HTML."""
    name = re.sub(r"\W.*", "", tag.lstrip("</").lower(), flags=re.DOTALL)
    return _INSTEAD_OF_HTML.get(name, "it in Markdown")
