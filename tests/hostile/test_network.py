"""No network at run time: every command runs where any use of a socket ends the process; the preview's server alone may bind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sdcards.cli.app import _COMMANDS

GUARD = """
import os, sys

def refuse(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        os.write(2, f"NETWORK: {event} {arguments[1:]}\\n".encode())
        os._exit(99)

sys.addaudithook(refuse)
"""
"""A sitecustomize: what Python runs before anything else. Making a socket is seen by what is then done with it."""

RUNS = {
    "review": (["review"], "\n3\nq\n"),
    "due": (["due"], ""),
    "plan": (["plan"], ""),
    "mock": (["mock", "--list"], ""),
    "estimate": (["estimate", "--list"], ""),
    "stats": (["stats", "--html", "stats.html"], ""),
    "cards": (["cards"], ""),
    "show": (["show", "ram-random-read"], ""),
    "suspend": (["suspend", "ram-random-read"], ""),
    "unsuspend": (["unsuspend", "ram-random-read"], ""),
    "edit": (["edit", "ram-random-read"], ""),
    "report": (["report", "ram-random-read"], ""),
    "check": (["check"], ""),
    "new": (["new", "basic", "--topic", "latency-ladder", "--front", "Why?", "--no-edit"], ""),
    "diff": (["diff"], ""),
    "preview": (["preview", "--out", "site"], ""),
    "schema": (["schema", "--help"], ""),
    "export": (["export", "--with-progress"], ""),
    "import": (["import", "sdcards.apkg", "--dry-run"], ""),
    "anki": (["anki", "merge", "--dry-run"], ""),
    "config": (["config"], ""),
    "backup": (["backup"], ""),
    "restore": (["restore"], ""),
    "merge": (["merge", "other.db"], ""),
    "log": (["log", "export"], ""),
    "fit": (["fit"], ""),
    "doctor": (["doctor"], ""),
}
"""Each command with words under which it does its work."""


def run(folder: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program where a socket is its end."""
    guard = folder / "guard"
    guard.mkdir(exist_ok=True)
    (guard / "sitecustomize.py").write_text(GUARD, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(guard), "EDITOR": "true", "HOME": str(folder)}
    call = [sys.executable, *words]
    return subprocess.run(
        call, input=typed, capture_output=True, text=True, check=False, cwd=folder, env=environment, timeout=120
    )


def test_guard_ends_whatever_asks_for_the_network(tmp_path: Path) -> None:
    for program in (
        "import socket; socket.getaddrinfo('x.example', 80)",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
    ):
        assert run(tmp_path, "-c", program).returncode == 99


def test_every_command_is_tried() -> None:
    assert RUNS.keys() == _COMMANDS.keys()


@pytest.mark.usefixtures("deck")
def test_no_command_uses_the_network(tmp_path: Path) -> None:
    used = []
    for words, typed in RUNS.values():
        done = run(tmp_path, "-m", "sdcards", *words, typed=typed)
        if done.returncode not in (0, 1) or "NETWORK" in done.stderr or "Traceback" in done.stderr:
            used.append((words, done.returncode, done.stderr))
    assert used == []


@pytest.mark.usefixtures("deck")
def test_preview_that_is_watched_binds_this_machine_and_nothing_else(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "sdcards", "preview", "--watch")
    assert (done.returncode, done.stderr) == (99, "NETWORK: socket.bind (('127.0.0.1', 0),)\n")
