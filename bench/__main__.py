"""All benchmarks in one command: ``python -m bench`` prints tables and writes build/bench.json.

``--write PAGE`` puts the tables into a page, ``--from FILE`` takes them from an earlier run instead of measuring, ``--quick``
leaves out the largest size and most of the rounds. What `bench/deadline.py` simulates is no time and has a command of its own.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, Report
from bench.timing import CHECKOUT

from bench import commands, daily, exporting, figures, preview, ratios, rivals, startup, tables, worlds


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    parser.add_argument("--from", type=Path, metavar="FILE", dest="kept")
    parser.add_argument("--json", type=Path, metavar="FILE", default=CHECKOUT / "build" / "bench.json")
    options = parser.parse_args()
    report = figures.read(options.kept) if options.kept else run(quick=options.quick)
    print(tables.as_text(report))
    if not options.kept:
        figures.write(report, options.json)
        print(f"Wrote {options.json}.")
    if options.write:
        options.write.write_text(tables.into_page(options.write.read_text("utf-8"), report), "utf-8")
        print(f"Wrote {options.write}.")


def run(*, quick: bool = False) -> Report:
    """Measure everything in a folder that is thrown away; what is being done is said on standard error."""
    loads, found = [os.getloadavg()[0]], []
    with tempfile.TemporaryDirectory() as name:
        for figure in _measured(Path(name), quick=quick):
            found.append(figure)
            loads.append(os.getloadavg()[0])
    return Report(figures.machine(loads), (*ratios.ratios(found), *found))


def _measured(folder: Path, *, quick: bool) -> Iterator[Figure]:
    others = rivals.find(folder)
    _say("start-up of every command")
    yield from startup.measure(folder / "start", others, rounds=3 if quick else 7)
    _say("preview")
    yield from preview.measure(rounds=3 if quick else 7)
    for size in list(worlds.SIZES)[: 2 if quick else 3]:
        _say(f"{size:,} cards")
        world = worlds.build(folder / str(size), size)
        yield from daily.measure(world)
        yield from commands.measure(world)
        yield from others.measure(world)
        yield from exporting.measure(world, others, most=3 if quick else 15)


def _say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
