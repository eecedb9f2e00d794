"""Commands in every zone and in odd years, and under a clock that somebody set wrong."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sdcards import clock
from sdcards.places import progress_file
from sdcards.store.database import open_store
from sdcards.store.review_log import ReviewLog
from tests.cli.conftest import Outcome, Run

pytestmark = [
    pytest.mark.usefixtures("deck"),
    pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's zone cannot be set by a test"),
]

ZONES = (
    "UTC",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Australia/Lord_Howe",
)
SCENE = """
    - id: rate-{0}
      ask: "{0}: {{users}} million people, once a day. How many a second?"
      given: {{users: 10 .. 80}}
      formula: users * 1e6 / (1 day)
      unit: req/s
      so: Few."""
ESTIMATES = "rate:\n  title: Rate\n  topic: latency-ladder\n  scenes:" + "".join(map(SCENE.format, range(3)))
GOOD = "\n3\n"
READING = (
    ("due",), ("due", "--json"), (), ("stats",), ("stats", "--json"), ("plan",), ("plan", "--json"), ("cards", "--json"),
    ("show", "ram-random-read"), ("log", "export"), ("restore",), ("mock", "--history"), ("estimate", "--history"), ("config",),
)  # fmt: skip
Set = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def _drills(deck: Path) -> None:
    (deck / "estimates.yaml").write_text(ESTIMATES, "utf-8")


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Set]:
    """Set the machine's zone and its clock, to UTC."""

    def set_to(moment: str, zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        now = datetime.fromisoformat(moment).replace(tzinfo=UTC)

        class Set(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return now.astimezone(tz)

        monkeypatch.setattr(clock, "datetime", Set)

    yield set_to
    monkeypatch.undo()
    time.tzset()


def read_all(run: Run) -> list[Outcome]:
    """All that only looks; nothing of it may fail, or count below zero."""
    told = [run(*words) for words in READING]
    for words, outcome in zip(READING, told, strict=True):
        assert (outcome.code, outcome.err) == (0, ""), words
        assert not re.search(r"(?<![\w-])-\d", re.sub(r"\d{4}-\d\d-\d\d\S*", "", outcome.out)), (words, outcome.out)
    return told


def healthy(run: Run) -> bool:
    return run("doctor").out.endswith("All is well.\n")


def reviews() -> list[tuple[str, int, int]]:
    with closing(open_store(progress_file(), today=0)) as con:
        return [(each.card, each.at, each.day) for each in ReviewLog(con).reviews()]


@pytest.mark.parametrize(
    ("moment", "zone"),
    [
        *(("2026-03-08T10:00", zone) for zone in ZONES),
        ("1970-01-01T00:00:01", "America/Los_Angeles"),
        ("1970-01-01T00:00:01", "Pacific/Kiritimati"),
        ("2000-02-29T11:59", "Pacific/Apia"),
        ("2038-01-19T03:14:08", "Australia/Lord_Howe"),
        ("2100-02-28T23:59:59.999", "UTC"),
    ],
)
def test_a_day_is_a_day_in_every_zone_and_year(run: Run, set_clock: Set, moment: str, zone: str) -> None:
    set_clock(moment, zone)
    assert run("review", typed=f"{GOOD}{GOOD}q\n").code == 0
    assert run("estimate", "--count", "1", typed="500/s\n\n").code == 0
    read_all(run)
    assert healthy(run)
    day_of_reviews = {day for _, _, day in reviews()}
    set_clock((datetime.fromisoformat(moment) + timedelta(days=1)).isoformat(), zone)
    assert run("review", typed=f"{GOOD}q\n").err == ""
    assert {day for _, _, day in reviews()} - day_of_reviews <= {max(day_of_reviews) + 1}
    read_all(run)


def test_session_through_the_hour_at_which_the_day_turns_counts_each_answer_on_its_side(
    run: Run, set_clock: Set
) -> None:
    """In the night in which the clock goes forward in California, at 02:00 or 10:00 UTC."""
    for moment in ("2026-03-08T09:59", "2026-03-08T10:01", "2026-03-08T10:59", "2026-03-08T11:00"):
        set_clock(moment, "America/Los_Angeles")
        run("review", "--new", "9", typed=f"{GOOD}q\n")
    days = [day for _, _, day in reviews()]
    assert [day - days[0] for day in days] == [0, 0, 0, 1]


def test_traveller_loses_no_day_and_gets_none_twice(run: Run, set_clock: Set) -> None:
    """Westward over the date line the same date comes again: what was done on it counts, and nothing comes back sooner."""
    set_clock("2026-06-10T20:00", "Pacific/Kiritimati")
    run("review", typed=f"{GOOD}{GOOD}q\n")
    before = reviews()
    set_clock("2026-06-10T23:00", "America/Los_Angeles")
    read_all(run)
    assert run("review", typed="q\n").err == ""
    set_clock("2026-06-12T20:00", "Asia/Kolkata")
    run("review", typed=f"{GOOD}{GOOD}q\n")
    assert reviews()[: len(before)] == before
    assert healthy(run)
    read_all(run)


@pytest.mark.parametrize("wrong", ["2025-11-22T12:00", "1970-01-01T00:00:05"])
def test_clock_set_back_is_told_once_and_keeps_the_order(run: Run, set_clock: Set, wrong: str) -> None:
    set_clock("2026-11-22T12:00", "UTC")
    run("review", "--limit", "1", typed=GOOD * 4)
    set_clock(wrong, "UTC")
    assert json.loads(run("due", "--json").out)["again"] == 0
    session = run("review", typed=f"{GOOD}{GOOD}q\n")
    assert session.err.count("behind your last review; is it right?") == 1
    assert session.err.count("\n") == 1
    read_all(run)
    set_clock("2026-11-23T12:00", "UTC")
    assert run("review", "--new", "0", typed=GOOD * 9).err == ""
    by_card: dict[str, list[tuple[int, int]]] = {}
    for card, at, day in reviews():
        by_card.setdefault(card, []).append((at, day))
    for history in by_card.values():
        assert all(one[0] < two[0] and one[1] <= two[1] for one, two in pairwise(history))
    assert healthy(run)
    read_all(run)


def test_clock_that_ran_a_year_ahead_is_told_with_the_way_back(run: Run, set_clock: Set) -> None:
    set_clock("2026-11-22T12:00", "UTC")
    run("review", "--limit", "1", typed=GOOD * 4)
    before = reviews()
    set_clock("2027-11-22T12:00", "UTC")
    run("review", typed=GOOD * 9)
    set_clock("2026-11-23T12:00", "UTC")
    read_all(run)
    told = run("review", typed="q\n").err
    assert "the clock is 364 days behind your last review; is it right?" in told
    assert "If it ran ahead then, 'sdcards restore' lists the copies from before." in told
    assert healthy(run)
    # The copy that was made on the wrong day, before its first answer.
    assert run("restore", "2027-11-22").code == 0
    assert reviews() == before
    assert run("review", typed="q\n").err == ""


@pytest.mark.parametrize("zone", ["Not/AZone", "XYZ+25:61"])
def test_zone_that_the_system_does_not_know_stops_nobody(zone: str, tmp_path: Path) -> None:
    """And Python's own database of zones is not asked: there need be none."""
    environment = {**os.environ, "TZ": zone, "PYTHONTZPATH": str(tmp_path)}
    for words in (["review"], ["show", "ram-random-read"]):
        command = [sys.executable, "-m", "sdcards", *words]
        done = subprocess.run(command, env=environment, input=GOOD, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), words
