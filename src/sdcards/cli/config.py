"""`sdcards config`: settings."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from sdcards.cli.console import print_json, print_table
from sdcards.cli.opening import open_study
from sdcards.errors import UsageError
from sdcards.store.settings import Settings, change_setting

_MEANINGS = {
    "retention": "how likely you should still know a card when it becomes due",
    "new": "new cards a day",
    "reviews": "reviews a day",
    "leech": "lapses after which a card counts as a leech",
    "rollover": "the hour at which the study day turns",
    "maximum_interval": "the longest interval, in days",
    "buttons": "4 ratings, or 2: Again and Good",
}


def command(
    name: Annotated[str | None, typer.Argument(help="A setting.", show_default=False)] = None,
    value: Annotated[str | None, typer.Argument(help="Its new value.", show_default=False)] = None,
    *,
    reset: Annotated[bool, typer.Option("--reset", help="Back to the default.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show or change settings.

    Examples: `sdcards config`, `sdcards config new 10`, `sdcards config retention 0.85`, `sdcards config new --reset`.

    A change of retention or of the longest interval moves all due dates at once.
    """
    if name is None:
        _show_all(as_json=as_json)
        return
    if name not in _MEANINGS:
        raise UsageError(f"there is no setting '{name}': choose one of {', '.join(_MEANINGS)}")
    if value is None and not reset:
        with open_study() as study:
            typer.echo(asdict(study.settings)[name])
        return
    with open_study(writing=True) as study:
        settings = change_setting(study.log.con, name, None if reset else value)
    typer.echo(f"{name} is now {asdict(settings)[name]}.")


def _show_all(*, as_json: bool) -> None:
    with open_study() as study:
        values = asdict(study.settings)
    if as_json:
        print_json(values)
        return
    defaults = asdict(Settings())
    rows = [
        [name, str(values[name]), "" if values[name] == defaults[name] else f"(default {defaults[name]})", meaning]
        for name, meaning in _MEANINGS.items()
    ]
    print_table(rows)
