"""The daily session: joins the deck, the store, the scheduler and the terminal.

A plain `sdcards review` starts here without the command-line library, so what is imported before the first card counts;
see docs/architecture.md.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sdcards.clock import date_of, study_day, system_clock
from sdcards.collection.compiled import compiled_deck, open_compiled, problem_count
from sdcards.collection.lookup import read_card
from sdcards.places import cache_folder, cards_folder, progress_file
from sdcards.scheduling.queue import Limits
from sdcards.scheduling.scheduler import Scheduler
from sdcards.scheduling.session import Session
from sdcards.store.candidates import counts, done_today, next_due, remaining
from sdcards.store.database import open_store
from sdcards.store.lock import one_session
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import Settings, read_scheduler, read_settings
from sdcards.store.today import todays_queue
from sdcards.terminal.actions import Action
from sdcards.terminal.reviewer import review
from sdcards.terminal.summary import nothing_due_lines, session_lines
from sdcards.terminal.surroundings import Ending, Surroundings
from sdcards.terminal.view import Sheet

if TYPE_CHECKING:
    from sdcards.ids import CardId
    from sdcards.notes.card import Card


def study(*, new: int | None = None, limit: int | None = None, seed: int | None = None) -> int:
    """Review today's cards; gives the exit code.

    ``new`` stands in for the rest of the day's new cards, ``limit`` is a number of cards for this session, ``seed`` repeats
    the inputs that drills draw.
    """
    deck_path = compiled_deck(cards_folder(), cache_folder())
    now = system_clock()
    with one_session(Path(progress_file())), closing(open_store(progress_file(), today=study_day(now))) as con:
        con.execute("ATTACH ? AS deck", (deck_path,))
        with closing(open_compiled(deck_path)) as deck:
            return _Study(con, deck, random.Random(seed)).run(new, limit)  # noqa: S311 - drills, not secrets


class _Study:
    def __init__(self, con: sqlite3.Connection, deck: sqlite3.Connection, rng: random.Random) -> None:
        self._con = con
        self._deck = deck
        self._rng = rng
        self._log = ReviewLog(con)
        self._settings: Settings = read_settings(con)
        self._began = time.monotonic()
        self._places: dict[CardId, str] = {}
        self._session: Session | None = None

    def run(self, new: int | None, limit: int | None) -> int:
        self._warn()
        new_left, reviews_left = remaining(self._con, self._today())
        limits = Limits(new_left if new is None else new, reviews_left)
        queue = todays_queue(self._con, self._today(), limits=limits)[:limit]
        if not queue:
            sys.stdout.write("\n".join(self._nothing_due()) + "\n")
            return 0
        scheduler = read_scheduler(self._con)
        self._session = Session(queue, self._log, scheduler, system_clock, self._settings.rollover)
        ending = self._sit(self._session, scheduler)
        if ending is Ending.LOST:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody is there to read the rest
        else:
            sys.stdout.write("\n".join(self._closing_lines()) + "\n")
        return 0

    def _sit(self, session: Session, scheduler: Scheduler) -> Ending:
        from sdcards.terminal.opening import open_desk

        surroundings = Surroundings(
            card=self._card,
            place=lambda card: self._places.get(card, ""),
            clock=time.monotonic,
            rng=self._rng,
            closing=lambda: Sheet("Done for today.", tuple(self._closing_lines())),
            services={Action.FLAG: self._flag},
            history=self._history,
            warm_up=lambda: _warm_up(scheduler),
            two_buttons=self._settings.buttons == 2,
        )
        with open_desk() as desk:
            return review(session, surroundings, desk)

    def _today(self) -> int:
        return study_day(system_clock(), self._settings.rollover)

    def _card(self, name: CardId) -> Card | None:
        placed = read_card(self._deck, name)
        if placed is None:
            return None
        self._places[name] = f"{placed.area} › {placed.topic}"
        return placed.card

    def _flag(self, card: CardId) -> str:
        if card in self._log.flags():
            self._log.unflag(card)
            return f"took the flag off '{card}'"
        self._log.flag(card)
        return f"flagged '{card}'"

    def _history(self, card: CardId) -> Sheet:
        rows = [("not seen yet", "")]
        schedule = self._log.schedule(card)
        if schedule is not None:
            rows = [
                ("due", date_of(schedule.due).isoformat()),
                ("stability", f"{schedule.stability:.1f} days"),
                ("difficulty", f"{schedule.difficulty:.1f} of 10"),
                ("lapses", str(schedule.lapses)),
            ]
        rows += [
            (date_of(each.day).isoformat(), f"{each.rating.name.capitalize()}, {each.took / 1000:.0f} s")
            for each in self._log.history(card)
        ]
        return Sheet(card, rows=tuple(rows))

    def _warn(self) -> None:
        """What a person should know before they begin; on standard error."""
        if problems := problem_count(self._deck):
            sys.stderr.write(f"the deck has problems ({problems}); 'sdcards check' shows them\n")
        last = self._con.execute("SELECT max(at) FROM review").fetchone()[0]
        behind = (last or 0) / 1000 - system_clock().timestamp()
        if behind > _CLOCK_SLACK_SECONDS:
            sys.stderr.write(f"the clock is {behind / 3600:.1f} hours behind your last review; is it right?\n")

    def _nothing_due(self) -> list[str]:
        today = self._today()
        following = next_due(self._con, today)
        new_done, _ = done_today(self._con, today)
        offers = [] if new_done < self._settings.new else ["'sdcards review --new 5' shows five more new cards."]
        return nothing_due_lines(date_of(following) if following is not None else None, date_of(today), offers)

    def _closing_lines(self) -> list[str]:
        assert self._session is not None  # noqa: S101 - there is no end without a session
        today = self._today()
        due, _, _ = counts(self._con, today + 1, 0, self._settings.reviews)
        return session_lines(self._session.tally, time.monotonic() - self._began, due, progress_file())


def _warm_up(scheduler: Scheduler) -> None:
    """Load what the first answer needs while the person reads the first card."""
    from sdcards.notes.quantity import registry

    scheduler.check()
    registry()


_CLOCK_SLACK_SECONDS = 300
