from dataclasses import replace

import pytest

from sdcards.anki.deck import build_decks, place_notes
from sdcards.collection.collection import Area, Collection
from sdcards.collection.topic import Topic
from sdcards.errors import SdcardsError
from tests.anki.samples import SOURCES, deck_of


def basic(note: str, wave: int = 1) -> str:
    return f"- {{id: {note}, type: basic, wave: {wave}, front: A?, back: B, sources: [book]}}\n"


def order_of(collection: Collection) -> list[tuple[int, str]]:
    return [(placed.position, placed.note.id) for placed in place_notes(collection)]


def test_decks_are_numbered_in_the_order_of_the_deck() -> None:
    topics = Topic("one", "first", "", "The first", "About it", ()), Topic("one", "second", "", "The  second", "", ())
    areas = Area("one", "Area one", topics), Area("two", "Area two", (Topic("two", "first", "", "Other", "", ()),))
    top, *decks = build_decks(Collection("All", "Whole", areas, SOURCES))
    assert top.name == "All"
    assert [(deck.name, deck.about) for deck in decks[:-1]] == [
        ("All::01 Area one", ""),
        ("All::01 Area one::01 The first", "About it"),
        ("All::01 Area one::02 The second", ""),
        ("All::02 Area two", ""),
        ("All::02 Area two::01 Other", ""),
    ]


def test_top_deck_says_what_it_is_and_how_to_study_it() -> None:
    top = next(build_decks(Collection("All", "Whole", (), SOURCES)))
    assert top.about.startswith("Whole\n\n**Once, before the first card**\n\n1. ")
    for named in ("FSRS", "Import any deck presets", "System Design Interview", "My notes", "`retired`"):
        assert named in top.about


def test_deck_of_retired_notes_is_the_last_and_no_areas() -> None:
    *others, last = build_decks(deck_of(basic("note-a")))
    assert last.name == "A deck::99 Retired"
    assert max(deck.name for deck in others) < last.name
    assert last.id not in {deck.id for deck in others}


def test_a_deck_keeps_its_number_when_it_is_renamed_or_moved_down() -> None:
    deck = deck_of(basic("note-1"), basic("note-2"))
    area = deck.areas[0]
    renamed = replace(deck, areas=(replace(area, topics=(replace(area.topics[1], title="New"), area.topics[0])),))
    assert {deck.id for deck in build_decks(deck)} == {deck.id for deck in build_decks(renamed)}


def test_notes_are_placed_by_wave_and_then_as_the_deck_has_them() -> None:
    deck = deck_of(basic("note-a", 2) + basic("note-b", 1), basic("note-c", 1) + basic("note-d", 2))
    assert order_of(deck) == [(1, "note-b"), (2, "note-c"), (3, "note-a"), (4, "note-d")]


def test_each_note_goes_to_its_topics_deck() -> None:
    deck = deck_of(basic("note-a"), basic("note-b"))
    decks = {each.id: each.name for each in build_decks(deck)}
    assert [decks[placed.deck] for placed in place_notes(deck)] == [
        "A deck::01 An area::01 A topic",
        "A deck::01 An area::02 A topic",
    ]


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(SdcardsError, match="two notes have the id 'note-a'"):
        place_notes(deck_of(basic("note-a"), basic("note-b") + basic("note-a")))


@pytest.mark.parametrize("title", ["Part::Whole", "", "  "])
def test_title_that_is_no_deck_name_is_refused(title: str) -> None:
    with pytest.raises(SdcardsError, match="cannot name a deck"):
        list(build_decks(replace(deck_of(basic("note-a")), name=title)))


def test_control_characters_in_a_title_are_shown() -> None:
    assert next(build_decks(replace(deck_of(basic("note-a")), name="A\x1b[2J"))).name == "A␛[2J"


@pytest.mark.parametrize("slug", ["Topic", "the topic", "the\u3000topic", ""])
def test_folder_name_that_is_no_tag_is_refused(slug: str) -> None:
    deck = deck_of(basic("note-a"))
    area = deck.areas[0]
    with pytest.raises(SdcardsError, match="cannot be a tag"):
        place_notes(replace(deck, areas=(replace(area, slug=slug),)))
