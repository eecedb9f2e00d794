import pytest

from sdcards.anki.cards import card_of, known_notes
from sdcards.anki.deck import place_notes
from sdcards.anki.identity import guid
from sdcards.ids import NoteId
from tests.anki.samples import EVERY_FAMILY, deck_of, notes_in

NOTE = NoteId("a-note")


def test_notes_are_found_by_what_anki_calls_them() -> None:
    assert known_notes([(NOTE, "basic")]) == {guid(NOTE): (NOTE, "basic")}


def test_cards_of_every_family_have_the_names_they_have_in_the_terminal() -> None:
    names = {
        note.id: [card_of(note.id, note.family, ordinal) for ordinal in note.ordinals]
        for note in (placed.note for placed in place_notes(deck_of(EVERY_FAMILY)))
    }
    assert names == {note.id: [card.id for card in note.cards()] for note in notes_in(EVERY_FAMILY)}


@pytest.mark.parametrize(
    ("family", "ordinal"), [("basic", 2), ("basic", -1), ("cloze", -1), ("cloze", 500), ("gone", 0), ("sequence", 99)]
)
def test_card_that_no_family_makes_has_no_name(family: str, ordinal: int) -> None:
    assert card_of(NOTE, family, ordinal) is None
