"""The file or folder that a command is to write."""

from __future__ import annotations

import os
from pathlib import Path

from sdcards.errors import SdcardsError


def expect_writable(path: Path) -> None:
    """Raise SdcardsError where what was named cannot be written, before any work is done for nothing.

    A folder that is missing is not made: it is more often a slip of the fingers than a wish.
    """
    if path.name == "-":
        raise SdcardsError("'-' is no file; name one")
    if not path.parent.is_dir():
        raise SdcardsError(f"there is no folder '{path.parent}' for '{path.name}'; make it first, or name another")
    if path.exists() and not os.access(path, os.W_OK):
        raise SdcardsError(f"'{path}' is protected from writing; name another")
