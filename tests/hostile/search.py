"""Throws input at one door in this process, which is held to its limits: `python -m tests.hostile.search DOOR SECONDS SEED`."""

from __future__ import annotations

import json
import random
import resource
import sys
import time
import traceback
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.doors import TARGETS
from tests.hostile.target import Target
from tests.memory import most_memory as memory_taken

MOST_SECONDS, MOST_MEMORY = 2.0, 300
"""Of processor time for one input; MB of the whole process."""

_MOST_FAILURES = 5


@dataclass(frozen=True, slots=True)
class Result:
    """How a search went: the slowest case in seconds of processor time, the most memory in MB."""

    name: str
    cases: int
    slowest: float
    memory: int
    failures: tuple[str, ...]

    def row(self) -> str:
        """The result as a line of the table."""
        row = f"{self.name:<16} {self.cases:>8,} {self.slowest * 1000:>6,.0f} ms {self.memory:>5} MB {len(self.failures):>8}"
        return "\n".join([row, *(f"    {failure}" for failure in self.failures)])


def search(
    target: Target, *, seconds: float = 1e9, cases: int = 1 << 62, seed: int, most_memory: int | None = MOST_MEMORY
) -> Result:
    """Throw input until the time is over or so many cases are done; ``most_memory`` is for a process of its own."""
    failures: list[str] = []
    slowest, done, ends = 0.0, 0, time.monotonic() + seconds
    with TemporaryDirectory(prefix="hostile-") as folder:
        for done in count(1):
            data = target.make(random.Random(f"{seed} {done}"))
            began = time.process_time()
            try:
                target.survive(data, Path(folder))
            except Exception:  # noqa: BLE001 - what escapes is what is searched for
                failures.append(_kept(target, data, traceback.format_exc()))
            took = time.process_time() - began
            if took > MOST_SECONDS:
                failures.append(_kept(target, data, f"took {took:.1f} s"))
            slowest = max(slowest, took)
            if done >= cases or time.monotonic() > ends or len(failures) >= _MOST_FAILURES:
                break
    memory = memory_taken() >> 20
    if most_memory is not None and memory > most_memory:
        failures.append(f"took {memory} MB")
    return Result(target.name, done, slowest, memory, tuple(failures))


def _kept(target: Target, data: bytes, why: str) -> str:
    """Keep an input that broke something, and say where and how."""
    folder = Path("build")
    folder.mkdir(exist_ok=True)
    file = folder / f"hostile-{target.name.replace(' ', '-')}-{abs(hash(data)) % 10**8:08}"
    file.write_bytes(data)
    sys.stderr.write(why)
    return f"{file}: {ascii(why.strip().splitlines()[-1])[:200]}"


def main() -> None:
    """Search, within limits that end the process for good where all else fails."""
    name, seconds, seed = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    (target,) = (each for each in TARGETS if each.name == name)
    result = search(target, seconds=float(seconds), seed=int(seed) if seed else time.time_ns())
    sys.stdout.write(json.dumps(asdict(result)))


if __name__ == "__main__":
    main()
