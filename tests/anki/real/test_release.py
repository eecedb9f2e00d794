"""The contract with people who have the last release: the next one takes nothing from them. With the real Anki.

The last release is the one in ``dist/``; before there is one, the deck as it is now. The next is the deck as it is now, with
one note corrected, one added and one retired.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from sdcards.anki.deck import build_decks, place_notes
from sdcards.anki.package import write_package
from sdcards.anki.released import Released, read_released
from sdcards.anki.releasing import release
from sdcards.anki.retired import keep_retired, place_all
from sdcards.collection.collection import Area, Collection, read_collection
from sdcards.collection.retired import read_retired
from sdcards.ids import NoteId
from sdcards.notes.note import Note
from tests.anki.real.test_learner import ROOT, live_through
from tests.anki.samples import notes_in

DIST = ROOT / "dist"
ADDED = "- {id: added-for-a-test, type: basic, wave: 1, front: Is it here?, back: It is, sources: [ddia-5]}"


@dataclass(frozen=True, slots=True)
class Story:
    """What a learner lived through, from the lock of one release to the lock of the next."""

    before: Released
    after: Released
    next_deck: Collection
    retired: NoteId
    tagged: NoteId
    written: NoteId
    facts: dict[str, Any]

    def unchanged(self) -> set[NoteId]:
        """The notes in which the two releases agree."""
        return {note for note, stamp in self.before.notes.items() if self.after.notes[note] == stamp}


@pytest.fixture(scope="module", params=["defaults", "everything"])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("release")
    deck, problems = read_collection(ROOT / "cards")
    assert problems == ()
    dist = _last_release(deck, folder)
    before = read_released(dist / "released.json")
    here = [placed.note.id for placed in place_notes(deck) if placed.note.id in before.notes]
    next_deck = _changed(deck, corrected=here[1], retired=here[2])
    lock = replace(before, retired=keep_retired(next_deck, before, dist / "sdcards.apkg"))
    moment = max(stamp.mod for stamp in before.notes.values()) + 60
    write_package(next_deck, folder / "next.apkg", released=lock, moment=moment)
    after = lock.after((placed.note for placed in place_all(next_deck, lock)), (), moment)
    *_, tagged, written = (note for note in here if after.notes[note] == before.notes[note])
    facts = live_through(dist / "sdcards.apkg", folder / "next.apkg", request.param, tagged=tagged, written=written)
    return Story(before, after, next_deck, here[2], tagged, written, facts)


def _last_release(deck: Collection, folder: Path) -> Path:
    if json.loads((DIST / "released.json").read_text("utf-8")):
        return DIST
    release(deck, folder, 1_795_305_600)
    return folder


def _changed(deck: Collection, corrected: NoteId, retired: NoteId) -> Collection:
    reasons, _ = read_retired(f"{retired}: {{on: 2026-12-01, why: For a test.}}", "retired.yaml")
    areas = tuple(_changed_area(area, corrected, retired) for area in deck.areas)
    first = areas[0].topics[0]
    first = replace(first, notes=(*first.notes, *notes_in(ADDED)))
    with_added = replace(areas[0], topics=(first, *areas[0].topics[1:]))
    return replace(deck, areas=(with_added, *areas[1:]), retired={**deck.retired, **reasons})


def _changed_area(area: Area, corrected: NoteId, retired: NoteId) -> Area:
    def changed(notes: Iterable[Note]) -> tuple[Note, ...]:
        left = (note for note in notes if note.id != retired)
        return tuple(note.model_copy(update={"why": "Another."}) if note.id == corrected else note for note in left)

    return replace(area, topics=tuple(replace(topic, notes=changed(topic.notes)) for topic in area.topics))


def test_release_arrives_whole(story: Story) -> None:
    log = story.facts["first"]
    assert (log["updated"], log["duplicate"], log["conflicting"]) == (0, 0, 0)
    assert set(story.before.notes) >= set(story.facts["fresh"]["notes"])
    assert (story.facts["empty_cards"], story.facts["cards_anki_missed"], story.facts["check_ok"]) == (0, 0, True)


def test_new_cards_come_by_the_curriculum_with_the_preset_and_else_topic_by_topic(story: Story) -> None:
    notes, by_topic = story.facts["fresh"]["notes"], story.facts["options"] == "defaults"
    firsts = [name for name, ordinal in story.facts["order"] if ordinal == notes[name]["cards"][0][0]]
    assert firsts == sorted(notes, key=lambda name: (by_topic and notes[name]["deck"], notes[name]["cards"][0][1]))


def test_siblings_wait_for_another_day_with_the_preset(story: Story) -> None:
    cards = sum(len(note["cards"]) for note in story.facts["fresh"]["notes"].values())
    with_preset = story.facts["options"] == "everything"
    assert len(story.facts["order"]) == (len(story.facts["fresh"]["notes"]) if with_preset else cards)


def test_next_release_updates_what_changed_and_nothing_else(story: Story) -> None:
    fresh, after = story.facts["fresh"]["notes"], story.facts["after"]["notes"]
    changed = story.before.notes.keys() & fresh.keys() - story.unchanged()
    expected = {"new": len(after) - len(fresh), "updated": len(changed), "duplicate": len(fresh) - len(changed)}
    assert story.facts["edited"] == expected | {"conflicting": 0}
    assert story.retired in changed
    assert "added-for-a-test" in after.keys() - fresh.keys()
    studied = story.facts["studied"]["notes"]
    assert {name for name in studied if after[name] != studied[name]} == changed


def test_next_release_keeps_every_card_and_its_schedule(story: Story) -> None:
    studied, after = (story.facts[when] for when in ("studied", "after"))
    numbers = {row[0] for row in studied["progress"]}
    assert [row for row in after["progress"] if row[0] in numbers] == studied["progress"]
    assert studied["reviews"] == after["reviews"] == len(story.facts["shown"])
    assert studied["progress"] != story.facts["fresh"]["progress"]


def test_next_release_keeps_the_learners_tags_and_words(story: Story) -> None:
    notes = story.facts["after"]["notes"]
    assert {story.tagged, story.written} <= story.unchanged()
    assert "my-own" in notes[story.tagged]["tags"]
    assert notes[story.written]["fields"]["My notes"] == "my own words"


def test_next_release_brings_no_second_note_type_and_no_one_way_sync(story: Story) -> None:
    fresh, after = story.facts["fresh"], story.facts["after"]
    assert {name: kind["id"] for name, kind in after["note_types"].items()} == {
        name: kind["id"] for name, kind in fresh["note_types"].items()
    }
    assert after["schema"] == fresh["schema"]


def test_retired_note_says_so_and_goes_on_as_before(story: Story) -> None:
    note, cards = story.facts["after"]["notes"][story.retired], story.facts["studied"]["notes"][story.retired]["cards"]
    assert "retired" in note["tags"]
    assert (note["fields"]["Topic"], note["cards"]) == ("Retired", cards)
    assert note["fields"]["Extra"] == "<strong>Retired on 2026-12-01.</strong> For a test."
    assert "For a test." in story.facts["pages"][f"{story.retired}/{cards[0][0]}"][1]


def test_no_picture_is_missing(story: Story) -> None:
    assert story.facts["media"]["missing"] == []


def test_decks_have_their_numbers_and_the_top_one_says_how_to_study(story: Story) -> None:
    decks = story.facts["after"]["decks"]
    assert {deck.name for deck in build_decks(story.next_deck)} <= decks.keys()
    assert "**Once, before the first card**" in decks[story.next_deck.name]
