"""One review session at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sdcards.errors import SdcardsError
from sdcards.store.transaction import explaining

_FAR = 1 << 30
"""The byte that is locked on Windows, past the text, for a locked byte cannot be read there."""


class AnotherSessionError(SdcardsError):
    """A review session is open already, in the process ``pid`` if that is known."""

    def __init__(self, pid: int | None) -> None:
        where = f" (process {pid})" if pid else ""
        super().__init__(f"another review session is open{where}: finish that one first")
        self.pid = pid


@contextmanager
def one_session(store: str | os.PathLike[str]) -> Iterator[None]:
    """Hold the session lock beside a store; AnotherSessionError if it is held.

    The system frees it when the process ends, however it ends.
    """
    place = f"{os.path.abspath(store)}.lock"
    with explaining(place):
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+") as file:
        if not _take(descriptor):
            text = file.read(20)
            raise AnotherSessionError(int(text) if text.isdecimal() else None)
        file.write(str(os.getpid()))
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
