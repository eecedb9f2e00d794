"""The loop of estimation drills: ask, judge, work it out, keep the answer, go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from sdcards.terminal.actions import LONGEST_ENTRY, Action, action_of, edited, is_command
from sdcards.terminal.desk import Desk
from sdcards.terminal.held import HeldKey
from sdcards.terminal.keys import Key, Press, TerminalLost
from sdcards.terminal.showing import Showing, ask, hand_in, reveal, type_in
from sdcards.terminal.surroundings import Ending
from sdcards.terminal.view import CardView, Sheet
from sdcards.terminal.words import elapsed_words

if TYPE_CHECKING:
    import random

    from sdcards.notes.card import Card
    from sdcards.practice.drills import Kind

LONGEST_TOOK = 600.0
"""Seconds that one drill can count; beyond that the person was away."""

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
        self._is_warm = False
        self._held = HeldKey(surroundings.clock, repeats=desk.keyboard.repeats)
        self._is_held = False

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
            leaves = False
            while not leaves:
                press, is_held = self._held.read(self._desk.read)
                leaves = not is_held and action_of(press) in (Action.GO_ON, Action.LEAVE)
        return Ending.DONE

    def _one_drill(self) -> bool:
        """Ask until it is answered or skipped, show how it goes; False to leave."""
        while self._seconds is None:
            press = self._read()
            if self._typed(press) or self._is_held:
                continue
            action = action_of(press)
            if self._leaves(action):
                return False
            if action is Action.SUSPEND:  # by the key s, which skips here
                return True
            self._asked_for(action, press)
        return self._read_solution()

    def _leaves(self, action: Action | None) -> bool:
        """Whether it is time to go; looking at the keys is dealt with here, since one may leave from there too."""
        if action is Action.HELP:
            return self._desk.look_at(KEYS).key is Key.LEAVE
        return action is Action.LEAVE

    def _typed(self, press: Press) -> bool:
        """Whether the press belongs to the answer; Enter hands it in."""
        entry, is_line = self._showing.entry, press.key is Key.LINE and not is_command(press.text)
        changed = press.text[:LONGEST_ENTRY] if is_line else None if press.key is Key.LINE else edited(entry, press)
        if changed is not None:
            self._showing = type_in(self._showing, changed)
        is_handed_in = is_line or (bool(entry) and press.key is Key.ENTER and not self._is_held)
        if is_handed_in:
            self._submit()
        return is_handed_in or changed is not None

    def _submit(self) -> None:
        number = self._showing.card.number
        assert number is not None  # noqa: S101 - every scene has one
        self._showing, self._notice = hand_in(self._showing, number)
        if self._showing.answer is not None:
            self._answered(self._showing)

    def _asked_for(self, action: Action | None, press: Press) -> None:
        if action is Action.GO_ON and self._showing.refused:
            self._answered(reveal(self._showing))
        elif action is Action.GO_ON:
            self._showing = replace(self._showing, refused=True)
            self._notice = "nothing is typed yet: Enter again shows the answer, which counts as missed; s skips"
        elif action is not Action.HELP:
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
        while True:
            press = self._read()
            action = None if self._is_held else action_of(press)
            if self._leaves(action):
                return False
            if action is Action.GO_ON and not self._desk.turn_page():
                return True
            if action not in (Action.GO_ON, Action.HELP):
                self._wrong_key(press)

    def _read(self) -> Press:
        """The next press that is not about the screen alone; the clock goes on meanwhile."""
        view = self._view()
        self._notice = ""
        while True:
            self._desk.show(view)
            if not self._is_warm:
                self._is_warm = True
                self._around.warm_up()
            press, self._is_held = self._held.read(lambda: self._desk.wait(TICK))
            if press is not None and press.key is not Key.REDRAW and not self._desk.scrolls(press):
                return press
            view = replace(view, progress=self._progress())

    def _view(self) -> CardView:
        place, notice = f"Estimate › {self._kind.title}", self._notice
        view = self._showing.view(place, self._progress(), (), notice)
        if self._showing.is_typed:
            return view
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
        ("Enter Enter", "with nothing typed, or nothing that can be read: show the answer, which counts as missed"),
        ("s", "skip this drill; nothing is kept"),
        ("Esc", "empty the typed line; with nothing typed, leave"),
        ("q Ctrl-C", "leave; every answer is saved already"),
        ("arrows", "scroll what is taller than the screen"),
    ),
)
