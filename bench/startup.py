"""Start-up: what each command costs, as multiples of `python -c pass` on the same machine.

Every round runs all cases once, in turn, so that drift hits them alike; the ratio is taken within the round. CPU time is
what counts: the user's and the system's, of the whole process. The first card is timed in a pseudo-terminal, up to the
moment its last line is on screen (Linux only, for its per-process clock).
"""

import os
import shutil
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench.figures import Figure
from bench.progress import today
from bench.rivals import Rivals
from bench.timing import CHECKOUT, DRAWN, SDCARDS, command, sitting

from sdcards.clock import date_of

TABLE = "Start-up, processor time as multiples of `python -c pass`"
BARE = "python -c pass"
CARD = "ram-random-read"
WORDS: dict[str, tuple[str, ...]] = {
    "due": (),
    "plan": (),
    "mock": ("--list",),
    "estimate": ("--list",),
    "stats": (),
    "cards": (),
    "show": (CARD,),
    "suspend": (CARD,),
    "unsuspend": (CARD,),
    "edit": (CARD,),
    "report": (CARD,),
    "check": ("--help",),
    "new": ("--help",),
    "schema": (),
    "diff": ("--help",),
    "preview": ("--help",),
    "export": ("--help",),
    "import": ("--help",),
    "anki": ("--help",),
    "config": (),
    "backup": (),
    "restore": (),
    "merge": ("{folder}/other/progress.db",),
    "log": ("--help",),
    "fit": ("--help",),
    "doctor": (),
}
"""Each command with the least it can be asked for; `--help` of those whose work is in other tables."""

BUDGETS = {
    "sdcards due": 2.5,
    "sdcards due, interview ahead": 2.5,
    "sdcards review, first card": 12,
    "sdcards review, first card, interview ahead": 12,
    "sdcards review, first card, one file changed": 25,
}
OTHERS = 25


def measure(folder: Path, rivals: Rivals, rounds: int = 9) -> Iterator[Figure]:
    """Medians of the ratios, case by case, each beside its budget."""
    cases = _cases(folder) | rivals.starts()
    for case in cases.values():
        case()
    taken = [{name: case() for name, case in cases.items()} for _ in range(rounds)]
    for name in cases:
        ratio = statistics.median(each[name] / each[BARE] for each in taken)
        budget = BUDGETS.get(name, OTHERS) if name.startswith("sdcards") else None
        yield Figure(TABLE, name, "CPU", ratio, "×", budget)
    yield from (Figure(TABLE, name, "CPU", None, "×") for name in rivals.missing)


def _cases(folder: Path) -> dict[str, Callable[[], float]]:
    shutil.copytree(CHECKOUT / "cards", folder / "cards")
    topic = next((folder / "cards" / "estimation").glob("latency*.yaml"))
    now, ahead = _environment(folder, "data"), _environment(folder, "planned")
    command([SDCARDS, "plan", "--interview", date_of(today() + 21).isoformat()], ahead)
    for place in (now, ahead, _environment(folder, "other")):
        command([SDCARDS, "suspend", "ssd-random-read"], place)  # makes a progress file

    def run(name: str, environment: Mapping[str, str] = now) -> Callable[[], float]:
        words = [word.format(folder=folder) for word in WORDS[name]]
        return lambda: command([SDCARDS, name, *words], environment).cpu

    def changed() -> float:
        topic.write_text(topic.read_text("utf-8") + "\n", "utf-8")
        return _first_card("review", now)

    return {
        BARE: lambda: command([sys.executable, "-c", "pass"]).cpu,
        "sdcards due": run("due"),
        "sdcards due, interview ahead": run("due", ahead),
        "sdcards review, first card": lambda: _first_card("review", now),
        "sdcards review, first card, interview ahead": lambda: _first_card("review", ahead),
        "sdcards review, first card, one file changed": changed,
        "sdcards estimate, first drill": lambda: _first_card("estimate", now),
        "sdcards, the day at a glance": lambda: command([SDCARDS], now).cpu,
        "sdcards --help": lambda: command([SDCARDS, "--help"], now).cpu,
        "sdcards plan, interview ahead": run("plan", ahead),
        **{" ".join(["sdcards", name, *_shown(words)]): run(name) for name, words in WORDS.items() if name != "due"},
    }


def _shown(words: tuple[str, ...]) -> list[str]:
    return ["FILE" if "{" in word else "CARD" if word == CARD else word for word in words]


def _environment(folder: Path, data: str) -> Mapping[str, str]:
    folders = {"DATA": folder / data, "CACHE": folder / "cache", "CARDS": folder / "cards"}
    return {f"SDCARDS_{name}": str(place) for name, place in folders.items()} | {"EDITOR": "true", "VISUAL": "true"}


def _first_card(name: str, environment: Mapping[str, str]) -> float:
    """CPU seconds until it waits for the first key."""
    with sitting([SDCARDS, name], os.environ | environment) as terminal:
        terminal.until(DRAWN)
        return terminal.cpu()
