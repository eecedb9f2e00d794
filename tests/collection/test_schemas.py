"""The schemas for editors: current, complete, and never stricter than `check`."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from sdcards.collection.collection import read_collection, read_outline_file, read_sources_file
from sdcards.collection.estimates import read_estimates
from sdcards.collection.outline import read_outline
from sdcards.collection.retired import read_retired
from sdcards.collection.rules import problems_of
from sdcards.collection.schemas import outdated_schemas, schemas
from sdcards.collection.sources import read_sources
from sdcards.collection.topic import read_topic
from sdcards.notes.families import FAMILIES
from sdcards.reading.span import Problem
from tests.authoring import collection_of, whole_topic
from tests.collection.test_card_format import EXAMPLES
from tests.yaml12 import read

CARDS = Path(__file__).parents[2] / "cards"
FILES = sorted(CARDS.glob("*.yaml")) + sorted(CARDS.glob("*/*.yaml"))
DECK, _ = read_collection(CARDS)
TEXTS = {name: (CARDS / name).read_text("utf-8") for name in (f"{kind}.schema.json" for kind in (
    "topic", "deck", "sources", "estimates", "retired", "terms"))}  # fmt: skip
SCHEMAS = {name.partition(".")[0]: json.loads(text) for name, text in TEXTS.items()}
VALIDATORS = {name: Draft7Validator(schema) for name, schema in SCHEMAS.items()}
RETIRED = "some-old-note:\n  on: 2027-03-01\n  why: It is over.\n  instead: ram-random-read\n"


def fresh() -> dict[str, str]:
    outline, _ = read_outline_file(CARDS)
    sources, _ = read_sources_file(CARDS)
    assert outline is not None
    return schemas(outline, sources)


def refusals(kind: str, value: Any) -> str:
    """What a schema has against a value."""
    return "\n".join(
        f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in VALIDATORS[kind].iter_errors(value)
    )


def kind_of(file: Path) -> str:
    return "topic" if file.parent != CARDS else file.stem


def test_shipped_schemas_are_what_the_models_give_now() -> None:
    assert fresh() == TEXTS


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schema_is_a_schema(kind: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_shipped_file_names_its_schema_and_fits_it(file: Path) -> None:
    text = file.read_text("utf-8")
    place = "../topic" if file.parent != CARDS else file.stem
    assert text.split("\n", 1)[0] == f"# yaml-language-server: $schema={place}.schema.json"
    assert refusals(kind_of(file), read(text)) == ""


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_example_of_the_documents_fits(example: str) -> None:
    assert refusals("topic", read(whole_topic(example))) == ""


def test_retired_notes_fit() -> None:
    assert refusals("retired", read(RETIRED)) == ""
    assert refusals("retired", read("# none yet\n")) == ""


@pytest.mark.parametrize(
    "field",
    ["why: no", "why: 42", "why: 2026-11-22", "why: null", "why: 1e3", "why: true", "level: '2'", "level: ' 2'", "level: 2.0",
     "tags: [2026]", "as_of: 2026", "as_of: '2026'", "as_of: 2026-03", "hint: ~", "changed: 2026-11-22 new"],
)  # fmt: skip
def test_field_is_not_refused_for_what_an_editor_takes_it_for(field: str) -> None:
    head = "- id: a-note\n  type: basic\n  wave: 1\n  front: Q?\n  back: A.\n  sources: [ddia-5]\n"
    text = whole_topic(f"{head}  {field}\n")
    assert read_topic(text, "t.yaml", "area", "topic")[1] == ()
    assert refusals("topic", read(text)) == ""


def _fields(schema: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field that an author can write, with its schema."""
    if isinstance(schema, dict):
        for key, inner in schema.items():
            if key == "properties" and "const" not in str(inner.get("type", "")):
                yield from ((f"{at}.{name}", each) for name, each in inner.items())
            if key not in ("examples", "if", "then", "else"):
                yield from _fields(inner, f"{at}.{key}")
    elif isinstance(schema, list):
        for place, inner in enumerate(schema):
            yield from _fields(inner, f"{at}.{place}")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_field_has_a_description_and_where_it_is_not_one_of_some_words_an_example(kind: str) -> None:
    models = SCHEMAS[kind].get("definitions", {})
    found = {
        at: models.get(field.get("$ref", "").rpartition("/")[2], {}) | field for at, field in _fields(SCHEMAS[kind])
    }
    assert kind in ("sources", "terms", "retired") or len(found) > 5
    assert [at for at, field in found.items() if "description" not in field] == []
    told = ("examples", "const", "enum", "properties", "additionalProperties", "minimum")
    assert [at for at, field in found.items() if not any(key in field for key in told)] == []


@pytest.mark.parametrize("kind", FAMILIES)
def test_examples_of_a_familys_fields_make_a_note(kind: str) -> None:
    fields = SCHEMAS["topic"]["definitions"][f"note-{kind}"]["properties"]
    note = {name: field["examples"][0] for name, field in fields.items() if "examples" in field} | {"type": kind}
    topic = {"topic": "T", "about": "A.", "notes": [note]}
    assert refusals("topic", topic) == ""
    read_one, problems = read_topic(json.dumps(topic, ensure_ascii=False), "t.yaml", "area", "topic")
    assert "\n".join(map(str, problems)) == ""
    assert read_one is not None


