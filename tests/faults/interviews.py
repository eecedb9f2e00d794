"""A mock interview being typed: notes more than a second old are kept, however it ends."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.attack import Counts, Tell, tell_all
from tests.faults.points import ERRORS, SOFT
from tests.faults.seats import BEGIN_MOCK, OWN_DECK
from tests.faults.shim import Deed, Fault, Shim
from tests.faults.stage import Ended, Stage
from tests.faults.state import store_state
from tests.faults.terminal import Terminal
from tests.faults.trial import Count, Finding, counted, goes_on, litter, next_day, unclear

NAME = "mock: the notes"
KEPT_WITHIN = 1.5
"""Seconds: the second that is promised, and the time a busy machine takes to read a key."""
WORDS = "conversations of two people and small groups, ten million a day, no message lost "


def interview(root: Path, shim: Shim, each: int, tell: Tell) -> Counts:
    """Type until something befalls it, ``each`` times in each way."""
    stage = Stage(root, shim, dict(OWN_DECK))
    stage.home.mkdir(parents=True)
    assert stage.run("due").code == 0
    stage.keep()
    rng, counts = random.Random(2), Counts()
    for way, what, number, fault in _ways(each, rng):
        stage.reset()
        findings = list(_befallen(stage, rng.uniform(0.1, 2.2), number, fault))
        tell_all(tell, f"{NAME}, {what}", findings)
        counts[NAME, way] = counts.get((NAME, way), Count()) + counted(findings)
    return counts


def _ways(each: int, rng: random.Random) -> Iterator[tuple[str, str, int | None, Fault | None]]:
    for _ in range(each):
        yield "SIGKILL", "SIGKILL", int(signal.SIGKILL), None
        for number in SOFT:
            yield number.name, number.name, int(number), None
        yield "closed terminal", "closed terminal", None, None
        for deed in (Deed.BEFORE, Deed.AFTER, Deed.HALF):
            at = rng.randrange(30, 60)
            yield "killed in a call", f"{deed.name} call {at}", int(signal.SIGKILL), Fault(deed, at)
        fails = Fault(Deed.FAIL_ONCE, rng.randrange(40, 60), rng.choice(ERRORS))
        yield "writing fails", f"{fails}", int(signal.SIGTERM), fails


def _befallen(stage: Stage, seconds: float, number: int | None, fault: Fault | None) -> Iterator[Finding]:
    """Type for so long, let it happen, and look what is there."""
    terminal = Terminal(stage, ("mock", "url-shortener", "--seed", "1"), fault)
    typed = _typed(terminal, seconds)
    at = time.monotonic()
    if number is None:
        terminal.close()
    else:
        terminal.signal(number)
    ended = Ended(terminal.end(), "", terminal.rest, 0)
    yield from unclear(ended)
    doctor = stage.run("doctor")
    if doctor.code:
        yield Finding("doctor", doctor.out + doctor.err[-400:])
    text = "".join(char for _, char in typed)
    # What a signal that can be heard or a closed terminal ends is kept to the last letter that was read.
    due = "".join(char for when, char in typed if at - when > KEPT_WITHIN and fault is None)
    kept = _notes(stage)
    if not kept.startswith(due):
        yield Finding("lost", f"typed a second ago: {due!r}, kept: {kept!r}")
    if not text.startswith(kept):
        yield Finding("doubled", f"typed: {text!r}, kept: {kept!r}")
    next_day(stage)
    yield from goes_on(stage)
    yield from litter(stage)


def _typed(terminal: Terminal, seconds: float) -> list[tuple[float, str]]:
    """What was typed, each letter with its moment."""
    for step in BEGIN_MOCK:
        terminal.send(step.keys)
        if not terminal.sees(step.shown):
            return []
    typed, end = [], time.monotonic() + seconds
    for char in WORDS:
        if time.monotonic() > end:
            break
        terminal.send(char)
        typed.append((time.monotonic(), char))
        time.sleep(0.05)
    return typed


def _notes(stage: Stage) -> str:
    rows = store_state(stage).items()
    return "".join(str(row[3]) for key, row in rows if key[0] == "mock_phase" and isinstance(row, tuple))
