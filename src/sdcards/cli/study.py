"""The daily session: joins the deck, the store, the scheduler and the terminal.

A plain `sdcards review` starts here without the command-line library, so what is imported before the first card counts;
see docs/architecture.md.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sdcards.cli.choosing import Wishes, todays_choice, wished_cards
from sdcards.cli.planning import status_lines, today_words, until_words
from sdcards.cli.services import Services
from sdcards.cli.sitting import fall_silent, say_at_the_end, warn_of_problems
from sdcards.clock import date_of, study_day, system_clock
from sdcards.places import progress_file
from sdcards.scheduling.rehearsal import Rehearsal
from sdcards.scheduling.scheduler import Scheduler
from sdcards.scheduling.session import Session
from sdcards.store.candidates import counts, next_due, remaining
from sdcards.store.database import open_store
from sdcards.store.interviews import next_interview
from sdcards.store.lock import one_session
from sdcards.store.planned import todays_plan
from sdcards.store.questions import ask
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import Settings, read_scheduler, read_settings
from sdcards.terminal.actions import Action
from sdcards.terminal.keys import TerminalLost
from sdcards.terminal.reviewer import review
from sdcards.terminal.summary import left_lines, nothing_due_lines, session_lines
from sdcards.terminal.surroundings import Ending, Surroundings
from sdcards.terminal.view import Sheet
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from sdcards.ids import CardId
    from sdcards.notes.card import Card


def study(wishes: Wishes | None = None, *, minutes: int | None = None, seed: int | None = None) -> int:
    """Review today's cards, or those wished for; gives the exit code.

    After ``minutes`` no further card is begun; ``seed`` repeats the inputs that drills draw.
    """
    today = study_day(system_clock())
    rng = random.Random(seed)  # noqa: S311 - drills, not secrets
    with (
        one_session(Path(progress_file())),
        closing(open_store(progress_file(), today=today)) as con,
        closing(_Study(con, minutes, rng)) as sitting,
    ):
        return sitting.run(wishes or Wishes())


class _Study:
    def __init__(self, con: sqlite3.Connection, minutes: int | None, rng: random.Random) -> None:
        self._con = con
        self._minutes = minutes
        self._rng = rng
        self._log = ReviewLog(con)
        self._settings: Settings = read_settings(con)
        self._services = Services(con, self._settings.leech)
        self._began = time.monotonic()
        self._places: dict[CardId, str] = {}

    def close(self) -> None:
        self._services.close()

    def run(self, wishes: Wishes) -> int:
        self._warn()
        queue = self._queue(wishes)[: wishes.limit]
        if not queue:
            say_at_the_end(self._nothing_due(wishes))
            return 0
        scheduler = read_scheduler(self._con)
        journal = Rehearsal(self._log) if wishes.cram else self._log
        session = Session(queue, journal, scheduler, system_clock, self._settings.rollover)
        ending = self._sit(session, scheduler, rehearsing=wishes.cram)
        if ending is Ending.LOST:
            fall_silent()
        else:
            say_at_the_end(self._closing_lines(session, rehearsing=wishes.cram))
        return 0

    def _queue(self, wishes: Wishes) -> tuple[CardId, ...]:
        """Today's cards: by the plan where an interview lies ahead, unless something else is wished for."""
        today = self._today()
        among = wished_cards(self._con, wishes)
        plan = todays_plan(self._con, today, among=among) if wishes.follow_the_plan else None
        if plan is None:
            return todays_choice(self._con, today, wishes)
        sys.stderr.write(f"interview {until_words(plan.interview, today)}: {today_words(plan)}\n")
        return plan.cards

    def _sit(self, session: Session, scheduler: Scheduler, *, rehearsing: bool) -> Ending:
        from sdcards.terminal.opening import open_desk

        does = self._services
        surroundings = Surroundings(
            card=self._card,
            place=lambda card: self._places.get(card, ""),
            clock=time.monotonic,
            rng=self._rng,
            closing=lambda: Sheet(
                self._title(rehearsing=rehearsing), self._closing_lines(session, rehearsing=rehearsing)
            ),
            services={Action.FLAG: does.flag, Action.EDIT: does.edit, Action.REPORT: does.report},
            history=self._history,
            after_answer=does.after_answer,
            warm_up=lambda: _warm_up(scheduler),
            two_buttons=self._settings.buttons == 2,
            seconds=self._minutes * 60 if self._minutes else None,
            rehearsing=rehearsing,
        )
        try:
            with open_desk() as desk:
                return review(session, surroundings, desk)
        except TerminalLost:
            return Ending.LOST  # before the first card

    def _today(self) -> int:
        return study_day(system_clock(), self._settings.rollover)

    def _card(self, name: CardId) -> Card | None:
        placed = self._services.card(name)
        if placed is None:
            return None
        self._places[name] = f"{placed.area} › {placed.topic}"
        return placed.card

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
        warn_of_problems(self._services.deck)
        ((last,),) = ask(self._con, "SELECT max(at) FROM review")
        behind = (last or 0) / 1000 - system_clock().timestamp()
        if behind > _CLOCK_SLACK_SECONDS:
            late = plural(round(behind / _DAY), "day") if behind >= 2 * _DAY else f"{behind / 3600:.1f} hours"
            way_back = (
                " If it ran ahead then, 'sdcards restore' lists the copies from before." if behind >= 2 * _DAY else ""
            )
            sys.stderr.write(f"the clock is {late} behind your last review; is it right?{way_back}\n")

    def _nothing_due(self, wishes: Wishes) -> list[str]:
        today = self._today()
        following = next_due(self._con, today)
        _, unseen, _ = counts(self._con, today, 1, 0)
        offers = _offers(
            wishes, is_seen=following is not None, is_unseen=unseen > 0 and next_interview(self._con, today) != today
        )
        if wished_cards(self._con, wishes) is not None:
            return ["None of these cards is due.", *offers]
        planned = status_lines(self._con, today) if wishes.follow_the_plan else []
        if planned:
            return [*planned, *offers]
        when = date_of(following) if following is not None else None
        return nothing_due_lines(when, date_of(today), offers, unseen=bool(unseen))

    def _title(self, *, rehearsing: bool) -> str:
        return "Done." if rehearsing or self._is_more_today() else "Done for today."

    def _is_more_today(self) -> bool:
        today = self._today()
        plan = todays_plan(self._con, today)
        return any(counts(self._con, today, *remaining(self._con, today))) if plan is None else bool(plan.cards)

    def _closing_lines(self, session: Session, *, rehearsing: bool) -> tuple[str, ...]:
        if rehearsing:
            return (f"{plural(session.tally.answered, 'answer')}. This was cramming, so the schedule is as it was.",)
        today = self._today()
        planned = status_lines(self._con, today)
        due, _, _ = counts(self._con, today + 1, 0, self._settings.reviews)
        tomorrow = None if planned else due
        lines = session_lines(session.tally, time.monotonic() - self._began, tomorrow, progress_file())
        return (*lines, *planned, *left_lines(session.counts))


def _offers(wishes: Wishes, *, is_seen: bool, is_unseen: bool) -> list[str]:
    """What one can do when nothing is due."""
    offers = ["'sdcards review --new 5' shows five more new cards."] if is_unseen else []
    if is_seen and not wishes.ahead:
        offers.append("'sdcards review --ahead 3' takes the cards of the next three days now.")
    return [*offers, "'sdcards review --cram' goes through cards without touching the schedule."]


def _warm_up(scheduler: Scheduler) -> None:
    """Load what the first answer needs while the person reads the first card."""
    from sdcards.notes.quantity import registry

    scheduler.check()
    registry()


_CLOCK_SLACK_SECONDS, _DAY = 300, 86_400
