"""A release: what it writes, and what becomes of notes that were taken out."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sdcards import __version__
from sdcards.anki.deck import RETIRED
from sdcards.anki.files import replace_file
from sdcards.anki.package import write_package
from sdcards.anki.released import read_released
from sdcards.anki.releasing import release
from sdcards.anki.retired import MAJOR, keep_retired, place_all, read_notes
from sdcards.collection.collection import Collection
from sdcards.collection.retired import read_retired
from sdcards.errors import SdcardsError
from sdcards.ids import NoteId
from tests.anki.samples import EVERY_FAMILY, MOMENT, deck_of
from tests.anki.test_package import TWO, rows

STAYS = "- {id: note-two, type: cloze, wave: 1, text: '{{c2::Two}}', sources: [book]}\n"
GOES = "- {id: note-one, type: basic, wave: 2, front: One?, back: 1, diagram: A ─▶ B, tags: [extra], sources: [book]}\n"
WHY = "note-one: {on: 2026-12-01, why: Disks *changed*., instead: note-two}\n"


def without(notes: str = STAYS, retired: str = WHY) -> Collection:
    found, problems = read_retired(retired, "retired.yaml")
    assert problems == ()
    return replace(deck_of(notes), retired=found)


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A folder with a release of both notes."""
    release(deck_of(STAYS + GOES), tmp_path, MOMENT)
    return tmp_path


def question(dist: Path, sql: str) -> list[tuple[object, ...]]:
    return rows((dist / "sdcards.apkg").read_bytes(), sql)


def test_retired_note_comes_along_with_tag_and_reason_and_otherwise_as_it_was(dist: Path) -> None:
    ((before,),) = question(dist, "SELECT flds FROM notes WHERE sfld = 'One?'")
    release(without(), dist, MOMENT + 9)
    ((fields, tags, mod),) = question(dist, "SELECT flds, tags, mod FROM notes WHERE sfld = 'One?'")
    changed = {
        old: new for old, new in zip(str(before).split("\x1f"), str(fields).split("\x1f"), strict=True) if old != new
    }
    assert changed == {
        "An area › A topic": "Retired",
        "": "<strong>Retired on 2026-12-01.</strong> Disks <em>changed</em>. Now taught by <code>note-two</code>.",
    }
    assert (tags, mod) == (" extra level::1 retired wave::2 ", MOMENT + 9)


def test_retired_note_keeps_its_picture(dist: Path) -> None:
    release(without(), dist, MOMENT + 9)
    (note,) = read_notes(dist / "sdcards.apkg", [NoteId("note-one")])
    assert [file.name in note.fields[-3] for file in note.media] == [True]
    assert note.media[0].content.startswith(b"<svg")


def test_retired_cards_come_last_in_a_deck_of_their_own(dist: Path) -> None:
    release(without(), dist, MOMENT + 9)
    cards = "SELECT sfld, did, due FROM cards c JOIN notes n ON n.id = c.nid ORDER BY due"
    assert question(dist, cards)[-1] == ("One?", RETIRED, 2)
    ((decks,),) = question(dist, "SELECT decks FROM col")
    assert json.loads(str(decks))[str(RETIRED)]["name"] == "A deck::99 Retired"


def test_retired_note_is_the_same_in_every_later_release_and_export(dist: Path) -> None:
    release(without(), dist, MOMENT + 9)
    once = {file.name: file.read_bytes() for file in dist.iterdir()}
    release(without(), dist, MOMENT + 99)
    assert {file.name: file.read_bytes() for file in dist.iterdir()} == once
    write_package(without(), dist / "new.apkg", released=read_released(dist / "released.json"), moment=MOMENT + 99)
    assert (dist / "new.apkg").read_bytes() == once["sdcards.apkg"]


def test_another_reason_updates_the_note_and_keeps_what_it_was(dist: Path) -> None:
    release(without(), dist, MOMENT + 9)
    release(without(retired=WHY.replace(", instead: note-two", "")), dist, MOMENT + 99)
    ((fields, mod),) = question(dist, "SELECT flds, mod FROM notes WHERE sfld = 'One?'")
    assert mod == MOMENT + 99
    assert "Disks <em>changed</em>.\x1f" in str(fields)


