"""A part of `make faults`, and whether it would see a fault at all."""

import subprocess
import sys

import pytest

from tests.faults.commands import write_deck
from tests.faults.shim import WHY_NOT
from tests.faults.stage import Ended
from tests.faults.state import State
from tests.faults.trial import Trial, compared, unclear

TRIAL = Trial("merge", ("merge",), write_deck)
BEFORE: State = {("review", "a", 1): "good", ("schedule", "a"): 1}
AFTER: State = {("review", "a", 1): "good", ("review", "b", 2): "easy", ("schedule", "a"): 1, ("schedule", "b"): 2}


@pytest.mark.skipif(WHY_NOT is not None, reason=WHY_NOT or "")
def test_nothing_is_lost_at_some_of_the_points() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.faults", "--few"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.splitlines()[-1].split()[1]) >= 100


@pytest.mark.parametrize("now", [BEFORE, AFTER])
def test_all_or_nothing_is_no_finding(now: State) -> None:
    assert compared(TRIAL, now, BEFORE, AFTER, done=now == AFTER) == []


@pytest.mark.parametrize(
    ("now", "done", "kind"),
    [
        ({("schedule", "a"): 1}, False, "lost"),
        (BEFORE, True, "lost"),
        ({**BEFORE, ("review", "b", 2): "easy"}, False, "lost"),
        ({**AFTER, ("review", "b", 3): "easy"}, True, "doubled"),
        ({**AFTER, ("review", "a", 1): "again"}, False, "doubled"),
    ],
    ids=["a row is gone", "it was said and not done", "half of it", "a row too much", "a changed row"],
)
def test_what_is_wrong_is_found(now: State, done: bool, kind: str) -> None:  # noqa: FBT001 - of a table
    assert {each.kind for each in compared(TRIAL, now, BEFORE, AFTER, done=done)} == {kind}


@pytest.mark.parametrize(
    ("code", "err", "kinds"),
    [
        (0, "", set()),
        (-9, "", set()),
        (1, "sdcards: the disk is full; make room\n", set()),
        (1, "", {"unclear"}),
        (1, "Traceback (most recent call last)", {"unclear"}),
        (3, "sdcards: this is a bug of ours", {"unclear"}),
        (-14, "", {"stuck"}),
    ],
)
def test_words_are_judged(code: int, err: str, kinds: set[str]) -> None:
    assert {each.kind for each in unclear(Ended(code, "", err, 0))} == kinds
