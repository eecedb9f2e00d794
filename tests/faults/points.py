"""The moments at which a command is spoilt, and the ways."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tests.faults.shim import Deed, Fault

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT)
SOFT = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Point:
    """One way at one moment: a fault in a call, or the share of the run's time after which it is killed."""

    way: str
    what: str
    fault: Fault | None = None
    share: float | None = None


def points(writes: int, reads: int, each: int) -> Iterator[Point]:
    """So many points of each way, spread over the calls that a command makes."""
    yield from killed(writes, each)
    half = -(-each // 2)
    for soft in SOFT:
        for at in spread(writes, half):
            yield Point("signal in a call", f"{soft.name} before call {at}", Fault(Deed.BEFORE, at, soft))
    for deed, number in product((Deed.FAIL_ONCE, Deed.FAIL_FROM_THEN_ON), ERRORS):
        for at in spread(writes, half):
            what = f"{os.strerror(number)}, {deed.name.lower()}, call {at}"
            yield Point("writing fails", what, Fault(deed, at, number))
    for deed, at in product((Deed.FAIL_ONCE, Deed.FAIL_FROM_THEN_ON), spread(reads, half)):
        what = f"EIO, {deed.name.lower()}, read {at}"
        yield Point("reading fails", what, Fault(deed, at, errno.EIO, reads=True))
    for part in range(each):
        yield Point("killed by the clock", f"SIGKILL after {part / each:.0%}", share=part / each)


def killed(writes: int, each: int) -> Iterator[Point]:
    """Before, after and in the middle of calls."""
    for deed, at in product((Deed.BEFORE, Deed.AFTER, Deed.HALF), spread(writes, each)):
        yield Point("killed in a call", f"SIGKILL, {deed.name.lower()}, call {at}", Fault(deed, at))


def spread(total: int, count: int) -> list[int]:
    """So many numbers below a total, the first and the last among them."""
    if count == 1:
        return [total // 2] if total else []
    return sorted({(total - 1) * number // (count - 1) for number in range(count)}) if total else []
