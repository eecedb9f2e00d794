"""`sdcards restore`: a backup in the place of the progress file."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from sdcards.cli.console import print_json, print_table, working
from sdcards.clock import local_time, study_day, system_clock
from sdcards.places import progress_file
from sdcards.reading.span import visible
from sdcards.store.lock import one_session
from sdcards.store.restoring import Backup, find_backup, read_backup, read_backups, restore_store
from sdcards.terminal.words import plural


def command(
    backup: Annotated[
        str | None, typer.Argument(metavar="BACKUP", help="A backup's name, a date, or a file.", show_default=False)
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The list for programs.")] = False,
) -> None:
    """List the backups, or bring one back.

    Examples: `sdcards restore`, `sdcards restore 2026-11-20`, `sdcards restore ~/before-holiday.db`.

    A backup takes the place of all your progress. What is there now is kept beside the other backups first.
    """
    if backup is None:
        _list(read_backups(progress_file()), as_json=as_json)
        return
    now = system_clock()
    source = find_backup(progress_file(), backup)
    with working("Restoring ..."), one_session(progress_file()):
        aside = restore_store(progress_file(), source, now, study_day(now))
    typer.echo(visible(f"Restored {source}: {plural(read_backup(progress_file()).reviews or 0, 'review')}."))
    if aside:
        typer.echo(visible(f"What was there before is kept in {aside}."))


def _list(backups: tuple[Backup, ...], *, as_json: bool) -> None:
    if as_json:
        print_json([asdict(backup) for backup in backups])
    elif backups:
        print_table([[backup.name, *_described(backup)] for backup in backups])
    else:
        typer.echo("There are no backups yet: one is made on each day of study, and by 'sdcards backup'.")


def _described(backup: Backup) -> tuple[str, str]:
    if backup.reviews is None:
        return "damaged", ""
    if backup.last is None:
        return plural(backup.reviews, "review"), ""
    moment = local_time(backup.last)
    return plural(backup.reviews, "review"), f"last on {moment:%Y-%m-%d %H:%M}"
