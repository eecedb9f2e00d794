"""The shape of a family: its fields and the cards made from them, as plain data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_REFERENCE = re.compile(r"\{\{([^{}]+)\}\}")


@dataclass(frozen=True, slots=True)
class Template:
    """One card of a note type: Markdown with ``{{Field}}`` references, for the terminal and for Anki alike.

    ``name`` is the card's name. The card exists when the field ``needs`` is filled. ``details`` are pairs of a label and
    the field shown under it after the answer.
    """

    name: str
    front: str
    back: str
    needs: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NoteType:
    """The fields a family fills, in Anki's order, and the templates that turn them into cards.

    ``key`` is the family's name. ``cloze`` families have one template; Anki makes a card of it per hole.
    """

    key: str
    title: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    cloze: bool = False


def fill(text: str, fields: Mapping[str, str]) -> str:
    """Put the fields' text where ``text`` refers to them; a reference to an unfilled field becomes nothing."""
    return _REFERENCE.sub(lambda found: fields.get(found[1], ""), text)
