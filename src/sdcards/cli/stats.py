"""`sdcards stats`: retention reached, forecast, calendar, recall by topic, readiness."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from sdcards.cli.opening import open_study
from sdcards.cli.standing import read_statistics
from sdcards.terminal.layout import Paper
from sdcards.terminal.printing import print_texts
from sdcards.terminal.stats import statistics_lines


def command(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a page of charts to this file.", show_default=False)] = None,
) -> None:
    """Show what you know, how well you remember, and what lies ahead."""
    with open_study() as study:
        statistics = read_statistics(study.log.con, study.deck, study.today)
    paper = Paper(shutil.get_terminal_size().columns, sys.stdout.encoding)
    print_texts(statistics_lines(statistics, paper), sys.stdout)
