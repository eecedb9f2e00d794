"""`sdcards suspend` and `sdcards unsuspend`."""

from __future__ import annotations

from typing import Annotated

import typer

from sdcards.cli.opening import Study, open_study
from sdcards.ids import CardId
from sdcards.terminal.words import plural

Cards = Annotated[list[str], typer.Argument(metavar="CARD", help="Ids of cards, or of notes for all their cards.")]


def suspend(cards: Cards) -> None:
    """Hide cards until told otherwise.

    Example: `sdcards suspend hdd-seek`.

    Their progress stays; 'sdcards cards --suspended' lists them.
    """
    with open_study(writing=True) as study:
        names, hidden = _named(study, cards), study.log.hidden(study.today)
        shown = [name for name in names if hidden.get(name, study.today) is not None]
        for name in shown:
            study.log.hide(name, None)
    _tell("Suspended {}.", len(shown), "suspended already", len(names))


def unsuspend(cards: Cards) -> None:
    """Show suspended or buried cards again.

    Example: `sdcards unsuspend hdd-seek`.
    """
    with open_study(writing=True) as study:
        names, hidden = _named(study, cards), study.log.hidden(study.today)
        found = [name for name in names if name in hidden]
        for name in found:
            study.log.unhide(name)
    _tell("Showing {} again.", len(found), "not hidden", len(names))


def _named(study: Study, names: list[str]) -> list[CardId]:
    """The cards of those names, each once."""
    return list(dict.fromkeys(card for name in names for card in study.cards(name)))


def _tell(done: str, changed: int, otherwise: str, count: int) -> None:
    """Say how many cards were changed, and how many there was nothing to do about."""
    rest = count - changed
    said = [done.format(plural(changed, "card"))] if changed else []
    if rest:
        said.append(f"{plural(rest, 'card')} {'was' if rest == 1 else 'were'} {otherwise}.")
    typer.echo(" ".join(said))
