"""A note that people have learnt is retired, and its id stays taken."""

from dataclasses import replace

from sdcards.collection.collection import Collection
from sdcards.collection.retired import read_retired
from sdcards.collection.rules.retirement import retired_ids, vanished_ids
from tests.authoring import brief, collection_of, read
from tests.decks import basic

OLD = "old-note: {on: 2026-12-01, why: Disks changed.}\n"


def deck(notes: str, retired: str = "") -> Collection:
    topic, problems = read(notes)
    assert topic is not None
    read_back, wrong = read_retired(retired, "retired.yaml")
    assert (*problems, *wrong) == ()
    return replace(collection_of(topic), retired=read_back)


def gone(collection: Collection, *released: str) -> str:
    return brief(vanished_ids(collection, released, "deck.yaml"))


def test_note_with_the_id_of_a_retired_one_is_a_problem() -> None:
    assert brief(retired_ids(deck(basic("new-note") + basic("old-note"), OLD))) == (
        "5:8 «old-note» the id 'old-note' is retired [retired-id]"
        " retired.yaml:1 says why; call this note 'old-note-2', or take that entry out"
    )


def test_note_that_comes_instead_has_to_be_there() -> None:
    notes, retired = basic("new-note"), OLD.replace("why", "instead: new-noet, why")
    assert brief(retired_ids(deck(notes, retired))) == (
        "1:37 «new-noet» no note 'new-noet' [unknown-note] did you mean 'new-note'?"
    )
    assert brief(retired_ids(deck(notes, retired.replace("noet", "note")))) == ""


def test_released_note_that_is_gone_is_a_problem_of_the_deck() -> None:
    assert gone(deck(basic("new-note")), "new-note", "old-note") == (
        "1:1 «» the note 'old-note' was released and is gone [vanished-id]"
        " put it back, or list it in retired.yaml with 'on' and 'why'"
    )


def test_retired_note_has_not_vanished() -> None:
    assert gone(deck(basic("new-note"), OLD), "new-note", "old-note") == ""


def test_note_never_released_can_go_without_a_word() -> None:
    assert gone(deck(basic("new-note"))) == ""


def test_retirement_of_a_note_that_never_was_is_a_problem() -> None:
    assert gone(deck(basic("new-note"), OLD), "new-note", "olf-note") == (
        "1:1 «» the note 'olf-note' was released and is gone [vanished-id]"
        " put it back, or list it in retired.yaml with 'on' and 'why'\n"
        "1:1 «old-note» no note 'old-note' [unknown-note] did you mean 'olf-note'?"
    )
    assert gone(deck(basic("x-1"), OLD), "x-1").endswith("[unknown-note] correct the id or take it out")


def test_note_under_a_new_id_is_told_from_one_that_is_gone() -> None:
    assert gone(deck(basic("old-notes")), "old-note") == (
        "4:8 «old-notes» the note 'old-note' was released and is gone [vanished-id]"
        " is this it? then call it 'old-note' again; or list that in retired.yaml with 'on' and 'why'"
    )
