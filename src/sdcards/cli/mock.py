"""`sdcards mock`: the forty-minute interview."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sdcards.cli.output import expect_writable
from sdcards.errors import UsageError


class PhaseName(StrEnum):
    """The phases, as they are named on the command line."""

    REQUIREMENTS = "requirements"
    ESTIMATES = "estimates"
    API = "api"
    DATA = "data"
    DESIGN = "design"
    BOTTLENECKS = "bottlenecks"
    WRAP_UP = "wrap-up"


def command(
    prompt: Annotated[
        str | None, typer.Argument(metavar="PROMPT", help="A prompt, such as 'url-shortener'.", show_default=False)
    ] = None,
    *,
    minutes: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=240, help="The whole in so many minutes, instead of 40.")
    ] = None,
    phase: Annotated[
        PhaseName | None,
        typer.Option(metavar="PHASE", help="Practise only this phase, such as 'estimates'.", show_default=False),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Begin afresh, and end the one that waits.")] = False,
    bell: Annotated[
        bool,
        typer.Option("--bell", help="Ring when a phase or a requirement changes; 'sdcards config bell 1' always does."),
    ] = False,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="Repeat the choice of the prompt and of the change.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="Show the prompts, and how they went.")] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Show past interviews and the trend of each phase.")
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the last interview as Markdown.", show_default=False),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="Export the interview of a day or minute, such as '2026-12-01 19:30'.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="--list and --history for programs.")] = False,
) -> None:
    """Drive a mock interview against a clock.

    Examples: `sdcards mock`, `sdcards mock url-shortener`, `sdcards mock --phase estimates`, `sdcards mock --minutes 25`,
    `sdcards mock --history`, `sdcards mock --export mock.md`.

    A prompt, seven phases, then your own score by a checklist. Without a name it takes a prompt not done lately, or goes on
    with the one you left. What you type is kept at once, so it can be left and gone on with at any moment. The cards of
    what you missed come first in your next reviews.
    """
    shown = [name for name, is_wanted in _shown(list_=list_, history=history, export=export) if is_wanted]
    if len(shown) > 1:
        raise UsageError(f"'{shown[0]}' and '{shown[1]}' do not go together; name one of them")
    if (of is not None and export is None) or (as_json and not (list_ or history)):
        raise UsageError("'--of' belongs to '--export', '--json' to '--list' and '--history'")
    if shown:
        from sdcards.cli.mock_report import export_mock, show_history, show_list

        if export is not None:
            expect_writable(export)
            export_mock(export, of)
        elif list_:
            show_list(as_json=as_json)
        else:
            show_history(prompt, as_json=as_json)
        return
    from sdcards.cli.mock_choice import Wish
    from sdcards.cli.mocking import mock

    wish = Wish(prompt, minutes, phase.value if phase else None, new, seed, bell)
    raise typer.Exit(mock(wish))


def _shown(*, list_: bool, history: bool, export: Path | None) -> list[tuple[str, bool]]:
    return [("--list", list_), ("--history", history), ("--export", export is not None)]
