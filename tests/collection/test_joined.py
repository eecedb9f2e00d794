"""Decks joined: made again where the file is damaged, whatever a killed process left."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.collection.compiled import open_compiled
from sdcards.collection.joined import joined_deck
from tests.decks import basic, write_deck


@pytest.fixture
def decks(tmp_path: Path) -> tuple[str, str]:
    """Our deck and an own one."""
    ours, own = (str(write_deck(tmp_path / name, {"area/one": basic("one-a")})) for name in ("ours", "own"))
    return ours, own


def joined(decks: tuple[str, str]) -> Path:
    ours, own = decks
    return Path(joined_deck(ours, {"mine": own}, str(Path(ours).parent / "cache")))


def notes(path: Path) -> list[str]:
    with closing(open_compiled(str(path))) as deck:
        return [note for note, _ in deck.execute("SELECT note, front FROM card ORDER BY place")]


def test_damaged_file_is_made_again_without_a_word(decks: tuple[str, str]) -> None:
    path = joined(decks)
    with closing(open_compiled(str(path))) as deck:
        ((page,),) = deck.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'card'")
    data = path.read_bytes()
    path.write_bytes(data[: (page - 1) * 4096] + b"\xaa" * 4096 + data[page * 4096 :])
    assert notes(joined(decks)) == ["one-a", "mine:one-a"]


def test_what_a_killed_process_of_the_same_number_left_is_no_hindrance(decks: tuple[str, str]) -> None:
    path = joined(decks)
    stale = path.with_name(f"{path.name}.{os.getpid()}.new")
    path.rename(stale)
    assert notes(joined(decks)) == ["one-a", "mine:one-a"]
    assert not stale.exists()
