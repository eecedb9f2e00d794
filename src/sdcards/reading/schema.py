"""A model as a JSON Schema for editors, draft 7: what `build` takes, as a YAML parser hands it over.

Authors write text, and the field decides how it is read: ``back: no`` is the word *no*. An editor's parser makes booleans and
numbers of such text, and has no way to know better. So the schema takes any plain value where text is wanted, and also text
where a number is. Lengths of texts are left out: they count without the blanks around, which a schema cannot.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from pydantic import BaseModel

Schema: TypeAlias = dict[str, Any]

TEXT: Schema = {"if": {"type": ["array", "object"]}, "then": {"type": "string"}}
"""Anything but a list or fields. Said this way round, an editor proposes neither `true` nor `null`."""

_NUMBERS = {
    "integer": (r"^\s*[-+]?[0-9][0-9_]*(\.0*)?\s*$", "a whole number belongs here"),
    "number": (r"^[-+0-9_.eE\s]+$", "a number belongs here"),
}


def schema_of(model: type[BaseModel]) -> tuple[Schema, dict[str, Schema]]:
    """The schema of a model, and those of the models in it by the names that it refers to them by."""
    whole = model.model_json_schema(ref_template="#/definitions/{model}")
    inner = whole.pop("$defs", {})
    return _described(whole), {name: _described(each) for name, each in inner.items()}


def _described(model: Schema) -> Schema:
    """The schema of one model, with the first paragraph of its docstring."""
    schema = as_written(model)
    return schema | {"description": schema["description"].partition("\n\n")[0].replace("``", "'")}


def as_written(schema: Schema) -> Schema:
    """A schema of what was read, as a schema of what is written."""
    kept = {_OF_FIELDS.get(key, key) if schema.get("type") == "object" else key: value for key, value in schema.items()}
    kept = {key: value for key, value in kept.items() if key not in _ENDS and not _is_nothing(key, value)}
    if _NULL in schema.get("anyOf", ()):
        del kept["anyOf"]  # a field that may be left out; there is no null among plain words
        kept = as_written(next(each for each in schema["anyOf"] if each != _NULL)) | kept
    if "const" in schema or "enum" in schema:
        kept.pop("type", None)
    elif schema.get("type") == "string":
        kept = {**kept, **TEXT}
        del kept["type"]
    elif schema.get("type") in _NUMBERS:
        kept |= _number(schema["type"])
    return kept | _parts(schema)


_NULL = {"type": "null"}

_ENDS = (
    "title",
    "items",
    "properties",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "maxLength",
)
"""What is left out or written anew. Titles are the fields' names again."""


_OF_FIELDS = {"minLength": "minProperties", "maxLength": "maxProperties"}
"""Where a validator stands before a limit, pydantic takes the fields for text."""


def _is_nothing(key: str, value: object) -> bool:
    return key == "default" and value in (None, "", [], {})


def _number(kind: str) -> Schema:
    pattern, message = _NUMBERS[kind]
    return {"type": [kind, "string"], "pattern": pattern, "patternErrorMessage": message}


def _parts(schema: Schema) -> Schema:
    """The schemas inside of one."""
    parts: Schema = {}
    if "items" in schema:
        parts["items"] = as_written(schema["items"])
    if "properties" in schema:
        parts["properties"] = {name: as_written(each) for name, each in schema["properties"].items()}
    values: Any = schema.get("additionalProperties")
    for pattern, matching in schema.get("patternProperties", {}).items():
        parts["propertyNames"], values = {"pattern": pattern}, matching
    names = schema.get("propertyNames", {})
    if "enum" in names:
        return parts | {"properties": _by_name(names["enum"], values, schema), "additionalProperties": False}
    if names:
        parts["propertyNames"] = {key: value for key, value in names.items() if key != "type"}
    if values is not None:
        parts["additionalProperties"] = as_written(values) if isinstance(values, dict) else values
    return parts


def _by_name(names: list[str], values: Schema, schema: Schema) -> Schema:
    """Fields that all hold the same, each told as the whole is told."""
    about = {"description": schema.get("description", "")}
    told = [each for example in schema.get("examples", ()) for each in example.values()]
    return {name: as_written(values) | about | {"examples": told} for name in names}
