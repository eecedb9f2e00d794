import re
from hashlib import sha256

import pytest

from sdcards.anki.fields import build_note
from sdcards.anki.identity import NOTE_TYPES_CHANGED
from sdcards.anki.notetypes import TAIL, AnkiNoteType, build_note_type, style
from sdcards.notes.families import FAMILIES
from sdcards.notes.note import Note
from tests.anki.samples import CITATIONS, EVERY_FAMILY, PLACE, notes_in

SHAPES = {
    "step": ("Ask, Answer", "answer"),
    "sequence": (
        "Ask, Step 1, Step 2, Step 3, Step 4, Step 5, Step 6, Step 7, Step 8",
        "step-1, step-2, step-3, step-4, step-5, step-6, step-7, step-8",
    ),
    "fact": ("Ask, Value, Within, Context, Turned ask, Turned answer", "value, reverse"),
    "drill": ("Ask, Result, Working, So, Within", "result"),
    "mapping": ("Symptom, Tool, Because, Cost, Unless", "tool, cost, unless"),
    "pitfall": ("Scene, Mistake, Harm, Instead", "mistake, instead"),
    "tradeoff": (
        "Ask, Choose, Option 1, Gain 1, Cost 1, Option 2, Gain 2, Cost 2, Option 3, Gain 3, Cost 3",
        "choose, cost-1, cost-2, cost-3",
    ),
    "basic": ("Front, Back, Turned ask, Turned answer", "answer, reverse"),
    "cloze": ("Text", "c"),
}
"""Released shapes. Anki cannot take another shape for the same note type: a change needs a new schema version."""

LOOK = (1795357800, "4e7e5cf83196cb88")
"""When templates or style last changed and what they were then. Anki ignores a change that comes without a newer time."""


@pytest.fixture(params=FAMILIES)
def note_type(request: pytest.FixtureRequest) -> AnkiNoteType:
    return build_note_type(FAMILIES[request.param].NOTE_TYPE)


def test_shapes_are_the_released_ones() -> None:
    kinds = {key: build_note_type(family.NOTE_TYPE) for key, family in FAMILIES.items()}
    assert TAIL == ("Hint", "Why", "As of", "Sources", "Topic", "Note id", "Report", "Diagram", "Extra", "My notes")
    assert {
        key: (", ".join(kind.fields), ", ".join(card.name for card in kind.templates)) for key, kind in kinds.items()
    } == {key: (f"{fields}, {', '.join(TAIL)}", cards) for key, (fields, cards) in SHAPES.items()}


def test_a_new_look_comes_with_a_new_time() -> None:
    cards = [card for family in FAMILIES.values() for card in build_note_type(family.NOTE_TYPE).templates]
    text = "".join(side for card in cards for side in (card.front, card.back)) + style()
    assert (NOTE_TYPES_CHANGED, sha256(text.encode()).hexdigest()[:16]) == LOOK, "raise NOTE_TYPES_CHANGED, then LOOK"


def test_templates_refer_to_fields_there_are(note_type: AnkiNoteType) -> None:
    for card in note_type.templates:
        for reference in re.findall(r"\{\{[#/^]?(?:hint:|cloze:)?([^{}]+)\}\}", card.front + card.back):
            assert reference in note_type.fields


def test_no_name_is_given_twice(note_type: AnkiNoteType) -> None:
    assert len(set(note_type.fields)) == len(note_type.fields)
    assert len({card.name for card in note_type.templates}) == len(note_type.templates)
    assert note_type.name.startswith("sdcards · ")


def test_nothing_is_typed_and_the_hint_is_hidden(note_type: AnkiNoteType) -> None:
    for card in note_type.templates:
        assert "{{type:" not in card.front + card.back
        assert "{{Hint}}" not in card.front + card.back
        assert "{{hint:Hint}}" in card.front


def test_answer_comes_before_details_and_details_before_the_learners_notes(note_type: AnkiNoteType) -> None:
    for card in note_type.templates:
        order = (
            'id="answer"',
            "{{Diagram}}",
            'class="details"',
            "{{Why}}",
            "{{As of}}",
            "{{Sources}}",
            "{{Note id}}",
            "{{My notes}}",
        )
        places = [card.back.index(part) for part in order]
        assert places == sorted(places)


def test_fronts_of_numbers_say_how_close_is_close_enough() -> None:
    says = {
        (key, card.name)
        for key, family in FAMILIES.items()
        for card in build_note_type(family.NOTE_TYPE).templates
        if "Anything within {{Within}}× counts." in card.front
    }
    assert says == {("fact", "value"), ("drill", "result")}


MORE_AND_LESS = """
- {id: a-turned, type: basic, wave: 1, front: A?, back: B, reverse: {ask: B?, answer: A}, sources: [book]}
- {id: a-plain-fact, type: fact, wave: 1, ask: A?, value: 5 ms, within: 2, as_of: 2026, sources: [book]}
- {id: a-limit, type: mapping, wave: 1, symptom: A., tool: B, because: C, cost: D, unless: e, sources: [book]}
- {id: a-long-sequence, type: sequence, wave: 1, ask: What?, steps: [a, b, c, d, e, f, g, h], sources: [book]}
- id: a-threefold-tradeoff
  type: tradeoff
  wave: 1
  ask: Which?
  options: [{name: a, gain: b, cost: c}, {name: d, gain: e, cost: f}, {name: g, gain: h, cost: i}]
  choose: It.
  sources: [book]
"""


@pytest.mark.parametrize("note", notes_in(EVERY_FAMILY + MORE_AND_LESS), ids=lambda note: note.id)
def test_templates_make_exactly_the_cards_the_family_makes(note: Note) -> None:
    built, kind = build_note(note, PLACE, CITATIONS), build_note_type(note.NOTE_TYPE)
    filled = {name for name, html in zip(kind.fields, built.fields, strict=True) if html}
    names = [card.id.partition("/")[2] for card in note.cards()]
    if kind.cloze:
        assert [f"c{ordinal + 1}" for ordinal in built.ordinals] == names
    else:
        assert [kind.templates[ordinal].name for ordinal in built.ordinals] == names
        assert [card.name for card in kind.templates if shows_a_field(card.front, filled)] == names


def shows_a_field(template: str, filled: set[str]) -> bool:
    """Anki makes a card where the front, its conditions applied, refers to a field with text."""
    while found := re.search(r"\{\{#([^{}]+)\}\}((?:(?!\{\{#).)*?)\{\{/\1\}\}", template):
        template = template.replace(found[0], found[2] if found[1] in filled else "")
    return any(name in filled for name in re.findall(r"\{\{(?:hint:)?([^{}]+)\}\}", template))
