"""`sdcards check`: every problem in the sources."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.checking import deck_at_hand, deck_of, read_checked
from sdcards.cli.console import print_json
from sdcards.cli.formats import Format, as_annotations, as_json, as_text
from sdcards.clock import date_of, study_day, system_clock

if TYPE_CHECKING:
    from sdcards.collection.collection import Collection

# The models and the rules are imported where they are used: every other command starts with this module too.


def command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="The deck's folder, or topic files in it.", show_default=False),
    ] = None,
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
    collection, problems = read_checked(folder, stale_on=today)
    found = [problem for problem in problems if not only or Path(problem.span.source.path).resolve() in only]
    if form is Format.JSON:
        print_json(as_json(found))
    elif form is Format.GITHUB:
        _print(as_annotations(found))
    else:
        read = _files_of(collection, folder) | {problem.span.source.path for problem in found}
        _print(as_text(found, len(only or read)))
    raise typer.Exit(1 if found else 0)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _files_of(collection: Collection, folder: Path) -> set[str]:
    """The files that a deck was read from, as its problems name them; what could not be read at all is not among them."""
    names = ("deck.yaml", "sources.yaml", "terms.yaml", "retired.yaml", "estimates.yaml")
    whole = {str(folder / name) for name in names if (folder / name).exists()}
    return whole | {topic.path for topic in collection.topics()}
