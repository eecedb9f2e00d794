"""The mock interview at a terminal: the clock runs while one types, and everything typed is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sdcards.errors import SdcardsError
from sdcards.practice.asking import answer_to
from sdcards.practice.interview import Event, Interview, Progress
from sdcards.practice.prompt import Prompt
from sdcards.terminal.actions import Action, action_of
from sdcards.terminal.desk import SCROLLS, Desk
from sdcards.terminal.held import HeldKey
from sdcards.terminal.keeping import Keeping
from sdcards.terminal.keys import Key, Press, TerminalLost
from sdcards.terminal.mock_sheets import END_SHEET, answer_sheet, key_sheet
from sdcards.terminal.mock_view import PhaseView
from sdcards.terminal.mock_words import (
    ASKING_KEYS,
    ASSUME,
    away_words,
    clock_words,
    key_words,
    may_ask,
    overrun_words,
    phase_title,
    said_rows,
)
from sdcards.terminal.notepad import Notepad
from sdcards.terminal.surroundings import Ending
from sdcards.terminal.view import Sheet

TICK = 0.25
"""Seconds after which the clock is looked at again."""

NOTICE_STAYS = 6.0
"""Seconds that a notice stands even while one types on."""


@dataclass(frozen=True, slots=True)
class MockSurroundings:
    """What the interview needs besides itself.

    ``clock`` counts seconds, suspended ones too, and never back. ``keep`` has all of its progress on disk when it returns.
    ``edit`` gives back notes from the person's editor. ``bell`` is rung when a phase or a requirement changes.
    """

    title: str
    prompt: Prompt
    change: int
    clock: Callable[[], float]
    keep: Callable[[Progress], None]
    edit: Callable[[str, str], str]
    bell: Callable[[], None] = lambda: None
    width: Callable[[], int] = lambda: 80


def hold(interview: Interview, around: MockSurroundings, desk: Desk) -> Ending:
    """Go through the phases: DONE when it is time for the score. Raises SdcardsError if the last words cannot be kept."""
    keeping = Keeping(interview, around.clock, around.keep)
    try:
        return _Loop(interview, around, desk, keeping).run()
    except TerminalLost:
        return Ending.LOST
    finally:
        keeping.save()


class _Loop:
    def __init__(self, interview: Interview, around: MockSurroundings, desk: Desk, keeping: Keeping) -> None:
        self._interview = interview
        self._around = around
        self._desk = desk
        self._keeping = keeping
        self._pad = self._notes()
        self._question: Notepad | None = None
        self._notice = ""
        self._notice_since = 0.0
        self._held = HeldKey(around.clock, repeats=desk.keyboard.repeats)
        self._ending: Ending | None = None
        self._shown: PhaseView | None = None
        self._commands: Mapping[str, Callable[[], None]] = {
            "n": self._next, "r": self._back, "g": self._ask, "e": self._edit, "p": self._pause, "k": self._look_at_keys,
            "x": self._leave,
        }  # fmt: skip

    def run(self) -> Ending:
        while self._ending is None:
            self._show()
            press, is_held = self._held.read(lambda: self._desk.wait(TICK))
            self._pass_time()
            if press is not None and not (is_held and press.key is Key.CONTROL):
                self._obey(press)
            self._save_in_time(idle=press is None)
        return self._ending

    # Time

    def _pass_time(self, *, busy: bool = False) -> None:
        events, away = self._interview.tick(self._around.clock(), busy=busy)
        for event in events:
            if event is Event.AWAY:
                self._say(away_words(away))
            if event is Event.OVERRUN:
                self._say(overrun_words(self._interview))
            if event is Event.CHANGE:
                self._say("The interviewer changes a requirement: read it above, and answer it.")
            if event is not Event.AWAY:
                self._around.bell()

    def _save_in_time(self, *, idle: bool) -> None:
        """A disk that fails is told about, and tried again."""
        try:
            self._keeping.save_in_time(idle=idle)
        except SdcardsError as error:
            self._say(f"not saved: {error}")

    # What is on screen

    def _show(self) -> None:
        view = PhaseView(
            title=phase_title(self._interview, self._around.title),
            clock=clock_words(self._interview),
            over=self._interview.left < 0,
            said=said_rows(self._interview, self._around.prompt, self._around.change),
            notes=self._pad,
            question=self._question,
            notice=self._notice,
            keys=key_words(self._interview) if self._question is None else ASKING_KEYS,
        )
        if view != self._shown:
            self._desk.show(view)
            self._shown = view

    def _say(self, notice: str) -> None:
        self._notice, self._notice_since = notice, self._around.clock()

    # What a press does

    def _obey(self, press: Press) -> None:
        if press.key is Key.REDRAW:
            return
        if press.key is Key.LEAVE:
            self._leave()
            return
        was_paused = self._interview.paused
        self._interview.go_on()
        if was_paused or self._around.clock() - self._notice_since >= NOTICE_STAYS:
            self._notice = ""
        if was_paused and _only_goes_on(press):
            return
        if self._question is not None:
            self._type_question(press)
        elif press.key is Key.HELP:
            self._look_at_keys()
        elif press.key is Key.CONTROL and press.text in self._commands:
            self._commands[press.text]()
        else:
            self._type(press)

    def _type(self, press: Press) -> None:
        page = self._pad.after(press, self._around.width())
        if page == self._pad and press.key in SCROLLS:
            self._desk.screen.scroll(SCROLLS[press.key])  # what was said may stand above a low screen
        elif page is not None:
            self._pad = page
            self._interview.note(page.text)

    def _type_question(self, press: Press) -> None:
        assert self._question is not None  # noqa: S101 - it was looked at before
        if press.key is Key.ENTER:
            self._put(" ".join(self._question.text.split()))
        elif press.key is Key.ESCAPE:
            self._question = None
        else:
            in_one_line = replace(press, text=" ".join(press.text.splitlines()))
            self._question = self._question.after(in_one_line, self._around.width()) or self._question

    def _put(self, said: str) -> None:
        """Put a question to the interviewer."""
        self._question = None
        if not said:
            return
        found = answer_to(said, self._around.prompt.questions)
        self._interview.ask(found.ask if found else None)
        self._say("The interviewer answers: read it above." if found else ASSUME)

    # Commands

    def _ask(self) -> None:
        """Put a question; later on, everything that could be asked is there to be read."""
        if may_ask(self._interview):
            self._question = Notepad()
        else:
            self._look_at(answer_sheet(self._around.prompt, self._interview.progress.asked))

    def _next(self) -> None:
        following = self._interview.neighbour(1)
        if self._interview.owes_change():
            self._interview.pose_change()
            self._say("Before you go on: the interviewer changes a requirement. Read it above, and answer it.")
            self._around.bell()
        elif following is not None:
            self._go_to(following)
        else:
            self._offer_end()

    def _back(self) -> None:
        before = self._interview.neighbour(-1)
        if before is None:
            self._say("This is the first phase.")
        else:
            self._go_to(before)

    def _go_to(self, phase: str) -> None:
        if phase == self._interview.phase:
            return
        events = self._interview.go_to(phase)
        self._pad = self._notes()
        self._notice = ""
        if Event.EARLY in events:
            why = self._interview.progress.early
            self._say(f"You begin the design before the requirements are closed: {why}. Ctrl-K leads back to them.")
        elif Event.HURRIED in events:
            self._say("The requirements are still open: nothing asked, nothing noted. Ctrl-R goes back.")
        self._around.bell()
        self._keeping.save()

    def _pause(self) -> None:
        self._interview.pause()
        self._say("Paused. Any key goes on.")

    def _edit(self) -> None:
        self._keeping.save()
        try:
            with self._desk.paused():
                text = self._around.edit(self._interview.phase, self._pad.text)
            self._pad = Notepad.of(text)
            self._interview.note(self._pad.text)
        except SdcardsError as error:
            self._say(str(error))
        self._shown = None
        self._pass_time(busy=True)

    def _leave(self) -> None:
        self._ending = Ending.LEFT

    def _look_at_keys(self) -> None:
        press = self._look_at(key_sheet(self._interview.phases))
        if press.key is Key.TEXT and press.text == "s":
            self._offer_end()
        elif press.key is Key.TEXT and press.text.isdecimal() and 0 < int(press.text) <= len(self._interview.phases):
            self._go_to(self._interview.phases[int(press.text) - 1])

    def _offer_end(self) -> None:
        """Ask before the interview ends, since nothing leads back to it from the score."""
        if self._look_at(END_SHEET).key is Key.ENTER:
            self._ending = Ending.DONE

    def _look_at(self, sheet: Sheet) -> Press:
        """Lay a sheet over the phase until a key is pressed; the clock stays in sight."""
        while True:
            self._desk.show(replace(sheet, prompt=f"{clock_words(self._interview)}   {sheet.prompt}"))
            press = self._desk.wait(TICK)
            self._pass_time()
            self._save_in_time(idle=press is None)
            if press is None or press.key is Key.REDRAW:
                continue
            if self._desk.scrolls(press) or (action_of(press) is Action.GO_ON and self._desk.turn_page()):
                continue
            self._shown = None
            if press.key is Key.LEAVE:
                self._leave()
            return press

    def _notes(self) -> Notepad:
        return Notepad.of(self._interview.progress.notes.get(self._interview.phase, ""))


def _only_goes_on(press: Press) -> bool:
    """Whether a key that ends a pause means nothing more: a blank or a new line is not meant for the notes then."""
    return press.key is Key.ENTER or (press.key, press.text) in ((Key.TEXT, " "), (Key.CONTROL, "p"))
