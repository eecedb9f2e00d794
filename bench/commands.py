"""Whole commands at every size, as a person runs them: by the clock, and their memory at its peak."""

import shutil
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure
from bench.progress import today
from bench.timing import SDCARDS, Used, command
from bench.worlds import World

from sdcards.clock import date_of

TIMES, MEMORY = "Whole commands, by the clock", "Whole commands, memory at the peak"
BUDGETS = {
    ("check", 600): 1.0,
    ("check, first time after an installation", 600): 2.0,
    ("check", 10_000): 20.0,
    ("stats", 100_000): 1.0,
    ("stats --html", 100_000): 1.0,
    ("import into an empty file", 10_000): 5.0,
}
"""Seconds, by command and cards."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A command in a world; ``prepare`` runs before each round, untimed."""

    words: tuple[str, ...]
    folders: dict[str, Path]
    prepare: Callable[[], object] = lambda: None


ROUNDS, ENOUGH = 3, 2.0
"""Runs, and the seconds after which there is no further one."""


def measure(world: World) -> Iterator[Figure]:
    """Medians of three runs, of slow commands of fewer."""
    for name, case in _cases(world).items():
        used = [_run(world, case)]
        while len(used) < ROUNDS and sum(each.seconds for each in used) < ENOUGH:
            used.append(_run(world, case))
        seconds = statistics.median(each.seconds for each in used)
        yield Figure(TIMES, name, world.column, seconds, "s", BUDGETS.get((name, world.size)))
        yield Figure(MEMORY, name, world.column, max(each.megabytes for each in used), "MB")


def _run(world: World, case: _Case) -> Used:
    case.prepare()
    environment = {**world.environment(**{name: path for name, path in case.folders.items() if name != "bytes"})}
    if "bytes" in case.folders:
        environment["PYTHONPYCACHEPREFIX"] = str(case.folders["bytes"])
    return command([SDCARDS, *case.words], environment)


def _cases(world: World) -> dict[str, _Case]:
    fresh = {name: world.folder / f"fresh-{name}" for name in ("data", "cache", "bytes")}
    package, plain, page = (str(world.folder / name) for name in ("deck.apkg", "plain.apkg", "stats.html"))
    planned = world.folder / "planned"
    interview = date_of(today() + 21).isoformat()

    def empty(name: str) -> Callable[[], object]:
        return lambda: shutil.rmtree(fresh[name], ignore_errors=True)

    def copied() -> object:
        empty("data")()
        return shutil.copytree(world.store.parent, fresh["data"])

    def set_date() -> None:
        if not planned.exists():
            shutil.copytree(world.store.parent, planned)
            command([SDCARDS, "plan", "--interview", interview], world.environment(data=planned))

    cases = {
        "due, compiling the whole deck": _Case(("due",), {"cache": fresh["cache"]}, empty("cache")),
        "due": _Case(("due",), {}),
        "the day at a glance": _Case((), {}),
        "cards --json": _Case(("cards", "--json"), {}),
        "stats": _Case(("stats",), {}),
        "stats --html": _Case(("stats", "--html", page), {}),
        "plan, with its forecast of 21 days": _Case(("plan",), {"data": planned}, set_date),
        "doctor": _Case(("doctor",), {}),
        "check, first time after an installation": _Case(
            ("check", str(world.cards)), {"bytes": fresh["bytes"]}, empty("bytes")
        ),
        "check": _Case(("check", str(world.cards)), {}),
        "export": _Case(("export", "-o", plain), {"data": fresh["data"]}, empty("data")),
        "export --with-progress": _Case(("export", "--with-progress", "-o", package), {"data": fresh["data"]}, copied),
        "import into an empty file": _Case(("import", package), {"data": fresh["data"]}, empty("data")),
        "merge, a tenth of it new": _Case(("merge", str(world.other)), {"data": fresh["data"]}, copied),
    }
    if world.size > 600:
        del cases["check, first time after an installation"]
    return cases
