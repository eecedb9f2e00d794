"""Sitting down to a mock interview: joins the prompt, the store and the terminal."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sdcards.cli.decks import deck_for
from sdcards.cli.mock_choice import Choice, Wish
from sdcards.cli.mock_missed import missed_cards
from sdcards.cli.mock_notes import drop_edited, edit_notes, left_over
from sdcards.cli.sitting import fall_silent, say_at_the_end
from sdcards.clock import milliseconds, study_day, system_clock
from sdcards.collection.prompts import PlacedPrompt
from sdcards.errors import SdcardsError
from sdcards.places import progress_file
from sdcards.practice.interview import AWAY, Interview, budgets
from sdcards.practice.scoring import lines_of, weakest_phase
from sdcards.store.database import open_store
from sdcards.store.lock import MOCK, one_session
from sdcards.store.mocks import (
    SCORING,
    Mock,
    finish,
    keep,
    keep_lines,
    keep_score,
    scored_rounds,
    unfinished,
)
from sdcards.store.settings import read_settings
from sdcards.store.wanted import WANTED_A_DAY
from sdcards.terminal.keys import Key, Press, TerminalLost
from sdcards.terminal.layout import Paper
from sdcards.terminal.mock_scoring import Scoring, score_phases
from sdcards.terminal.mock_view import LinesView
from sdcards.terminal.mock_words import TITLES, back_words, model_rows, percent, result_lines
from sdcards.terminal.mocking import MockSurroundings, hold
from sdcards.terminal.opening import is_full, open_desk
from sdcards.terminal.surroundings import Ending
from sdcards.terminal.view import Sheet
from sdcards.terminal.words import elapsed_words

if TYPE_CHECKING:
    from sdcards.ids import CardId
    from sdcards.practice.prompt import Prompt
    from sdcards.terminal.desk import Desk


def running_seconds() -> float:
    """Seconds of a clock that never goes back and, where the system has one, counts while the machine sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the interview's time and that between two presses is measured by, and how long a gap means that one was away."""

    seconds: Callable[[], float] = running_seconds
    away: float = field(default=AWAY)
    presses: Callable[[], float] = time.monotonic


def mock(wish: Wish, clocks: Clocks | None = None) -> int:
    """Hold a mock interview, or go on with the one that waits; gives the exit code."""
    if not is_full(sys.stdin, sys.stdout, os.environ):
        raise SdcardsError(
            "a mock interview needs a terminal, for its clock; '--list', '--history' and '--export' work without one"
        )
    today = study_day(system_clock())
    with one_session(progress_file(), MOCK), closing(open_store(progress_file(), today=today)) as con:
        con.execute("ATTACH ? AS deck", (deck_for(con),))
        return _Sitting(con, wish, clocks or Clocks()).run()


