"""`sdcards merge`: another machine's progress into this one's."""

from __future__ import annotations

import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from sdcards.cli.console import print_lines, working
from sdcards.cli.opening import Study, open_study
from sdcards.cli.options import DryRun
from sdcards.clock import system_clock
from sdcards.places import progress_file
from sdcards.store.backup import copy_kept_of_before
from sdcards.store.database import empty_store
from sdcards.store.lock import one_session
from sdcards.store.merging import Merged, merge_store
from sdcards.store.snapshot import open_snapshot
from sdcards.terminal.words import plural


def command(
    other: Annotated[Path, typer.Argument(metavar="FILE", help="A copy of the other machine's progress file.")],
    *,
    dry_run: DryRun = False,
) -> None:
    """Bring in what you did on another machine.

    Examples: `sdcards merge laptop.db --dry-run`, `sdcards merge laptop.db`.

    What you reviewed, practised, suspended and flagged there comes into your progress. The file given is not changed; to
    have all on both machines, merge here and there. Merging again, or in another order, gives the same. Settings stay as
    they are here.
    """
    store = progress_file()
    with (
        working("Merging ..."),
        closing(open_snapshot(other, store)) as there,
        nullcontext() if dry_run else one_session(store),
        open_study(writing=not dry_run) as study,
    ):
        merged = _merge(study, there, dry_run=dry_run)
    print_lines(_said(merged, dry_run=dry_run))


def _merge(study: Study, there: sqlite3.Connection, *, dry_run: bool) -> Merged:
    if dry_run:
        with closing(empty_store()) as trial:
            study.log.con.backup(trial)
            return merge_store(trial, there, study.today)
    with copy_kept_of_before(study.log.con, "before-merge", system_clock()):
        return merge_store(study.log.con, there, study.today)


def _said(merged: Merged, *, dry_run: bool) -> list[str]:
    lines = [
        f"{'Would add' if dry_run else 'Added'} {plural(merged.added, 'review')}; {merged.known:,} known here already."
    ]
    others = (
        ("Would take back", "Took back", merged.undone, "review", ", as there"),
        ("Would hide", "Hid", merged.hidden, "card", ", as there"),
        ("Would flag", "Flagged", merged.flagged, "card", ", as there"),
        ("Would add", "Added", merged.mocks, "mock interview", ""),
        ("Would add", "Added", merged.drills, "drill", ""),
    )
    lines += [
        f"{would if dry_run else did} {plural(count, what)}{how}." for would, did, count, what, how in others if count
    ]
    if not merged.alike:
        lines.append("The other machine schedules by other settings (see 'sdcards config'): those here count here.")
    return lines
