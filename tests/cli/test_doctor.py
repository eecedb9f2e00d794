"""Damage: what `sdcards doctor` says of it, and that nothing makes it worse."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.places import progress_file
from tests.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("deck")


def spoil(path: Path, table: str) -> None:
    """Write rubbish over the page where a table begins."""
    with closing(sqlite3.connect(path)) as con:
        ((page,),) = con.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))
        ((size,),) = con.execute("PRAGMA page_size")
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = b"\xaa" * size
    path.write_bytes(data)


@pytest.mark.parametrize("table", ["review", "schedule", "setting"])
def test_damaged_progress_is_told_in_words_with_the_way_back(run: Run, table: str) -> None:
    run("review", typed="\n3\nq\n")
    store = Path(progress_file())
    spoil(store, table)
    before = store.read_bytes()
    outcome = run("doctor")
    assert outcome.code == 1
    assert f"'{store}'" in outcome.out + outcome.err
    assert "damaged" in outcome.out + outcome.err
    assert run("suspend", "ram-random-read").code == 1
    assert store.read_bytes() == before


def test_damaged_compiled_deck_is_made_again_without_a_word(run: Run, tmp_path: Path) -> None:
    well = run("doctor")
    (cache,) = (tmp_path / "cache").glob("deck-*.db")
    spoil(cache, "card")
    assert run("doctor") == well


def test_setting_spoilt_by_hand_is_told_and_can_be_reset(run: Run) -> None:
    run("config", "rollover", "3")
    with closing(sqlite3.connect(progress_file())) as con:
        con.execute("UPDATE setting SET value = 'abc' WHERE key = 'rollover'")
        con.commit()
    for words in (["due"], ["config"], ["doctor"]):
        assert run(*words).err == "sdcards: 'rollover' is 'abc'; give a whole number\n"
    assert run("config", "rollover", "--reset").out == "rollover is now 4.\n"
    assert run("due").code == 0
