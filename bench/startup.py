"""Start-up: what each command costs, as multiples of `python -c pass` on the same machine.

Every round runs all cases once, in turn, so that drift hits them alike; the ratio is taken within the round. CPU time is
what counts: the user's and the system's, of the whole process. The first card is timed in a pseudo-terminal, up to the
moment its last line is on screen (Linux only, for its per-process clock).
"""

import os
import pty
import resource
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

BUDGETS = {
    "due": 2.5,
    "due, interview ahead": 2.5,
    "first card": 12,
    "first card, interview ahead": 12,
    "first card, one file changed": 25,
}
OTHERS = 25
SDCARDS = str(Path(sys.executable).with_name("sdcards"))
CHECKOUT = Path(__file__).parents[1]


def measure(rounds: int = 15) -> dict[str, float]:
    """Median CPU ratio to the bare interpreter, by case."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "SDCARDS_DATA": f"{folder}/data",
            "SDCARDS_CACHE": f"{folder}/cache",
            "SDCARDS_CARDS": f"{folder}/cards",
        }
        shutil.copytree(CHECKOUT / "cards", f"{folder}/cards")
        cases = _cases(Path(folder))
        for case in cases.values():
            case()
        taken = [{name: case() for name, case in cases.items()} for _ in range(rounds)]
    return {name: statistics.median(each[name] / each["python -c pass"] for each in taken) for name in cases}


def budget(name: str) -> float:
    """The multiple of the bare interpreter that a case may cost."""
    return BUDGETS.get(name, OTHERS)


def _cases(folder: Path) -> dict[str, Callable[[], float]]:
    topic = next((folder / "cards" / "estimation").glob("latency*.yaml"))
    commands = {
        "--help": ["--help"],
        "(the day)": [],
        "cards": ["cards"],
        "cards --json": ["cards", "--json"],
        "show": ["show", "ram-random-read"],
        "config": ["config"],
        "doctor": ["doctor"],
    }

    def changed() -> float:
        topic.write_text(topic.read_text("utf-8") + "\n", "utf-8")
        return _first_card()

    def planned(case: Callable[[], float]) -> float:
        """The same with other progress: of somebody with an interview in three weeks."""
        before, os.environ["SDCARDS_DATA"] = os.environ["SDCARDS_DATA"], f"{folder}/planned"
        if not (folder / "planned").exists():
            interview = date.today() + timedelta(days=21)  # noqa: DTZ011 - the machine's own day
            _cpu([SDCARDS, "plan", "--interview", interview.isoformat()])
        seconds = case()
        os.environ["SDCARDS_DATA"] = before
        return seconds

    return {
        "python -c pass": lambda: _cpu([sys.executable, "-c", "pass"]),
        "due": lambda: _cpu([SDCARDS, "due"]),
        "due, interview ahead": lambda: planned(lambda: _cpu([SDCARDS, "due"])),
        "first card": _first_card,
        "first card, interview ahead": lambda: planned(_first_card),
        "first card, one file changed": changed,
        "plan, interview ahead": lambda: planned(lambda: _cpu([SDCARDS, "plan"])),
        **{name: (lambda words=words: _cpu([SDCARDS, *words])) for name, words in commands.items()},
    }


def _cpu(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _first_card() -> float:
    """CPU seconds of `sdcards review` until it waits for the first key."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(SDCARDS, [SDCARDS, "review"])
    seen = b""
    while b"quit" not in seen and b"keys" not in seen:
        ready, _, _ = select.select([terminal], [], [], 10)
        if not ready:
            raise TimeoutError(seen)
        seen += os.read(terminal, 65536)
    nanoseconds = int(Path(f"/proc/{process}/schedstat").read_text("ascii").split()[0])
    os.kill(process, 9)
    os.waitpid(process, 0)
    os.close(terminal)
    return nanoseconds / 1e9


def main() -> None:
    """Print the table."""
    started = time.strftime("%Y-%m-%d")
    print(f"start-up, CPU as multiples of `python -c pass`, medians of 15 paired rounds, {started}")
    for name, ratio in measure().items():
        allowed = "" if name == "python -c pass" else f"   budget {budget(name):4}"
        print(f"  {name:32} {ratio:6.2f}{allowed}")


if __name__ == "__main__":
    main()
