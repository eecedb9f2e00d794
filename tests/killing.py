"""Ends a process at chosen moments of what it does, as a power cut would."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

import pytest

Action = Callable[[], object]

needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")


def killings(prepare: Action, action: Action, count: int) -> Iterator[int]:
    """Prepare, then do it in a process that is killed: at ``count`` moments spread over all it does, and at its last ones."""
    prepare()
    total = _counted(action)
    for moment in sorted({total * number // count for number in range(count)} | set(range(max(total - 12, 0), total))):
        prepare()
        _killed_at(moment, action)
        yield moment


def _killed_at(moment: int, action: Action) -> None:
    child = os.fork()
    if not child:
        count = 0

        def fall(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001 - as sys wants it
            nonlocal count
            count += 1
            if count > moment:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(fall)
        action()
        os._exit(0)
    os.waitpid(child, 0)


def _counted(action: Action) -> int:
    count = 0

    def tick(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001 - as sys wants it
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count
