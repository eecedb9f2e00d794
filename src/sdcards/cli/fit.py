"""`sdcards fit`: FSRS parameters from your own reviews."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from sdcards.cli.console import print_json, working
from sdcards.cli.opening import open_study
from sdcards.cli.options import AsJson
from sdcards.places import progress_file
from sdcards.scheduling.fitting import Fit, fit
from sdcards.store.lock import one_session
from sdcards.store.settings import keep_fit, read_scheduler, undo_fit
from sdcards.terminal.words import plural


def command(
    *,
    undo: Annotated[bool, typer.Option("--undo", help="Back to the parameters of before the last fit.")] = False,
    as_json: AsJson = False,
) -> None:
    """Fit the scheduler to your own memory.

    Examples: `sdcards fit`, `sdcards fit --undo`.

    It needs 1,000 reviews made a day or more after the one before, and the package fsrs-rs-python (docs/data.md).

    A fifth of the cards is held out. Only if a fit on the others foresees these better, it is made on all cards and kept;
    then every due date moves with it.
    """
    with one_session(progress_file()):
        if undo:
            with working("Scheduling anew ..."), open_study(writing=True) as study:
                undo_fit(study.log.con)
            typer.echo("The former parameters are back, and every due date moved with them.")
            return
        found = _fitted()
    if as_json:
        print_json(asdict(found))
    else:
        typer.echo(_said(found))


def _fitted() -> Fit:
    with working("Fitting ..."), open_study() as study:
        histories = {card: tuple(reviews) for card, reviews in study.log.by_card()}
        found = fit(histories, read_scheduler(study.log.con))
    if found.parameters:
        with working("Scheduling anew ..."), open_study(writing=True) as study:
            keep_fit(study.log.con, found.parameters)
    return found


def _said(found: Fit) -> str:
    held_out = plural(found.held_out, "review")
    head = (
        f"Log loss on {held_out} of cards held out (lower is better): {found.before:.4f} now, {found.after:.4f} fitted."
    )
    if found.parameters is None:
        return f"{head}\nNot better, so nothing was changed."
    return (
        f"{head}\nFitted again on all {plural(found.reviews, 'review')} and kept; every due date moved with it.\n"
        "'sdcards fit --undo' brings the former parameters back."
    )
