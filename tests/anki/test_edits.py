"""Which fields a learner rewrote, and what they are in the sources."""

import re

import pytest

from sdcards.anki.edits import Edits, FieldEdit, Ours, find_edits, steps_of
from sdcards.anki.fields import build_note
from sdcards.anki.identity import note_type_id
from sdcards.anki.merging import NoteThere
from sdcards.anki.notetypes import build_note_type
from sdcards.anki.released import text_digest
from sdcards.errors import SdcardsError
from sdcards.ids import NoteId
from sdcards.notes.families import FAMILIES
from tests.anki.samples import CITATIONS, EVERY_FAMILY, PLACE, notes_in

NOTES = {note.id: note for note in notes_in(EVERY_FAMILY)}


def ours(name: str, *, released: tuple[str, ...] | None = None, digests: frozenset[str] = frozenset()) -> Ours:
    note = NOTES[name]
    return Ours(note, build_note(note, PLACE, CITATIONS), PLACE, CITATIONS, released, digests)


def names_of(name: str) -> tuple[str, ...]:
    return build_note_type(NOTES[name].NOTE_TYPE).fields


def with_fields(fields: tuple[str, ...], name: str, changed: dict[str, str]) -> tuple[str, ...]:
    assert changed.keys() <= set(names_of(name))
    return tuple(changed.get(field, text) for field, text in zip(names_of(name), fields, strict=True))


def found(mine: Ours, changed: dict[str, str], base: tuple[str, ...] | None = None) -> Edits:
    """What is found where Anki has other text in some fields."""
    fields = with_fields(base or mine.anki.fields, mine.note.id, changed)
    kind = note_type_id(mine.anki.family)
    return find_edits([mine], {mine.anki.id: NoteThere(1, kind, fields, ())})


def edits(name: str, changed: dict[str, str]) -> list[tuple[tuple[str | int, ...], str]]:
    result = found(ours(name), changed)
    assert result.by_hand == []
    return [(edit.steps, edit.text) for edit in result.fields]


def by_hand(edits: Edits) -> dict[str, str]:
    assert edits.fields == []
    return {each.field: re.split("[:;]", each.why)[0] for each in edits.by_hand}


@pytest.mark.parametrize(
    ("name", "field", "html", "steps", "text"),
    [
        ("a-step", "Answer", "Ask <b>how</b>.", ("answer",), "Ask **how**."),
        ("a-sequence", "Step 2", "Second", ("steps", 1), "Second"),
        ("a-fact", "Value", "80&nbsp;µs", ("value",), "80 µs"),
        ("a-fact", "Within", "2", ("within",), "2"),
        ("a-fact", "Context", "two threads", ("context",), "two threads"),
        ("a-fact", "Turned answer", "A seek", ("reverse", "answer"), "A seek"),
        ("a-fact", "As of", "2025", ("as_of",), "2025"),
        ("a-fact", "Hint", "Shorter.", ("hint",), "Shorter."),
        ("a-drill", "So", "Sample it.", ("so",), "Sample it."),
        ("a-mapping", "Cost", "Stale<br>reads", ("cost",), "Stale\\\nreads"),
        ("a-mapping", "Unless", "it rains", ("unless",), "it rains"),
        ("a-pitfall", "Instead", "Ask first.", ("instead",), "Ask first."),
        ("a-tradeoff", "Option 2", "Zwei", ("options", 1, "name"), "Zwei"),
        ("a-tradeoff", "Cost 1", "very dear", ("options", 0, "cost"), "very dear"),
        ("a-basic", "Back", "No", ("back",), "No"),
        ("a-basic", "Hint", "New.", ("hint",), "New."),
        ("a-cloze", "Text", "{{c1::Uno}} and {{c3::<code>two</code>::hint}}.", ("text",), "{{c1::Uno}} and {{c3::`two`::hint}}."),
    ],
)  # fmt: skip
def test_field_is_turned_back(name: str, field: str, html: str, steps: tuple[str | int, ...], text: str) -> None:
    assert edits(name, {field: html}) == [(steps, text)]


def test_every_field_that_we_fill_has_a_place_in_the_sources_or_is_made_of_others() -> None:
    for note in NOTES.values():
        model = set(FAMILIES[note.type].model_fields)
        for name in names_of(note.id):
            try:
                assert steps_of(note, name)[0] in model | {"say"}
            except SdcardsError:
                assert (
                    name in ("Sources", "Topic", "Note id", "Report", "Diagram", "Extra", "My notes")
                    or note.type == "drill"
                )


def test_said_value_is_what_is_edited() -> None:
    said = NOTES["a-fact"].model_copy(update={"say": "a blink"})
    assert steps_of(said, "Value") == ("say",)


