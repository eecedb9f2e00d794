"""A minute's search for input that breaks something: `make fuzz`. A row for each door: cases, slowest, memory, failures.

`python -m tests.hostile --seconds 600 --only keys` searches one door for longer. What breaks one is kept in `build/` as
`hostile-…`, and becomes a test in tests/hostile/test_found.py.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.hostile.doors import TARGETS
from tests.hostile.search import Result


def main() -> int:
    """Search every door in a process of its own, two at a time; 1 if anything broke."""
    words = argparse.ArgumentParser(description="Search for input that breaks something.")
    words.add_argument("--seconds", type=float, default=7.0, help="for each door")
    words.add_argument("--seed", type=int, default=None, help="the same cases again")
    words.add_argument("--only", choices=[target.name for target in TARGETS])
    given = words.parse_args()
    names = [target.name for target in TARGETS if given.only in (None, target.name)]
    sys.stdout.write(f"{'door':<16} {'cases':>8} {'slowest':>9} {'memory':>8} failures\n")
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda name: _searched(name, given.seconds, given.seed), names))
    return 1 if any(result.failures for result in results) else 0


def _searched(name: str, seconds: float, seed: int | None) -> Result:
    call = [sys.executable, "-m", "tests.hostile.search", name, str(seconds), "" if seed is None else str(seed)]
    done = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=False)
    try:
        result = Result(**json.loads(done.stdout))
    except ValueError:
        result = Result(name, 0, 0.0, 0, (f"the process ended with {done.returncode}",))
    sys.stdout.write(f"{result.row()}\n")
    sys.stdout.flush()
    return result


if __name__ == "__main__":
    sys.exit(main())
