"""The review loop: ask, show, rate, log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from sdcards.errors import SdcardsError
from sdcards.scheduling.rating import Rating
from sdcards.terminal.actions import LONGEST_ENTRY, Action, action_of, edited, is_command
from sdcards.terminal.desk import Desk, key_sheet
from sdcards.terminal.held import HeldKey
from sdcards.terminal.keys import Key, Press, TerminalLost
from sdcards.terminal.showing import ask, buttons_of, hand_in, reveal, type_in
from sdcards.terminal.surroundings import Ending, Session, Surroundings
from sdcards.terminal.view import Sheet
from sdcards.terminal.words import progress_words

if TYPE_CHECKING:
    from sdcards.ids import CardId
    from sdcards.notes.card import Card, Number

LONGEST_TOOK = 120.0
"""Seconds that one card can count; beyond that the person was away."""


def review(session: Session, surroundings: Surroundings, desk: Desk) -> Ending:
    """Go through the session; raises SdcardsError, with the session as it was before, when an answer cannot be kept."""
    try:
        return _Loop(session, surroundings, desk).run()
    except TerminalLost:
        return Ending.LOST


class _Next(Enum):
    STAY = auto()
    CARD = auto()
    LEAVE = auto()


class _Loop:
    def __init__(self, session: Session, surroundings: Surroundings, desk: Desk) -> None:
        self._session = session
        self._around = surroundings
        self._desk = desk
        self._began = surroundings.clock()
        self._notice = ""
        self._steps: list[tuple[CardId, bool]] = []
        """What can be taken back: the card, and whether it was only flagged, of which the session knows nothing."""
        self._is_warm = False
        self._held = HeldKey(surroundings.clock, repeats=desk.keyboard.repeats)
        self._is_held = False
        self._handlers: Mapping[Action, Callable[[], _Next]] = {
            Action.GO_ON: self._go_on,
            Action.UNDO: self._undo,
            Action.HINT: self._hint,
            Action.INFO: self._look_at_history,
            Action.HELP: lambda: self._look_at(key_sheet(self._available())),
            Action.LEAVE: lambda: _Next.LEAVE,
            **{action: partial(self._rate_by, action) for action in _RATINGS},
            **{action: partial(self._hide, action) for action in (Action.SUSPEND, Action.BURY)},
            **{action: partial(self._serve, action) for action in _SERVICES},
        }

    def run(self) -> Ending:
        while True:
            over = self._session.current is None or self._time_is_up()
            if over and self._finish() is _Next.LEAVE:
                return Ending.DONE
            if self._one_card() is _Next.LEAVE:
                return Ending.LEFT

    def _time_is_up(self) -> bool:
        limit = self._around.seconds
        return limit is not None and self._around.clock() - self._began >= limit

    def _finish(self) -> _Next:
        """The end screen; undo leads back to the last card."""
        while True:
            sheet = self._around.closing() if self._desk.screen.full else Sheet("The session is over.")
            self._desk.show(replace(sheet, notice=self._taken_notice(), prompt="Enter leaves  u undo"))
            press = self._read()
            action = None if self._is_held else action_of(press)
            if action is Action.UNDO and self._undo() is _Next.CARD:
                return _Next.CARD
            if action in (Action.LEAVE, Action.GO_ON):
                return _Next.LEAVE

    def _one_card(self) -> _Next:
        """Show the current card until it is dealt with."""
        card = self._current_card()
        if card is None:
            return _Next.CARD
        self._showing = ask(card, self._around.rng, self._around.clock())
        following = _Next.STAY
        while following is _Next.STAY:
            self._show_card()
            following = self._obey(self._read())
        self._desk.forget()
        return following

    def _read(self) -> Press:
        """The next press; keeps in mind whether it is only a key held down."""
        press, self._is_held = self._held.read(self._desk.read)
        return press

    def _current_card(self) -> Card | None:
        """The current card as the deck has it now; one that is gone is dropped from the session."""
        name = self._session.current
        card = self._around.card(name) if name is not None else None
        if name is not None and card is None:
            self._session.remove(name)
            self._steps = [step for step in self._steps if step[0] != name]
            self._notice = f"'{name}' is no longer in the deck and was left out"
        return card

    def _show_card(self) -> None:
        showing, two = self._showing, self._around.two_buttons
        progress = progress_words(self._session.counts, self._around.clock() - self._began)
        buttons = () if showing.answer is None else buttons_of(self._session.preview(), showing.proposed, two=two)
        if self._around.rehearsing:
            buttons = tuple(replace(button, when="") for button in buttons)
        self._desk.show(showing.view(self._around.place(showing.card.id), progress, buttons, self._taken_notice()))
        if not self._is_warm:
            self._is_warm = True
            self._around.warm_up()

    def _taken_notice(self) -> str:
        notice, self._notice = self._notice, ""
        return notice

    def _obey(self, press: Press) -> _Next:
        number = self._showing.wanted
        if number and not (press.key is Key.LINE and is_command(press.text)):
            if press.key is Key.LINE:
                self._type(press.text[:LONGEST_ENTRY])
                return self._submit(number)
            entry = edited(self._showing.entry, press)
            if entry is not None:
                return self._type(entry)
            if self._showing.entry and press.key is Key.ENTER and not self._is_held:
                return self._submit(number)
        action = action_of(press)
        if self._is_held:
            return _Next.STAY
        if action is None:
            self._notice = f"'{press.text}' is no key here; '?' lists them" if press.key is Key.LINE else ""
            return _Next.STAY
        return self._handlers[action]()

    # The answer: typed, shown, rated

    def _type(self, entry: str) -> _Next:
        self._showing = type_in(self._showing, entry)
        return _Next.STAY

    def _submit(self, number: Number) -> _Next:
        try:
            self._showing, self._notice = hand_in(self._showing, number)
        except (ValueError, ArithmeticError) as error:
            self._reveal_broken(error)
        return _Next.STAY

    def _reveal(self) -> _Next:
        try:
            self._showing = reveal(self._showing)
        except (ValueError, ArithmeticError) as error:
            self._reveal_broken(error)
        return _Next.STAY

    def _reveal_broken(self, error: Exception) -> None:
        """A card whose own number is wrong can still be left, hidden or reported."""
        card = self._showing.card
        self._showing = replace(self._showing, entry="", answer=card.back or "?", details=card.details)
        self._notice = f"the number of this card cannot be worked out: {error}"

    def _go_on(self) -> _Next:
        if self._desk.turn_page():
            return _Next.STAY
        return self._reveal() if self._showing.answer is None else self._rate(self._showing.proposed)

    def _rate_by(self, action: Action) -> _Next:
        rating = (_TWO_RATINGS if self._around.two_buttons else _RATINGS).get(action)
        return _Next.STAY if rating is None or self._showing.answer is None else self._rate(rating)

    def _rate(self, rating: Rating) -> _Next:
        took = min(max(self._around.clock() - self._showing.began, 0), LONGEST_TOOK)
        try:
            self._session.answer(rating, round(took * 1000))
        except SdcardsError as error:
            name = rating.name.capitalize()
            raise SdcardsError(f"the answer to '{self._showing.card.id}' ({name}) was not saved: {error}") from error
        self._steps.append((self._showing.card.id, False))
        self._notice = self._around.after_answer(self._showing.card.id)
        return _Next.CARD

    # Everything else

    def _undo(self) -> _Next:
        if not self._steps:
            self._notice = "there is nothing to undo"
            return _Next.STAY
        card, is_flag = self._steps.pop()
        if is_flag:
            self._notice = self._around.services[Action.FLAG](card)
            return _Next.STAY
        self._session.undo()
        self._notice = "taken back; here is the card again"
        return _Next.CARD

    def _hide(self, action: Action) -> _Next:
        name = self._showing.card.id
        if action is Action.SUSPEND:
            self._session.suspend()
            self._notice = f"suspended '{name}'; u takes it back"
        else:
            self._session.bury()
            self._notice = f"buried '{name}' until tomorrow; u takes it back"
        self._steps.append((name, False))
        return _Next.CARD

    def _hint(self) -> _Next:
        hint = self._showing.card.hint
        self._showing = replace(self._showing, hint=hint)
        self._notice = "" if hint else "this card has no hint"
        return _Next.STAY

    def _available(self) -> set[Action]:
        """What another room does for the loop here."""
        return {*self._around.services, *([Action.INFO] if self._around.history else [])}

    def _look_at_history(self) -> _Next:
        if self._around.history is None:
            self._notice = "the card's history is not available here"
            return _Next.STAY
        return self._look_at(self._around.history(self._showing.card.id))

    def _look_at(self, sheet: Sheet) -> _Next:
        return _Next.LEAVE if self._desk.look_at(sheet).key is Key.LEAVE else _Next.STAY

    def _serve(self, action: Action) -> _Next:
        service = self._around.services.get(action)
        if service is None:
            self._notice = f"{_SERVICES[action]} is not available here"
            return _Next.STAY
        name = self._showing.card.id
        try:
            with nullcontext() if action is Action.FLAG else self._desk.paused():
                self._notice = service(name)
        except SdcardsError as error:
            self._notice = str(error)
            return _Next.STAY
        if action is Action.FLAG:
            self._steps.append((name, True))
        return self._reread() if action is Action.EDIT else _Next.STAY

    def _reread(self) -> _Next:
        """Take the card as it is after an edit; a number is asked again, since what was judged may have changed."""
        card, before = self._current_card(), self._showing
        if card is None:
            return _Next.CARD
        if card != before.card:
            self._showing = ask(card, self._around.rng, before.began)
            if before.answer is not None and card.number is None:
                return self._reveal()
        return _Next.STAY


_RATINGS = {
    Action.AGAIN: Rating.AGAIN,
    Action.HARD: Rating.HARD,
    Action.GOOD: Rating.GOOD,
    Action.EASY: Rating.EASY,
}
_TWO_RATINGS = {Action.AGAIN: Rating.AGAIN, Action.HARD: Rating.GOOD, Action.GOOD: Rating.GOOD}
"""By the keys 1 and 2; 3 is Good as well, for fingers that know it."""

_SERVICES = {Action.FLAG: "flagging", Action.EDIT: "editing", Action.REPORT: "reporting"}
