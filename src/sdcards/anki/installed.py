"""Where Anki keeps its collections, and which Python has its code."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sdcards.errors import SdcardsError

PYTHON = "SDCARDS_ANKI_PYTHON"
_CHECKOUT = Path(__file__).parents[3]
_RUNNER = Path(__file__).with_name("runner")
_HOW = f"'pipx inject sdcards anki' adds it beside sdcards, or name a Python that has it in {PYTHON}"
_ASK = "import importlib.util, sys; sys.exit(importlib.util.find_spec('anki') is None)"


def find_collections() -> tuple[Path, ...]:
    """The collection of every profile on this machine, by name."""
    found = {file for base in _bases() for file in base.glob("*/collection.anki2") if file.is_file()}
    return tuple(sorted(found))


def anki_python() -> str:
    """The interpreter that has the package ``anki``; SdcardsError, with the way to get it, if there is none."""
    if named := named_python():
        return named
    if importlib.util.find_spec("anki") is not None:
        return sys.executable
    beside = _CHECKOUT / ".venv-anki" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if beside.is_file():
        return str(beside)
    raise SdcardsError(f"this needs Anki's own code, the package 'anki', which is not here; {_HOW}")


def named_python() -> str | None:
    """The interpreter that the person named, if any; SdcardsError where it has no package ``anki``."""
    named = os.environ.get(PYTHON)
    if named and not _has_anki(named):
        raise SdcardsError(f"{PYTHON} is '{named}', where no Python with the package 'anki' is; name one that has it")
    return named or None


def run_anki(python: str, request: object) -> dict[str, Any]:
    """Have Anki's own code do what is asked, in a process of its own; raises SdcardsError if it does not."""
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 - our own program, by a Python that the person named or we found
        [python, str(_RUNNER)],
        input=json.dumps(request),
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=environment,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        if any("No module named 'anki" in line for line in said):
            raise SdcardsError(f"'{python}' has no package 'anki'; {_HOW}")
        raise SdcardsError(
            f"Anki's code failed ({said[-1] if said else 'without a word'}); a backup was made before; try again, or restore it"
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise SdcardsError(f"Anki has the collection open ({answer['error']}); close Anki everywhere and try again")
    return answer


def _has_anki(python: str) -> bool:
    try:
        asked = subprocess.run([python, "-c", _ASK], capture_output=True, check=False)  # noqa: S603 - as above
    except OSError:
        return False
    return asked.returncode == 0


def _bases() -> list[Path]:
    """The folders in which Anki has its profiles: the one it was told, or the platform's."""
    if base := os.environ.get("ANKI_BASE"):
        return [Path(base)]
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() fails where there is none
    if sys.platform == "win32":
        return [Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming") / "Anki2"]
    if sys.platform == "darwin":
        return [home / "Library" / "Application Support" / "Anki2"]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return [data / "Anki2", home / ".var" / "app" / "net.ankiweb.Anki" / "data" / "Anki2"]
