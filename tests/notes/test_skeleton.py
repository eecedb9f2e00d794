"""A note to be filled in."""

import re

import pytest
from pydantic import BaseModel

from sdcards.collection.rules import problems_of
from sdcards.notes.families import FAMILIES
from sdcards.notes.note import Turned
from sdcards.notes.skeleton import OPEN, front_field, skeleton
from sdcards.notes.tradeoff import Option
from tests.authoring import collection_of, read

FRONTS = {"cloze": "It is {{c1::a: b}}.", "drill": "At {rate}, with {line} each?"}
MODELS: list[type[BaseModel]] = [*FAMILIES.values(), Turned, Option]


GIVEN = {"wave": "2", "as_of": "2026"}
DECIDED = {"phase": "api", "within": "2"}
"""Fields that take no text: a note is read once they are decided."""


def written(family: str) -> str:
    lines = skeleton(family, "new-note", FRONTS.get(family, 'How: "long"?'), GIVEN)
    return "- " + "\n  ".join(lines) + "\n"


@pytest.mark.parametrize("family", FAMILIES)
def test_skeleton_of_each_family_is_read_once_what_is_no_text_is_decided(family: str) -> None:
    decided = re.sub(
        r"^  (phase|within): .*",
        lambda found: f"  {found[1]}: {DECIDED[found[1]]}",
        written(family),
        flags=re.MULTILINE,
    )
    topic, problems = read(decided)
    assert problems == ()
    assert topic is not None
    note = topic.notes[0]
    assert (note.id, note.type) == ("new-note", family)
    assert getattr(note, front_field(family)) == FRONTS.get(family, 'How: "long"?')
    assert list(note.cards()) != []


@pytest.mark.parametrize("family", FAMILIES)
def test_skeleton_names_every_field_of_its_family(family: str) -> None:
    text = written(family)
    for name, field in FAMILIES[family].model_fields.items():
        if name not in ("id", "type", "level"):
            assert f"{name}:" in text
            assert f"{field.description}" in text


@pytest.mark.parametrize("family", FAMILIES)
def test_of_a_skeleton_only_that_is_said_which_is_to_be_written(family: str) -> None:
    topic, problems = read(written(family))
    assert topic is not None
    found = (*problems, *problems_of(collection_of(topic)))
    assert {problem.code for problem in found} == {"unfinished"}
    assert len(found) == written(family).count(OPEN) >= 2


def test_what_is_to_be_written_says_what_it_is_for() -> None:
    text = written("fact") + written("step")
    assert "  # Such as: 43.2 min\n  value: TODO The number with its unit.\n" in text
    assert '  within: "TODO The factor that still counts as right: 2 takes anything from half to double."\n' in text
    assert (
        "  # One of: whole, requirements, estimates, api, data, design, bottlenecks, wrap-up\n  phase: TODO The part"
        in text
    )
    assert "TODO The reason, in one sentence; shown after the answer.\n" in text
    assert "the failures share no cause" not in text


@pytest.mark.parametrize("model", MODELS)
def test_every_field_has_a_description_and_an_example_that_fits(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
        assert field.examples, name


def test_drill_whose_question_names_no_input_begins_with_those_of_the_example() -> None:
    lines = skeleton("drill", "new-note", "How much?", {})
    assert "given: {rate: 50 kreq/s .. 500 kreq/s, line: 1 kB}" in lines
    assert (
        lines[lines.index("formula: TODO What gives the result from the inputs.") - 1]
        == "# Such as: rate * line * 1 day"
    )
