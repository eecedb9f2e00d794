"""The self-score: the checklist of each phase is ticked, then a strong answer is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sdcards.practice.prompt import Line
from sdcards.practice.scoring import Score, score
from sdcards.terminal.desk import SCROLLS, Desk
from sdcards.terminal.held import HeldKey
from sdcards.terminal.keys import Key, Press, TerminalLost
from sdcards.terminal.mock_view import Tick, TickView
from sdcards.terminal.mock_words import TITLES
from sdcards.terminal.surroundings import Ending
from sdcards.terminal.view import Sheet


@dataclass(frozen=True, slots=True)
class Scoring:
    """What is scored, and where it is kept. ``said`` are the lines ticked so far; phases in ``scores`` are scored already.

    Both ``keep`` functions have it on disk when they return. ``clock`` counts seconds, and never back.
    """

    title: str
    phases: tuple[str, ...]
    lines: Mapping[str, tuple[Line, ...]]
    notes: Mapping[str, str]
    models: Mapping[str, tuple[tuple[str, str], ...]]
    said: Mapping[str, set[str]]
    scores: Mapping[str, Score]
    keep_lines: Callable[[str, Mapping[str, bool]], None]
    keep_score: Callable[[str, Score | None], None]
    clock: Callable[[], float]


def score_phases(scoring: Scoring, desk: Desk) -> Ending:
    """Go through the phases that are not scored yet; DONE when all of them are."""
    try:
        return _Scorer(scoring, desk).run()
    except TerminalLost:
        return Ending.LOST


class _Scorer:
    def __init__(self, scoring: Scoring, desk: Desk) -> None:
        self._scoring = scoring
        self._desk = desk
        self._said = {phase: set(scoring.said.get(phase, ())) for phase in scoring.phases}
        open_ = [place for place, phase in enumerate(scoring.phases) if phase not in scoring.scores]
        self._place = open_[0] if open_ else len(scoring.phases)
        self._at = 0
        self._held = HeldKey(scoring.clock, repeats=desk.keyboard.repeats)

    def run(self) -> Ending:
        while self._place < len(self._scoring.phases):
            if not self._tick() or not self._compare():
                return Ending.LEFT
        return Ending.DONE

    @property
    def _phase(self) -> str:
        return self._scoring.phases[self._place]

    @property
    def _lines(self) -> tuple[Line, ...]:
        return self._scoring.lines[self._phase]

    def _tick(self) -> bool:
        """Let the lines of a phase be ticked until they are confirmed; False to leave."""
        self._at = 0
        while True:
            self._desk.show(self._view())
            press = self._read()
            if _leaves(press):
                return False
            if press.key is Key.ENTER:
                self._keep()
                self._scoring.keep_score(self._phase, self._score())
                return True
            self._obey(press)

    def _read(self) -> Press:
        """The next press; of a key held down only what scrolls, since Enter would run through to the result."""
        while True:
            press, is_held = self._held.read(self._desk.read_any)
            if press.key in SCROLLS or not is_held:
                return press

    def _obey(self, press: Press) -> None:
        if press.key in SCROLLS:
            self._move(press.key)
        elif press.key is Key.TEXT and press.text.isdecimal() and 0 < int(press.text) <= len(self._lines):
            self._at = int(press.text) - 1
            self._toggle()
        elif press.key is Key.TEXT and press.text in " x":
            self._toggle()
        elif press.key is Key.TEXT and press.text == "b":
            self._step_back()

    def _move(self, key: Key) -> None:
        """Another line of the list; past its ends, and by pages, scroll: the notes may stand below a low screen."""
        at = self._at + _STEPS.get(key, 0)
        if key in _STEPS and 0 <= at < len(self._lines):
            self._at = at
        else:
            self._desk.screen.scroll(SCROLLS[key])

    def _toggle(self) -> None:
        self._said[self._phase] ^= {self._lines[self._at].line}
        self._keep()

    def _step_back(self) -> None:
        """Back to the phase before, whose score is open again."""
        if self._place:
            self._place -= 1
            self._at = 0
            self._scoring.keep_score(self._phase, None)

    def _compare(self) -> bool:
        """Show a strong answer beside what was missed; False to leave."""
        sheet = Sheet(
            f"{TITLES[self._phase]}: a strong answer",
            rows=(*self._scoring.models[self._phase], *self._missed()),
        )
        while True:
            self._desk.show(replace(sheet, prompt=self._going_on()))
            press = self._read()
            if _leaves(press):
                return False
            if press.key in SCROLLS:
                self._desk.screen.scroll(SCROLLS[press.key])
            elif press.key is Key.TEXT and press.text == "b":
                self._scoring.keep_score(self._phase, None)
                return True
            elif (press.key is Key.ENTER or press.text == " ") and not self._desk.turn_page():
                self._place += 1
                return True

    def _missed(self) -> list[tuple[str, str]]:
        return [("missed", line.line) for line in self._lines if line.line not in self._said[self._phase]]

    def _going_on(self) -> str:
        following = self._scoring.phases[self._place + 1 : self._place + 2]
        return f"Enter: {TITLES[following[0]] if following else 'the result'}  b back to the ticks  q leave"

    def _keep(self) -> None:
        said = self._said[self._phase]
        self._scoring.keep_lines(self._phase, {line.line: line.line in said for line in self._lines})

    def _score(self) -> Score:
        return score(self._lines, self._said[self._phase])

    def _view(self) -> TickView:
        said = self._said[self._phase]
        now = self._score()
        return TickView(
            title=f"Score {self._place + 1}/{len(self._scoring.phases)} {TITLES[self._phase]} · {self._scoring.title}",
            score=f"{now.said} of {now.of}",
            ticks=tuple(Tick(line.line, line.weight, line.line in said) for line in self._lines),
            at=self._at,
            notes=self._scoring.notes.get(self._phase, ""),
            keys=(
                "Space or x ticks",
                f"1-{len(self._lines)} too",
                "Enter: a strong answer",
                "b back",
                "q leave",
                "••• weighs 3",
            ),
        )


_STEPS = {Key.UP: -1, Key.DOWN: 1}


def _leaves(press: Press) -> bool:
    return press.key in (Key.LEAVE, Key.ESCAPE) or (press.key is Key.TEXT and press.text == "q")
