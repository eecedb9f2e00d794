"""What the real Anki does with our packages. Needs an environment with the package ``anki`` beside this one."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sdcards.anki.deck import place_notes
from sdcards.anki.identity import field_id, note_type_id, template_id
from sdcards.anki.notetypes import style
from sdcards.anki.package import write_package
from sdcards.anki.released import read_released
from sdcards.anki.releasing import release
from tests.anki.samples import EVERY_FAMILY, MOMENT, deck_of, notes_in

ROOT = Path(__file__).parents[3]
BESIDE = ROOT / ".venv-anki" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LATE = "- {id: a-late, type: basic, wave: 1, front: A?, back: B, sources: [book]}"
FIRST, EDITED = (deck_of(notes, LATE) for notes in (EVERY_FAMILY, EVERY_FAMILY.replace("Stale.", "Stale reads.")))
CHANGED, TAGGED, WRITTEN = "a-mapping", "a-step", "a-basic"


@pytest.fixture(scope="module", params=["defaults", "everything"])
def facts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The learner's story, once with the import dialog as it opens and once with every option ticked."""
    folder = tmp_path_factory.mktemp("packages")
    release(FIRST, folder, MOMENT)
    lock = read_released(folder / "released.json")
    write_package(EDITED, folder / "edited.apkg", released=lock, moment=MOMENT + 60)
    return live_through(folder / "sdcards.apkg", folder / "edited.apkg", request.param, tagged=TAGGED, written=WRITTEN)


def live_through(first: Path, edited: Path, options: str, *, tagged: str, written: str) -> dict[str, Any]:
    """What came of a learner's life with two packages; the notes ``tagged`` and ``written`` on get something of their own."""
    python = Path(os.environ.get("SDCARDS_ANKI_PYTHON", BESIDE))
    if not python.is_file():
        pytest.skip(f"no Anki at '{python}': make an environment there, or name one in SDCARDS_ANKI_PYTHON")
    learner = Path(__file__).with_name("learner.py")
    words: list[str | Path] = [python, learner, first, edited, options, tagged, written]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    story: dict[str, Any] = json.loads(done.stdout) | {"options": options}
    return story


def test_every_note_arrives_with_the_cards_its_family_makes(facts: dict[str, Any]) -> None:
    assert facts["first"] == {"new": 10, "updated": 0, "duplicate": 0, "conflicting": 0}
    arrived = {name: [ordinal for ordinal, _ in note["cards"]] for name, note in facts["fresh"]["notes"].items()}
    assert arrived == {placed.note.id: list(placed.note.ordinals) for placed in place_notes(FIRST)}
    assert sum(map(len, arrived.values())) == sum(len(list(note.cards())) for note in notes_in(EVERY_FAMILY + LATE))


def test_fields_and_tags_arrive_as_they_were_written(facts: dict[str, Any]) -> None:
    for placed in place_notes(FIRST):
        note = facts["fresh"]["notes"][placed.note.id]
        assert (tuple(note["fields"].values()), tuple(note["tags"])) == (placed.note.fields, placed.note.tags)


def test_decks_arrive_with_their_descriptions(facts: dict[str, Any]) -> None:
    decks = dict(facts["fresh"]["decks"])
    top = decks.pop("A deck")
    assert top.startswith("What it *is* about.\n\n**Once, before the first card**")
    assert decks == {
        "Default": "",
        "A deck::01 An area": "",
        "A deck::01 An area::01 A topic": "What it is about.",
        "A deck::01 An area::02 A topic": "What it is about.",
    }


def test_note_types_keep_their_numbers_and_the_style_for_the_night(facts: dict[str, Any]) -> None:
    basic = facts["after"]["note_types"]["sdcards · Basic"]
    number = note_type_id("basic")
    assert (basic["id"], basic["css"]) == (number, style())
    assert ".card.nightMode,\n.card.night_mode {" in basic["css"]
    assert [name for _, name in basic["fields"]] == [field_id(number, place) for place in range(14)]
    assert basic["templates"] == [["answer", template_id(number, 0)], ["reverse", template_id(number, 1)]]


