"""The real program at a moment of our choosing: ``python dated.py 2026-11-29T18:30:00+00:00 review``.

Wall time stands still, and the stopwatch goes on by ``TICK`` seconds whenever it is read, so each run shows the same.
"""

import sys
import time
from datetime import datetime
from itertools import count

import sdcards.clock

TICK = 2.5


def main() -> None:
    """Set both clocks before anything else is imported, and start the program."""
    program, moment, *words = sys.argv
    now, ticks = datetime.fromisoformat(moment), count(step=TICK)
    sdcards.clock.system_clock = lambda: now
    time.monotonic = lambda: next(ticks)
    sys.argv = [program, *words]
    from sdcards.__main__ import main as start

    start()


if __name__ == "__main__":
    main()
