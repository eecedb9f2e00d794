"""`sdcards backup`: a copy of the progress file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from sdcards.cli.console import working
from sdcards.cli.output import expect_writable
from sdcards.clock import study_day, system_clock
from sdcards.errors import SdcardsError
from sdcards.places import progress_file
from sdcards.reading.span import visible
from sdcards.store.backup import copy_name, copy_store
from sdcards.store.database import read_store
from sdcards.store.restoring import read_backup
from sdcards.terminal.words import plural


def command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A new file, or a folder.", show_default=False),
    ] = None,
) -> None:
    """Copy your progress into a file.

    Examples: `sdcards backup`, `sdcards backup /media/stick`, `sdcards backup ~/before-holiday.db`.

    The copy is complete and checked; without a name it goes into the folder of the backups. 'sdcards restore' lists the
    copies and brings one back. A dated copy is made on each day of study anyway.
    """
    if file is not None:
        expect_writable(file)
    now = system_clock()
    con = read_store(progress_file(), today=study_day(now))
    if con is None:
        raise SdcardsError("there is no progress to copy yet; 'sdcards review' starts it")
    with closing(con):
        target = Path(copy_name(progress_file(), "backup", now))
        if file is not None:
            target = file / target.name if file.is_dir() else file
        if target.exists():
            raise SdcardsError(f"'{target}' is there already; name a new file")
        with working("Copying ..."):
            copy_store(con, target)
    typer.echo(visible(f"Wrote {target}: {plural(read_backup(str(target)).reviews or 0, 'review')}."))
