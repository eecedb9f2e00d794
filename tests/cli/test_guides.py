"""What the guides show on a screen is what people get to see."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT / "README.md", ROOT / ".github" / "CONTRIBUTING.md"]
SHOWN = re.compile(r"^\$ sdcards check.*\n((?:(?!\$|```).+\n)+)", re.MULTILINE)


def without_counts(text: str) -> str:
    """Lines and files may become more without a guide becoming wrong; on Windows folders are parted by another sign."""
    text = re.sub(r":\d+:", ":N:", text.replace("\\", "/"))
    text = re.sub(r"of \d+ files", "of N files", text)
    return re.sub(r"^ *\d* │", "│", text, flags=re.MULTILINE)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.name)
def test_wrong_sum_is_told_as_the_guide_shows(
    guide: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shown,) = SHOWN.findall(guide.read_text("utf-8"))
    shutil.copytree(ROOT / "cards", tmp_path / "cards")
    monkeypatch.setenv("SDCARDS_CARDS", str(tmp_path / "cards"))
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "cards" / "estimation" / "availability-arithmetic.yaml"
    file.write_text(file.read_text("utf-8").replace("value: 43.2 min", "value: 34.2 min", 1), "utf-8")
    outcome = run("check")
    assert outcome.code == 1
    assert without_counts(outcome.out) == without_counts(shown)


def test_note_in_the_readme_is_one_of_the_deck() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", GUIDES[0].read_text("utf-8"), re.DOTALL)
    (shown,) = yaml.safe_load(block)
    topic = yaml.safe_load((ROOT / "cards" / "estimation" / "availability-arithmetic.yaml").read_text("utf-8"))
    (note,) = (note for note in topic["notes"] if note["id"] == shown["id"])
    assert shown.items() <= note.items()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.name)
def test_cards_and_topics_that_a_guide_names_are_there(guide: Path) -> None:
    text = guide.read_text("utf-8")
    files = list((ROOT / "cards").glob("*/*.yaml"))
    ids = {found for file in files for found in re.findall(r"^  - id: (\S+)$", file.read_text("utf-8"), re.MULTILINE)}
    named = re.findall(r"sdcards (?:show|edit) ([a-z][a-z0-9-]+)", text)
    assert named
    assert set(named) <= ids
    topics = re.findall(r"--topic (\S+)", text)
    assert topics
    assert set(topics) <= {file.stem for file in files}
