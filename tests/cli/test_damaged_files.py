"""Files of ours that are damaged: every command says so in one line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.store.stores import damage

pytestmark = pytest.mark.usefixtures("deck")

READING = (
    "due", "cards", "cards --leech", "cards --suspended", "cards --new", "cards --due", "cards --flagged", "stats",
    "show ram-random-read", "config", "plan", "estimate --history", "mock --history", "log export", "review",
    "review --cram", "review --topic latency-ladder", "suspend ram-random-read", "backup", "doctor", "",
)  # fmt: skip


@pytest.fixture(params=["progress", "compiled deck"])
def spoilt(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> str:
    """Which file is damaged, all but its beginning."""
    assert run("review", typed="\n3\nq\n").code == 0
    folder, pattern = ("data", "progress.db") if request.param == "progress" else ("cache", "deck-*.db")
    for file in (tmp_path / folder).glob(pattern):
        damage(file)
    return str(request.param)


@pytest.mark.parametrize("words", READING)
def test_damage_is_one_line(run: Run, spoilt: str, words: str) -> None:
    done = run(*words.split())
    assert done.code in ((1,) if spoilt == "progress" and words == "doctor" else (0, 1))
    assert "Traceback" not in done.err
    assert "sdcards: " not in done.err or len(done.err.splitlines()) == 1
