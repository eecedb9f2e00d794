"""`sdcards doctor`: is everything as it should be?"""

from __future__ import annotations

import sqlite3

import typer

from sdcards.cli.console import counted
from sdcards.cli.opening import open_study
from sdcards.collection.compiled import problem_count
from sdcards.places import cards_folder, progress_file
from sdcards.store.settings import read_scheduler


def command() -> None:
    """Check the progress file from end to end: SQLite's own check, and every schedule against the review log.

    Example: `sdcards doctor`. It changes nothing. Ends with 1 if something is wrong, and says what to do.
    """
    with open_study() as study:
        typer.echo(f"deck      {cards_folder()}: {_count(study.deck, 'card')}")
        typer.echo(f"progress  {progress_file()}: {_count(study.log.con, 'review')}")
        findings = [f"the file: {finding}" for finding in study.log.integrity_check()]
        if not findings:
            scheduler = read_scheduler(study.log.con)
            findings = [f"{each.card}: schedule and reviews differ" for each in study.log.check_fold(scheduler)]
        for finding in findings:
            typer.echo(finding)
        if problems := problem_count(study.deck):
            typer.echo(f"the deck has {counted(problems, 'problem')}; 'sdcards check' shows them")
    if findings:
        typer.echo(
            "Something is wrong: keep the file, and restore the newest backup from the folder 'backups' beside it."
        )
        raise typer.Exit(1)
    typer.echo("All is well.")


def _count(con: sqlite3.Connection, thing: str) -> str:
    number: int = con.execute(f"SELECT count(*) FROM {thing}").fetchone()[0]
    return counted(number, thing)
