"""`sdcards suspend` and `sdcards unsuspend`."""

from __future__ import annotations

from typing import Annotated

import typer

from sdcards.cli.opening import open_study
from sdcards.terminal.words import plural

Cards = Annotated[list[str], typer.Argument(metavar="CARD", help="Ids of cards, or of notes that make one card.")]


def suspend(cards: Cards) -> None:
    """Hide cards until told otherwise.

    Example: `sdcards suspend hdd-seek`.

    Their progress stays; `sdcards cards --suspended` lists them.
    """
    with open_study(writing=True) as study:
        names = [study.card(card) for card in cards]
        for name in names:
            study.log.hide(name, None)
    typer.echo(f"Suspended {plural(len(names), 'card')}.")


def unsuspend(cards: Cards) -> None:
    """Show suspended or buried cards again.

    Example: `sdcards unsuspend hdd-seek`.
    """
    with open_study(writing=True) as study:
        names = [study.card(card) for card in cards]
        hidden = study.log.hidden(study.today)
        for name in names:
            study.log.unhide(name)
    typer.echo(f"Showing {plural(len([name for name in names if name in hidden]), 'card')} again.")
