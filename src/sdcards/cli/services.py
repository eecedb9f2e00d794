"""What the review loop asks of the rest of the program: flag, edit, report, and words about a leech."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sdcards.cli.decks import deck_for
from sdcards.collection.compiled import open_compiled, problem_count
from sdcards.collection.lookup import PlacedCard, read_card
from sdcards.errors import SdcardsError
from sdcards.places import data_folder
from sdcards.scheduling.schedule import Phase
from sdcards.store.own_decks import own_decks
from sdcards.store.review_log import ReviewLog
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from sdcards.ids import CardId


class Services:
    """Works on the card before the person; owns the compiled deck, which an edit replaces under a running session."""

    def __init__(self, con: sqlite3.Connection, leech: int) -> None:
        self._con = con
        self._log = ReviewLog(con)
        self._leech = leech
        self._told: set[CardId] = set()
        self.deck = self._open()

    def card(self, name: CardId) -> PlacedCard | None:
        """The card as the deck has it now; a change of meaning since the last review is said first among its details."""
        if not self._is_fresh():
            self._reopen()
        placed = read_card(self.deck, name)
        if placed is None or placed.change is None:
            return placed
        schedule = self._log.schedule(name)
        if schedule is None or schedule.last >= placed.change.day:
            return placed
        return replace(placed, card=replace(placed.card, details=(_said(placed), *placed.card.details)))

    def flag(self, card: CardId) -> str:
        """Put a flag on the card, or take it off."""
        if card in self._log.flags():
            self._log.unflag(card)
            return f"took the flag off '{card}'"
        self._log.flag(card)
        return f"flagged '{card}'"

    def edit(self, card: CardId) -> str:
        """Open the card in the editor and take the edit."""
        from sdcards.cli.editor import open_editor, source_of

        open_editor(*source_of(self.deck, own_decks(self._con), card))
        self._reopen()
        problems = problem_count(self.deck)
        return f"the deck has problems ({problems}); 'sdcards check' shows them" if problems else "took the edit"

    def report(self, card: CardId) -> str:
        """Leave a ready-made issue about the card in a file."""
        from sdcards.cli.report import issue_text

        placed = self.card(card)
        if placed is None:
            raise SdcardsError(f"'{card}' is no longer in the deck")
        file = Path(data_folder(), "reports", f"{card.replace('/', '--')}.md")
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.write_text(issue_text(placed), "utf-8")
        except OSError as error:
            raise SdcardsError(f"cannot write '{file}': {(error.strerror or 'failed').lower()}") from error
        return f"an issue is ready in {file}"

    def after_answer(self, card: CardId) -> str:
        """The advice for a card that has just become a leech; said once."""
        schedule = self._log.schedule(card)
        if schedule is None or schedule.lapses != self._leech or schedule.phase is not Phase.RELEARNING:
            return ""
        if card in self._told:
            return ""
        self._told.add(card)
        times = plural(self._leech, "time")
        return f"'{card}' was forgotten {times}: rewrite it (e) or split it; s suspends it"

    def _is_fresh(self) -> bool:
        """Whether the deck is made from the sources as they are now; one that cannot be made any more stays as it was."""
        try:
            return _stamp(deck_for(self._con)) == self._stamp
        except (SdcardsError, OSError):
            return True

    def _reopen(self) -> None:
        self.deck.close()
        self._con.execute("DETACH deck")
        self.deck = self._open()

    def _open(self) -> sqlite3.Connection:
        path = deck_for(self._con)
        self._stamp = _stamp(path)
        self._con.execute("ATTACH ? AS deck", (str(Path(path).resolve()),))
        return open_compiled(path)


def _stamp(path: str) -> tuple[str, int, int]:
    """Which file a compiled deck is; one made anew is another."""
    stat = Path(path).stat()
    return path, stat.st_ino, stat.st_mtime_ns


def _said(placed: PlacedCard) -> tuple[str, str]:
    """What was, what is now, and why."""
    assert placed.change is not None  # noqa: S101 - it was looked at before
    was = f"was “{placed.change.was}”, now “{placed.card.back}”: " if placed.change.was else ""
    return "changed", was + placed.change.why
