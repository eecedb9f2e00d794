"""When a running interview is written to disk."""

import pytest

from sdcards.errors import SdcardsError
from sdcards.practice.interview import Interview, Progress, budgets
from sdcards.terminal.keeping import CLOCK_SAVED_WITHIN, SAVED_WITHIN, Keeping
from tests.terminal.fakes import FakeClock


class Disk:
    """Takes what is kept, unless it is full."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.interview = Interview(budgets(), self.clock())
        self.notes: list[str] = []
        self.is_full = False
        self.keeping = Keeping(self.interview, self.clock, self._keep)

    def _keep(self, progress: Progress) -> None:
        if self.is_full:
            raise SdcardsError("no room")
        self.notes.append(progress.notes.get("requirements", ""))

    def after(self, seconds: float, *, idle: bool = False) -> list[str]:
        """What is on disk when so much time has gone by."""
        self.clock.seconds += seconds
        self.interview.tick(self.clock())
        self.keeping.save_in_time(idle=idle)
        return self.notes


def test_letters_wait_for_a_rest_or_for_half_a_second() -> None:
    disk = Disk()
    disk.interview.note("a")
    assert disk.after(SAVED_WITHIN / 2) == []
    assert disk.after(0, idle=True) == ["a"]
    disk.interview.note("ab")
    assert disk.after(SAVED_WITHIN) == ["a", "ab"]


def test_clock_alone_is_written_now_and_then() -> None:
    disk = Disk()
    assert disk.after(CLOCK_SAVED_WITHIN / 2, idle=True) == []
    assert disk.after(CLOCK_SAVED_WITHIN / 2, idle=True) == [""]
    assert disk.after(CLOCK_SAVED_WITHIN / 2, idle=True) == [""]


def test_full_disk_is_tried_again_after_a_while() -> None:
    disk = Disk()
    disk.interview.note("a")
    disk.is_full = True
    with pytest.raises(SdcardsError, match="no room"):
        disk.after(SAVED_WITHIN)
    disk.is_full = False
    assert disk.after(SAVED_WITHIN / 2) == []
    assert disk.after(SAVED_WITHIN / 2) == ["a"]
