"""`sdcards log`: the review log as text, out and in."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sdcards.cli.console import print_lines, working
from sdcards.cli.opening import Study, open_study
from sdcards.cli.options import DryRun
from sdcards.cli.output import expect_writable
from sdcards.clock import system_clock
from sdcards.ids import CardId
from sdcards.places import progress_file
from sdcards.reading.span import visible
from sdcards.scheduling.review import Review
from sdcards.store.backup import keep_copy
from sdcards.store.lock import one_session
from sdcards.store.log_export import FORMATS, write_lines
from sdcards.store.log_import import MOST_FAULTS, Fault, LogFile, clashes, read_log_file
from sdcards.store.settings import read_scheduler
from sdcards.terminal.words import plural

app = typer.Typer(
    help="Write or read the review log as text.",
    epilog="Examples: `sdcards log export`, `sdcards log import reviews.csv`.",
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How a log is written."""

    CSV = "csv"
    JSONL = "jsonl"
    FSRS = "fsrs"


@app.command("export")
def export_log(
    *,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="CSV, JSON lines, or what FSRS's tools read; else JSON lines if the file ends in .jsonl, CSV if not.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="A file, instead of standard output.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Write every review as a line of text.

    Examples: `sdcards log export -o reviews.csv`, `sdcards log export -o reviews.jsonl`, `sdcards log export --format fsrs`.

    docs/data.md explains the columns.
    """
    if output is not None:
        expect_writable(output)
    form = form or _form_of(output)
    with open_study() as study:
        lines = FORMATS[form](study.log, read_scheduler(study.log.con))
        if output is None:
            sys.stdout.writelines(lines)
            return
        with working("Writing the log ..."):
            written = write_lines(output, lines)
    typer.echo(visible(f"Wrote {output}: {plural(written - (form is not Format.JSONL), 'review')}."))


def _form_of(output: Path | None) -> Format:
    """The form that a file's name promises."""
    return Format.JSONL if output is not None and output.suffix.lower() == ".jsonl" else Format.CSV


@app.command("import")
def import_log(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV or JSON lines, as 'sdcards log export' writes them.")
    ],
    *,
    dry_run: DryRun = False,
) -> None:
    """Add the reviews of a file to the log.

    Examples: `sdcards log import reviews.csv --dry-run`, `sdcards log import reviews.csv`.

    All of them or, if anything is wrong in the file, none. Reviews that are here already are not added twice. Those of
    cards that are not in the deck are kept.
    """
    with working("Reading the reviews ..."):
        found = read_log_file(file, system_clock())
        with open_study() as study:
            faults = [*found.faults, *clashes(study.log, found)]
            lines = _account(study, found, dry_run=dry_run)
    if faults:
        print_lines(_complaint(file, faults))
        raise typer.Exit(1)
    if not dry_run:
        _add([review for _line, review in found.reviews.values()])
    print_lines(lines)


def _add(reviews: list[Review]) -> None:
    with working("Adding the reviews ..."), one_session(progress_file()), open_study(writing=True) as study:
        new = [review for review in reviews if study.log.find(review.card, review.at) is None]
        if new:
            keep_copy(study.log.con, "before-import", system_clock())
            study.log.merge(new, read_scheduler(study.log.con))


def _account(study: Study, found: LogFile, *, dry_run: bool) -> list[str]:
    """What an import does, in words."""
    here = {key for key in found.reviews if study.log.find(*key)}
    undone = found.reviews.keys() & study.log.undone()
    new = found.reviews.keys() - here - undone
    cards: set[CardId] = {card for card, _at in new}
    lines = [f"{'Would add' if dry_run else 'Added'} {plural(len(new), 'review')} of {plural(len(cards), 'card')}."]
    if here:
        lines.append(f"Known here already: {plural(len(here), 'review')}.")
    if undone:
        lines.append(f"Left out, for they were taken back here: {plural(len(undone), 'review')}.")
    if strangers := len(cards - _deck(study)):
        lines.append(f"Not in the deck, and kept for later: {plural(strangers, 'card')}.")
    return lines


def _deck(study: Study) -> set[CardId]:
    return {CardId(card) for (card,) in study.deck.execute("SELECT id FROM card")}


def _complaint(file: Path, faults: list[Fault]) -> list[str]:
    in_order = sorted(faults, key=lambda fault: fault.line)
    rest = " The rest of the file was not looked at." if len(faults) >= MOST_FAULTS else ""
    lines = [f"{file}:{fault.line}: {fault.message}" for fault in in_order]
    return [*lines, f"{plural(len(faults), 'problem')}; nothing was added.{rest}"]
