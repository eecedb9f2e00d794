"""Opening a card at its line in the person's editor."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path

from sdcards.cli.checking import deck_at_hand
from sdcards.errors import SdcardsError
from sdcards.ids import CardId


def source_of(deck: sqlite3.Connection, own: Mapping[str, str], card: CardId) -> tuple[Path, int]:
    """The file and line where a card's note begins; ``own`` are the folders of the person's own decks by name."""
    area, topic, line = deck.execute("SELECT area, topic, line FROM card WHERE id = ?", (card,)).fetchone()
    name, _, folder = area.rpartition(":")
    return (Path(own[name]) if name else deck_at_hand()) / folder / f"{topic}.yaml", line


def written_at(own: Mapping[str, str], card: str) -> tuple[Path, int] | None:
    """The same as the sources have it, by the id of a card or a note: a slip may keep it out of the deck.

    None where no file has it.
    """
    from sdcards.collection.appending import lines_of_notes
    from sdcards.collection.collection import read_text

    name, _, note = card.partition("/")[0].rpartition(":")
    if name and name not in own:
        return None
    for file in sorted((Path(own[name]) if name else deck_at_hand()).glob("*/*.yaml")):
        text, _ = read_text(file)
        for found, lines in lines_of_notes(text, str(file)) if note in text else ():
            if found == note:
                return file, lines.start
    return None


def editor_words(otherwise: str) -> list[str]:
    """The command in ``$VISUAL`` or ``$EDITOR``, by words.

    Raises SdcardsError, with what to do ``otherwise``, where there is none, it cannot be read, or it is no program.
    """
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(chosen)
    except ValueError as error:
        raise SdcardsError(
            f"cannot read EDITOR='{chosen}' ({str(error).lower()}); put its name into it anew"
        ) from error
    if not words:
        raise SdcardsError(f"no editor is set; put its name into EDITOR{otherwise}")
    if shutil.which(words[0]) is None:
        raise SdcardsError(f"there is no editor '{words[0]}' to run; put another into EDITOR{otherwise}")
    return words


def open_editor(file: Path, line: int) -> None:
    """Run ``$VISUAL`` or ``$EDITOR`` on a file at a line and wait for it; no shell is involved.

    Raises SdcardsError where there is no editor, it cannot be run, or it fails.
    """
    words = editor_words(f"; the card stands in {file}:{line}")
    named = f"./{file}" if str(file).startswith(("-", "+")) else str(file)  # where it would be read as an option
    try:
        done = subprocess.run([*words, *_place(words[0], named, line)], check=False)  # noqa: S603 - the person's own choice
    except OSError as error:
        reason = (error.strerror or "failed").lower()
        raise SdcardsError(f"cannot run the editor '{words[0]}' ({reason}); put another into EDITOR") from error
    if done.returncode:
        raise SdcardsError(f"the editor '{words[0]}' ended with {done.returncode}; the file is as it left it")


def _place(editor: str, file: str, line: int) -> list[str]:
    """How editors are told a line: ``+7 file`` by most, ``--goto file:7`` by the VS Code family."""
    if Path(editor).stem in ("code", "codium", "code-insiders", "cursor"):
        return ["--wait", "--goto", f"{file}:{line}"]
    if Path(editor).stem in ("subl", "zed", "hx", "helix"):
        return [f"{file}:{line}"]
    return [f"+{line}", file]
