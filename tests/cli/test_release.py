"""`sdcards export --release` and what `sdcards check` says of the deck beside its last release."""

from pathlib import Path

import pytest

from sdcards import __version__
from tests.cli.conftest import Run

GONE = "    cost: Stale reads.\n"


@pytest.fixture
def released(deck: Path, run: Run) -> Path:
    """The folder of a deck that has been released."""
    for folder in ("dist", "docs"):
        (deck.parent / folder).mkdir()
    (deck.parent / "docs" / "changelog.md").write_text(f"# Changelog\n\n## {__version__}, unreleased\n", "utf-8")
    assert run("export", "--release").code == 0
    return deck


def take_out(deck: Path, note: str) -> None:
    file = deck / "estimation" / "latency-ladder.yaml"
    before, _, rest = file.read_text("utf-8").partition(f"  - id: {note}\n")
    file.write_text(before + rest.partition("\n\n")[2], "utf-8")


def test_release_writes_package_lock_and_changelog(released: Path) -> None:
    assert {file.name for file in (released.parent / "dist").iterdir()} == {"sdcards.apkg", "released.json"}
    assert "- The first 3 notes." in (released.parent / "docs" / "changelog.md").read_text("utf-8")


def test_deck_as_it_was_released_has_no_problem(released: Path, run: Run) -> None:
    assert run("check", str(released)).code == 0


def test_note_that_vanished_is_a_problem_and_stops_an_export(released: Path, run: Run) -> None:
    take_out(released, "cache-beside-store")
    checked = run("check", str(released))
    assert checked.code == 1
    assert checked.out.startswith(
        f"{released / 'deck.yaml'}:1:1: the note 'cache-beside-store' was released and is gone [vanished-id]\n"
        "  put it back, or list it in retired.yaml with 'on' and 'why'\n1 problem in "
    )
    assert "the deck has 1 problem" in run("export", "--release").err


def test_note_that_cannot_be_read_has_not_vanished(released: Path, run: Run) -> None:
    file = released / "estimation" / "latency-ladder.yaml"
    file.write_text(file.read_text("utf-8").replace(GONE, ""), "utf-8")
    checked = run("check", str(released))
    assert "[missing-field]" in checked.out
    assert "vanished" not in checked.out


def test_retired_note_may_go_and_is_announced(released: Path, run: Run) -> None:
    take_out(released, "cache-beside-store")
    (released / "retired.yaml").write_text("cache-beside-store: {on: 2026-12-01, why: Too vague.}\n", "utf-8")
    assert run("check", str(released)).code == 0
    assert run("export", "--release").out.endswith("3 notes, 4 cards, 0 new and 1 changed since the last release.\n")
    assert "- Retired: `cache-beside-store`. Too vague." in (released.parent / "docs" / "changelog.md").read_text(
        "utf-8"
    )


def test_retired_note_is_not_asked_in_the_terminal(released: Path, run: Run) -> None:
    take_out(released, "cache-beside-store")
    (released / "retired.yaml").write_text("cache-beside-store: {on: 2026-12-01, why: Too vague.}\n", "utf-8")
    assert "cache-beside-store" not in run("cards").out
