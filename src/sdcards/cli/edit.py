"""`sdcards edit`: a card at its line in the editor."""

from __future__ import annotations

from typing import Annotated

import typer

from sdcards.cli.editor import open_editor, source_of, written_at
from sdcards.cli.opening import open_study
from sdcards.store.own_decks import own_decks


def command(card: Annotated[str, typer.Argument(metavar="CARD", help="The card's id, or its note's.")]) -> None:
    """Open a card's note in your editor.

    Example: `sdcards edit hdd-seek`.

    The editor is what VISUAL or EDITOR names. 'sdcards check' then says whether all is well.
    """
    with open_study() as study:
        own = own_decks(study.log.con)
        file, line = written_at(own, card) or source_of(study.deck, own, study.cards(card)[0])
    open_editor(file, line)
