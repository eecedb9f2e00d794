"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from sdcards.errors import SdcardsError


def replace_file(path: Path, content: bytes) -> None:
    """Write beside ``path`` and rename, so that ``path`` is the old file or the new one; raises SdcardsError."""
    beside: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
            beside = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        raise SdcardsError(f"cannot write '{path}': {(error.strerror or str(error)).lower()}") from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)
