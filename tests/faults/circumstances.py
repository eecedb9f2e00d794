"""Bad circumstances instead of bad moments: no room, no rights, nobody to listen, somebody else at the same file."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.faults.attack import Counts, Tell, Undisturbed, tell_all, undisturbed
from tests.faults.shim import Shim
from tests.faults.stage import Ended, Stage
from tests.faults.trial import Count, Finding, Findings, Trial, counted, judge, unclear

NOBODY = 65534
Before = Callable[[], None]
Point = tuple[str, str, Findings]
"""The circumstance, what was done in it, and what was wrong then."""


def endure(trial: Trial, root: Path, shim: Shim, each: int, tell: Tell) -> Counts:
    """Put a command into each circumstance, more than once where chance or size has a part in it."""
    counts: Counts = {}
    stage = Stage(root, shim, dict(trial.environment))
    stage.home.mkdir(parents=True)
    trial.build(stage)
    stage.keep()
    calm = undisturbed(trial, stage)
    for name, what, findings in _points(trial, stage, calm, -(-each // 2)):
        tell_all(tell, f"{trial.name}, {name}, {what}", findings)
        counts[trial.name, name] = counts.get((trial.name, name), Count()) + counted(findings)
    return counts


def _points(trial: Trial, stage: Stage, calm: Undisturbed, each: int) -> Iterator[Point]:
    yield from _full_disk(trial, stage, calm, each)
    yield from _no_rights(trial, stage, calm)
    yield from _nobody_listens(trial, stage, calm)
    yield from _no_folder(trial, stage, calm)
    if trial.again:  # otherwise two of them do twice as much, and should
        yield from _two_at_once(trial, stage, calm, each)
    yield from _copied(trial, stage, calm, each)


def _judged(trial: Trial, stage: Stage, ended: Ended, calm: Undisturbed) -> Findings:
    return judge(trial, stage, ended, calm.before, calm.after)


def _full_disk(trial: Trial, stage: Stage, calm: Undisturbed, each: int) -> Iterator[Point]:
    """A disk of its own with so many pages left; judged when there is room again."""
    if os.geteuid() or not shutil.which("mount"):
        return
    data, aside = stage.home / "data", stage.root / "aside"
    for pages in (number * 6 for number in range(each)):
        stage.reset()
        shutil.rmtree(aside, ignore_errors=True)
        data.mkdir(exist_ok=True)
        data.rename(aside)
        data.mkdir()
        size = sum(-(-file.stat().st_size // 4096) for file in aside.rglob("*")) + pages + 2
        if subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size * 4}k", "none", str(data)], check=False
        ).returncode:
            return
        shutil.copytree(aside, data, dirs_exist_ok=True)
        ended = stage.run(*trial.words)
        shutil.rmtree(aside)
        shutil.copytree(data, aside)
        subprocess.run(["umount", str(data)], check=True)
        data.rmdir()
        aside.rename(data)
        yield "full disk", f"{pages} pages left", _judged(trial, stage, ended, calm)


def _no_rights(trial: Trial, stage: Stage, calm: Undisturbed) -> Iterator[Point]:
    if os.geteuid():
        return
    for folders in (("data",), ("data", "cache"), (".",)):
        stage.reset()
        (stage.home / "data").mkdir(exist_ok=True)
        for folder in folders:
            subprocess.run(["chmod", "-R", "a+rX,a-w", str(stage.home / folder)], check=True)
        ended = stage.run(*trial.words, before=lambda: os.setuid(NOBODY))
        subprocess.run(["chmod", "-R", "u+w", str(stage.home)], check=True)
        yield "read-only folder", ", ".join(folders), _judged(trial, stage, ended, calm)


def _nobody_listens(trial: Trial, stage: Stage, calm: Undisturbed) -> Iterator[Point]:
    """What is printed goes to a full disk; what was to be done is done all the same, or said so by the exit code."""
    for numbers in ((1,), (2,), (1, 2)):
        stage.reset()
        ended = stage.run(*trial.words, before=lambda: _to_full(numbers))  # noqa: B023 - called in this round
        findings = _judged(trial, stage, replace(ended, err="") if ended.code == 1 and 2 in numbers else ended, calm)
        mute = [
            each for each in findings if not (each.kind == "unclear" and 2 in numbers and "Traceback" not in each.words)
        ]
        yield "full output", f"descriptors {numbers}", mute


def _to_full(numbers: tuple[int, ...]) -> None:
    for number in numbers:
        os.dup2(os.open("/dev/full", os.O_WRONLY), number)


def _no_folder(trial: Trial, stage: Stage, calm: Undisturbed) -> Iterator[Point]:
    stage.reset()
    yield "lost working folder", "", _judged(trial, stage, stage.run(*trial.words, before=_lose_folder), calm)


def _lose_folder() -> None:
    Path("gone").mkdir()
    os.chdir("gone")
    Path("../gone").rmdir()


def _two_at_once(trial: Trial, stage: Stage, calm: Undisturbed, each: int) -> Iterator[Point]:
    """The same command in a second process: each ends well, or says why it cannot."""
    for number in range(each):
        stage.reset()
        other = os.fork()
        if not other:
            ended = replace(stage, seat="2").run(*trial.words)
            os._exit(0 if ended.code in (0, 1, 2) and not unclear(ended) else 1)
        time.sleep(calm.seconds * number / each)
        ended = stage.run(*trial.words)
        fine = os.waitstatus_to_exitcode(os.waitpid(other, 0)[1]) == 0
        findings = [] if fine else [Finding("unclear", (stage.root / "err2").read_text())]
        yield "second process", f"{number / each:.0%} later", findings + _judged(trial, stage, ended, calm)


def _copied(trial: Trial, stage: Stage, calm: Undisturbed, each: int) -> Iterator[Point]:
    """The file is copied with and without its journal while it is written: the copy opens, or is refused in one line."""
    for number in range(each * 2):
        stage.reset()
        child = os.fork()
        if not child:
            os._exit(stage.run(*trial.words).code & 0xFF)
        time.sleep(calm.seconds * (number // 2) / each)
        copy = stage.root / "copy"
        _copy(stage, copy, with_journal=bool(number % 2))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        opened = replace(stage, environment={**stage.environment, "SDCARDS_DATA": str(copy)}, seat="2").run("doctor")
        original = _judged(trial, stage, Ended(code, "", "", 0), calm)
        yield "copied while open", f"at {number // 2 / each:.0%}", [*_of_copy(opened), *original]


def _copy(stage: Stage, copy: Path, *, with_journal: bool) -> None:
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in ("progress.db", "progress.db-wal") if with_journal else ("progress.db",):
        if (stage.home / "data" / name).exists():
            shutil.copy(stage.home / "data" / name, copy / name)


def _of_copy(opened: Ended) -> Findings:
    if "Traceback" in opened.err or opened.code not in (0, 1):
        return [Finding("unclear", f"the copy: {opened.code} {opened.err[-500:]}")]
    return []
