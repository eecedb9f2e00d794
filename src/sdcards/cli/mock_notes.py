"""The notes of a mock interview in the person's own editor."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sdcards.cli.editor import open_editor
from sdcards.cli.private import write_private
from sdcards.errors import SdcardsError
from sdcards.places import data_folder

if TYPE_CHECKING:
    from sdcards.practice.interview import Progress
    from sdcards.store.mocks import Mock


def edit_notes(mock: Mock, phase: str, text: str) -> str:
    """Let a phase's notes be edited as a file, and give what it holds then.

    The file stays until what it holds is kept, so what was saved in it outlives the end of this program: see ``left_over``
    and ``drop_edited``.
    """
    if not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        raise SdcardsError("no editor is set; put its name into EDITOR, or go on typing here")
    file = _file(mock, phase)
    try:
        write_private(file, text)
        open_editor(file, text.count("\n") + 1)
        edited = file.read_text("utf-8", errors="replace")
    except OSError as error:
        raise SdcardsError(
            f"cannot edit '{file}': {(error.strerror or 'failed').lower()}; go on typing here"
        ) from error
    return edited.removesuffix("\n")


def left_over(mock: Mock) -> Progress:
    """How far an interview is, with what was saved in an editor that outlived the program."""
    phase = mock.progress.phase
    file = _file(mock, phase)
    try:
        text = file.read_text("utf-8", errors="replace")
    except OSError:
        return mock.progress
    return replace(mock.progress, notes={**mock.progress.notes, phase: text.removesuffix("\n")})


def drop_edited(mock: Mock, phase: str) -> None:
    """Remove the file of a phase, whose text is kept by now."""
    with suppress(OSError):
        _file(mock, phase).unlink()


def _file(mock: Mock, phase: str) -> Path:
    return Path(data_folder(), "mocks", f"{mock.began}-{phase}.md")
