import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdcards.errors import SdcardsError
from sdcards.store.lock import MOCK, AnotherSessionError, one_session

HOLDER = """
import sys, time
from pathlib import Path
from sdcards.store.lock import one_session

with one_session(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_second_session_is_told_who_holds_the_first(path: Path) -> None:
    with (
        one_session(path),
        pytest.raises(AnotherSessionError, match=rf"session is open \(process {os.getpid()}\)") as told,
        one_session(path),
    ):
        pass
    assert told.value.pid == os.getpid()


def test_mock_interview_keeps_reviews_out_and_says_so(path: Path) -> None:
    with (
        one_session(path, MOCK),
        pytest.raises(
            AnotherSessionError, match=rf"^a mock interview is open \(process {os.getpid()}\); finish that one"
        ),
        one_session(path),
    ):
        pass


def test_next_session_may_begin_when_the_first_is_over(path: Path) -> None:
    lock = path.with_name("progress.db.lock")
    with one_session(path):
        lock.write_text("123456789012")
    with one_session(path):
        assert lock.read_text() == str(os.getpid())


def test_session_of_a_process_that_was_killed_is_over(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(AnotherSessionError) as told, one_session(path):
            pass
        assert told.value.pid == holder.pid
        holder.kill()
    with one_session(path):
        pass


def test_holder_that_has_not_said_its_name_is_no_riddle(path: Path) -> None:
    with one_session(path):
        path.with_name("progress.db.lock").write_text("")
        with pytest.raises(AnotherSessionError, match="session is open; finish that one first"), one_session(path):
            pass


def test_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "progress.db.lock").mkdir()
    with (
        pytest.raises(SdcardsError, match=r"progress\.db\.lock' cannot be used"),
        one_session(tmp_path / "progress.db"),
    ):
        pass


def test_errors_inside_a_session_keep_their_own_words(path: Path) -> None:
    with pytest.raises(BrokenPipeError), one_session(path):
        raise BrokenPipeError
