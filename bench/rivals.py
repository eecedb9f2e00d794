"""What a person would pick instead, in the same run: Anki's own library, and three tools that run in a terminal.

``apyanki`` lists and adds notes of an Anki collection, ``clanki`` reviews one with Anki's library, ``termcard`` is alone with a
JSON file. Each is optional: what is not installed in ``build/rivals`` is "not there" in the tables.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure
from bench.timing import CHECKOUT, Sitting, command, quantiles, sitting, timed
from bench.worlds import SIZES, World

from bench import commands, daily
from sdcards.clock import date_of

KEYS = 100
_SIDE = str(Path(__file__).with_name("anki_side.py"))
_STEPS = {
    "stats": "its graphs of a year",
    "export": "export with progress",
    "import": "import into an empty file",
    "check": "check database",
}


@dataclass(frozen=True, slots=True)
class Rivals:
    """The tools that are there: their environment, ``versions`` by package, and a profile of 600 cards in ``folder``."""

    environment: Path
    folder: Path
    versions: Mapping[str, str]

    def name(self, package: str) -> str:
        """A tool as tables call it."""
        return f"{package} {self.versions[package]}" if package in self.versions else package

    @property
    def missing(self) -> list[str]:
        """The tools that are not there."""
        return [package for package in ("anki", "apyanki", "clanki", "termcard") if package not in self.versions]

    def program(self, name: str) -> str:
        """A program of the environment."""
        return str(self.environment / "bin" / name)

    def starts(self) -> dict[str, Callable[[], float]]:
        """What their commands cost at 600 cards, by name."""
        profile, decks = self._worlds(600)
        base = {"ANKI_BASE": str(profile)}
        cases = {
            "anki": (
                "open a collection",
                lambda: command([self.program("python"), _SIDE, "sitting", str(profile), "0"]).cpu,
            ),
            "apyanki": (
                "apy list-cards is:due",
                lambda: command([self.program("apy"), "list-cards", "is:due"], base).cpu,
            ),
            "clanki": ("first card", lambda: self._clanki(profile)[1]),
            "termcard": ("first card", lambda: self._termcard(decks)[1]),
        }
        return {
            f"{self.name(package)}: {what}": run for package, (what, run) in cases.items() if package in self.versions
        }

    def measure(self, world: World) -> Iterator[Figure]:
        """The same work at the size of a world; a tool that fails at it is left out, and standard error says so."""
        profile, decks = self._worlds(world.size)
        work: dict[str, Callable[[], Iterator[Figure]]] = {
            "clanki": lambda: self._clanki_sitting(world, profile),
            "termcard": lambda: self._termcard_sitting(world, decks),
            "anki": lambda: self._anki(world, profile),
        }
        for package, figures in work.items():
            if package in self.versions:
                try:
                    yield from figures()
                except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
                    sys.stderr.write(f"{self.name(package)} failed at {world.column}: {error}\n")

    def add_and_export(self, types: Path, notes: Path) -> float:
        """Seconds that Anki takes to add notes whose types a package brings, and to export them."""
        with TemporaryDirectory(dir=self.folder) as folder:
            (seconds, *_), _ = _ask([self.program("python"), _SIDE, "add", folder, str(types), str(notes)])
        return seconds

    def _worlds(self, size: int) -> tuple[Path, Path]:
        profile, decks = self.folder / f"anki-{size}", self.folder / f"termcard-{size}.json"
        if "anki" in self.versions and not profile.exists():
            _ask([self.program("python"), _SIDE, "build", str(profile), str(size), str(SIZES[size])])
        if not decks.exists():
            decks.write_text(json.dumps({"decks": [_deck(size)]}), "utf-8")
        return profile, decks

    def _anki(self, world: World, profile: Path) -> Iterator[Figure]:
        (first, *following), _ = _ask(
            [self.program("python"), _SIDE, "sitting", str(profile), str(min(KEYS, world.size // 30))]
        )
        name = f"{self.name('anki')} as a library"
        yield Figure(daily.TABLE, f"{name}: open, first card as HTML", world.column, first * 1e3, "ms")
        for which, value in quantiles([each * 1e3 for each in following]).items():
            yield Figure(daily.TABLE, f"{name}: answer and next card, {which}", world.column, value, "ms")
        for step, what in _STEPS.items():
            used = command([self.program("python"), _SIDE, step, str(profile)])
            yield Figure(commands.TIMES, f"{name}: {what}", world.column, used.seconds, "s")
            yield Figure(commands.MEMORY, f"{name}: {what}", world.column, used.megabytes, "MB")

    def _clanki_sitting(self, world: World, profile: Path) -> Iterator[Figure]:
        firsts = sorted(self._clanki(profile)[0] for _ in range(3))
        yield Figure(daily.TABLE, f"{self.name('clanki')}: first card", world.column, firsts[1] * 1e3, "ms")

    def _clanki(self, profile: Path) -> tuple[float, float]:
        with sitting([self.program("clanki"), "review", "Bench"], {"ANKI_BASE": str(profile)}) as terminal:
            return timed(lambda: terminal.until(b"Show Answer")), terminal.cpu()

    def _termcard(self, decks: Path) -> tuple[float, float]:
        with self._termcard_begun(decks) as terminal:
            return timed(lambda: terminal.until(b"to reveal")), terminal.cpu()

    def _termcard_sitting(self, world: World, decks: Path) -> Iterator[Figure]:
        firsts = sorted(self._termcard(decks)[0] for _ in range(3))
        yield Figure(daily.TABLE, f"{self.name('termcard')}: first card", world.column, firsts[1] * 1e3, "ms")
        with self._termcard_begun(decks) as terminal:
            terminal.until(b"to reveal")
            times = [self._termcard_answer(terminal) * 1e3 for _ in range(KEYS // 5)]
        for which, value in quantiles(times).items():
            yield Figure(
                daily.TABLE, f"{self.name('termcard')}: rating and next card, {which}", world.column, value, "ms"
            )

    def _termcard_begun(self, decks: Path) -> AbstractContextManager[Sitting]:
        return sitting([self.program("python"), "-c", _REVIEW_ALL, str(decks)])

    def _termcard_answer(self, terminal: Sitting) -> float:
        terminal.press(b"\n")
        terminal.until(b"> ")
        terminal.press(b"3\n")
        return timed(lambda: terminal.until(b"to reveal"))


_REVIEW_ALL = "import sys; from termcard.cli import FlashcardApp; FlashcardApp(sys.argv[1]).review_all()"
"""Without its menu."""


def find(folder: Path) -> Rivals:
    """What is installed in ``build/rivals``, with ``folder`` to work in."""
    environment = Path(os.environ.get("SDCARDS_RIVALS", CHECKOUT / "build" / "rivals"))
    sites = map(str, environment.glob("lib/python*/site-packages"))
    found = {each.metadata["Name"].lower(): each.version for each in distributions(path=list(sites))}
    return Rivals(
        environment, folder, {name: found[name] for name in ("anki", "apyanki", "clanki", "termcard") if name in found}
    )


def _ask(words: list[str]) -> tuple[list[float], float]:
    """The times that Anki's side took."""
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    times, megabytes = json.loads(done.stdout.splitlines()[-1])
    return times or [], megabytes


def _deck(cards: int) -> dict[str, object]:
    rng = random.Random(5)
    due = [date_of(20_000 + rng.randrange(365)).isoformat(), date_of(40_000).isoformat()]
    made = [
        {
            "id": f"{number:08}",
            "front": f"Front {number}?",
            "back": f"Back {number}.",
            "due": due[rng.random() < 0.8],
            "total_reviews": 10,
        }
        for number in range(cards)
    ]
    return {"id": "bench", "name": "Bench", "cards": made}
