"""docs/writing-cards.md: its better examples are good, and its bad ones are found by the rules it names."""

import re
from pathlib import Path

import pytest

from sdcards.collection.collection import Area, Collection, read_collection
from sdcards.collection.rules import problems_of as broken_rules
from sdcards.collection.topic import read_topic
from tests.authoring import whole_topic

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "writing-cards.md").read_text(encoding="utf-8")
GOOD = re.findall(r"^```yaml good\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
BAD = re.findall(r"^Bad \(`([a-z-]+)`\):\n\n```yaml bad\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
SHIPPED, _ = read_collection(ROOT / "cards")


def codes(example: str) -> list[str]:
    topic, problems = read_topic(whole_topic(example), "example.yaml", "area", "topic")
    assert topic is not None
    collection = Collection("Examples", "", (Area("area", "Area", (topic,)),), SHIPPED.sources)
    return [problem.code for problem in (*problems, *broken_rules(collection))]


def test_every_example_is_marked() -> None:
    assert (len(GOOD), len(BAD)) == (8, 4)
    assert DOCUMENT.count("```yaml bad") == len(BAD)


@pytest.mark.parametrize("example", GOOD, ids=[re.findall(r"id: (\S+)", each)[0] for each in GOOD])
def test_better_example_has_no_problem(example: str) -> None:
    assert codes(example) == []


@pytest.mark.parametrize(("code", "example"), BAD, ids=[code for code, _ in BAD])
def test_bad_example_has_just_the_problem_that_is_named(code: str, example: str) -> None:
    assert codes(example) == [code]
