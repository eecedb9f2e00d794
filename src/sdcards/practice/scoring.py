"""The self-score: what was said and what was missed, phase by phase, and what to practise next."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdcards.practice.phases import PHASES

if TYPE_CHECKING:
    from sdcards.practice.prompt import Line, Prompt

WEAK = 0.6
"""A phase below this share of its weight is weak."""

LATEST = 3
"""Interviews that a phase's score looks back on: one is a matter of luck, and older ones were somebody else."""

LATELY = 14
"""Days in which a prompt that was done is not proposed again, while there are others."""

_UNKNOWN = 0.5
"""The share that a prompt never done is taken to have."""

CHANGE_WEIGHT = 2


@dataclass(frozen=True, slots=True)
class Score:
    """The weight of the lines that were said, and of all lines."""

    said: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.said / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Round:
    """One finished interview: its study day, its prompt, the score of each phase."""

    day: int
    prompt: str
    scores: Mapping[str, Score]

    @property
    def is_whole(self) -> bool:
        """Whether it was more than the practice of one phase."""
        return len(self.scores) > 1


def lines_of(prompt: Prompt, phase: str, change: int | None) -> tuple[Line, ...]:
    """What a strong answer contains in a phase; in the design, the change of requirement that was posed as well."""
    lines = prompt.checklist[phase]
    if phase != "design" or change is None:
        return lines
    from sdcards.practice.prompt import Line  # the models: lists and histories do without

    posed = prompt.changes[change % len(prompt.changes)]
    return (*lines, Line(line=f"Answered the change: {posed.say}", weight=CHANGE_WEIGHT, notes=posed.notes))


def score(lines: Iterable[Line], ticked: Iterable[str]) -> Score:
    """Add up what was said."""
    said, every = set(ticked), tuple(lines)
    return Score(sum(line.weight for line in every if line.line in said), sum(line.weight for line in every))


def total(scores: Iterable[Score]) -> Score:
    """The score of several phases together."""
    every = tuple(scores)
    return Score(sum(each.said for each in every), sum(each.of for each in every))


def weak_phases(scores: Mapping[str, Score]) -> list[str]:
    """The phases in which much was missing, the weakest first."""
    return sorted((phase for phase in scores if scores[phase].share < WEAK), key=lambda phase: scores[phase].share)


def weakest_phase(rounds: Sequence[Round]) -> tuple[str, Score] | None:
    """The phase that went worst over the latest rounds in which it was scored; None where nothing was missed or tried."""
    recent = {phase: [each.scores[phase] for each in rounds if phase in each.scores][-LATEST:] for phase in PHASES}
    missed = [(phase, whole) for phase, scores in recent.items() if (whole := total(scores)).said < whole.of]
    return min(missed, key=lambda phase: phase[1].share, default=None)


def choose_prompt(prompts: Sequence[str], rounds: Sequence[Round], today: int, rng: random.Random) -> str:
    """A prompt not done lately; the worse one's weakest phase went in it, the likelier it is."""
    last = {each.prompt: each for each in rounds if each.is_whole}
    # A day that lies ahead was dated by a clock that was wrong.
    rested = [name for name in prompts if name not in last or abs(today - last[name].day) > LATELY]
    candidates = rested or sorted(prompts, key=lambda name: last[name].day)[: max(len(prompts) // 2, 1)]
    weakest = weakest_phase(rounds)
    weights = [1 + 2 * _lacking(last.get(name), weakest[0] if weakest else "") for name in candidates]
    return rng.choices(candidates, weights)[0]


def _lacking(done: Round | None, phase: str) -> float:
    return 1 - (done.scores[phase].share if done is not None and phase in done.scores else _UNKNOWN)
