"""Goes through the points of a trial."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.faults.points import points
from tests.faults.shim import Fault, Shim
from tests.faults.stage import Stage
from tests.faults.state import State
from tests.faults.trial import Count, Finding, Trial, counted, judge

Counts = dict[tuple[str, str], Count]
"""By what was attacked and how."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A run without a fault: the states around it, how many calls it made and how long it took."""

    before: State
    after: State
    writes: int
    reads: int
    seconds: float


def attack(trial: Trial, root: Path, shim: Shim, each: int, tell: Tell) -> Counts:
    """Spoil a command at ``each`` points of each way; what is wrong is told at once."""
    stage = Stage(root, shim, dict(trial.environment))
    stage.home.mkdir(parents=True)
    trial.build(stage)
    stage.keep()
    calm = undisturbed(trial, stage)
    counts: Counts = {}
    for point in points(calm.writes, calm.reads, each):
        stage.reset()
        kill_after = None if point.share is None else point.share * calm.seconds
        ended = stage.run(*trial.words, fault=point.fault, kill_after=kill_after)
        findings = judge(trial, stage, ended, calm.before, calm.after)
        tell_all(tell, f"{trial.name}, {point.what} ({ended.spoilt})", findings)
        place = trial.name, point.way
        counts[place] = counts.get(place, Count()) + counted(findings)
    return counts


def undisturbed(trial: Trial, stage: Stage) -> Undisturbed:
    """Run it as it is meant to be; raises AssertionError if it does not work, or works on nothing."""
    before = trial.state(stage)
    written = stage.run(*trial.words, fault=Fault())
    after = trial.state(stage)
    assert written.code == 0, (trial.name, written)
    assert after != before, trial.name
    stage.reset()
    read = stage.run(*trial.words, fault=Fault(reads=True))
    return Undisturbed(before, after, written.calls, read.calls, written.seconds)


def tell_all(tell: Tell, where: str, findings: Iterable[Finding]) -> None:
    """Say what was found at a point."""
    for finding in findings:
        tell(f"{finding.kind.upper()}: {where}\n    {finding.words}")
