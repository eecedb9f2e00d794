"""What a person wrote into a field in Anki, back as our Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from sdcards.anki.html import cloze_to_html, to_html
from sdcards.anki.markup import Child, Element, parse
from sdcards.errors import SdcardsError

_SPECIAL = re.compile(r"([\\`*_\[\]<&$]|(?<=\w)~)")
_AT_START = re.compile(r"^(?:([-+>#|=~])|(\d+)([.)]))", re.MULTILINE)
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_SIGNS = {"strong": "**", "em": "*", "math": "$", "display": "$$"}
_ALIGNED = {"text-align:left": ":--", "text-align:center": ":-:", "text-align:right": "--:"}

Escape = Callable[[str], str]


def to_markdown(html: str, *, cloze: bool = False) -> str:
    """Markdown from which `to_html` (or `cloze_to_html`) makes a field that looks the same; for an empty one nothing.

    It is written without escapes if that gives the same field, else with them. Raises SdcardsError, in words that follow
    "it", for what cannot be turned back so.
    """
    wanted = parse(html)
    if _HIDDEN.search(wanted.text()):
        raise SdcardsError("has characters that cannot be seen")
    for escape in (str, _escaped):
        markdown = _blocks(wanted.children, escape)
        if not markdown or is_same(render(markdown, cloze=cloze), html):
            return markdown
    raise SdcardsError("has a form that our Markdown lacks")


def render(markdown: str, *, cloze: bool = False) -> str:
    """The field's HTML."""
    return cloze_to_html(markdown) if cloze else to_html(markdown)


def is_same(one: str, other: str) -> bool:
    """Whether two fields look the same, however Anki's editors may have written them."""
    if one == other:
        return True
    try:
        return parse(one) == parse(other)
    except SdcardsError:
        return False


def _escaped(text: str) -> str:
    return _AT_START.sub(
        lambda mark: f"\\{mark[1]}" if mark[1] else f"{mark[2]}\\{mark[3]}", _SPECIAL.sub(r"\\\1", text)
    )


def _blocks(children: Iterable[Child], escape: Escape) -> str:
    return "\n\n".join(_block(child, escape) for child in children if isinstance(child, Element))


def _block(element: Element, escape: Escape) -> str:
    if element.tag in ("ul", "ol"):
        return _list(element, escape)
    if element.tag == "table":
        return _table(element, escape)
    if element.tag == "pre":
        return _listing(element)
    if element.tag == "blockquote":
        return _prefixed(_blocks(element.children, escape), "> ", "> ")
    if element.tag == "hr":
        return "---"
    heading = f"{'#' * int(element.tag[1])} " if element.tag.startswith("h") else ""
    return heading + _inline(element.children, escape)


def _list(element: Element, escape: Escape) -> str:
    """A list without empty lines between its entries, if none of them has paragraphs of its own."""
    start = dict(element.attributes).get("start", "1")
    first = int(start) if element.tag == "ol" and start.isdecimal() else None
    entries = [entry for entry in element.children if isinstance(entry, Element)]
    is_loose = any(
        sum(child.tag == "p" for child in entry.children if isinstance(child, Element)) > 1 for entry in entries
    )
    texts = [
        _blocks(entry.children, escape) if is_loose else _blocks(entry.children, escape).replace("\n\n", "\n")
        for entry in entries
    ]
    marks = ("- " if first is None else f"{first + place}. " for place in range(len(texts)))
    lines = (_prefixed(text, mark, " " * len(mark)) for mark, text in zip(marks, texts, strict=True))
    return ("\n\n" if is_loose else "\n").join(lines)


def _table(element: Element, escape: Escape) -> str:
    rows = [row for part in element.children if isinstance(part, Element) for row in part.children]
    cells = [[cell for cell in row.children if isinstance(cell, Element)] for row in rows if isinstance(row, Element)]
    if not cells:
        return ""
    lines = [
        "| " + " | ".join(_inline(cell.children, escape).replace("|", "\\|") for cell in row) + " |" for row in cells
    ]
    styles = (dict(cell.attributes).get("style", "") for cell in cells[0])
    return "\n".join((lines[0], f"| {' | '.join(_ALIGNED.get(style, '---') for style in styles)} |", *lines[1:]))


def _listing(element: Element) -> str:
    (code,) = element.children
    language = dict(code.attributes).get("class", "").removeprefix("language-") if isinstance(code, Element) else ""
    text = element.text()
    fence = _fence(text, 3)
    return f"{fence}{language}\n{text}\n{fence}"


def _fence(text: str, least: int) -> str:
    """More backticks than stand together anywhere in the text."""
    return "`" * max([least, *(len(run) + 1 for run in re.findall("`+", text))])


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(((rest if place else first) + line).rstrip() for place, line in enumerate(lines))


def _inline(children: Iterable[Child], escape: Escape) -> str:
    return "".join(escape(child) if isinstance(child, str) else _mark(child, escape) for child in children)


def _mark(element: Element, escape: Escape) -> str:
    inside = _inline(element.children, escape)
    if element.tag == "code":
        return _code(element.text())
    if element.tag == "a":
        return _link(element, inside)
    if element.tag == "br":
        return "\\\n"
    if element.tag in ("math", "display"):
        inside = re.sub(r"(?<!\\)\$", r"\$", element.text().strip())
    sign = _SIGNS[element.tag]
    return f"{sign}{inside}{sign}"


def _code(text: str) -> str:
    fence = _fence(text, 1)
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def _link(element: Element, inside: str) -> str:
    address = dict(element.attributes).get("href", "")
    title = dict(element.attributes).get("title", "")
    if address == inside and not title:
        return f"<{address}>"
    said = f' "{title}"' if title else ""
    return f"[{inside}]({address}{said})"
