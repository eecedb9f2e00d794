"""`sdcards config`: settings."""

from __future__ import annotations

import re
from contextlib import closing, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from sdcards.cli.console import print_json, print_table
from sdcards.cli.opening import Study, open_study
from sdcards.cli.options import AsJson
from sdcards.clock import study_day, system_clock
from sdcards.errors import UsageError, no_deck, unknown
from sdcards.places import progress_file
from sdcards.store.database import open_store
from sdcards.store.lock import one_session
from sdcards.store.own_decks import KEY, own_decks, own_decks_text
from sdcards.store.settings import MOVES_DUE_DATES, Settings, change_setting, write_value
from sdcards.terminal.words import plural

_MEANINGS = {
    "retention": "how likely you should still know a card when it becomes due",
    "new": "new cards a day",
    "reviews": "reviews a day",
    "leech": "lapses after which a card counts as a leech",
    "rollover": "the hour at which the study day turns",
    "maximum_interval": "the longest interval, in days",
    "buttons": "4 ratings, or 2: Again and Good",
    "bell": "1 rings when a phase or a requirement of a mock interview changes, 0 does not",
}


def command(
    name: Annotated[
        str | None, typer.Argument(metavar="SETTING", help="A setting; without one, all are shown.", show_default=False)
    ] = None,
    values: Annotated[
        list[str] | None, typer.Argument(metavar="VALUE", help="Its new value.", show_default=False)
    ] = None,
    *,
    reset: Annotated[bool, typer.Option("--reset", help="Back to the default.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show or change settings.

    Examples: `sdcards config`, `sdcards config new 10`, `sdcards config retention 0.85`, `sdcards config new --reset`,
    `sdcards config cards ~/my-cards`.

    A change of retention or of the longest interval moves all due dates at once. 'cards' names the folders of your own
    cards, which are studied beside ours; they have the same format, and their ids never clash with ours.
    """
    if reset and (name is None or values):
        raise UsageError("'--reset' brings back one default; name the setting, without a value")
    if name == KEY:
        _own_cards([Path(value) for value in values or ()], reset=reset, as_json=as_json)
        return
    value = values[0] if values else None
    if values and len(values) > 1:
        raise UsageError(f"'{name}' takes one value, not {len(values)}")
    if name is None:
        _show_all(as_json=as_json)
        return
    if name not in _MEANINGS:
        raise unknown("setting", name, [*_MEANINGS, KEY])
    if value is None and not reset:
        with open_study() as study:
            typer.echo(asdict(study.settings)[name])
        return
    # What moves due dates must not move them under a running session.
    alone = one_session(Path(progress_file())) if name in MOVES_DUE_DATES else nullcontext()
    # The settings are not read before, so that one spoilt by hand can be mended.
    with alone, closing(open_store(progress_file(), today=study_day(system_clock()))) as con:
        settings = change_setting(con, name, None if reset else value)
    typer.echo(f"{name} is now {asdict(settings)[name]}.")


def _own_cards(folders: list[Path], *, reset: bool, as_json: bool) -> None:
    if folders or reset:
        decks = {} if reset else _named(folders)
        with open_study(writing=True) as study:
            write_value(study.log.con, KEY, own_decks_text(decks) or None)
    with open_study() as study:
        decks = own_decks(study.log.con)
        counts = {name: _card_count(study, name) for name in decks}
    if as_json:
        print_json(decks)
    elif decks:
        print_table([[name, counts[name], folder] for name, folder in decks.items()])
    else:
        typer.echo("No cards of your own; 'sdcards config cards FOLDER' adds a folder.")


def _named(folders: list[Path]) -> dict[str, str]:
    """The folders by the names that their cards' ids will carry."""
    decks: dict[str, str] = {}
    for folder in folders:
        name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "own"
        if name in decks:
            raise UsageError(f"two folders are called '{name}'; rename one, since its name becomes part of the ids")
        if not (folder / "deck.yaml").is_file():
            raise no_deck(folder)
        decks[name] = str(folder.resolve())
    return decks


def _card_count(study: Study, deck: str) -> str:
    query = "SELECT count(*) FROM card WHERE substr(id, 1, ?) = ?"
    number: int = study.deck.execute(query, (len(deck) + 1, f"{deck}:")).fetchone()[0]
    return plural(number, "card") if number else "missing"


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
