"""One command under attack: spoilt at a point, judged, finished by running it again, and gone on from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace

from tests.faults.stage import HUNG, Ended, Stage
from tests.faults.state import State, store_state


@dataclass(frozen=True, slots=True)
class Trial:
    """A command on a stage that ``build`` sets up, and the state that it changes.

    ``whole``: all of it happens or nothing. ``again``: running it once more after a fault finishes it. ``sound``: doctor finds
    nothing beforehand.
    """

    name: str
    words: tuple[str, ...]
    build: Callable[[Stage], None]
    state: Callable[[Stage], State] = store_state
    whole: bool = True
    again: bool = True
    sound: bool = True
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """What became of points: how many of them lost rows, doubled rows, left a file that does not open or that doctor objects
    to, said it unclearly, left files behind, or could not be gone on from.
    """

    points: int = 0
    lost: int = 0
    doubled: int = 0
    unopenable: int = 0
    doctor: int = 0
    unclear: int = 0
    litter: int = 0
    stuck: int = 0

    def __add__(self, other: Count) -> Count:
        """Both together."""
        return Count(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def wrong(self) -> int:
        """How many findings there are."""
        return sum(int(getattr(self, each.name)) for each in fields(self)) - self.points


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind of failure, one of Count's names, and what was seen."""

    kind: str
    words: str


Findings = list[Finding]


def counted(findings: Iterable[Finding]) -> Count:
    """One point with what was found; a kind counts once."""
    return replace(Count(points=1), **dict.fromkeys({each.kind for each in findings}, 1))


def judge(trial: Trial, stage: Stage, ended: Ended, before: State, after: State) -> Findings:
    """Everything that is wrong after a spoilt run; ends with a stage that was worked on."""
    found = unclear(ended)
    reached = trial.state(stage)
    doctor = stage.run("doctor")
    if doctor.code and (trial.sound or reached == after):
        found.append(_about_doctor(doctor))
    now = trial.state(stage)
    found += compared(trial, now, before, after, done=ended.code == 0)
    if ended.code and "nothing was changed" in ended.err and reached == after != before:
        found.append(Finding("unclear", f"it was done, and yet: {ended.err}"))
    next_day(stage)
    again = _finished(trial, stage, after)
    found += again if trial.again else []
    return [*found, *goes_on(stage), *litter(stage)]


def unclear(ended: Ended) -> Findings:
    """Whether the person was told in one clear line what went wrong."""
    lines = [line for line in ended.err.splitlines() if line.startswith("sdcards: ")]
    if ended.code == HUNG:
        return [Finding("stuck", "it hangs")]
    if "Traceback" in ended.err or ended.code == 3:
        return [Finding("unclear", ended.err[-900:])]
    if ended.code in (1, 2) and len(lines) != 1:
        return [Finding("unclear", f"{ended.code} with {ended.err!r} {ended.out!r}")]
    return []


def compared(trial: Trial, now: State, before: State, after: State, *, done: bool) -> Findings:
    """What is missing, what is too much, and what is half done."""
    kept = {key for key in before if key in after}
    missing = sorted(kept - now.keys(), key=repr)
    wrong = [key for key in after if now.get(key) != after[key]] if done else []
    strange = [key for key in now if now[key] not in (before.get(key), after.get(key))]
    found = []
    if missing or wrong:
        found.append(Finding("lost", f"missing {missing[:3]}, {'said as done ' if done else ''}{wrong[:3]}"))
    if strange:
        found.append(Finding("doubled", f"too much or changed {strange[:3]}"))
    if trial.whole and not found and now not in (before, after) and trial.sound:
        found.append(Finding("lost", f"half of it was done: {differences(now, before)} and {differences(now, after)}"))
    return found


def differences(one: State, other: State) -> list[object]:
    """Some of the rows in which two states differ."""
    differing = [key for key in one.keys() | other.keys() if one.get(key) != other.get(key)]
    return [(key, one.get(key), other.get(key)) for key in differing[:3]]


def next_day(stage: Stage) -> None:
    """Let what was left behind be two days old, and the day's backup be still to come."""
    for file in stage.home.rglob("*"):
        if _is_litter(file.name):
            os.utime(file, (0, 0))
    if any(_is_litter(file.name) for file in (stage.home / "cache").glob("*")):
        (stage.cards / "deck.yaml").touch()  # it is compiled again
    for backup in (stage.store.parent / "backups").glob("progress-????-??-??.db"):
        backup.rename(backup.with_name(f"before-today-{backup.name[9:19]}-120000.db"))


def goes_on(stage: Stage) -> Findings:
    """Whether a new session works, and keeps one answer more."""
    had = _reviews(stage)
    ended = stage.run("review", "--new", "1", "--limit", "1", typed="\n3\nq\n")
    if ended.code or _reviews(stage) != had + 1:
        return [Finding("stuck", f"no new session: {ended.code} {ended.err[-300:]} {ended.out[-200:]}")]
    return []


def litter(stage: Stage) -> Findings:
    """What is left lying about once a new session has been."""
    left = [file.relative_to(stage.home) for file in stage.home.rglob("*") if file.is_file() and _is_litter(file.name)]
    return [Finding("litter", ", ".join(map(str, left)))] if left else []


def _is_litter(name: str) -> bool:
    return name.endswith((".new", "-journal", "-wal", "-shm", ".tmp")) or (name.startswith(".") and "-" in name)


def _reviews(stage: Stage) -> int:
    return sum(key[0] == "review" for key in store_state(stage))


def _about_doctor(doctor: Ended) -> Finding:
    told = "schedule and reviews differ" in doctor.out or "practice:" in doctor.out
    return Finding("doctor" if told else "unopenable", doctor.out[-300:] + doctor.err[-600:])


def _finished(trial: Trial, stage: Stage, after: State) -> Findings:
    ended = stage.run(*trial.words)
    if ended.code or trial.state(stage) != after:
        return [Finding("stuck", f"running it again: {ended.code} {ended.err[-300:]} {ended.out[-200:]}")]
    return []
