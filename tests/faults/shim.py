"""The layer that spoils system calls: built with the machine's own compiler, steered from the process it is loaded into."""

from __future__ import annotations

import ctypes
import mmap
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
WHY_NOT = (
    "the fault layer needs Linux"
    if sys.platform != "linux"
    else None
    if shutil.which("cc")
    else "the fault layer is C, and there is no compiler (cc)"
)
"""Why calls cannot be spoilt on this machine; None where they can."""


class Deed(IntEnum):
    """What happens at the chosen call; the numbers are those of the C source."""

    WATCH = 0
    BEFORE = 1
    AFTER = 2
    HALF = 3
    FAIL_ONCE = 4
    FAIL_FROM_THEN_ON = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """A deed at the call ``at``, counted from 0; ``number`` is a signal, or the error that a failing call gives.

    Calls that write are counted, with ``reads`` those that read.
    """

    deed: Deed = Deed.WATCH
    at: int = -1
    number: int = int(signal.SIGKILL)
    reads: bool = False


def build(folder: Path) -> Path:
    """Compile the layer into a folder."""
    library = folder / "shim.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


class Shim:
    """The layer as this process has it, by LD_PRELOAD; forked children arm it and this process reads what became of it."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(os.environ["LD_PRELOAD"])
        self._memory = mmap.mmap(-1, 256)
        self._place = (ctypes.c_char * 256).from_buffer(self._memory)

    def clear(self) -> None:
        """Forget what was counted."""
        self._memory[:] = bytes(256)

    def arm(self, folder: Path, fault: Fault) -> None:
        """Count, and spoil, this process's calls on files below a folder from now on."""
        arguments = (int(fault.reads), ctypes.c_long(fault.at), int(fault.deed), fault.number)
        self._library.faults_arm(ctypes.byref(self._place), str(folder).encode(), *arguments)

    @property
    def calls(self) -> int:
        """How many calls there were."""
        return int.from_bytes(self._memory[:8], sys.byteorder)

    @property
    def spoilt(self) -> str:
        """The call that was spoilt and its file; empty if it never came to that."""
        return self._memory[8:256].split(b"\0")[0].decode(errors="replace")
