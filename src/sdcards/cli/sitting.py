"""What every sitting at a terminal begins and ends with."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterable

from sdcards.collection.compiled import problem_count


def warn_of_problems(deck: sqlite3.Connection) -> None:
    """Say on standard error how many problems the deck has, if it has any."""
    if problems := problem_count(deck):
        sys.stderr.write(f"the deck has problems ({problems}); 'sdcards check' shows them\n")


def say_at_the_end(lines: Iterable[str]) -> None:
    """Print the closing lines once the screen is the shell's again."""
    from sdcards.cli.console import print_lines  # not needed before the first card

    print_lines(lines)


def fall_silent() -> None:
    """Write nothing more on standard output: the terminal is gone, and nobody is there to read the rest."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
