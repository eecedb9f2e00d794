"""JSON Schemas of a deck's files, for editors: they complete types, fields, sources and topics, and mark what does not fit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, TypeAdapter

from sdcards.collection.acceptable import ACCEPTABLE
from sdcards.collection.outline import Outline, Title
from sdcards.collection.retired import Reason
from sdcards.collection.sources import Source, Work
from sdcards.notes.families import FAMILIES
from sdcards.notes.note import Note
from sdcards.practice.prompt import Prompt
from sdcards.practice.scenes import KindEntry
from sdcards.reading.schema import TEXT, Schema, as_written, schema_of
from sdcards.reading.span import Problem, SourceText, Span

_DRAFT = "http://json-schema.org/draft-07/schema#"
_REFRESH = "'sdcards schema' writes it anew"


def schemas(outline: Outline, sources: Mapping[str, Source]) -> dict[str, str]:
    """The text of each schema by the name of its file, the same for the same deck."""
    topics = [topic for area in outline.areas for topic in area.topics]
    made = {
        "topic": _topic(sources),
        "deck": _deck([area.area for area in outline.areas], topics),
        "sources": _named(Work, "Works by their keys, which notes cite."),
        "estimates": _estimates(topics),
        "retired": _named(Reason, "Notes that were taken out, by their ids."),
        "terms": _terms(),
    }
    return {f"{name}.schema.json": _written(name, schema) for name, schema in made.items()}


def outdated_schemas(folder: Path, outline: Outline, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """The schemas in a deck's folder that say something else than they should; a deck need not have any."""
    files = [file for file in sorted(folder.glob("*.schema.json")) if file.is_file()]
    fresh = schemas(outline, sources) if files else {}
    for file in files:
        if file.name in fresh and file.read_bytes().decode(errors="replace").replace("\r\n", "\n") != fresh[file.name]:
            span = Span(SourceText(str(file), ()), 1, 1)
            yield Problem(span, "old-schema", "what it tells editors is out of date", _REFRESH)


def _written(name: str, schema: Schema) -> str:
    head = {"$schema": _DRAFT, "$comment": f"Made by 'sdcards schema' for {name}.yaml; not to be edited."}
    return json.dumps(head | schema, indent=1, ensure_ascii=False) + "\n"


def _topic(sources: Mapping[str, Source]) -> Schema:
    families: dict[str, Schema] = {}
    definitions: dict[str, Schema] = {"source": _key_of(sources)}
    for name, family in FAMILIES.items():
        families[name], inner = schema_of(family)
        definitions |= inner
    prompt, inner = schema_of(Prompt)
    definitions |= inner
    for each in (*families.values(), prompt):
        each["properties"]["sources"]["items"] = {"$ref": "#/definitions/source"}
    for each in families.values():
        each["properties"]["accept"] |= {"properties": _acceptable(), "additionalProperties": False}
        each["properties"]["type"]["description"] = each["description"]
    definitions |= {"source": _key_of(sources), **{f"note-{name}": each for name, each in families.items()}}
    return {
        "type": "object",
        "description": "A topic of the deck: its title, what it is about, and its notes.",
        "required": ["topic", "about", "notes"],
        "additionalProperties": False,
        "properties": {
            "topic": as_written(TypeAdapter(Title).json_schema())
            | {"description": "The title of the topic.", "examples": ["Latency ladder"]},
            "about": TEXT
            | {"description": "What it teaches, in a sentence.", "examples": ["How long operations take."]},
            "mock": prompt | {"description": "What a worked prompt has for the mock interview."},
            "notes": {
                "type": "array",
                "description": "The notes, in the order in which they are first shown within their wave.",
                "examples": [[{"id": "availability-in-parallel", "type": "basic", "front": "…", "back": "…"}]],
                "items": _note(families),
            },
        },
        "definitions": definitions,
    }


def _note(families: Mapping[str, Schema]) -> Schema:
    """A note is its family's: what is wrong with it is said of that family, not of all."""
    shared = next(iter(families.values()))["properties"]
    return {
        "type": "object",
        "required": ["id", "type"],
        "properties": {
            "type": {
                "description": "The family of the note: it decides the other fields and the cards.",
                "enum": list(families),
                "enumDescriptions": [each["description"] for each in families.values()],
            },
        },
        "if": {"type": "object", "required": ["type"], "properties": {"type": {"enum": list(families)}}},
        "then": {
            "allOf": [
                {
                    "if": {"properties": {"type": {"const": name}}},
                    "then": {"$ref": f"#/definitions/note-{name}"},
                }
                for name in families
            ]
        },
        "else": {"properties": {name: shared[name] for name in Note.model_fields if name != "type"}},
    }


def _acceptable() -> Schema:
    return {
        code: TEXT | {"minLength": 1, "description": about, "examples": ["the pair is learnt side by side"]}
        for code, about in ACCEPTABLE.items()
    }


def _key_of(sources: Mapping[str, Source]) -> Schema:
    keys = sorted(sources)
    return _one_of(
        keys,
        (str(sources[key]) for key in keys),
        "no key of sources.yaml; is it new there? 'sdcards schema' brings it here",
    )


def _one_of(names: Iterable[str], descriptions: Iterable[str], otherwise: str) -> Schema:
    """One of some names; an editor takes one of digits for a number."""
    known = dict(zip(names, descriptions, strict=True))
    digits = [name for name in known if name.isdecimal()]
    return {
        "enum": [*known, *map(int, digits)],
        "enumDescriptions": [*known.values(), *(known[name] for name in digits)],
        "errorMessage": otherwise,
    }


def _deck(areas: list[str], topics: list[str]) -> Schema:
    """Areas and topics that are there are proposed, and new ones are taken."""
    deck, definitions = schema_of(Outline)
    fields = definitions["AreaOutline"]["properties"]
    fields["area"]["examples"] = areas
    for field in ("topics", "phases"):
        of_one = fields[field]["additionalProperties"]
        fields[field]["properties"] = {topic: of_one | {"description": f"The topic '{topic}'."} for topic in topics}
    return deck | {"definitions": definitions}


def _estimates(topics: list[str]) -> Schema:
    schema = _named(KindEntry, "Kinds of estimation drills by their names.")
    kind = schema["additionalProperties"]["properties"]
    about = kind["topic"]["description"]
    kind["topic"] = {
        "description": about,
        "examples": topics[:1],
        "enum": topics,
        "errorMessage": "no topic of deck.yaml; is it new there? 'sdcards schema' brings it here",
    }
    return schema


def _named(model: type[BaseModel], description: str) -> Schema:
    """Entries of one model by names that authors choose; a file may also be empty."""
    entry, definitions = schema_of(model)
    return {
        "type": ["object", "null"],
        "description": description,
        "additionalProperties": entry,
        "definitions": definitions,
    }


def _terms() -> Schema:
    note = TEXT | {"description": "The note that teaches the term.", "examples": ["p99-meaning"]}
    return {
        "type": ["object", "null"],
        "description": "Terms that must be taught before they are used, each with the note that teaches it.",
        "additionalProperties": note,
    }
