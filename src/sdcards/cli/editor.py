"""Opening a card at its line in the person's editor."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.places import cards_folder


def source_of(deck: sqlite3.Connection, own: Mapping[str, str], card: CardId) -> tuple[Path, int]:
    """The file and line where a card's note begins; ``own`` are the folders of the person's own decks by name."""
    area, topic, line = deck.execute("SELECT area, topic, line FROM card WHERE id = ?", (card,)).fetchone()
    name, _, folder = area.rpartition(":")
    return Path(own[name] if name else cards_folder(), folder, f"{topic}.yaml"), line


def open_editor(file: Path, line: int) -> None:
    """Run ``$VISUAL`` or ``$EDITOR`` on a file at a line and wait for it; no shell is involved.

    Raises SdcardsError where there is no editor, it cannot be run, or it fails.
    """
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(chosen)
    except ValueError as error:
        raise SdcardsError(f"cannot read EDITOR='{chosen}': {error}") from error
    if not words:
        raise SdcardsError(f"no editor is set: put its name into EDITOR; the card stands in {file}:{line}")
    try:
        done = subprocess.run([*words, *_place(words[0], file, line)], check=False)  # noqa: S603 - the person's own choice
    except OSError as error:
        raise SdcardsError(f"cannot run the editor '{words[0]}': {(error.strerror or 'failed').lower()}") from error
    if done.returncode:
        raise SdcardsError(f"the editor '{words[0]}' ended with {done.returncode}; the file is as it left it")


def _place(editor: str, file: Path, line: int) -> list[str]:
    """How editors are told a line: ``+7 file`` by most, ``--goto file:7`` by the VS Code family."""
    if Path(editor).stem in ("code", "codium", "code-insiders", "cursor"):
        return ["--wait", "--goto", f"{file}:{line}"]
    if Path(editor).stem in ("subl", "zed", "hx", "helix"):
        return [f"{file}:{line}"]
    return [f"+{line}", str(file)]
