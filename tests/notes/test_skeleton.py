"""A note to be filled in."""

import pytest
from pydantic import BaseModel

from sdcards.notes.families import FAMILIES
from sdcards.notes.note import Turned
from sdcards.notes.skeleton import OPEN, front_field, skeleton
from sdcards.notes.tradeoff import Option
from tests.authoring import read

FRONTS = {"cloze": "It is {{c1::a: b}}.", "drill": "At {rate}, with {line} each?"}
MODELS: list[type[BaseModel]] = [*FAMILIES.values(), Turned, Option]


def written(family: str) -> str:
    lines = skeleton(
        family, "new-note", FRONTS.get(family, 'How: "long"?'), {"as_of": "2026"} if family == "fact" else {}
    )
    return "- " + "\n  ".join(lines) + "\n"


@pytest.mark.parametrize("family", FAMILIES)
def test_skeleton_of_each_family_is_read_without_a_problem(family: str) -> None:
    topic, problems = read(written(family))
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
def test_what_is_to_be_written_is_marked(family: str) -> None:
    assert written(family).count(OPEN) >= 2


@pytest.mark.parametrize("model", MODELS)
def test_every_field_has_a_description_and_an_example_that_fits(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
        assert field.examples, name


def test_drill_whose_question_names_no_input_begins_with_those_of_the_example() -> None:
    lines = skeleton("drill", "new-note", "How much?", {})
    assert "given: {rate: 50 kreq/s .. 500 kreq/s, line: 1 kB}" in lines
    assert "formula: rate * line * 1 day" in lines
