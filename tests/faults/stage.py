"""A person's folders, made once and laid out afresh for each fault; and the program run in them in a forked process."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from tests.faults.shim import Fault, Shim

PATIENCE = 60
"""Seconds until a run counts as hanging."""

HUNG = -int(signal.SIGALRM)
"""How a run ends that hangs."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code, negative for a signal, what it printed, its counted calls and the one that was spoilt."""

    code: int
    out: str
    err: str
    seconds: float
    calls: int = 0
    spoilt: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder that holds all of a person's: progress, cache, cards, releases. ``keep`` remembers it, ``reset`` lays it out.

    A second process on the same stage has another ``seat``, for what it reads and prints.
    """

    root: Path
    shim: Shim | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    seat: str = ""

    @property
    def home(self) -> Path:
        """What is watched and spoilt."""
        return self.root / "home"

    @property
    def store(self) -> Path:
        """The progress file."""
        return self.home / "data" / "progress.db"

    @property
    def cards(self) -> Path:
        """The deck."""
        return self.home / "cards"

    def keep(self) -> None:
        """Remember all as it is now."""
        shutil.rmtree(self.root / "kept", ignore_errors=True)
        shutil.copytree(self.home, self.root / "kept")

    def reset(self) -> None:
        """Have all as it was remembered, times of files and all."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.root / "kept", self.home)

    def enter(self, words: tuple[str, ...]) -> None:
        """Be the program called with these words: for a process of its own."""
        os.environ.update({
            "SDCARDS_DATA": str(self.home / "data"), "SDCARDS_CACHE": str(self.home / "cache"),
            "SDCARDS_CARDS": str(self.cards), "HOME": str(self.home), "TERM": "xterm", **self.environment,
        })  # fmt: skip
        for name in ("NO_COLOR", "EDITOR", "VISUAL"):
            if name not in self.environment:
                os.environ.pop(name, None)
        os.chdir(self.home)
        sys.argv = ["sdcards", *words]

    def run(
        self,
        *words: str,
        fault: Fault | None = None,
        typed: str = "",
        before: Callable[[], None] = lambda: None,
        kill_after: float | None = None,
    ) -> Ended:
        """Run the program; ``before`` is called in its process, which is killed after so many seconds where that is said."""
        if self.shim:
            self.shim.clear()
        (self.root / f"in{self.seat}").write_text(typed, "utf-8")
        began = time.monotonic()
        child = os.fork()
        if not child:
            self._be(words, fault, before)
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        out, err = ((self.root / f"{name}{self.seat}").read_text("utf-8", errors="replace") for name in ("out", "err"))
        took, code = time.monotonic() - began, os.waitstatus_to_exitcode(status)
        return Ended(code, out, err, took, *((self.shim.calls, self.shim.spoilt) if self.shim else ()))

    def _be(self, words: tuple[str, ...], fault: Fault | None, before: Callable[[], None]) -> None:
        """Never returns."""
        flags = os.O_CREAT | os.O_TRUNC | os.O_WRONLY
        for number, name in enumerate(("in", "out", "err")):
            os.dup2(os.open(self.root / f"{name}{self.seat}", os.O_RDONLY if number == 0 else flags, 0o600), number)
        self.enter(words)
        be_the_program(lambda: self._prepare(fault, before))

    def _prepare(self, fault: Fault | None, before: Callable[[], None]) -> None:
        before()
        self.arm(fault)

    def arm(self, fault: Fault | None) -> None:
        """Spoil the calls of this process."""
        if self.shim and fault:
            self.shim.arm(self.home, fault)


def be_the_program(prepare: Callable[[], None]) -> None:
    """Run the program's entry point on descriptors 0 to 2 in a forked process, and end it; never returns."""
    code = 3
    try:
        signal.alarm(PATIENCE)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, encoding="utf-8", closefd=False, buffering=1)
            for number, mode in enumerate(("r", "w", "w"))
        )
        from sdcards.__main__ import main

        prepare()
        main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    except BaseException as error:  # noqa: BLE001 - as the interpreter would, and the run is judged by it
        import traceback

        traceback.print_exception(error)
    finally:
        os._exit(code)
