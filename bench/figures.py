"""What a run of the benchmarks found: figures, the machine they were taken on, and the file that keeps both."""

import json
import os
import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the row ``name`` and the ``column`` of a table; ``value`` is None for a tool that is not there.

    ``budget`` is the most it may be. ``unit`` is ``×``, ``ms``, ``s`` or ``MB``.
    """

    table: str
    name: str
    column: str
    value: float | None
    unit: str
    budget: float | None = None

    @property
    def is_missed(self) -> bool:
        """Whether it is over its budget."""
        return self.value is not None and self.budget is not None and self.value > self.budget


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of a run; ``machine`` says by words what they were taken on, and when."""

    machine: dict[str, str]
    figures: tuple[Figure, ...]


def machine(loads: Iterable[float]) -> dict[str, str]:
    """What a reader needs to know to compare; ``loads`` are load averages seen during the run."""
    seen = list(loads)
    return {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",  # noqa: TID251 - the day of a run, not of a study
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "load average": f"{min(seen):.1f} to {max(seen):.1f}, of which the run itself makes 1 to 2"
        if seen
        else "not taken",
    }


def write(report: Report, path: Path) -> None:
    """Keep a report as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(report), indent=1, ensure_ascii=False) + "\n", "utf-8")


def read(path: Path) -> Report:
    """A report that was kept."""
    kept = json.loads(path.read_text("utf-8"))
    return Report(kept["machine"], tuple(Figure(**figure) for figure in kept["figures"]))


def _processor() -> str:
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text("utf-8").splitlines() if cpu.exists() else []
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor()
    )
