"""A field's HTML as a tree in one spelling: what Anki's editors write in many ways and shows in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import chain, groupby
from typing import TypeAlias

from sdcards.errors import SdcardsError

LONGEST = 20_000
"""Characters of a field that is looked at; our longest have a tenth of that."""

_MOST_TAGS = 2_500
"""A table of 2,000 characters has as many; HTMLParser takes time that grows with their square where they do not end."""

_DEEPEST = 30
_SAME = {"b": "strong", "i": "em"}
_INLINE = frozenset({"strong", "em", "code", "a", "br"})
_BLOCKS = frozenset(re.findall(r"\w+", "p ul ol li table thead tbody tr th td pre blockquote h1 h2 h3 h4 h5 h6 hr"))
_KNOWN = _INLINE | _BLOCKS | {"div", "span"}
_ALLOWED = {"a": ("href", "title"), "ol": ("start",), "th": ("style",), "td": ("style",), "code": ("class",)}
_HOLDS_BLOCKS = frozenset({"", "li", "blockquote"})
_ONLY_BLOCKS = frozenset({"ul", "ol", "table", "thead", "tbody", "tr"})
_VOID = ("br", "hr")
_TEX = r"(?:(?!\\[()\[\]]).)*"
_MATH = re.compile(rf"\\(?:\((?P<inline>{_TEX})\\\)|\[(?P<display>{_TEX})\\\])", re.DOTALL)
_KEPT_APART = re.compile("\\\\\u2060(?=[()\\[\\]])")


@dataclass(slots=True)
class Element:
    """An element; the whole field is one without a name. Mathematics is one, too: ``math`` or ``display``."""

    tag: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    children: list[Child] = field(default_factory=list)

    def text(self) -> str:
        """All its text."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


Child: TypeAlias = str | Element


def parse(html: str) -> Element:
    """The field's tree. Raises SdcardsError, in words that follow "it", for what our Markdown does not have."""
    if len(html) > LONGEST or html.count("<") > _MOST_TAGS:
        raise SdcardsError("is longer than any field of ours")
    builder = _Builder()
    try:
        builder.feed(html)
        builder.close()
    except AssertionError as error:  # how Python's parser objects to <![ that is no CDATA
        raise SdcardsError("has marks that are no HTML") from error
    if len(builder.open) > 1:
        raise SdcardsError(f"has a <{builder.open[-1].tag}> that does not end")
    return _in_one_spelling(builder.open[0])


