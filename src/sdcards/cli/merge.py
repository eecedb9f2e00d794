"""`sdcards merge`: another machine's progress into this one's."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from sdcards.cli.console import print_lines, working
from sdcards.cli.opening import open_study
from sdcards.clock import system_clock
from sdcards.places import progress_file
from sdcards.store.backup import keep_copy
from sdcards.store.lock import one_session
from sdcards.store.merging import Merged, merge_store
from sdcards.store.snapshot import open_snapshot
from sdcards.terminal.words import plural


def command(
    other: Annotated[Path, typer.Argument(metavar="FILE", help="A copy of the other machine's progress file.")],
) -> None:
    """Bring in what you did on another machine.

    Example: `sdcards merge laptop.db`.

    What you reviewed, practised, suspended and flagged there comes into your progress. The file given is not changed; to
    have all on both machines, merge here and there. Merging again, or in another order, gives the same. Settings stay as
    they are here.
    """
    store = progress_file()
    with (
        working("Merging ..."),
        closing(open_snapshot(other, store)) as there,
        one_session(store),
        open_study(writing=True) as study,
    ):
        keep_copy(study.log.con, "before-merge", system_clock())
        merged = merge_store(study.log.con, there, study.today)
    print_lines(_said(merged))


def _said(merged: Merged) -> list[str]:
    lines = [f"Added {plural(merged.added, 'review')}; {merged.known:,} known here already."]
    if merged.undone:
        lines.append(f"Took back {plural(merged.undone, 'review')}, as there.")
    if merged.hidden or merged.flagged:
        lines.append(f"Hid {plural(merged.hidden, 'card')} and flagged {plural(merged.flagged, 'card')}, as there.")
    if merged.mocks or merged.drills:
        lines.append(f"Added {plural(merged.mocks, 'mock interview')} and {plural(merged.drills, 'drill')}.")
    if not merged.alike:
        lines.append("The other machine schedules by other settings (see 'sdcards config'): those here count here.")
    return lines
