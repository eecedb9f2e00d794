"""A number that changes here orphans every learner's progress. Add lines; never change one."""

from sdcards.anki.identity import CREATED, PRESET_ID, deck_id, field_id, guid, note_type_id, template_id
from sdcards.ids import NoteId
from sdcards.notes.families import FAMILIES

NOTE_TYPES = {
    "step": 1232122920727,
    "sequence": 1342915109982,
    "fact": 1267702598041,
    "drill": 1139589250684,
    "mapping": 1442606341494,
    "pitfall": 1013120905908,
    "tradeoff": 1088139388965,
    "basic": 1168329204502,
    "cloze": 1094096598060,
}
DECKS = {
    "": 1220061754332,
    "retired notes": 1396280031468,
    "estimation": 1519860081029,
    "estimation/latency-ladder": 1079515479835,
}
GUIDS = {"ram-random-read": "dff94f304c4b7e088fe5", "interview-phases": "2a7c51a5ad3fd67f7f52"}


def test_every_family_has_its_frozen_note_type() -> None:
    assert {family: note_type_id(family) for family in FAMILIES} == NOTE_TYPES


def test_a_deck_is_known_by_its_path_and_never_as_ankis_default_deck() -> None:
    assert {path: deck_id(path) for path in DECKS} == DECKS
    assert 1 not in DECKS.values()


def test_a_note_is_known_by_its_id_alone() -> None:
    assert {note: guid(NoteId(note)) for note in GUIDS} == GUIDS


def test_fields_and_templates_are_numbered_by_their_places() -> None:
    assert (field_id(1168329204502, 0), field_id(1168329204502, 13)) == (1168329204502000, 1168329204502013)
    assert (template_id(1168329204502, 0), template_id(1168329204502, 1)) == (1168329204502500, 1168329204502501)


def test_nothing_is_dated_in_the_future() -> None:
    assert (CREATED, PRESET_ID) == (1793491200, 1793491200000)
    assert max(*NOTE_TYPES.values(), *DECKS.values()) < CREATED * 1000
