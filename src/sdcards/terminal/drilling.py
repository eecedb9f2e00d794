"""The loop of estimation drills: ask, judge, work it out, keep the answer, go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from sdcards.notes.judging import UnreadableNumber
from sdcards.terminal.actions import LONGEST_ENTRY, Action, action_of, edited, is_command
from sdcards.terminal.desk import Desk
from sdcards.terminal.keys import Key, Press, TerminalLost
from sdcards.terminal.showing import Showing, ask, judge_entry, reveal
from sdcards.terminal.surroundings import Ending
from sdcards.terminal.view import CardView, Sheet
from sdcards.terminal.words import elapsed_words

if TYPE_CHECKING:
    import random

    from sdcards.notes.card import Card
    from sdcards.practice.drills import Kind

LONGEST_TOOK = 600.0
"""Seconds that one drill can count; beyond that the person was away."""

QUICKEST_PRESS = 0.1
"""Seconds; nobody has read a solution as soon as that, so the key is held down."""

TICK = 1.0
"""Seconds between two looks at the clock."""


class Dealer(Protocol):
    """Gives one scene after another."""

    def deal(self) -> tuple[Kind, Card]:
        """The next kind and scene."""

    def learn(self, kind: Kind, *, correct: bool) -> None:
        """Take an answer into account."""


@dataclass(frozen=True, slots=True)
class DrillSurroundings:
    """What the loop stands in.

    ``keep`` has an answer on disk when it returns: its kind, whether it was right, and milliseconds. ``clock`` counts seconds,
    and never back. ``closing`` says what stands on the end screen, which comes after ``count`` answers.
    """

    clock: Callable[[], float]
    rng: random.Random
    keep: Callable[[Kind, bool, int], None]
    closing: Callable[[], Sheet]
    count: int | None = None
    warm_up: Callable[[], None] = lambda: None


def drill(dealer: Dealer, surroundings: DrillSurroundings, desk: Desk) -> Ending:
    """Ask drill after drill until the person leaves or the count is reached; raises SdcardsError when one cannot be kept."""
    try:
        return _Loop(dealer, surroundings, desk).run()
    except TerminalLost:
        return Ending.LOST


class _Loop:
    def __init__(self, dealer: Dealer, surroundings: DrillSurroundings, desk: Desk) -> None:
        self._dealer = dealer
        self._around = surroundings
        self._desk = desk
        self._done = self._right = self._streak = 0
        self._notice = ""
        self._may_give_up = False
        self._is_warm = False

    def run(self) -> Ending:
        while self._around.count is None or self._done < self._around.count:
            self._kind, scene = self._dealer.deal()
            self._showing = ask(scene, self._around.rng, self._around.clock())
            self._seconds: float | None = None
            if not self._one_drill():
                return Ending.LEFT
            self._desk.forget()
        return self._finish()

    def _finish(self) -> Ending:
        if self._desk.screen.full:
            self._desk.show(replace(self._around.closing(), prompt="Enter leaves"))
            while action_of(self._desk.read()) not in (Action.GO_ON, Action.LEAVE):
                pass
        return Ending.DONE

    def _one_drill(self) -> bool:
        """Ask until it is answered or skipped, show how it goes; False to leave."""
        while self._seconds is None:
            press = self._read()
            if self._typed(press):
                continue
            action = action_of(press)
            if action is Action.LEAVE:
                return False
            if action is Action.SUSPEND:  # by the key s, which skips here
                return True
            self._asked_for(action, press)
        return self._read_solution()

    def _typed(self, press: Press) -> bool:
        """Whether the press belongs to the answer; Enter hands it in."""
        entry, is_line = self._showing.entry, press.key is Key.LINE and not is_command(press.text)
        if is_line or (entry and press.key is Key.ENTER):
            self._showing = replace(self._showing, entry=press.text[:LONGEST_ENTRY] if is_line else entry)
            self._submit()
            return True
        changed = None if press.key is Key.LINE else edited(entry, press)
        if changed is not None:
            self._showing, self._may_give_up = replace(self._showing, entry=changed), False
        return changed is not None

    def _submit(self) -> None:
        number = self._showing.card.number
        assert number is not None  # noqa: S101 - every scene has one
        try:
            self._answered(judge_entry(self._showing, number))
        except UnreadableNumber as unreadable:
            self._notice = str(unreadable)

    def _asked_for(self, action: Action | None, press: Press) -> None:
        if action is Action.HELP:
            self._desk.look_at(KEYS)
        elif action is Action.GO_ON and self._may_give_up:
            self._answered(reveal(self._showing))
        elif action is Action.GO_ON:
            self._may_give_up = True
            self._notice = "nothing is typed yet: Enter again shows the answer, which counts as missed; s skips"
        else:
            self._wrong_key(press)

    def _wrong_key(self, press: Press) -> None:
        self._notice = f"'{press.text}' is no key here; '?' lists them" if press.text.strip() else ""

    def _answered(self, showing: Showing) -> None:
        self._seconds = self._around.clock() - showing.began
        took = min(max(self._seconds, 0), LONGEST_TOOK)
        correct = showing.judgement is not None and showing.judgement.right
        self._around.keep(self._kind, correct, round(took * 1000))
        self._dealer.learn(self._kind, correct=correct)
        self._done, self._right = self._done + 1, self._right + correct
        self._streak = self._streak + 1 if correct else 0
        self._showing = showing

    def _read_solution(self) -> bool:
        """Show the solution until the person has read it; False to leave."""
        self._may_give_up = False
        while True:
            shown = self._around.clock()
            press = self._read()
            action = action_of(press)
            held = self._desk.keyboard.repeats and self._around.clock() - shown < QUICKEST_PRESS
            if action is Action.LEAVE:
                return False
            if action is Action.HELP:
                self._desk.look_at(KEYS)
            elif action is not Action.GO_ON:
                self._wrong_key(press)
            elif not held and not self._desk.turn_page():
                return True

    def _read(self) -> Press:
        """The next press that is not about the screen alone; the clock goes on meanwhile."""
        view = self._view()
        self._notice = ""
        while True:
            self._desk.show(view)
            if not self._is_warm:
                self._is_warm = True
                self._around.warm_up()
            press = self._desk.wait(TICK)
            if press is not None and press.key is not Key.REDRAW and not self._desk.scrolls(press):
                return press
            view = replace(view, progress=self._progress())

    def _view(self) -> CardView:
        place, notice = f"Estimate › {self._kind.title}", self._notice
        view = self._showing.view(place, self._progress(), (), notice)
        prompt = "type your estimate" if self._seconds is None else "Enter goes on"
        keys = "s skip  ? keys" if self._seconds is None else "? keys"
        return replace(view, prompt=prompt, keys=keys)

    def _progress(self) -> str:
        seconds = self._around.clock() - self._showing.began if self._seconds is None else self._seconds
        streak = f" · {self._streak} in a row" if self._streak > 1 else ""
        score = f"{self._right} of {self._done} right{streak}    " if self._done else ""
        return f"{score}{elapsed_words(seconds)}"


KEYS = Sheet(
    title="Keys",
    rows=(
        ("a number", "write it your way: `12k/s`, `1.2 GB`, `~30 TB`, `5 million`, `99.9%`"),
        ("Enter", "hand it in; after that, the next drill"),
        ("Enter Enter", "with nothing typed: show the answer, which counts as missed"),
        ("s", "skip this drill; nothing is kept"),
        ("Esc", "clear what is typed; with nothing typed, leave"),
        ("q Ctrl-C", "leave; every answer is saved already"),
        ("arrows", "scroll what is taller than the screen"),
    ),
)
