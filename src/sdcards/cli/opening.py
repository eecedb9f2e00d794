"""What most commands open: the compiled deck, the store, and what day it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sdcards.cli.decks import deck_for
from sdcards.clock import study_day, system_clock
from sdcards.collection.called import key_called
from sdcards.collection.compiled import open_compiled
from sdcards.collection.listing import known_tags, topic_titles
from sdcards.errors import unknown
from sdcards.ids import CardId
from sdcards.places import progress_file
from sdcards.store.candidates import due_rows
from sdcards.store.database import empty_store, open_store, read_store
from sdcards.store.questions import ask
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import Settings, read_settings


@dataclass(frozen=True, slots=True)
class Study:
    """A deck and a person's progress in it, on one study day."""

    deck: sqlite3.Connection
    log: ReviewLog
    settings: Settings
    today: int

    def cards(self, name: str) -> list[CardId]:
        """The card of that id, or all cards of that note; raises UsageError with the nearest names."""
        query = "SELECT id FROM card WHERE id = :name OR note = :name ORDER BY position"
        found = [CardId(card) for (card,) in self.deck.execute(query, {"name": name})]
        if not found:
            known = [card for (card,) in self.deck.execute("SELECT id FROM card UNION SELECT note FROM card")]
            raise unknown("card", name, known, "'sdcards cards' lists them")
        return found

    def keys(self, area: str | None, topic: str | None) -> tuple[str | None, str | None]:
        """The keys of an area and a topic that were called by key or title, a topic also as 'area/topic'.

        Raises UsageError with the nearest keys.
        """
        topics = topic_titles(self.deck)
        for within, _, slug, _ in topics:
            if area is None and topic == f"{within}/{slug}":
                return within, slug
        lists = "'sdcards cards --topics' lists them"
        if area is not None:
            area = key_called("area", area, ((key, title) for key, title, _, _ in topics), lists)
        if topic is not None:
            topic = key_called("topic", topic, ((key, title) for _, _, key, title in topics), lists)
        return area, topic

    def check_tag(self, tag: str | None) -> None:
        """Raise UsageError with the nearest tags where no card has this one."""
        if tag is not None and tag not in (tags := known_tags(self.deck)):
            raise unknown("tag", tag, tags)

    def picked(self, *, due: bool, new: bool, leech: bool, suspended: bool, flagged: bool) -> set[str] | None:
        """The cards in all the named states; None where no state is named."""
        sets: list[set[str]] = []
        if due:
            sets.append({row[0] for row in due_rows(self.log.con, self.today)})
        if new:
            sets.append(self._column("SELECT id FROM deck.card WHERE id NOT IN (SELECT card FROM schedule)"))
        if leech:
            sets.append(self._column("SELECT card FROM schedule WHERE lapses >= :leech", leech=self.settings.leech))
        if suspended:
            sets.append(self._column("SELECT card FROM suspension WHERE until IS NULL"))
        if flagged:
            sets.append(set(self.log.flags()))
        return set.intersection(*sets) if sets else None

    def _column(self, query: str, **values: object) -> set[str]:
        return {value for (value,) in ask(self.log.con, query, **values)}


@contextmanager
def open_study(*, writing: bool = False) -> Iterator[Study]:
    """Open the deck and the store; without ``writing`` nothing is made or changed, and there need not be a store yet."""
    now = system_clock()
    today = study_day(now)
    con = (
        open_store(progress_file(), today=today)
        if writing
        else read_store(progress_file(), today=today) or empty_store()
    )
    with closing(con):
        path = deck_for(con)
        con.execute("ATTACH ? AS deck", (path,))
        settings = read_settings(con)
        with closing(open_compiled(path)) as deck:
            yield Study(deck, ReviewLog(con), settings, study_day(now, settings.rollover))
