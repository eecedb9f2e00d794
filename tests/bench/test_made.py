"""Decks and logs to measure with."""

from pathlib import Path

from bench.made import write_deck
from bench.progress import made_log
from bench.startup import WORDS

from sdcards.cli.app import _COMMANDS
from sdcards.cli.checking import read_checked


def test_made_deck_has_its_size_and_no_problems(tmp_path: Path) -> None:
    collection, problems = read_checked(write_deck(tmp_path / "cards", 400))
    assert problems == ()
    notes = [note for area in collection.areas for topic in area.topics for note in topic.notes]
    assert 380 <= sum(len([*note.cards()]) for note in notes) <= 420


def test_same_size_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = write_deck(tmp_path / "one", 100), write_deck(tmp_path / "other", 100)
    assert [file.read_bytes() for file in sorted(one.rglob("*.yaml"))] == [
        file.read_bytes() for file in sorted(other.rglob("*.yaml"))
    ]


def test_made_log_goes_forward_up_to_yesterday_and_uses_no_name_twice() -> None:
    log = list(made_log([f"note-{number}/answer" for number in range(50)], 500, 20_000))
    assert [row[0] for row in log] == sorted(row[0] for row in log)
    assert log[-1][3] < 20_000
    assert len({(card, at) for at, card, _, _ in log}) == 500


def test_start_up_of_every_command_is_measured() -> None:
    assert {"review", *WORDS} == set(_COMMANDS)
