r"""Formulas as MathML, which browsers set by themselves: nothing is fetched and no script runs. The only door to latex2mathml.

In the HTML that Anki gets, a formula stands as TeX between ``\(`` and ``\)``, or ``\[`` and ``\]``; Anki brings MathJax for it.
"""

from __future__ import annotations

import re
from html import escape, unescape
from xml.etree.ElementTree import Element

_TEXT_OR_FORMULA = re.compile(
    r"<(code|pre)\b.*?</\1>|<[^>]*>|\\\((?P<inline>[^<]*?)\\\)|\\\[(?P<display>[^<]*?)\\\]", re.DOTALL
)
"""Tags and code are stepped over whole, as MathJax does."""

_ELEMENT = re.compile(
    "math|none|m(?:row|i|n|o|s|text|space|style|padded|phantom|enclose|error|frac|sqrt|root|sub|sup|subsup|under|over"
    "|underover|multiscripts|prescripts|table|tr|td|labeledtr)"
)
_ATTRIBUTE = re.compile(
    "accent(?:under)?|column(?:align|lines|spacing)|depth|display(?:style)?|fence|form|height|largeop|linethickness|lspace"
    "|mathvariant|maxsize|minsize|movablelimits|notation|row(?:lines|spacing)|rspace|scriptlevel|separator|stretchy"
    "|symmetric|voffset|width"
)
"""All that shapes a formula; links, styles, classes and names that TeX can ask for are left out."""


def with_formulas(html: str) -> str:
    """HTML with each formula set; one that cannot be read stays as its TeX, in a code element."""
    return _TEXT_OR_FORMULA.sub(_shown, html) if "\\(" in html or "\\[" in html else html


def _shown(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind not in ("inline", "display"):
        return found[0]
    tex = unescape(found[kind])
    try:
        return _markup(_parsed(tex, "block" if kind == "display" else "inline"))
    except Exception:  # noqa: BLE001 - the library raises whatever it stumbles over; a formula must not cost the page
        return f'<code class="tex">{escape(tex)}</code>'


def _parsed(tex: str, display: str) -> Element:
    from latex2mathml.converter import convert_to_element

    element: Element = convert_to_element(tex, display=display)
    return element


def _markup(element: Element) -> str:
    """Write an element anew, since the library leaves text in it unescaped; what is not known is left out."""
    inside = _text(element.text) + "".join(_markup(child) + _text(child.tail) for child in element)
    if not _ELEMENT.fullmatch(element.tag):
        return inside
    pairs = "".join(f' {name}="{escape(value)}"' for name, value in element.items() if _ATTRIBUTE.fullmatch(name))
    return f"<{element.tag}{pairs}>{inside}</{element.tag}>"


def _text(text: str | None) -> str:
    return escape(unescape(text or ""), quote=False)
