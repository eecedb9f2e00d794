"""`sdcards export`: the deck as an Anki package."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.console import counted
from sdcards.clock import system_clock
from sdcards.errors import SdcardsError, UsageError
from sdcards.places import cards_folder, released_file

if TYPE_CHECKING:
    from sdcards.anki.package import Report
    from sdcards.collection.collection import Collection

# genanki and the models are imported where they are used: every other command starts with this module too.


def command(
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.")] = Path("sdcards.apkg"),
    *,
    area: Annotated[str | None, typer.Option(help="Only this area, such as 'estimation'.", show_default=False)] = None,
    publish: Annotated[
        bool, typer.Option("--release", help="Rewrite dist/sdcards.apkg and dist/released.json of this checkout.")
    ] = False,
) -> None:
    """Write the deck as a file that Anki, AnkiDroid and AnkiMobile import.

    Examples: `sdcards export`, `sdcards export -o ~/deck.apkg`, `sdcards export --area estimation`.

    The same sources give the same bytes. Notes that differ from the last release carry the time of the export, which
    SOURCE_DATE_EPOCH sets.
    """
    from sdcards.anki.package import release, write_package
    from sdcards.anki.released import read_released

    collection = _sound_collection(Path(cards_folder()))
    lock = Path(released_file())
    if publish:
        if area is not None:
            raise UsageError("a release is the whole deck: leave out '--area'")
        output, report = lock.with_name("sdcards.apkg"), release(collection, lock.parent, _moment())
    else:
        report = write_package(collection, output, released=read_released(lock), moment=_moment(), area=area)
    typer.echo(_said(report, output))


def _sound_collection(folder: Path) -> Collection:
    """The deck, if it has no problems: a package is for people who cannot mend it."""
    from sdcards.collection.collection import read_collection
    from sdcards.collection.rules import problems_of

    collection, problems = read_collection(folder)
    found = len(problems) or len(problems_of(collection))
    if found:
        raise SdcardsError(f"the deck has {counted(found, 'problem')}: 'sdcards check' shows what to mend")
    return collection


def _moment() -> int:
    chosen = os.environ.get("SOURCE_DATE_EPOCH")
    if chosen is None:
        return int(system_clock().timestamp())
    if not chosen.isdecimal():
        raise UsageError(f"SOURCE_DATE_EPOCH is '{chosen}': give whole seconds since 1970")
    return int(chosen)


def _said(report: Report, output: Path) -> str:
    since = (
        f", {report.new} new and {report.changed} changed since the last release" if report.new + report.changed else ""
    )
    return f"Wrote {output}: {counted(report.notes, 'note')}, {counted(report.cards, 'card')}{since}."
