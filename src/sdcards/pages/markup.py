"""Elements of HTML and SVG, and the document around them."""

from __future__ import annotations

from html import escape
from importlib.resources import files

from sdcards.reading.span import visible


class Markup(str):
    """Text that is HTML already; any other text is escaped when it is put into an element."""

    __slots__ = ()


_VOID = ("input",)
"""Elements that never hold anything, of those we use."""


def tag(name: str, /, *inside: str, **attributes: object) -> Markup:
    """An element; ``class_`` stands for ``class``, ``text_anchor`` for ``text-anchor``."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"' for key, value in attributes.items()
    )
    return Markup(f"<{name}{pairs}>" if name in _VOID else f"<{name}{pairs}>{joined(*inside)}</{name}>")


def joined(*parts: str) -> Markup:
    """Put parts one behind the other."""
    return Markup("".join(part if isinstance(part, Markup) else escape(visible(part), quote=False) for part in parts))


def document(
    title: str, body: Markup, style: str, *, script: str = "", policy: str = "style-src 'unsafe-inline'"
) -> str:
    """A whole page; it fetches and runs nothing but what its ``policy`` names. A script runs before the body is read."""
    run = f"<script>{script}</script>\n" if script else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="sdcards">\n'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; {policy}">\n'
        f"{tag('title', title)}\n<style>{style}</style>\n{run}</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def asset(name: str) -> str:
    """The text of a style sheet or script in this folder."""
    return (files(__package__) / name).read_text("utf-8")


def _plain(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else visible(str(value))
