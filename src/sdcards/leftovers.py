"""Half-written files of a program that was killed: removed once nobody can be writing them any more."""

from __future__ import annotations

import os
import stat

from sdcards.clock import system_clock

ENDING = ".new"
"""What the name of every file ends with while it is written."""

DAY = 86_400
"""Seconds after which nobody is taken to write a file any more."""


def sweep(folder: str, beginning: str = "") -> None:
    """Remove the files of a folder that were begun a day ago, or their journals; those whose names begin so.

    What cannot be removed stays: it is in nobody's way.
    """
    before = system_clock().timestamp() - DAY
    try:
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            is_unfinished = name.removesuffix("-journal").endswith(ENDING) and name.startswith(beginning)
            if is_unfinished and _is_old(os.lstat(path), before):
                os.unlink(path)
    except OSError:
        pass


def _is_old(found: os.stat_result, before: float) -> bool:
    """Whether nobody writes a file any more; a second name of one that is finished is left of its making, however new."""
    return found.st_mtime < before or (stat.S_ISREG(found.st_mode) and found.st_nlink > 1)
