"""`sdcards schema`: what an editor has to know about a deck's files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdcards.cli.checking import deck_at_hand
from sdcards.cli.console import print_lines
from sdcards.errors import SdcardsError, no_deck


def command(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="The deck's folder.", show_default=False)
    ] = None,
) -> None:
    """Write a deck's JSON Schemas for editors.

    Examples: `sdcards schema`, `sdcards schema ~/my-cards`.

    By them an editor completes types, fields, sources and topics. A file names its schema in the first line: '#
    yaml-language-server: $schema=../topic.schema.json' in a topic. Run it again when a source or a topic is new; 'sdcards
    check' says when it is needed.
    """
    from sdcards.anki.files import replace_file

    deck = folder or deck_at_hand()
    changed = 0
    for name, text in _schemas(deck).items():
        file = deck / name
        if not file.is_file() or file.read_bytes() != text.encode():
            replace_file(file, text.encode())
            print_lines([f"Wrote {file}."])
            changed += 1
    if not changed:
        print_lines(["All schemas are up to date."])


def _schemas(deck: Path) -> dict[str, str]:
    from sdcards.collection.collection import read_outline_file, read_sources_file
    from sdcards.collection.schemas import schemas

    if not (deck / "deck.yaml").is_file():
        raise no_deck(deck)
    outline, of_outline = read_outline_file(deck)
    sources, of_sources = read_sources_file(deck)
    if outline is None or of_outline or of_sources:
        problem = min((*of_outline, *of_sources))
        raise SdcardsError(
            f"'{problem.span.source.path}' has a problem, so what to write is not known; 'sdcards check' shows it"
        )
    return schemas(outline, sources)
