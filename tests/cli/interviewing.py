"""`sdcards mock` with a clock that stands in a file, so that a test decides how fast forty minutes go by."""

import sys
from itertools import count
from pathlib import Path

from sdcards.cli.mock_choice import Wish
from sdcards.cli.mocking import Clocks, mock
from sdcards.errors import SdcardsError


def main() -> int:
    """Hold a mock interview: the clock's file, then prompt, minutes and phase where they are named, ``--new`` to begin afresh."""
    clock = Path(sys.argv[1])
    words = [word for word in sys.argv[2:] if word != "--new"]
    prompt, minutes, phase = (*words, *[""] * 3)[:3]
    wish = Wish(prompt or None, int(minutes) if minutes else None, phase or None, new="--new" in sys.argv, seed=1)
    last = 0.0

    def seconds() -> float:
        nonlocal last
        text = clock.read_text("ascii")  # empty at the moment in which it is written
        last = float(text) if text else last
        return last

    try:
        return mock(wish, Clocks(seconds, away=3600, presses=count().__next__))
    except SdcardsError as error:
        sys.stdout.write(f"sdcards: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
