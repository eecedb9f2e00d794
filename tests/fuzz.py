"""Coverage-guided search for a topic file that breaks the reader or the rules: the end of `make fuzz`.

Needs atheris (dependency group `fuzz`, Linux). `.venv/bin/python -m tests.fuzz -max_total_time=600` runs longer. What it
finds is kept in `build/` as `crash-…`, and becomes a test in tests/collection/test_spoilt_topics.py.
"""

import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sdcards"]):
    from tests.fuzzing import TOPICS, spoilt, survives


def _mutated(data: bytes, most: int, seed: int) -> bytes:
    """Half of the time the engine's own mutation, half of the time one that knows what a topic looks like."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        return bytes(atheris.Mutate(data, most))
    text = data.decode("utf-8", "replace")
    return spoilt(text, chance, chance.randrange(1, 5)).encode("utf-8", "surrogatepass")[:most]


def _try(data: bytes) -> None:
    survives(data)


def main() -> None:
    """Begin with the deck's own topics."""
    given = sys.argv[1:]
    Path("build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(TOPICS):
            Path(folder, f"{number}.yaml").write_text(text, "utf-8")
        options = [
            "-max_len=20000",
            "-timeout=10",
            "-rss_limit_mb=800",
            "-max_total_time=60",
            "-artifact_prefix=build/",
        ]
        atheris.Setup([sys.argv[0], *options, *given, folder], _try, custom_mutator=_mutated)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
