"""What the review loop asks of the rest of the program: flag, edit, report, and words about a leech."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sdcards.cli.decks import deck_for
from sdcards.cli.private import write_private
from sdcards.clock import local_time
from sdcards.collection.compiled import open_compiled
from sdcards.collection.lookup import PlacedCard, read_card
from sdcards.errors import SdcardsError
from sdcards.places import data_folder
from sdcards.scheduling.schedule import Phase
from sdcards.store.own_decks import own_decks
from sdcards.store.review_log import ReviewLog
from sdcards.store.wanted import why_wanted
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

    def close(self) -> None:
        """Let go of the deck."""
        self.deck.close()

    def card(self, name: CardId) -> PlacedCard | None:
        """The card as the deck has it now; why it comes back before its time is said first among its details."""
        if not self._is_fresh():
            self._reopen()
        placed = read_card(self.deck, name)
        if placed is None:
            return None
        why = (*self._missed(name), *self._changed(placed))
        return replace(placed, card=replace(placed.card, details=(*why, *placed.card.details)))

    def flag(self, card: CardId) -> str:
        """Put a flag on the card, or take it off."""
        if card in self._log.flags():
            self._log.unflag(card)
            return f"took the flag off '{card}'"
        self._log.flag(card)
        return f"flagged '{card}'"

    def edit(self, card: CardId) -> str:
        """Open the card in the editor and take the edit; raises SdcardsError where a slip keeps the card out of the deck."""
        from sdcards.cli.editor import open_editor, source_of, written_at
        from sdcards.collection.collection import read_text

        own = own_decks(self._con)
        file, line = written_at(own, card) or source_of(self.deck, own, card)
        before = read_text(file)
        open_editor(file, line)
        if read_text(file) == before and read_card(self.deck, card) is not None:
            return "nothing was changed"
        self._reopen()
        slip = _slip_in(file)
        if slip and read_card(self.deck, card) is None:
            raise SdcardsError(slip)
        return slip or "took the edit"

    def report(self, card: CardId) -> str:
        """Leave a ready-made issue about the card in a file."""
        from sdcards.cli.report import issue_text

        placed = self.card(card)
        if placed is None:
            raise SdcardsError(f"'{card}' is no longer in the deck; there is nothing to report")
        file = Path(data_folder(), "reports", f"{card.replace('/', '--')}.md")
        try:
            write_private(file, issue_text(placed))
        except OSError as error:
            raise SdcardsError(f"cannot write '{file}': {(error.strerror or 'failed').lower()}") from error
        return f"a report is ready in '{file}'; say there what is wrong, and send it to whoever keeps the deck"

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

    def _missed(self, card: CardId) -> Iterator[tuple[str, str]]:
        """In which mock interview it was missed, until it is reviewed."""
        if (why := why_wanted(self._con, card)) is not None:
            since, prompt = why
            day = local_time(since)
            of = f"your mock of “{self._title(prompt)}”" if prompt else "a mock interview"
            yield "missed", f"in {of}, {day.day} {day:%B}"

    def _changed(self, placed: PlacedCard) -> Iterator[tuple[str, str]]:
        """What was, what is now, and why, if the meaning changed since the last review."""
        change, schedule = placed.change, self._log.schedule(placed.card.id)
        if change is not None and schedule is not None and schedule.last < change.day:
            was = f"was “{change.was}”, now “{placed.card.back}”: " if change.was else ""
            yield "changed", was + change.why

    def _title(self, prompt: str) -> str:
        """What the topic of a prompt is called; one that is no longer in the deck keeps its own name."""
        row = self.deck.execute("SELECT title FROM topic WHERE slug = ?", (prompt,)).fetchone()
        return str(row[0]) if row else prompt

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


def _slip_in(file: Path) -> str:
    """The first problem of a file that was edited, and how many more there are; empty where all is well."""
    from sdcards.cli.checking import problems_in

    problems = problems_in(file, file.parents[1])
    if not problems:
        return ""
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{file.name}:{problems[0].span.line}: {problems[0].message}{more}; e mends it"


def _stamp(path: str) -> tuple[str, int, int]:
    """Which file a compiled deck is; one made anew is another."""
    stat = Path(path).stat()
    return path, stat.st_ino, stat.st_mtime_ns