def test_note_that_comes_back_is_no_longer_retired(dist: Path) -> None:
    release(without(), dist, MOMENT + 9)
    release(deck_of(STAYS + GOES), dist, MOMENT + 99)
    assert question(dist, "SELECT tags FROM notes WHERE sfld = 'One?'") == [
        (" area::area extra level::1 topic::topic wave::2 ",)
    ]
    assert read_released(dist / "released.json").retired == {}


def test_note_comes_along_until_the_next_major_release(dist: Path) -> None:
    release(without(), dist, MOMENT + 9)
    lock = read_released(dist / "released.json")
    assert [placed.note.id for placed in place_all(without(), lock)] == ["note-two", "note-one"]
    assert [placed.note.id for placed in place_all(without(), lock, MAJOR + 1)] == ["note-two"]
    assert keep_retired(without(), lock, dist / "sdcards.apkg", MAJOR + 1) == {}


def test_note_left_behind_by_a_major_release_does_not_come_back(dist: Path) -> None:
    release(without(), dist, MOMENT + 9)
    lock = replace(read_released(dist / "released.json"), retired={})
    write_package(without(), dist / "sdcards.apkg", released=lock, moment=MOMENT + 99)
    assert keep_retired(without(), lock, dist / "sdcards.apkg", MAJOR + 1) == {}


def test_note_that_was_never_released_is_not_looked_for(tmp_path: Path) -> None:
    release(without(), tmp_path, MOMENT)
    assert question(tmp_path, "SELECT count(*) FROM notes") == [(1,)]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"PK")], ids=["missing", "broken"])
def test_retiring_needs_the_last_package(dist: Path, spoil: Callable[[Path], object]) -> None:
    spoil(dist / "sdcards.apkg")
    with pytest.raises(SdcardsError, match=r"cannot read '.*sdcards.apkg'.*; take the package of the last release"):
        release(without(), dist, MOMENT + 9)


def test_notes_of_every_family_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    deck = deck_of(EVERY_FAMILY)
    release(deck, tmp_path, MOMENT)
    written = {placed.note.id: placed.note for placed in place_all(deck, read_released(tmp_path / "released.json"))}
    assert {note.id: note for note in read_notes(tmp_path / "sdcards.apkg", written)} == written
    assert list(read_notes(tmp_path / "sdcards.apkg", [NoteId("nobody")])) == []


def test_changelog_is_told_what_changed(tmp_path: Path) -> None:
    changelog = tmp_path / "changelog.md"
    changelog.write_text(f"# Changelog\n\n## {__version__}, unreleased\n\n- Words.\n", "utf-8")
    release(deck_of(STAYS + GOES), tmp_path, MOMENT, changelog)
    release(without(STAYS.replace("Two", "Deux")), tmp_path, MOMENT + 9, changelog)
    assert changelog.read_text("utf-8") == (
        f"# Changelog\n\n## {__version__}, 2026-11-22\n\n- Words.\n\n### Cards, 2026-11-22\n\n- The first 2 notes.\n\n"
        "### Cards, 2026-11-22\n\n- Corrected: `note-two`.\n- Retired: `note-one`. Disks *changed*. See `note-two`.\n"
    )


def test_release_without_a_changelog_makes_none(tmp_path: Path) -> None:
    release(deck_of(STAYS), tmp_path, MOMENT, tmp_path / "changelog.md")
    assert {file.name for file in tmp_path.iterdir()} == {"sdcards.apkg", "released.json"}


def test_refused_package_leaves_the_last_one_alone(tmp_path: Path) -> None:
    release(deck_of(TWO), tmp_path, MOMENT)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(SdcardsError, match="crosses"):
        release(deck_of(TWO.replace("{{c2::Two}}", "{{c2::Two **a}} b**")), tmp_path, MOMENT + 5)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_release_cut_off_between_its_files_is_mended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release(deck_of(TWO), tmp_path, MOMENT)
    edited = deck_of(TWO.replace("One?", "Uno?"))
    with monkeypatch.context() as patch:
        patch.setattr(
            "sdcards.anki.releasing.replace_file",
            lambda path, text: replace_file(path, text) if path.suffix == ".json" else 1 / 0,
        )
        with pytest.raises(ZeroDivisionError):
            release(edited, tmp_path, MOMENT + 5)
    release(edited, tmp_path, MOMENT + 500)
    content = (tmp_path / "sdcards.apkg").read_bytes()
    assert rows(content, "SELECT sfld, mod FROM notes") == [("{{c2::Two}}", MOMENT), ("Uno?", MOMENT + 5)]
