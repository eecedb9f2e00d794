"""A diagram: a picture drawn in text, a character a cell, and the Markdown that carries it."""

from textwrap import dedent

_FENCE = "```"
_OPENING = f"{_FENCE}diagram\n"


def trimmed(text: str) -> str:
    """The picture without the blank cells around it; those inside are part of it."""
    return "\n".join(line.rstrip() for line in dedent(text).split("\n")).strip("\n")


def fenced(diagram: str | None) -> str:
    """The picture as a block of preformatted Markdown; nothing where there is none."""
    return f"{_OPENING}{diagram}\n{_FENCE}" if diagram else ""


def unfenced(markdown: str) -> str:
    """The picture in such a block; empty for any other text."""
    return markdown.removeprefix(_OPENING).removesuffix(f"\n{_FENCE}") if markdown.startswith(_OPENING) else ""
