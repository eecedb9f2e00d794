"""The mock interview as it runs: where it stands, how long each phase took, what was asked and what has changed.

Pure: every method takes the time, in seconds of a clock that never goes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

BUDGETS: Mapping[str, int] = {
    "requirements": 5, "estimates": 5, "api": 5, "data": 5, "design": 12, "bottlenecks": 6, "wrap-up": 2,
}  # fmt: skip
"""Minutes of each phase, forty in all."""

WHOLE = sum(BUDGETS.values())

AWAY = 10.0
"""Seconds without a sign of life, after which the program or the machine was suspended; the screen asks far more often."""

_HURRIED = 1 / 4
"""Part of the requirements' budget within which nothing asked and nothing noted is no phase of requirements."""

_JUMPED = 1 / 2
"""Part of it within which going straight from requirements to the design is a jump."""


def budgets(minutes: float = WHOLE, only: str | None = None) -> dict[str, float]:
    """Seconds for each phase of an interview of so many minutes; all of them for one phase, where only that is practised."""
    if only is not None:
        return {only: minutes * 60}
    return {phase: share * 60 * minutes / WHOLE for phase, share in BUDGETS.items()}


class Event(Enum):
    """What the passing of time, or a step, brings about."""

    OVERRUN = auto()
    CHANGE = auto()
    AWAY = auto()
    HURRIED = auto()
    EARLY = auto()


@dataclass(frozen=True, slots=True)
class Progress:
    """What is kept of an interview: enough to go on after a crash.

    ``spent`` is in seconds. ``changed`` tells whether the change of requirement was posed. ``asked`` are the questions that
    were answered, ``early`` says how the design was begun too soon, if it was.
    """

    phase: str
    spent: Mapping[str, float] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    others: int = 0
    changed: bool = False
    early: str = ""


class Interview:
    """Runs the phases against their budgets. ``tick`` has to be called before anything else that takes the time."""

    def __init__(
        self, budget: Mapping[str, float], now: float, progress: Progress | None = None, away: float = AWAY
    ) -> None:
        self._budget = dict(budget)
        self._progress = progress or Progress(next(iter(self._budget)))
        self._last = now
        self._away = away
        self._minutes_over = self._over_minutes()
        self.paused = False

    @property
    def progress(self) -> Progress:
        """All that has to be kept."""
        return self._progress

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases of this interview, in order."""
        return tuple(self._budget)

    @property
    def phase(self) -> str:
        """The phase it is in."""
        return self._progress.phase

    @property
    def left(self) -> float:
        """Seconds left of the phase; below zero when it is over its budget."""
        return self._budget[self.phase] - self.spent(self.phase)

    @property
    def budget(self) -> float:
        """Seconds of the whole."""
        return sum(self._budget.values())

    @property
    def total(self) -> float:
        """Seconds spent on the whole."""
        return sum(self._progress.spent.values())

    def spent(self, phase: str) -> float:
        """Seconds spent in a phase."""
        return self._progress.spent.get(phase, 0.0)

    def tick(self, now: float, *, busy: bool = False) -> tuple[list[Event], float]:
        """Count the time since the last call, and say what it brought about and how long one was away.

        A clock that was set back counts nothing. A long gap is one in which the program was suspended, and pauses the
        interview, unless the person was ``busy`` elsewhere, in an editor.
        """
        gap, self._last = max(now - self._last, 0.0), max(now, self._last)
        if self.paused:
            return [], 0.0
        if gap > self._away and not busy:
            self.paused = True
            return [Event.AWAY], gap
        spent = {**self._progress.spent, self.phase: self.spent(self.phase) + gap}
        self._progress = replace(self._progress, spent=spent)
        return [*self._overrun(), *self._change()], 0.0

    def pause(self) -> None:
        """Stop the clock."""
        self.paused = True

    def go_on(self) -> None:
        """Let the clock run again."""
        self.paused = False

    def note(self, text: str) -> None:
        """Keep the notes of the phase as they are now."""
        self._progress = replace(self._progress, notes={**self._progress.notes, self.phase: text})

    def ask(self, question: str | None) -> None:
        """Remember a question that was answered, or one that nobody had foreseen."""
        done = self._progress
        if question is None:
            self._progress = replace(done, others=done.others + 1)
        elif question not in done.asked:
            self._progress = replace(done, asked=(*done.asked, question))

    def neighbour(self, step: int) -> str | None:
        """The phase so many steps on, or back; None past either end."""
        place = self.phases.index(self.phase) + step
        return self.phases[place] if 0 <= place < len(self.phases) else None

    def owes_change(self) -> bool:
        """Whether the design is about to be left without its change of requirement."""
        return self.phase == "design" and not self._progress.changed

    def pose_change(self) -> None:
        """Remember that the change of requirement was posed."""
        self._progress = replace(self._progress, changed=True)

    def go_to(self, phase: str) -> list[Event]:
        """Enter a phase; says so where the requirements were left too soon."""
        before = self.phase
        forward = self.phases.index(phase) > self.phases.index(before)
        self._progress = replace(self._progress, phase=phase)
        self._minutes_over = self._over_minutes()
        self.paused = False
        if not forward or "requirements" not in self._budget:
            return []
        why = self._too_soon(jumped=before == "requirements")
        if why and not self._progress.early and phase in _DESIGNING:
            self._progress = replace(self._progress, early=why)
            return [Event.EARLY]
        return [Event.HURRIED] if before == "requirements" and why else []

    def _overrun(self) -> Iterable[Event]:
        """A nudge when the budget is spent, and after every further minute."""
        before, self._minutes_over = self._minutes_over, self._over_minutes()
        return [Event.OVERRUN] if self._minutes_over > before else []

    def _over_minutes(self) -> int:
        return int(-self.left // 60) + 1 if self.left <= 0 else 0

    def _change(self) -> Iterable[Event]:
        if not self.owes_change() or self.left > self._budget["design"] / 2:
            return []
        self.pose_change()
        return [Event.CHANGE]

    def _too_soon(self, *, jumped: bool) -> str:
        """Why the requirements are not closed, if they are not."""
        done, spent = self._progress, self.spent("requirements")
        budget = self._budget["requirements"]
        idle = not (done.asked or done.others or done.notes.get("requirements", "").strip())
        if idle and spent < budget * _HURRIED:
            return "nothing asked and nothing noted"
        if jumped and self.phase in _DESIGNING and spent < budget * _JUMPED:
            return "straight from the requirements, with time left for them"
        return ""


_DESIGNING = ("design", "bottlenecks", "wrap-up")
"""Phases in which there is a design."""
