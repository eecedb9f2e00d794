"""One session at a time, of reviews or of a mock interview."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sdcards.errors import SdcardsError
from sdcards.store.transaction import explaining

REVIEW, MOCK = "", "mock"
"""What a session is for."""

_SESSIONS = {REVIEW: "another review session", MOCK: "a mock interview"}

_FAR = 1 << 30
"""The byte that is locked on Windows, past the text, for a locked byte cannot be read there."""


class AnotherSessionError(SdcardsError):
    """A session is open already, in the process ``pid`` and of the kind ``what`` if that is known."""

    def __init__(self, pid: int | None, what: str = "") -> None:
        where = f" (process {pid})" if pid else ""
        super().__init__(f"{_SESSIONS.get(what, _SESSIONS[REVIEW])} is open{where}; finish that one first")
        self.pid = pid


@contextmanager
def one_session(store: str | os.PathLike[str], what: str = REVIEW) -> Iterator[None]:
    """Hold the session lock beside a store, for reviews or for a ``MOCK``; AnotherSessionError if it is held.

    The system frees it when the process ends, however it ends.
    """
    place = f"{os.path.abspath(store)}.lock"
    with explaining(place):
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        descriptor = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        if not _take(descriptor):
            pid, _, other = file.read(40).partition(" ")
            raise AnotherSessionError(int(pid) if pid.isdecimal() else None, other)
        file.write(f"{os.getpid()} {what}".strip())
        file.truncate()
        file.flush()
        yield


if sys.platform == "win32":  # pragma: no cover - tested where it runs
    import msvcrt

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