def test_schemas_are_the_same_for_the_same_deck() -> None:
    assert fresh() == fresh()


def test_a_source_of_digits_may_be_written_bare() -> None:
    outline, _ = read_outline_file(CARDS)
    known, _ = read_sources("9110: {title: HTTP semantics, authors: R. Fielding, year: 2022}\n", "sources.yaml")
    assert outline is not None
    keys = Draft7Validator(json.loads(schemas(outline, known)["topic.schema.json"])["definitions"]["source"])
    assert keys.is_valid(9110)
    assert keys.is_valid("9110")
    assert not keys.is_valid("9111")


def outdated(folder: Path) -> list[Problem]:
    outline, _ = read_outline_file(CARDS)
    assert outline is not None
    return list(outdated_schemas(folder, outline, DECK.sources))


def test_outdated_schema_is_found(tmp_path: Path) -> None:
    assert outdated(tmp_path) == []
    (tmp_path / "topic.schema.json").write_text(TEXTS["topic.schema.json"], "utf-8", newline="\r\n")
    (tmp_path / "own.schema.json").write_text("{}", "utf-8")
    assert outdated(tmp_path) == []
    (tmp_path / "deck.schema.json").write_bytes(b"\xff")
    assert [(problem.code, Path(problem.span.source.path).name) for problem in outdated(tmp_path)] == [
        ("old-schema", "deck.schema.json")
    ]


# What a schema refuses, the reader refuses too

MOCK = next(read(file.read_text("utf-8")) for file in FILES if "\nmock:\n" in file.read_text("utf-8")) | {"notes": []}
WHOLES = (
    *(("topic", read(whole_topic(example))) for example in EXAMPLES),
    ("topic", MOCK),
    ("topic", MOCK),
    *((kind, read((CARDS / f"{kind}.yaml").read_text("utf-8"))) for kind in ("deck", "sources", "estimates")),
    ("retired", read(RETIRED)),
)
VALUES: tuple[Any, ...] = (
    "", " ", "x", "fact", "no", "2", " 2 ", "1_000", "2.0", "1e1", "+3", "-1", "2026", "2026-W47-7 x", "2026-11-22 x", "1999-13",
    "a-b", "A b", "1 kB .. 2 kB", "“Well.”", "a::b", "x" * 1999 + "  ", "x" * 2001, "https://a.b", "whole", "design", "ddia-5",
    "{{c1::a}}", "😀", 0, 1, 2, 7, 2.5, 2026, 1e300, True, None, [], {}, ["x"], ["x", "y", "z"], [{}], {"x": "y"}, {"id": "a-b"},
)  # fmt: skip


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every entry of a value, by what holds it."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield value, key
        yield from _places(inner)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, Any]:
    """A sound file with one thing in it changed."""
    kind, whole = draw(st.sampled_from(WHOLES))
    whole = copy.deepcopy(whole)
    holder, key = draw(st.sampled_from(list(_places(whole))))
    new = draw(st.sampled_from(VALUES) | st.text(max_size=5) | st.integers(-9, 9))
    match draw(st.sampled_from(("replace", "remove", "add", "rename", "double"))):
        case "replace":
            holder[key] = new
        case "remove":
            del holder[key]
        case "add" | "rename" as how if isinstance(holder, dict):
            inner = new if how == "add" else holder.pop(key)
            holder[
                draw(st.sampled_from(("hint", "why", "accept", "yes-no", "x", "2", "changed", "as_of", "reverse")))
            ] = inner
        case _ if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
    return kind, whole


def _refused(kind: str, whole: Any) -> str:
    """What the reader has against a file; of the rules, only those that a schema can know."""
    text = json.dumps(whole, ensure_ascii=False)
    if kind == "topic":
        topic, problems = read_topic(text, "t.yaml", "area", "topic")
        deck = replace(collection_of(*([topic] if topic else [])), sources=DECK.sources)
        found = [each for each in problems_of(deck) if each.code in ("unknown-source", "needless-accept")]
        return "\n".join(map(str, (*problems, *found)))
    if kind == "estimates":
        kinds, problems = read_estimates(text, "estimates.yaml")
        topics = {topic.slug for topic in DECK.topics()}
        return "\n".join(map(str, (*problems, *(one.name for one in kinds if one.entry.topic not in topics))))
    reader = {"deck": read_outline, "sources": read_sources, "retired": read_retired}[kind]
    return "\n".join(map(str, reader(text, f"{kind}.yaml")[1]))


@pytest.mark.parametrize(("kind", "whole"), WHOLES)
def test_what_is_spoilt_below_was_sound(kind: str, whole: Any) -> None:
    assert _refused(kind, whole) == refusals(kind, whole) == ""


@given(spoilt())
def test_what_a_schema_refuses_the_reader_refuses_too(changed: tuple[str, Any]) -> None:
    kind, whole = changed
    if found := refusals(kind, whole):
        assert _refused(kind, whole), found