class _Builder(HTMLParser):
    """Elements inside each other, as they stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _SAME.get(tag, tag)
        kept = tuple((name, _one_look(name, value or "")) for name, value in attrs)
        if tag not in _KNOWN:
            raise SdcardsError(f"has a <{tag[:20]}>, which our Markdown lacks")
        if any(name not in _ALLOWED.get(tag, ()) for name, _ in kept):
            raise SdcardsError(f"has a <{tag}> with a look of its own, which our Markdown lacks")
        element = Element(tag, tuple(sorted(kept)))
        if tag == "span":
            element.children = self.open[-1].children  # it does nothing
        else:
            self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)
        if len(self.open) > _DEEPEST:
            raise SdcardsError("has more elements inside each other than any field of ours")

    def handle_endtag(self, tag: str) -> None:
        tag = _SAME.get(tag, tag)
        if tag in _VOID:
            return
        if self.open[-1].tag != tag:
            raise SdcardsError(f"has a </{tag[:20]}> where none belongs")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise SdcardsError(f"has a hidden comment of {len(data):,} characters")

    def handle_decl(self, decl: str) -> None:
        raise SdcardsError(f"has the mark <!{decl[:20]}> of a whole page")

    def handle_pi(self, data: str) -> None:
        self.handle_decl(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)


def _one_look(name: str, value: str) -> str:
    """Styles without the blanks and the last semicolon that browsers write."""
    return value.replace(" ", "").rstrip(";") if name == "style" else value


def _in_one_spelling(element: Element) -> Element:
    """The same with lines inside blocks, and blanks only where they show."""
    if element.tag == "pre":
        return _listing(element)
    if element.tag in _ONLY_BLOCKS:
        return Element(element.tag, element.attributes, [_in_one_spelling(each) for each in _elements(element)])
    if element.tag in _HOLDS_BLOCKS:
        return Element(element.tag, element.attributes, list(_blocks(element.children)))
    return Element(element.tag, element.attributes, _joined(_lines(element.children)))


def _listing(pre: Element) -> Element:
    code = next(iter(_elements(pre)), pre)
    return Element("pre", (), [Element("code", code.attributes, [pre.text().strip("\n")])])


def _elements(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _blocks(children: Iterable[Child]) -> Iterator[Element]:
    """Blocks as they are; what stands between them as paragraphs."""
    run: list[Child] = []
    for child in [*children, Element("p")]:
        if not isinstance(child, Element) or child.tag not in _BLOCKS:
            run.append(child)
            continue
        yield from _paragraphs(run)
        run = []
        if child.tag == "p":
            yield from _paragraphs(child.children)
        else:
            yield _in_one_spelling(child)


def _paragraphs(children: Iterable[Child]) -> Iterator[Element]:
    """Lines up to an empty one are a paragraph."""
    for is_blank, lines in groupby(_lines(children), key=lambda line: not line):
        if not is_blank:
            yield Element("p", (), _joined(lines))


def _joined(lines: Iterable[list[Child]]) -> list[Child]:
    full = [line for line in lines if line]
    return [child for place, line in enumerate(full) for child in ([Element("br")] if place else []) + line]


def _lines(children: Iterable[Child]) -> list[list[Child]]:
    """Lines as one sees them: a ``<br>`` ends one, a ``<div>`` has one of its own."""
    lines: list[list[Child]] = [[]]
    for child in children:
        if isinstance(child, Element) and child.tag == "br":
            lines.append([])
        elif isinstance(child, Element) and child.tag == "div":
            inner = _lines(child.children)
            lines = [*(lines if lines[-1] else lines[:-1]), *inner, *([[]] if inner[-1] else [])]
        else:
            lines[-1].append(child)
    return [_spaced(line) for line in lines]


def _spaced(children: Iterable[Child]) -> list[Child]:
    """A line with its mathematics found, and blanks taken together and none at its ends."""
    line: list[Child] = []
    for child in chain.from_iterable(map(_pieces, children)):
        before = line[-1] if line else ""
        if isinstance(child, str) and isinstance(before, str):
            line[-1:] = [re.sub(r"\s+", " ", before + child)] if line else [re.sub(r"\s+", " ", child).lstrip()]
        else:
            line.append(child)
    if line and isinstance(line[-1], str):
        line[-1] = line[-1].rstrip()
    return [child for child in line if child != ""]


def _pieces(child: Child) -> Iterator[Child]:
    if isinstance(child, str):
        yield from _with_math(child.replace("\xa0", " "))
    elif child.tag == "code":
        yield Element("code", (), [re.sub(r"\s", " ", child.text())])
    elif child.tag in ("strong", "em", "a"):
        yield from _marked(child)
    else:
        raise SdcardsError(f"has a <{child.tag}> inside a line, which our Markdown lacks")


def _marked(element: Element) -> Iterator[Child]:
    """A mark without the blanks at its ends, which go outside; nothing where nothing is marked."""
    text = element.text()
    inside = _joined(_lines(element.children))
    if text[:1].isspace():
        yield " "
    if inside:
        yield Element(element.tag, element.attributes, inside)
    if text[-1:].isspace():
        yield " "


def _with_math(text: str) -> Iterator[Child]:
    place = 0
    for found in _MATH.finditer(text):
        kind = "math" if found["inline"] is not None else "display"
        yield _KEPT_APART.sub(r"\\", text[place : found.start()])
        yield Element(kind, (), [found["inline"] if kind == "math" else found["display"]])
        place = found.end()
    yield _KEPT_APART.sub(r"\\", text[place:])
