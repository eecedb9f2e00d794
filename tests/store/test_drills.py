"""Answers to estimation drills in the store."""

import os
import signal
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sdcards.practice.drills import Drilled
from sdcards.store.database import empty_store, open_store
from sdcards.store.drills import keep_drill, read_drills
from tests.killing import killings, needs_fork
from tests.scheduling.histories import DAY

DRILL = Drilled(at=1_000, kind="rate", day=DAY, correct=True, took=12_000)


def test_answers_come_back_oldest_first() -> None:
    with closing(empty_store()) as con:
        later = keep_drill(con, replace(DRILL, at=2_000, kind="cache", correct=False))
        first = keep_drill(con, DRILL)
        assert (
            list(read_drills(con)) == [first, later] == [DRILL, replace(DRILL, at=2_000, kind="cache", correct=False)]
        )


def test_two_answers_never_share_a_millisecond() -> None:
    with closing(empty_store()) as con:
        kept = [keep_drill(con, replace(DRILL, took=took)) for took in (1, 2, 3)]
        assert [drill.at for drill in kept] == [1_000, 1_001, 1_002]
        assert list(read_drills(con)) == kept


@needs_fork
def test_killed_at_any_moment_an_answer_is_kept_whole_or_not_at_all(path: Path) -> None:
    def prepare() -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
        with closing(open_store(path, today=DAY)) as con:
            keep_drill(con, DRILL)

    def answer() -> None:
        con = open_store(path, today=DAY)
        keep_drill(con, replace(DRILL, at=2_000))
        con.close()

    for moment in killings(prepare, answer, 12):
        with closing(open_store(path, today=DAY)) as con:
            assert [drill.at for drill in read_drills(con)] in ([1_000], [1_000, 2_000]), moment


@pytest.mark.skipif(os.name == "nt", reason="there is no fork")
def test_answer_is_on_disk_when_it_is_kept(path: Path) -> None:
    open_store(path, today=DAY).close()
    child = os.fork()
    if not child:
        keep_drill(open_store(path, today=DAY), DRILL)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    with closing(open_store(path, today=DAY)) as con:
        assert list(read_drills(con)) == [DRILL]
