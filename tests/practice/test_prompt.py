"""The mock section's models: what they give, and what they refuse."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from sdcards.collection.collection import read_collection
from sdcards.practice import prompt as module
from sdcards.practice.phases import PHASES
from sdcards.practice.prompt import Estimate, Prompt
from tests.practice.mocking import read_prompt

PROMPT = read_prompt()
SHIPPED, _ = read_collection(Path(__file__).parents[2] / "cards")
MODELS = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, BaseModel)]


def test_estimates_are_worked_out_with_every_step() -> None:
    redirects, storage = (estimate.worked() for estimate in PROMPT.estimates)
    assert redirects.result == "11,600 req/s"
    assert len(redirects.steps) > 2
    assert storage.result == "3 TB"


def test_estimate_with_a_range_is_refused() -> None:
    with pytest.raises(ValidationError, match="'rate' is a range"):
        Estimate(ask="x", given={"rate": "1 .. 2"}, formula="rate", unit="", so="y")


def test_every_phase_has_its_lines() -> None:
    assert tuple(PROMPT.checklist) == PHASES


def test_prompt_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        PROMPT.say = "“x”"


@pytest.mark.parametrize(
    "model", [model for model in MODELS if model.__module__ == module.__name__], ids=lambda each: each.__name__
)
def test_every_field_says_what_it_holds_with_an_example(model: type[BaseModel]) -> None:
    assert [name for name, field in model.model_fields.items() if not (field.description and field.examples)] == []


def test_schema_for_editors_can_be_made() -> None:
    assert set(Prompt.model_json_schema()["properties"]) == set(Prompt.model_fields)


def test_all_fifteen_prompts_have_a_mock() -> None:
    prompts = [topic for area in SHIPPED.areas if area.slug == "prompts" for topic in area.topics]
    assert len(prompts) == 15
    assert [topic.slug for topic in prompts if topic.mock is None] == []
