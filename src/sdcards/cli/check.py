"""`sdcards check`: every problem in the sources."""

from __future__ import annotations

import json
from collections.abc import Sequence, Sized
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.checking import read_checked
from sdcards.errors import SdcardsError
from sdcards.places import cards_folder
from sdcards.reading.span import Problem

if TYPE_CHECKING:
    from sdcards.collection.collection import Collection

# The models and the rules are imported where they are used: every other command starts with this module too.


class Format(StrEnum):
    """How problems are written down."""

    TEXT = "text"
    JSON = "json"


def command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="The deck's folder, or topic files in it.", show_default=False)
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="For people, or for programs.")] = Format.TEXT,
) -> None:
    """Find every problem in the sources of a deck.

    Examples: `sdcards check`, `sdcards check cards`, `sdcards check cards/estimation/latency-ladder.yaml`.

    Says nothing and ends with 0 when all is well; otherwise ends with 1. The codes are explained in docs/problems.md.
    """
    folder, only = _deck_of(paths or [Path(cards_folder())])
    collection, problems = read_checked(folder)
    found = [problem for problem in problems if not only or Path(problem.span.source.path).resolve() in only]
    if form is Format.JSON:
        typer.echo(json.dumps([_as_json(problem) for problem in found], indent=2, ensure_ascii=False))
    else:
        _print(found, only or _files_of(collection, folder) | {problem.span.source.path for problem in found})
    raise typer.Exit(1 if found else 0)


def _deck_of(paths: Sequence[Path]) -> tuple[Path, set[Path]]:
    """The deck's folder, and the single files to look at; problems that span files need the whole deck either way."""
    for path in paths:
        if not path.exists():
            raise SdcardsError(f"there is no '{path}'; name the deck's folder or a file in it")
    first = paths[0].resolve()
    if first.is_dir() and (first / "deck.yaml").exists():
        return paths[0], set()
    for folder in (paths[0], *paths[0].parents, *first.parents):
        if (folder / "deck.yaml").exists():
            files = {file.resolve() for path in paths for file in (path.rglob("*.yaml") if path.is_dir() else [path])}
            return folder, files
    raise SdcardsError(f"'{paths[0]}' belongs to no deck: no folder above it has a 'deck.yaml'")


def _files_of(collection: Collection, folder: Path) -> set[str]:
    """The files that a deck was read from, as its problems name them; what could not be read at all is not among them."""
    names = ("deck.yaml", "sources.yaml", "terms.yaml", "retired.yaml")
    whole = {str(folder / name) for name in names if (folder / name).exists()}
    return whole | {topic.path for topic in collection.topics()}


def _print(problems: Sequence[Problem], files: Sized) -> None:
    if not problems:
        return
    for problem in problems:
        typer.echo(str(problem))
    bad = len({problem.span.source.path for problem in problems})
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    typer.echo(f"{count} in {bad} of {len(files)} file{'s' * (len(files) != 1)}.")


def _as_json(problem: Problem) -> dict[str, str | int]:
    span = problem.span
    place: dict[str, str | int] = {
        "path": span.source.path,
        "line": span.line,
        "column": span.column,
        "width": span.width,
    }
    return place | {"code": problem.code, "message": problem.message, "hint": problem.hint}
