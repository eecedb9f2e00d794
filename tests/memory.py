"""How much memory a process has taken."""

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def most_memory() -> int:
    """The most that this process ever had in memory, in bytes.

    What Linux says of usage counts what the parent had before this program was begun, which in a test is all tests before.
    """
    if STATUS.exists():
        (line,) = (line for line in STATUS.read_text("utf-8").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
