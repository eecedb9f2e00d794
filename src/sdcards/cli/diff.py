"""`sdcards diff`: what a change of the sources does to the cards."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.checking import deck_of
from sdcards.cli.console import print_json, working
from sdcards.cli.revisions import Repository, Revision
from sdcards.clock import date_of, study_day, system_clock
from sdcards.errors import SdcardsError
from sdcards.places import cards_folder

if TYPE_CHECKING:
    from sdcards.collection.changes import Changes
    from sdcards.collection.collection import Collection

# The models are imported where they are used: every other command starts with this module too.


class Format(StrEnum):
    """How the differences are written down."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="REV PATH", help="A revision, REV..REV, and topic files.", show_default=False),
    ] = None,
    *,
    form: Annotated[
        Format, typer.Option("--format", help="For people, for a pull request, or for programs.")
    ] = Format.TEXT,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 if any card is different.")] = False,
) -> None:
    """Show what your changes do to the cards.

    Examples: `sdcards diff`, `sdcards diff v1.0`, `sdcards diff main..my-branch --format markdown`,
    `sdcards diff HEAD cards/estimation/latency-ladder.yaml`.

    Cards are new, reworded, changed in meaning, moved or retired; what is on no card stands below them. Without a revision:
    against the commit where your branch left the main one; on the main one, against the last commit. Where an answer's
    numbers or key words changed, it asks for `changed` (docs/card-format.md). Ends with 0, also if there are differences,
    unless --exit-code is given; 1 if it cannot compare, 2 for wrong words.
    """
    span, paths = _understood(list(words or ()))
    folder, only = deck_of([Path(word) for word in paths] or [Path(cards_folder())])
    with working("Comparing ..."):
        changes, names = _compared(folder, span)
    if only:
        from sdcards.collection.changes import among

        changes = among(changes, frozenset(_places(only)))
    _print(changes, form, *names)
    raise typer.Exit(1 if exit_code and changes else 0)


def _understood(words: list[str]) -> tuple[str, list[str]]:
    """The revisions named by the first word, empty where it is a file of a deck; and the files."""
    try:
        deck_of([Path(word) for word in words[:1]] or [Path(cards_folder())])
    except (SdcardsError, OSError, ValueError):
        return words[0] if words else "", words[1:]
    return "", words


def _compared(folder: Path, span: str) -> tuple[Changes, tuple[str, str]]:
    """The differences, and what the two sides are called."""
    from sdcards.collection.comparing import compare

    repository = Repository(folder)
    old, new = _sides(repository, span)
    with ExitStack() as stack:
        was = stack.enter_context(repository.deck_at(old))
        now = stack.enter_context(repository.deck_at(new)) if new else folder
        today = date_of(study_day(system_clock()))
        changes = compare(_deck_in(was, unlike=now), _deck_in(now, unlike=was), today)
        return changes, (old.name, new.name if new else "the files here")


def _places(files: set[Path]) -> Iterator[str]:
    """What differences in some files are told of: the topic, or the file where it belongs to the whole deck."""
    for file in files:
        yield f"{file.parent.name}/{file.stem}"
        yield file.name


def _sides(repository: Repository, span: str) -> tuple[Revision, Revision | None]:
    """What is compared; None stands for the files as they are."""
    if not span:
        return repository.start(), None
    for dots in ("...", ".."):
        one, found, other = span.partition(dots)
        if found:
            old, new = repository.known(one or "HEAD"), repository.known(other or "HEAD")
            return (repository.shared(old, new) if dots == "..." else old), new
    return repository.known(span), None


def _deck_in(folder: Path, unlike: Path) -> Collection:
    """The deck in a folder; an empty one where there is none, and without the notes that cannot be read."""
    from sdcards.collection.collection import Collection, read_collection

    return read_collection(folder, unlike)[0] if (folder / "deck.yaml").is_file() else Collection("", "", (), {})


def _print(changes: Changes, form: Format, old: str, new: str) -> None:
    if form is Format.JSON:
        print_json({"from": old, "to": new} | asdict(changes))
    elif form is Format.MARKDOWN:
        from sdcards.pages.pull_request import changes_markdown

        sys.stdout.write(changes_markdown(changes, old, new))
    else:
        from sdcards.terminal.diff import Sheet, changes_lines
        from sdcards.terminal.printing import has_colours, print_texts

        sheet = Sheet(shutil.get_terminal_size().columns, sys.stdout.encoding, colours=has_colours(sys.stdout))
        print_texts(changes_lines(changes, old, new, sheet), sys.stdout)
