"""`make faults`: spoils everything at many points and prints a table of what became of it; ends with 1 if anything is wrong.

`--few` takes a part of it only, for `make test`. Needs Linux and a C compiler; as root it fills real disks, too.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import pkgutil
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.shim import WHY_NOT, Shim, build

if TYPE_CHECKING:
    from tests.faults.attack import Counts

Job = Callable[[Path, Shim, int, Callable[[str], None]], "Counts"]
"""Attacks in a folder, at so many points of each way, tells what is wrong and counts it."""

EACH, FEW = 4, 1
"""Points of each way in each command."""


def main() -> int:
    """Load the fault layer into this very process, then attack."""
    options = _options()
    if WHY_NOT:
        sys.stdout.write(f"skipped: {WHY_NOT}\n")
        return 0
    if "LD_PRELOAD" not in os.environ:
        with tempfile.TemporaryDirectory(prefix="faults-") as folder:
            return _again(build(Path(folder)))
    # A shell gives what it runs in the background deaf ears for these, and a child inherits them.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    _load_everything()
    return _go(options)


def _again(library: Path) -> int:
    import subprocess

    command = [sys.executable, "-m", "tests.faults", *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, "LD_PRELOAD": str(library)}, check=False).returncode


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--each", type=int, default=EACH, help="points of each way in each command")
    parser.add_argument("--few", action="store_true", help="as much as a test has time for")
    parser.add_argument("--jobs", type=int, default=2, help="processes at once")
    parser.add_argument("only", nargs="*", help="only what is called so")
    return parser.parse_args()


def _load_everything() -> None:
    """Import all that commands import, so that a forked process has it."""
    import sdcards

    for module in pkgutil.walk_packages(sdcards.__path__, "sdcards."):
        if "runner" not in module.name and not module.name.endswith(("windows", "__main__")):
            importlib.import_module(module.name)


def _go(options: argparse.Namespace) -> int:
    from tests.faults.table import print_table

    each = FEW if options.few else options.each
    wanted = [name for name in jobs(few=options.few) if not options.only or name in options.only]
    counts: Counts = {}
    with multiprocessing.get_context("fork").Pool(options.jobs, maxtasksperchild=1) as pool:
        for found in pool.imap_unordered(_one, [(name, each, options.few) for name in wanted], chunksize=1):
            counts |= found
    return print_table(counts)


def jobs(*, few: bool) -> dict[str, Job]:
    """Everything that is attacked, by its name."""
    from tests.faults.attack import attack
    from tests.faults.circumstances import endure
    from tests.faults.commands import TRIALS, migrations
    from tests.faults.interviews import NAME, interview
    from tests.faults.seats import SITTINGS
    from tests.faults.sittings import besiege

    made: dict[str, Job] = {sitting.name: partial(besiege, sitting) for sitting in SITTINGS}
    made[NAME] = interview
    for trial in (*TRIALS, *migrations()):
        made[trial.name] = partial(attack, trial)
        if trial.sound:
            made[f"{trial.name} in bad circumstances"] = partial(endure, trial)
    return {name: job for name, job in made.items() if not few or name in _FEW}


def _one(job: tuple[str, int, bool]) -> Counts:
    name, each, few = job
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - in memory, where there is such a place
    root = Path(tempfile.mkdtemp(prefix="faults-", dir=base))
    root.chmod(0o755)  # some of it is done as nobody
    try:
        return jobs(few=few)[name](root / "stage", Shim(), each, _tell)
    except Exception as error:  # noqa: BLE001 - the others go on, and the table shows it
        from tests.faults.trial import Count

        _tell(f"{name} could not be attacked: {error!r}")
        return {(name, "could not be attacked"): Count(stuck=1)}
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


_FEW = (
    "merge",
    "restore",
    "log import",
    "release",
    "first review",
    "config in bad circumstances",
    "migration from version 1",
)


if __name__ == "__main__":
    sys.exit(main())
