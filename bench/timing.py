"""How things are measured: whole commands by clock, processor and memory; a terminal by when its words are on screen."""

import json
import os
import pty
import select
import statistics
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
SDCARDS = str(Path(sys.executable).with_name("sdcards"))
_LAUNCH = str(Path(__file__).with_name("launch.py"))
DRAWN = b"\x1b[J"
"""What ends every drawing of our screen."""

_PATIENCE = 60
"""Seconds that a terminal may keep silent."""


@dataclass(frozen=True, slots=True)
class Used:
    """What a command took: seconds by the clock, seconds of processor time, MB of memory at its peak."""

    seconds: float
    cpu: float
    megabytes: float


def command(words: Sequence[str], environment: Mapping[str, str] | None = None, *, codes: Sequence[int] = (0,)) -> Used:
    """Run a command with its output thrown away; raises RuntimeError if it ends with none of the ``codes``."""
    launched = [sys.executable, "-I", "-S", _LAUNCH, *words]
    around = os.environ | dict(environment or {})
    done = subprocess.run(launched, env=around, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=True)
    seconds, cpu, megabytes, code = json.loads(done.stdout)
    if code not in codes:
        raise RuntimeError(f"{' '.join(words)} ended with {code}: {done.stderr}")
    return Used(seconds, cpu, megabytes)


def quantiles(times: Sequence[float]) -> dict[str, float]:
    """The median, and what 95 and 99 of a hundred stay below."""
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


def timed(run: Callable[[], object]) -> float:
    """Seconds by the clock."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


class Sitting:
    """A command in a terminal of 80 columns."""

    def __init__(self, process: int, terminal: int) -> None:
        self._process, self._terminal = process, terminal
        self.begun = time.perf_counter()

    def until(self, word: bytes) -> bytes:
        """Read on until a word is on screen; raises TimeoutError with what was there instead."""
        seen = b""
        while word not in seen:
            ready, _, _ = select.select([self._terminal], [], [], _PATIENCE)
            try:
                piece = os.read(self._terminal, 65536) if ready else b""
            except OSError:
                piece = b""
            if not piece:
                raise TimeoutError(seen[-500:].decode(errors="replace"))
            seen += piece
        return seen

    def press(self, keys: bytes) -> None:
        """Type."""
        os.write(self._terminal, keys)

    def cpu(self) -> float:
        """Processor seconds up to now (Linux only)."""
        return int(Path(f"/proc/{self._process}/schedstat").read_text("ascii").split()[0]) / 1e9


@contextmanager
def sitting(words: Sequence[str], environment: Mapping[str, str] | None = None) -> Iterator[Sitting]:
    """Start a command in a terminal; it is killed at the end."""
    process, terminal = pty.fork()
    if process == 0:
        termios.tcsetwinsize(0, (50, 80))
        os.execve(words[0], list(words), os.environ | (environment or {}) | {"TERM": "xterm-256color"})
    try:
        yield Sitting(process, terminal)
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
