"""The table that `make faults` ends with."""

from __future__ import annotations

import sys
from dataclasses import astuple, fields
from typing import TYPE_CHECKING

from tests.faults.trial import Count

if TYPE_CHECKING:
    from tests.faults.attack import Counts


def print_table(counts: Counts) -> int:
    """Print what became of the points of everything that was attacked, by ways and altogether; 1 if anything is wrong."""
    by_way: dict[str, Count] = {}
    for (_, way), count in counts.items():
        by_way[way] = by_way.get(way, Count()) + count
    whole = sum(counts.values(), Count())
    rows = [(what, way, count) for (what, way), count in sorted(counts.items())]
    rows += [("all", way, count) for way, count in sorted(by_way.items())]
    heads = [("", "", *(each.name for each in fields(Count)))]
    for row in [*heads, *((what, way, *astuple(count)) for what, way, count in [*rows, ("all", "", whole)])]:
        first, second, *numbers = row
        sys.stdout.write(f"{first:30}{second:22}{''.join(f'{number:>11}' for number in numbers)}\n")
    return 1 if whole.wrong else 0
