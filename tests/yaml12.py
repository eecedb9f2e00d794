"""YAML as editors read it: by the core schema of YAML 1.2, where `no` is a word and a date is text."""

from __future__ import annotations

import re
from typing import Any

import yaml

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # one of two, as in the reader
    """Plain words as null, booleans and numbers where YAML 1.2 says so."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _words in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_words})$"), None)
_Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


def read(text: str) -> Any:
    """A file as an editor's parser hands it over; the names of fields are text."""
    return _named(yaml.load(text, Loader=_Loader))  # noqa: S506 - a safe loader with other words


def _named(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _named(each) for key, each in value.items()}
    return [_named(each) for each in value] if isinstance(value, list) else value
