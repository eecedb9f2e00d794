"""Our Markdown as HTML for Anki: the author's markup, no scripts, and Anki's own marks only where they are meant."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from sdcards.errors import SdcardsError
from sdcards.notes.cloze import HOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Controls, marks that turn text around, and code points that are no characters; three of the last are our own marks."""

_PROSE = re.compile(r"(?![-+>#~\s]|\d+[.)](?:\s|\Z))[^\\`*_\[$<&{}]*(?<!\s)")
"""A text that does not begin like a list or a heading and has no markup inside."""

_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]
_OPEN, _CLOSE, _HINT = "\ufdd0", "\ufdd1", "\ufdd2"
_HOLE = re.compile(rf"{_OPEN}(\d+)\{{(.*?)(?:\}}{_HINT}\{{(.*?))?\}}{_CLOSE}", re.DOTALL)
_HOLE_IN_TAG = re.compile(f"<[^>]*[{_OPEN}{_CLOSE}{_HINT}]")
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_UNITS = (
    r"(?:[nµumkMGTPE]|[KMGTP]i)?(?:s|B|bit|req|msg|user|op|row|item|event|conn|m)(?:/\w+)*|min|h|USD"
    r"|(?:hour|day|week|month|year|second|minute)s?|thousand|million|billion|trillion"
)
_POWER = "10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹^]"
_INSIDE_QUANTITY = re.compile(rf"[0-9] (?:× (?={_POWER})|(?=%|(?:{_UNITS})(?!\w)))")
_COMMAND = re.compile(r"\[(?=(?:sound|anki):|/anki:|/?latex\]|/?\$\$?\])")
_MATH_MARK = re.compile(r"\\(?=[()\[\]])")


def to_html(markdown: str) -> str:
    """HTML of a field; a single paragraph comes bare, so that a sentence can be built around it."""
    if _is_prose(markdown):
        return _kept_together(markdown).replace(">", "&gt;")
    return _without_marks(_render(visible(markdown)))


def cloze_to_html(markdown: str) -> str:
    """HTML of a text with holes, the holes as Anki writes them; raises SdcardsError for one that Anki cannot make."""
    text, count = HOLE.subn(_mark, visible(markdown))
    html = _without_marks(_render(text))
    if len(_HOLE.findall(html)) < count or _HOLE_IN_TAG.search(html):
        raise SdcardsError("a hole stands in the address or title of a link; put it into the text")
    return _HOLE.sub(_as_anki_writes, html)


def plain_to_html(text: str) -> str:
    """HTML of a text that is no Markdown."""
    return _without_marks(escape(_kept_together(visible(text)), quote=False))


def visible(text: str) -> str:
    """Show control characters as pictures of themselves instead of obeying them."""
    return _HIDDEN.sub(lambda found: _picture(ord(found[0])), text)


def _is_prose(text: str) -> bool:
    """Whether a text is one line without any markup, as most are; to parse it would cost a hundred times more."""
    return text.isprintable() and _PROSE.fullmatch(text) is not None


def _kept_together(text: str) -> str:
    """Put a space that no line ends at between a number and its unit, in ``1.07 × 10^9`` too."""
    return _INSIDE_QUANTITY.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def _picture(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _render(markdown: str) -> str:
    reader = _reader()
    tokens = reader.parse(markdown)
    if [token.type for token in tokens] == _PARAGRAPH:
        tokens = tokens[1:2]
    html: str = reader.renderer.render(tokens, reader.options, {})
    return html.strip()


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    reader = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table").disable("image")
    reader.use(dollarmath_plugin, allow_labels=False)
    reader.inline.ruler.at("math_inline", _math_rule)
    reader.validateLink = _leads_outside  # type: ignore[method-assign,assignment]
    reader.add_render_rule("text", _text)
    reader.add_render_rule("math_inline", _inline_math)
    reader.add_render_rule("math_inline_double", _display_math)
    reader.add_render_rule("math_block", _display_math)
    return reader


def _math_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library calls it
    """Find ``$…$``; the rule looks at ``src[-1]`` for what stands before the first character, so a line end goes there."""
    from mdit_py_plugins.dollarmath.index import math_inline_dollar

    state.src += "\n"
    try:
        return math_inline_dollar(allow_space=False, allow_digits=False, allow_double=True)(state, silent)
    finally:
        state.src = state.src[:-1]


def _leads_outside(address: str) -> bool:
    return re.match(r"https?://|mailto:", address, re.IGNORECASE) is not None


def _text(_: RendererHTML, tokens: Sequence[Token], place: int, *__: object) -> str:
    """Escape text; a backslash and bracket are kept apart, or they would begin mathematics."""
    return _MATH_MARK.sub("\\\\&#8288;", escape(_kept_together(tokens[place].content), quote=False))


def _inline_math(_: RendererHTML, tokens: Sequence[Token], place: int, *__: object) -> str:
    return rf"\({_tex(tokens[place].content)}\)"


def _display_math(_: RendererHTML, tokens: Sequence[Token], place: int, *__: object) -> str:
    return rf"\[{_tex(tokens[place].content)}\]"


def _tex(content: str) -> str:
    """TeX does not mind a space between braces; Anki would end a hole at two closing ones."""
    # A dollar behind the opening bracket would look like the beginning of Anki's own LaTeX mark.
    return escape(re.sub(r"([{}])(?=\1)", r"\1 ", content), quote=False).replace("$", "&#36;")


def _without_marks(html: str) -> str:
    """Write braces and bracketed commands so that only a browser reads them, never Anki."""
    html = re.sub(r"(?<=\{)\{", "&#123;", html)
    html = re.sub(r"\}(?=\})", "&#125;", html)
    return _COMMAND.sub("&#91;", html)


def _mark(hole: re.Match[str]) -> str:
    """Wrap a hole in marks that Markdown leaves alone: a letter to what is outside, punctuation to what is inside."""
    hint = f"}}{_HINT}{{{hole[3]}" if hole[3] else ""
    return f"{_OPEN}{hole[1]}{{{hole[2]}{hint}}}{_CLOSE}"


def _as_anki_writes(hole: re.Match[str]) -> str:
    number, words, hint = hole.groups()
    if not words.strip() or not _is_whole(words):
        raise SdcardsError(f"hole {number} is empty or crosses the end of a paragraph or an emphasis; move its ends")
    words = re.sub(r":(?=:|\Z)", "&#58;", words)
    return f"{{{{c{number}::{words}::{hint}}}}}" if hint else f"{{{{c{number}::{words}}}}}"


def _is_whole(html: str) -> bool:
    """Whether every element that begins here ends here."""
    inside: list[str] = []
    for closing, name in _TAG.findall(html):
        if not closing and name not in ("br", "hr"):
            inside.append(name)
        elif closing and (not inside or inside.pop() != name):
            return False
    return not inside
