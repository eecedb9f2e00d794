"""`sdcards report`: a ready-made issue about a card."""

from __future__ import annotations

import platform
from typing import Annotated

import typer

from sdcards import __version__
from sdcards.cli.console import print_lines
from sdcards.cli.opening import open_study
from sdcards.collection.lookup import PlacedCard, read_card


def command(
    card: Annotated[str, typer.Argument(metavar="CARD", help="The card's id, or its note's for its first card.")],
) -> None:
    """Print a ready-made issue about a card.

    Example: `sdcards report hdd-seek`.

    It has the id, the faces, the version, and room for what is wrong: paste it where the deck's issues are kept.
    """
    with open_study() as study:
        placed = read_card(study.deck, study.cards(card)[0])
    assert placed is not None  # noqa: S101 - `cards` found it in the same deck
    print_lines(issue_text(placed).split("\n"))


def issue_text(placed: PlacedCard) -> str:
    """An issue in Markdown; the faces are quoted as they stand in the sources."""
    card = placed.card
    details = "\n".join(f"- {label}: {text}" for label, text in card.details)
    answer = card.back or (card.number.formula if card.number else "")
    return f"""\
# Card `{card.id}`

{placed.area} › {placed.topic}, sdcards {__version__}, Python {platform.python_version()}

**Front**

{_quoted(card.front)}

**Back**

{_quoted(answer)}

{details}

**What is wrong, and how do you know?**

"""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))
