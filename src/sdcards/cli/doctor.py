"""`sdcards doctor`: is everything as it should be?"""

from __future__ import annotations

import sqlite3
from typing import Annotated

import typer

from sdcards.cli.console import print_lines, working
from sdcards.cli.opening import Study, open_study
from sdcards.collection.compiled import problem_count
from sdcards.places import cards_folder, progress_file
from sdcards.store.lock import one_session
from sdcards.store.practice_check import practice_faults
from sdcards.store.settings import read_scheduler
from sdcards.store.transaction import rows
from sdcards.terminal.words import plural


def command(
    *,
    refold: Annotated[
        bool, typer.Option("--refold", help="Where schedules are not what the reviews add up to, write all anew.")
    ] = False,
) -> None:
    """Check the progress file from end to end.

    Examples: `sdcards doctor`, `sdcards doctor --refold`.

    SQLite's own check, every schedule against the review log, and your practice. Ends with 1 if something is wrong, and
    says what to do.
    """
    with working("Checking ..."), open_study() as study:
        damages = study.log.integrity_check()
        if not damages:
            print_lines(_inventory(study))
        differing = [] if damages else [each.card for each in study.log.check_fold(read_scheduler(study.log.con))]
        faults = () if damages else practice_faults(study.log.con)
    print_lines([f"the file: {damage}" for damage in damages])
    print_lines([f"{card}: schedule and reviews differ" for card in differing])
    print_lines([f"practice: {fault}" for fault in faults])
    if damages:
        typer.echo(
            f"'{progress_file()}' is damaged: 'sdcards restore DATE' brings back a backup, 'sdcards restore' lists them."
        )
        raise typer.Exit(1)
    if differing and not refold:
        typer.echo("The reviews are what counts: 'sdcards doctor --refold' writes all schedules anew from them.")
        raise typer.Exit(1)
    if differing:
        typer.echo(_refolded())
    if faults:
        typer.echo(
            "Your reviews are not touched by this: 'sdcards restore' lists the backups, one of which may be sound."
        )
        raise typer.Exit(1)
    typer.echo("All is well.")


def _refolded() -> str:
    with working("Scheduling anew ..."), one_session(progress_file()), open_study(writing=True) as study:
        study.log.refold(read_scheduler(study.log.con))
        return f"Wrote the schedules of {_count(study.log.con, 'schedule', 'card')} anew."


def _inventory(study: Study) -> list[str]:
    problems = problem_count(study.deck)
    return [
        f"deck      {cards_folder()}: {_count(study.deck, 'card')}",
        f"progress  {progress_file()}: {_count(study.log.con, 'review')}{_practised(study.log.con)}",
        *([f"the deck has {plural(problems, 'problem')}; 'sdcards check' shows them"] if problems else []),
    ]


def _practised(con: sqlite3.Connection) -> str:
    things = (_count(con, table, thing) for table, thing in (("mock", "mock interview"), ("drill", "drill")))
    return "".join(f", {thing}" for thing in things if not thing.startswith("0 "))


def _count(con: sqlite3.Connection, table: str, thing: str = "") -> str:
    ((number,),) = rows(con, f"SELECT count(*) FROM {table}")
    return plural(number, thing or table)
