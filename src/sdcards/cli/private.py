"""Files that are nobody else's business: new ones are for their owner alone to read, whatever the umask says."""

import os
from pathlib import Path


def write_private(file: Path, text: str) -> None:
    """Write a file of ours anew, and its folder where there is none; a link in its place is taken away, not followed."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with open(file, "x", encoding="utf-8", opener=owned) as new:
        new.write(text)


def owned(path: str, flags: int) -> int:
    """Open a file as `open` asks; a new one is its owner's alone."""
    return os.open(path, flags, 0o600)
