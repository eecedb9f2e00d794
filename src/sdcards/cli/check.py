"""`sdcards check`: every problem in the sources."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.checking import deck_at_hand, deck_of, read_checked
from sdcards.cli.console import print_json
from sdcards.cli.formats import Format, as_annotations, as_json, as_text
from sdcards.cli.options import DeckPaths
from sdcards.clock import date_of, study_day, system_clock
from sdcards.reading.resting import collector_at_rest

if TYPE_CHECKING:
    from datetime import date

    from sdcards.collection.collection import Collection

# The models and the rules are imported where they are used: every other command starts with this module too.


def command(
    paths: DeckPaths = None,
    *,
    form: Annotated[
        Format, typer.Option("--format", help="For people, for programs, or as annotations of a pull request.")
    ] = Format.TEXT,
    stale: Annotated[bool, typer.Option("--stale", help="Also the numbers that are past their shelf life.")] = False,
) -> None:
    """Find every problem in the sources.

    Examples: `sdcards check`, `sdcards check cards`, `sdcards check cards/estimation/latency-ladder.yaml`,
    `sdcards check --stale`, `sdcards check --format github`.

    Says nothing and ends with 0 when all is well; otherwise ends with 1. The codes are explained in docs/problems.md.
    """
    folder, only = deck_of(paths or [deck_at_hand()])
    today = date_of(study_day(system_clock())) if stale else None
    raise typer.Exit(1 if _tell_problems(folder, only, form, today) else 0)


@collector_at_rest()  # until nothing of the deck is left
def _tell_problems(folder: Path, only: set[Path], form: Format, today: date | None) -> bool:
    """Whether there are any."""
    collection, problems = read_checked(folder, stale_on=today)
    found = [problem for problem in problems if not only or Path(problem.span.source.path).resolve() in only]
    if form is Format.JSON:
        print_json(as_json(found))
    elif form is Format.GITHUB:
        _print(as_annotations(found))
    else:
        read = _files_of(collection, folder) | {problem.span.source.path for problem in found}
        _print(as_text(found, len(only or read)))
    return bool(found)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _files_of(collection: Collection, folder: Path) -> set[str]:
    """The files that a deck was read from, as its problems name them; what could not be read at all is not among them."""
    from sdcards.collection.collection import DECK_FILES

    whole = {str(folder / name) for name in DECK_FILES if (folder / name).exists()}
    return whole | {topic.path for topic in collection.topics()}
