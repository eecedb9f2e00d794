"""Sittings under attack in a pseudo-terminal: what the screen showed as taken is in the store, once, however it ends."""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.faults.attack import Counts, Tell, tell_all
from tests.faults.points import ERRORS, SOFT, spread
from tests.faults.shim import Deed, Fault, Shim
from tests.faults.stage import Ended, Stage
from tests.faults.terminal import Step, Terminal
from tests.faults.trial import Count, Finding, counted, goes_on, litter, next_day, unclear

Rows = Counter[tuple[object, ...]]
"""What a sitting keeps, without the times."""

BEFORE_ALL = -2
"""A step for a deed that falls before anything is shown."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A command at a terminal: what shows that it has begun, what is typed, and which rows it keeps."""

    name: str
    words: tuple[str, ...]
    build: Callable[[Stage], None]
    begun: str
    steps: tuple[Step, ...]
    query: str
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """When a sitting is spoilt, and how: by a fault in a call, or after a number of steps by a deed from outside.

    ``sent``: the keys of the next step are pressed, and the deed follows after ``wait`` seconds.
    """

    way: str
    what: str
    fault: Fault | None = None
    step: int = -1
    sent: bool = False
    wait: float = 0.0
    signal: int | None = None


def besiege(sitting: Sitting, root: Path, shim: Shim, each: int, tell: Tell) -> Counts:
    """Spoil a sitting at ``each`` moments of each way."""
    stage = Stage(root, shim, dict(sitting.environment))
    stage.home.mkdir(parents=True)
    sitting.build(stage)
    stage.keep()
    states, calls = _calm(sitting, stage)
    counts: Counts = {}
    for moment in _moments(len(sitting.steps), calls, each, random.Random(1)):
        stage.reset()
        ended, done = _spoilt(sitting, stage, moment)
        findings = list(_judged(sitting, stage, ended, states[done : done + 2]))
        tell_all(tell, f"{sitting.name}, {moment.what}, {done} steps shown ({ended.spoilt})", findings)
        place = sitting.name, moment.way
        counts[place] = counts.get(place, Count()) + counted(findings)
    return counts


def _moments(steps: int, calls: int, each: int, rng: random.Random) -> Iterator[Moment]:
    for outside in (signal.SIGKILL, *SOFT, None):
        name = outside.name if outside else "closed terminal"
        for part in range(each):
            yield Moment(
                name, f"{name} before the first card", step=BEFORE_ALL, wait=0.02 + 0.4 * part / each, signal=outside
            )
        for step in spread(steps, each):
            yield Moment(name, f"{name} after step {step}", step=step, signal=outside)
            wait = rng.random() * 0.03
            yield Moment(name, f"{name} {wait:.3f} s into step {step}", step=step, sent=True, wait=wait, signal=outside)
    for deed, words in ((Deed.BEFORE, "before"), (Deed.AFTER, "after"), (Deed.HALF, "halfway through")):
        for at in spread(calls, each):
            yield Moment("killed in a call", f"SIGKILL {words} call {at}", Fault(deed, at))
    for deed, words in ((Deed.FAIL_ONCE, "once at"), (Deed.FAIL_FROM_THEN_ON, "from")):
        for place, at in enumerate(spread(calls, each)):
            number = ERRORS[place % len(ERRORS)]
            yield Moment("writing fails", f"error {number} {words} call {at}", Fault(deed, at, number))


def _calm(sitting: Sitting, stage: Stage) -> tuple[list[Rows], int]:
    """The rows after each step of a sitting that nothing befalls, and how many calls it made."""
    terminal = Terminal(stage, sitting.words, Fault())
    assert terminal.sees(sitting.begun), (sitting.name, terminal.end())
    states = [_rows(sitting, stage)]
    for step in sitting.steps:
        time.sleep(step.pause)
        terminal.send(step.keys)
        assert terminal.sees(step.shown), (sitting.name, step, terminal.end())
        states.append(_rows(sitting, stage))
    assert stage.shim is not None
    calls = stage.shim.calls
    terminal.signal(signal.SIGKILL)
    terminal.end()
    return [*states, states[-1]], calls


def _spoilt(sitting: Sitting, stage: Stage, moment: Moment) -> tuple[Ended, int]:
    """How it ended, and how many steps the screen had shown as taken."""
    terminal = Terminal(stage, sitting.words, moment.fault)
    done, pending = -1, sitting.begun
    if moment.step == BEFORE_ALL:
        time.sleep(moment.wait)
    elif terminal.sees(sitting.begun):
        done, pending = _played(sitting.steps, terminal, moment)
    if moment.fault is None:
        terminal.close() if moment.signal is None else terminal.signal(moment.signal)
    elif done == len(sitting.steps):
        terminal.signal(signal.SIGKILL)
    began = time.monotonic()
    code = terminal.end()
    assert stage.shim is not None
    # Nobody reads what is said to a closed terminal.
    code = 0 if code == 1 and moment.fault is None and moment.signal is None else code
    ended = Ended(code, "", terminal.rest, time.monotonic() - began, spoilt=stage.shim.spoilt)
    return ended, max(done + terminal.has_shown(pending), 0)


def _played(steps: tuple[Step, ...], terminal: Terminal, moment: Moment) -> tuple[int, str]:
    """How many steps were shown as taken, and what the one that was pressed since would show."""
    for number, step in enumerate(steps):
        if number == moment.step and not moment.sent:
            return number, ""
        time.sleep(step.pause)
        terminal.send(step.keys)
        if number == moment.step:
            time.sleep(moment.wait)
            return number, step.shown
        if not terminal.sees(step.shown):
            return number, ""
    return len(steps), ""


def _judged(sitting: Sitting, stage: Stage, ended: Ended, allowed: list[Rows]) -> Iterator[Finding]:
    yield from unclear(ended)
    doctor = stage.run("doctor")
    if doctor.code:
        told = "differ" in doctor.out or "practice:" in doctor.out
        yield Finding("doctor" if told else "unopenable", doctor.out + doctor.err[-500:])
    now = _rows(sitting, stage)
    if now not in allowed:
        least, most = allowed
        if missing := (least & most) - now:
            yield Finding("lost", f"missing {missing}")
        if more := now - (least | most):
            yield Finding("doubled", f"too much {more}")
    next_day(stage)
    yield from goes_on(stage)
    yield from litter(stage)


def _rows(sitting: Sitting, stage: Stage) -> Rows:
    if not stage.store.exists():
        return Counter()
    with closing(sqlite3.connect(stage.store)) as con:
        found: Iterable[tuple[object, ...]] = con.execute(sitting.query)
        return Counter(found)