def test_untouched_notes_and_my_notes_are_passed_over() -> None:
    mine = ours("a-mapping")
    assert found(mine, {}) == Edits()
    assert found(mine, {"My notes": "mine"}) == Edits()
    assert find_edits([mine], {}) == Edits()


def test_another_spelling_of_the_same_look_is_no_edit() -> None:
    assert edits("a-step", {"Answer": "Ask <strong>why</strong>."}) == []
    assert edits("a-step", {"Answer": "<div>Ask&nbsp;<b>why</b>.</div>"}) == []


def test_fields_that_are_made_from_others_are_edited_by_hand() -> None:
    assert by_hand(found(ours("a-drill"), {"Ask": "x", "Working": "y"})) == {
        "Ask": "is made from other fields of the sources",
        "Working": "is made from other fields of the sources",
    }
    assert by_hand(found(ours("a-fact"), {"Sources": "x", "Extra": "y"})).keys() == {"Sources", "Extra"}


def test_what_cannot_be_turned_back_is_edited_by_hand() -> None:
    mine = ours("a-mapping")
    reasons = {
        "": "was emptied",
        "<u>x</u>": "has a <u>, which our Markdown lacks",
        "x" * 2001: "does not fit the card",
    }
    for html, reason in reasons.items():
        assert by_hand(found(mine, {"Cost": html})) == {"Cost": reason}
    assert by_hand(found(ours("a-basic"), {"Turned ask": "New?"})) == {"Turned ask": "has no place in the sources yet"}
    assert by_hand(found(ours("a-sequence"), {"Step 4": "Four"})) == {"Step 4": "has no place in the sources yet"}
    assert by_hand(found(ours("a-fact"), {"Within": "1"})) == {"Within": "would not look the same again"}
    assert by_hand(found(ours("a-cloze"), {"Text": "no hole"})) == {"Text": "does not fit the card"}


def test_older_text_of_ours_is_no_edit() -> None:
    mine = ours("a-mapping")
    old = with_fields(mine.anki.fields, "a-mapping", {"Cost": "Old."})
    assert found(ours("a-mapping", released=old), {"Cost": "Old."}) == Edits()
    assert found(ours("a-mapping", digests=frozenset({text_digest(old)})), {"Cost": "Old."}) == Edits()


def test_edit_of_an_older_text_is_told_from_our_correction() -> None:
    mine = ours("a-mapping")
    old = with_fields(mine.anki.fields, "a-mapping", {"Cost": "Old."})
    wanted = [FieldEdit(NoteId("a-mapping"), "Tool", ("tool",), "A queue")]
    for known in (ours("a-mapping", released=old), ours("a-mapping", digests=frozenset({text_digest(old)}))):
        assert found(known, {"Tool": "A queue"}, old) == Edits(fields=wanted)


def test_field_that_both_changed_is_edited_by_hand() -> None:
    old = with_fields(ours("a-mapping").anki.fields, "a-mapping", {"Cost": "Old."})
    mine = ours("a-mapping", released=old)
    assert by_hand(found(mine, {"Cost": "My own."}, old)) == {"Cost": "was changed in the deck as well"}
    got_it = ours("a-mapping", released=old, digests=frozenset({text_digest(mine.anki.fields)}))
    assert [each.text for each in found(got_it, {"Cost": "My own."}).fields] == ["My own."]


def test_fields_that_may_be_ours_of_old_are_edited_by_hand() -> None:
    old = with_fields(ours("a-mapping").anki.fields, "a-mapping", {"Cost": "Old.", "Tool": "Older"})
    mine = ours("a-mapping", digests=frozenset({text_digest(old)}))
    assert by_hand(found(mine, {"Cost": "My own."}, old)) == {
        "Cost": "may be an older text of ours",
        "Tool": "may be an older text of ours",
    }


def test_note_that_was_rewritten_whole_is_compared_with_ours() -> None:
    changed = dict.fromkeys(names_of("a-tradeoff")[:9], "x")
    result = found(ours("a-tradeoff"), changed)
    assert len(result.fields) == 8
    assert [each.field for each in result.by_hand] == ["Option 3"]


def test_learner_who_wrote_what_we_wrote_later_changed_nothing() -> None:
    old = with_fields(ours("a-mapping").anki.fields, "a-mapping", {"Cost": "Old.", "Tool": "Older"})
    mine = ours("a-mapping", released=old)
    assert found(mine, {"Cost": mine.anki.fields[names_of("a-mapping").index("Cost")]}, old) == Edits()


def test_note_type_with_other_fields_is_named() -> None:
    mine = ours("a-step")
    for kind, fields in ((1, mine.anki.fields), (note_type_id("step"), ("x",))):
        result = find_edits([mine], {mine.anki.id: NoteThere(1, kind, fields, ())})
        assert result.strange == ["a-step"]
