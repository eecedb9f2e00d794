"""What release 0.1.0 left behind, in the hands of today's commands: real files, see the README.md beside each."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.anki.released import read_released, released_text
from sdcards.collection.compiled import FORMAT, compiled_deck, kept_stamp, source_stamps, whole_stamp
from sdcards.places import cache_folder, progress_file
from tests.cli.conftest import Run

STORES = Path(__file__).parents[1] / "store" / "released"
OF_ANKI = Path(__file__).parents[1] / "anki" / "released"
LOCK = OF_ANKI / "released-0.1.0.json"
CARDS = Path(__file__).parents[2] / "cards"
ANSWERS_IN_ANKI = 12


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The deck that comes with the program."""
    monkeypatch.setenv("SDCARDS_CARDS", str(CARDS))
    return CARDS


@pytest.mark.usefixtures("deck")
def test_progress_of_the_release_is_taken_over_by_the_first_command(run: Run) -> None:
    store = Path(progress_file())
    store.parent.mkdir(parents=True)
    store.write_bytes((STORES / "version-3.db").read_bytes())
    told = run("doctor")
    assert (told.code, told.out.splitlines()[-1]) == (0, "All is well.")
    assert "retention" in run("config").out
    assert run("log", "export", "--format", "csv").out == (STORES / "version-3.csv").read_text("utf-8")
    assert "before-update-" in run("restore").out


@pytest.mark.usefixtures("deck")
def test_compiled_deck_of_the_release_is_made_anew(run: Run, deck: Path) -> None:
    path = Path(compiled_deck(str(deck), cache_folder()))
    path.write_bytes((STORES / "deck-8.db").read_bytes())
    stamp = str(kept_stamp(str(path)))
    assert stamp.startswith("8 0.1.0 ")
    assert run("cards").out.startswith("ram-random-read/value")
    assert run("review", typed="\n3\nq\n").code == 0
    assert kept_stamp(str(path)) == whole_stamp(source_stamps(str(deck))) != stamp
    assert FORMAT > 8


@pytest.mark.usefixtures("shipped")
def test_progress_made_in_anki_with_the_released_package_comes_in_once(run: Run) -> None:
    package = str(OF_ANKI / "studied-0.1.0.apkg")
    first = run("import", package)
    assert first.code == 0, first.err
    assert first.out.startswith(f"Added {ANSWERS_IN_ANKI} reviews of ")
    assert "1 card became new in Anki" in first.out
    assert "Left out" not in first.out
    again = run("import", package)
    assert again.out.splitlines() == ["Added 0 reviews of 0 cards.", f"Here already: {ANSWERS_IN_ANKI} reviews."]
    assert run("doctor").code == 0
    with closing(sqlite3.connect(progress_file())) as con:
        origins = con.execute("SELECT DISTINCT origin FROM review").fetchall()
        known = {card for (card,) in con.execute("SELECT card FROM review")}
    assert origins == [("anki",)]
    assert known <= set(run("cards").out.split()), "cards of the release that today's deck does not have"


@pytest.mark.usefixtures("shipped")
def test_nobodys_edits_are_seen_where_nobody_edited(run: Run) -> None:
    """The texts of the release are known as ours for ever, however they are worded today."""
    told = run("import", "--edits", str(OF_ANKI / "studied-0.1.0.apkg"))
    assert (told.code, told.out) == (0, ""), told.err


def test_lock_of_the_release_is_read_and_written_the_same() -> None:
    assert released_text(read_released(LOCK)) == LOCK.read_text("utf-8")


def test_nothing_that_was_released_is_forgotten_or_became_something_else() -> None:
    released, today = read_released(LOCK), read_released(CARDS.parent / "dist" / "released.json")
    for name, stamp in released.notes.items():
        assert today.notes[name].family == stamp.family, name
        assert set(stamp.texts) <= set(today.notes[name].texts), name
        assert today.notes[name].mod >= stamp.mod, name
    assert released.note_types.items() <= today.note_types.items()