def test_new_cards_stand_in_the_order_of_the_curriculum(facts: dict[str, Any]) -> None:
    due = {name: {due for _, due in note["cards"]} for name, note in facts["fresh"]["notes"].items()}
    assert due == {placed.note.id: {placed.position} for placed in place_notes(FIRST)}


def test_new_cards_come_wave_by_wave_through_all_topics_with_the_options_we_suggest(facts: dict[str, Any]) -> None:
    curriculum = [placed.note.id for placed in place_notes(FIRST)]
    assert (facts["shown"] == curriculum[:8]) == (facts["options"] == "everything")


def test_importing_again_changes_nothing(facts: dict[str, Any]) -> None:
    assert facts["again"] == {"log": {"new": 0, "updated": 0, "duplicate": 10, "conflicting": 0}, "same": True}


def test_update_changes_the_corrected_note_and_no_other(facts: dict[str, Any]) -> None:
    assert facts["edited"] == {"new": 0, "updated": 1, "duplicate": 9, "conflicting": 0}
    before, after = facts["studied"]["notes"], facts["after"]["notes"]
    assert {name for name in after if after[name] != before[name]} == {CHANGED}
    assert after[CHANGED]["fields"]["Cost"] == "Stale reads."


def test_update_moves_no_progress(facts: dict[str, Any]) -> None:
    assert facts["studied"]["reviews"] == facts["after"]["reviews"] == 8
    assert facts["studied"]["progress"] == facts["after"]["progress"]
    assert facts["studied"]["progress"] != facts["fresh"]["progress"]


def test_update_keeps_the_learners_tag_and_words(facts: dict[str, Any]) -> None:
    notes = facts["after"]["notes"]
    assert "my-own" in notes[TAGGED]["tags"]
    assert notes[WRITTEN]["fields"]["My notes"] == "my own words"


def test_update_brings_no_second_note_type_and_no_one_way_sync(facts: dict[str, Any]) -> None:
    assert facts["after"]["note_types"] == facts["fresh"]["note_types"]
    assert len(facts["after"]["note_types"]) == 9
    assert facts["after"]["schema"] == facts["fresh"]["schema"]


def test_anki_finds_nothing_to_complain_about(facts: dict[str, Any]) -> None:
    assert (facts["empty_cards"], facts["cards_anki_missed"], facts["check_ok"]) == (0, 0, True)


def test_pages_show_answer_source_name_and_the_learners_words(facts: dict[str, Any]) -> None:
    front, back = facts["pages"]["a-basic/0"]
    assert "Up?" in front
    assert "Yes" not in front
    for part in ("Yes", "So it is.", "A. Author, A Book (2020)", "a-basic/answer", "my own words"):
        assert part in back


def test_pages_are_rendered_whole(facts: dict[str, Any]) -> None:
    for front, back in facts["pages"].values():
        assert "{{" not in front + back
        assert front.count("<div") == front.count("</div")
        assert back.count("<div") == back.count("</div")


def test_pictures_arrive_whole_and_none_is_missing_or_left_over(facts: dict[str, Any]) -> None:
    packed = {file.name: file.content.decode() for placed in place_notes(FIRST) for file in placed.note.media}
    assert len(packed) == 1
    assert facts["media"] == {"files": packed, "missing": [], "unused": []}


def test_picture_is_shown_after_the_answer_only(facts: dict[str, Any]) -> None:
    front, back = facts["pages"]["a-tradeoff/0"]
    ((name, _),) = facts["media"]["files"].items()
    assert name not in front
    answer = back.index('<div class="answer">')
    assert answer < back.index(f'<figure><img class="diagram" alt="Diagram: One, Two" src="{name}"></figure>')


def test_nothing_is_fetched_from_elsewhere(facts: dict[str, Any]) -> None:
    style = "".join(kind["css"] for kind in facts["after"]["note_types"].values())
    pages = "".join(front + back for front, back in facts["pages"].values())
    assert set(re.findall(r'src="([^"]*)"', pages)) == set(facts["media"]["files"])
    assert "url(" not in style + pages
    assert "@import" not in style


def test_hole_is_open_on_the_front_and_filled_on_the_back(facts: dict[str, Any]) -> None:
    front, back = facts["pages"]["a-cloze/2"]
    assert "[hint]" in front
    assert "<code>two</code></span>" in back
