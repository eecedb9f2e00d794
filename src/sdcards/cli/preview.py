"""`sdcards preview`: the cards as Anki shows them, on a page for the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.checking import deck_of
from sdcards.cli.options import DeckPaths
from sdcards.cli.output import expect_writable
from sdcards.errors import SdcardsError, UsageError
from sdcards.places import cache_folder, cards_folder
from sdcards.reading.span import visible
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from sdcards.cli.previewing import Selection

# Anki's rooms and the models are imported where they are used: every other command starts with this module too.

_OURS = b'<meta name="generator" content="sdcards">'
_HEAD = 1000
"""Bytes at the beginning of a page in which this stands."""


def command(
    paths: DeckPaths = None,
    *,
    show: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Show every change as soon as it is saved.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            "--out",
            metavar="FOLDER",
            help="Write a site for a page host into this folder.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the cards in a browser as Anki does.

    Examples: `sdcards preview --open`, `sdcards preview cards/estimation --watch --open`, `sdcards preview -o site`.

    The page has each card's front and back, and what is wrong with it. It is one file that loads nothing from elsewhere;
    its path is printed. --watch serves it to this machine only, until Ctrl-C. A site names no path of this machine.
    """
    if watch and out is not None:
        raise UsageError("'--watch' shows a page and '--output' writes one; choose one")
    if out is not None:
        expect_writable(out)
    from sdcards.cli.previewing import Selection

    folder, only = deck_of(paths or [Path(cards_folder())])
    selection = Selection(folder, frozenset(only), linked=out is None)
    if watch:
        from sdcards.cli.watching import watch_deck

        watch_deck(selection, open_page if show else lambda _: None)
        return
    file = _site(out) if out is not None else Path(cache_folder(), "preview.html")
    _write(selection, file)
    if show:
        open_page(file.resolve().as_uri())


def open_page(address: str) -> None:
    """Open a page in the person's browser; raises SdcardsError where there is none."""
    import webbrowser

    if not webbrowser.open(address):
        raise SdcardsError(f"found no browser to open; go to {address}")


def _write(selection: Selection, file: Path) -> None:
    """Write the page in a single step, so that nobody ever gets half of it, and say where it is."""
    from sdcards.anki.files import replace_file
    from sdcards.cli.previewing import read_preview
    from sdcards.pages.preview import preview_page

    deck = read_preview(selection)
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, preview_page(deck).encode())
    typer.echo(visible(str(file)))
    if problems := deck.problems():
        told = f"{plural(problems, 'problem')} on the page; 'sdcards check' lists them all"
        typer.echo(told, err=True)


def _site(folder: Path) -> Path:
    """The one file that a site is; raises SdcardsError rather than replace somebody else's."""
    file = folder / "index.html"
    if file.exists() and not _is_ours(file):
        raise SdcardsError(f"'{file}' is not a page of ours; name another folder, or move it away")
    return file


def _is_ours(file: Path) -> bool:
    with file.open("rb") as page:
        return _OURS in page.read(_HEAD)
