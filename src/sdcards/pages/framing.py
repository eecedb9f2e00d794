"""A card's style sheet fitted to a page of many cards: each card stands in a frame, which is to it what a window is in Anki."""

from __future__ import annotations

import re

FRAME, NIGHT = "frame", "night"
"""The class around a card, and the class of the page's root that brings the night."""

_FITTED = (
    # What asks for the width of the window asks for that of the frame.
    (re.compile(r"@media(?= \((?:max|min)-width)"), "@container"),
    (re.compile(r"(?<=\d)vw\b"), "cqw"),
    # Night falls on the page as a whole; Anki has it on the card.
    (re.compile(r"\.card\.nightMode\b"), f":root.{NIGHT} :scope .card"),
    (re.compile(r"\.nightMode\b"), f":root.{NIGHT} :scope"),
    # A name may stand in a page only once.
    (re.compile(r"#(?=answer\b)"), "."),
)


def framed_sheet(sheet: str) -> str:
    """The sheet, holding inside frames only and nowhere else on the page."""
    for found, instead in _FITTED:
        sheet = found.sub(instead, sheet)
    return f"@scope (.{FRAME}) {{\n{sheet}}}\n"


def framed_face(html: str) -> str:
    """A face with no name in it that other cards have too."""
    return html.replace('<hr id="answer">', '<hr class="answer">')
