"""docs/card-format.md: its examples are good, and it names every field there is."""

import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from sdcards.collection.collection import Area, Collection, read_collection
from sdcards.collection.rules import problems_of as broken_rules
from sdcards.collection.topic import read_topic
from sdcards.notes.families import FAMILIES
from sdcards.notes.note import Note
from sdcards.practice import prompt
from sdcards.reading.nodes import read_nodes
from sdcards.reading.span import SourceText
from tests.authoring import whole_topic

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "card-format.md").read_text(encoding="utf-8")
OWN_DECK = re.findall(r"^```yaml (my-cards/\S+)\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
SECTIONS = dict(part.split("\n", 1) for part in DOCUMENT.split("\n## ")[1:])
SHIPPED, _ = read_collection(ROOT / "cards")


def test_every_family_has_an_example() -> None:
    assert len(EXAMPLES) >= 1 + len(FAMILIES)
    assert {kind for kind in FAMILIES if f"  type: {kind}\n" in "".join(EXAMPLES)} == set(FAMILIES)


@pytest.mark.parametrize("example", EXAMPLES, ids=[re.findall(r"id: (\S+)", example)[0] for example in EXAMPLES])
def test_example_has_no_problem(example: str) -> None:
    topic, problems = read_topic(whole_topic(example), "example.yaml", "area", "topic")
    assert "\n".join(map(str, problems)) == ""
    assert topic is not None
    assert topic.notes
    collection = Collection("Examples", "", (Area("area", "Area", (topic,)),), SHIPPED.sources)
    assert "\n".join(map(str, broken_rules(collection))) == ""


@pytest.mark.parametrize("example", EXAMPLES, ids=[re.findall(r"id: (\S+)", example)[0] for example in EXAMPLES])
def test_example_reads_the_same_where_yaml_has_no_c_library(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = whole_topic(example)
    source = SourceText.of("example.yaml", text)
    before = read_nodes(source, text)
    monkeypatch.setattr("sdcards.reading.nodes._Loader", yaml.SafeLoader)
    assert read_nodes(source, text) == before


def write_own_deck(folder: Path, left_out: str = "") -> Path:
    for name, text in OWN_DECK:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if name != left_out:
            file.write_text(text, "utf-8")
    return folder / "my-cards"


def test_smallest_deck_is_whole_and_has_no_problem(tmp_path: Path) -> None:
    deck, problems = read_collection(write_own_deck(tmp_path))
    assert (*problems, *broken_rules(deck)) == ()
    (card,) = (card for topic in deck.topics() for note in topic.notes for card in note.cards())
    assert f"`my-cards:{card.id}`" in SECTIONS["A deck of your own"]


@pytest.mark.parametrize("left_out", ["my-cards/sources.yaml", "my-cards/team/services.yaml"])
def test_smallest_deck_needs_each_of_its_files(tmp_path: Path, left_out: str) -> None:
    _, problems = read_collection(write_own_deck(tmp_path, left_out))
    assert [problem.code for problem in problems] == ["unreadable-file"]


def test_table_names_the_fields_that_every_note_has() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", SECTIONS["Fields of every note"], re.MULTILINE)) == set(Note.model_fields)


def test_mock_section_has_an_example_and_names_every_field() -> None:
    section = SECTIONS["The mock interview of a prompt"]
    models = [each for each in vars(prompt).values() if isinstance(each, type) and issubclass(each, BaseModel)]
    fields = {field for model in models for field in model.model_fields}
    assert {"say", "checklist", "weight", "formula", "because"} <= fields
    assert [field for field in fields if f"`{field}`" not in section] == []
    (example,) = re.findall(r"^```yaml\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    topic, _ = read_topic(example, "example.yaml", "area", "topic")
    assert topic is not None
    assert topic.mock is not None


@pytest.mark.parametrize("kind", FAMILIES)
def test_section_of_a_family_names_its_fields_and_its_cards(kind: str) -> None:
    family, section = FAMILIES[kind], SECTIONS[kind]
    for field in family.model_fields.keys() - Note.model_fields.keys():
        assert re.search(rf"`{field}\b|\b{field}:", section), field
    if not family.NOTE_TYPE.cloze:
        names = [template.name for template in family.NOTE_TYPE.templates]
        assert [name for name in (names[0], names[-1]) if f"`{name}`" not in section] == []
