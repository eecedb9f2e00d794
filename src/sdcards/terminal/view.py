"""What is on screen at one moment, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sdcards.terminal.layout import Page, Paper


@dataclass(frozen=True, slots=True)
class Button:
    """A rating that can be given: its key, its name, and how soon the card would come back."""

    key: str
    name: str
    when: str
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a typed number."""

    right: bool
    text: str


@dataclass(frozen=True, slots=True)
class CardView:
    """One card at one moment; question, answer, hint and details are Markdown.

    ``entry`` is what has been typed, None where nothing is. ``answer`` is None until it is shown; then ``buttons`` stand where
    the ``prompt`` stood.
    """

    place: str
    progress: str
    question: str
    hint: str = ""
    entry: str | None = None
    answer: str | None = None
    judgement: Judgement | None = None
    details: tuple[tuple[str, str], ...] = ()
    buttons: tuple[Button, ...] = ()
    notice: str = ""
    prompt: str = ""
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Text of any kind: a title, paragraphs shown as they are, rows of a label and Markdown, and what to press."""

    title: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    prompt: str = ""


class OwnView(Protocol):
    """A view that knows best how it is laid out."""

    def page(self, paper: Paper) -> Page:
        """Its lines on a paper."""


View = CardView | Sheet

Shown = View | OwnView
"""Anything that a screen can show."""
