"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from sdcards.errors import SdcardsError
from sdcards.leftovers import ENDING, sweep


def replace_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write beside ``path`` and rename, so that ``path`` is the old file or the new one; raises SdcardsError.

    A file that was there keeps its rights; a new one is for everybody to read, or for its owner alone if it is ``private``.
    What is no file, such as a pipe or a device, is written to as it is.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path, content, private=private)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SdcardsError(f"cannot write '{path}' ({reason}); name a file in a folder of yours") from error


def _replace(path: Path, content: bytes, *, private: bool) -> None:
    beginning = f".{path.name}-"
    beside = path.with_name(f"{beginning}{os.urandom(4).hex()}{ENDING}")
    try:
        _write(beside, content)
        beside.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600 if private else 0o644)
        beside.replace(path)
    finally:
        with suppress(OSError):
            beside.unlink()
    sweep(str(path.parent), beginning)


def _write(path: Path, content: bytes) -> None:
    """Have a new file on disk."""
    with open(path, "xb", opener=_private) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