class _Sitting:
    def __init__(self, con: sqlite3.Connection, wish: Wish, clocks: Clocks) -> None:
        self._con = con
        self._wish = wish
        self._clocks = clocks
        self._choice = Choice(con, wish)
        self._settings = read_settings(con)
        self._edited: list[str] = []

    def run(self) -> int:
        waiting = unfinished(self._con)
        found = self._choice.waiting(waiting) if waiting is not None and not self._wish.new else self._choice.fresh()
        try:
            with open_desk() as desk:
                begun = self._begin(desk, waiting, *found)
                ending, said = (Ending.LEFT, []) if begun is None else self._sit(desk, *begun)
        except TerminalLost:
            ending, said = Ending.LOST, []
        if ending is Ending.LOST:
            fall_silent()
        else:
            say_at_the_end(said)
        return 0

    # Beginning

    def _begin(
        self, desk: Desk, waiting: Mock | None, made: Mock, placed: PlacedPrompt, prompt: Prompt
    ) -> tuple[Mock, PlacedPrompt, Prompt] | None:
        """Show what it is about until the person is ready; None if they are not."""
        goes_on = waiting is made
        while True:
            desk.show(_offer(made, placed) if goes_on else self._opening(made, placed, prompt, waiting))
            press = desk.read()
            if press.key is Key.ENTER:
                break
            if press in (Press(Key.LEAVE), Press(Key.ESCAPE), Press(Key.TEXT, "q")):
                return None
            if goes_on and press == Press(Key.TEXT, "n"):
                made, placed, prompt = self._choice.fresh()
                goes_on = False
        if waiting is not None and not goes_on:
            self._end(waiting, self._choice.known(waiting.prompt))
        keep(self._con, made)
        return made, placed, prompt

    def _opening(self, made: Mock, placed: PlacedPrompt, prompt: Prompt, waiting: Mock | None) -> Sheet:
        plan = budgets(made.minutes, made.only)
        rows = [("interviewer", prompt.say)]
        times = (f"{TITLES[phase]} {_minutes(seconds)}" for phase, seconds in plan.items())
        rows.append(("minutes", "; ".join(times)))
        weakest = weakest_phase(scored_rounds(self._con))
        if weakest is not None:
            rows.append(("watch", f"{TITLES[weakest[0]]} is your weakest phase so far: {percent(weakest[1])}."))
        if waiting is not None:
            rows.append(
                ("ends", f"The one that waits, '{waiting.prompt}'. Its notes stay: 'sdcards mock --export' has them.")
            )
        rows.append(("how", "Speak aloud, note key words. Ctrl-K lists the keys. Everything you type is kept."))
        return Sheet(
            f"Mock interview: {placed.title}", rows=tuple(rows), prompt="Enter begins, and the clock runs   q leaves"
        )

    # The interview, the score, the end

    def _sit(self, desk: Desk, made: Mock, placed: PlacedPrompt, prompt: Prompt) -> tuple[Ending, list[str]]:
        if not made.is_scoring:
            made, ending = self._hold(desk, made, placed, prompt)
            if ending is not Ending.DONE:
                where = f"{TITLES[made.progress.phase]}, {elapsed_words(sum(made.progress.spent.values()))} spent"
                return ending, [f"Saved: {placed.title}, {where}. 'sdcards mock' goes on there."]
        ending = score_phases(self._scoring(made, placed, prompt), desk)
        if ending is not Ending.DONE:
            return ending, [f"Saved: the score of {placed.title} is open. 'sdcards mock' goes on there."]
        return self._close(desk, placed, prompt)

    def _hold(self, desk: Desk, made: Mock, placed: PlacedPrompt, prompt: Prompt) -> tuple[Mock, Ending]:
        made = replace(made, progress=left_over(made))
        self._edited.append(made.progress.phase)
        self._keep(made)
        interview = Interview(
            budgets(made.minutes, made.only), self._clocks.seconds(), made.progress, self._clocks.away
        )
        around = MockSurroundings(
            title=placed.title,
            prompt=prompt,
            change=made.change,
            clock=self._clocks.seconds,
            keep=lambda progress: self._keep(replace(made, progress=progress)),
            edit=lambda phase, text: self._edit(made, phase, text),
            bell=_ring if self._wish.bell or self._settings.bell else _silence,
            width=lambda: Paper(shutil.get_terminal_size().columns).width,
        )
        ending = hold(interview, around, desk)
        done = replace(made, progress=interview.progress)
        if ending is Ending.DONE:
            done = replace(done, progress=replace(done.progress, phase=SCORING))
            keep(self._con, done)
        return done, ending

    def _keep(self, made: Mock) -> None:
        """Have it on disk; only then is what was taken from an editor's file no longer needed there."""
        keep(self._con, made)
        while self._edited:
            drop_edited(made, self._edited.pop())

    def _edit(self, made: Mock, phase: str, text: str) -> str:
        edited = edit_notes(made, phase, text)
        self._edited.append(phase)
        return edited

    def _scoring(self, made: Mock, placed: PlacedPrompt, prompt: Prompt) -> Scoring:
        phases = tuple(budgets(made.minutes, made.only))
        change = made.change if made.progress.changed else None
        return Scoring(
            title=placed.title,
            phases=phases,
            lines={phase: lines_of(prompt, phase, change) for phase in phases},
            notes=made.progress.notes,
            models={phase: model_rows(prompt, phase, change, made.progress.asked) for phase in phases},
            said={phase: {line for line, said in lines.items() if said} for phase, lines in made.lines.items()},
            scores=made.scores,
            keep_lines=lambda phase, lines: keep_lines(self._con, made.began, phase, lines),
            keep_score=lambda phase, score: keep_score(self._con, made.began, phase, score),
            clock=self._clocks.presses,
        )

    def _close(self, desk: Desk, placed: PlacedPrompt, prompt: Prompt) -> tuple[Ending, list[str]]:
        done = unfinished(self._con)
        assert done is not None  # noqa: S101 - it is the one that was just scored
        missed = self._end(done, (placed, prompt))
        lines = result_lines(done.scores, done.progress.spent, budgets(done.minutes, done.only), done.progress.early)
        count = sum(not said for each in done.lines.values() for said in each.values())
        lines += ["", back_words(len(missed), count, WANTED_A_DAY)]
        view = LinesView(f"Result: {placed.title}", tuple(lines), ("Enter leaves",))
        desk.show(view)
        while desk.read().key not in (Key.ENTER, Key.LEAVE, Key.ESCAPE, Key.TEXT):
            pass
        return Ending.DONE, [placed.title, *lines, "'sdcards mock --export FILE.md' keeps it as a file."]

    def _end(self, done: Mock, known: tuple[PlacedPrompt, Prompt] | None) -> list[CardId]:
        """End an interview; what was missed in the phases that were scored comes back, as far as the deck still has it."""
        missed = missed_cards(self._con, done, *known) if known is not None else []
        finish(self._con, done.began, milliseconds(system_clock()), missed)
        return missed


def _offer(made: Mock, placed: PlacedPrompt) -> Sheet:
    spent = elapsed_words(sum(made.progress.spent.values()))
    where = "the score is open" if made.is_scoring else f"in {TITLES[made.progress.phase]}, {spent} spent"
    said = (f"Your last mock interview is not finished: {where}.", "Everything you had typed is there.")
    return Sheet(f"Mock interview: {placed.title}", said, prompt="Enter goes on   n begins another   q leaves")


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:g}" if seconds % 60 == 0 else elapsed_words(seconds)


def _ring() -> None:
    sys.stdout.write("\a")
    sys.stdout.flush()


def _silence() -> None:
    pass
