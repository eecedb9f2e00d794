"""A model's objections, as problems at the place of the node they are about."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from sdcards.reading.nodes import Fields, Node, Scalar, Sequence
from sdcards.reading.span import Problem, Span, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

_MOST_LOOKUPS = 100
"""Each takes some milliseconds in a large deck."""

AS_WRITTEN = ConfigDict(frozen=True, extra="forbid", defer_build=True)
"""Of every model of what authors write. Most are only ever read as parts of another, or not at all in a run of the program."""

Model = TypeVar("Model", bound=BaseModel)

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"

_Path: TypeAlias = tuple[int | str, ...]

_MOST_NAMES = 20
"""As many as a hint lists; no type of notes has more fields."""


class WordError(ValueError):
    """An objection to a ``word`` in another ``field`` than the one that is looked at, which stands beside it."""

    def __init__(self, field: str, word: str, message: str) -> None:
        super().__init__(message)
        self.field, self.word = field, word


def build(model: type[Model], node: Fields) -> tuple[Model | None, tuple[Problem, ...]]:
    """Make a model from a node, or say everything that is wrong with it."""
    try:
        return model.model_validate(plain(node)), ()
    except ValidationError as error:
        details = _without_misspelt(_without_miscounts(error.errors(include_url=False)))
        return None, tuple(_problem(detail, node, model) for detail in details)


def plain(node: Node) -> Plain:
    """A node as dicts, lists and strings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(entry) for entry in node.entries]
    return {key: plain(entry) for key, entry in node.entries.items()}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known word, or with all of them where none is near and they are few."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1)
    if near or not names:
        return f"did you mean '{near[0]}'?" if near else "none is known yet"
    more = len(names) - _MOST_NAMES
    return f"known are {', '.join(names[:_MOST_NAMES])}{f' and {more:,} more' if more > 0 else ''}"


class Suggestions:
    """The nearest of some known words, for the first hundred that are asked about: a hostile file may misspell thousands."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._left = _MOST_LOOKUPS

    def nearest(self, word: str) -> str:
        """The nearest known word; empty where none is near."""
        self._left -= 1
        near = get_close_matches(word, self._known, n=1) if self._left >= 0 else []
        return near[0] if near else ""

    def hint(self, word: str, otherwise: str) -> str:
        """A hint with the nearest known word, or ``otherwise`` what to do."""
        near = self.nearest(word)
        return f"did you mean '{near}'?" if near else otherwise


def _without_miscounts(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out what is said about the length of a list with a wrong entry: only the right ones were counted."""
    above = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] not in _LENGTHS or detail["loc"] not in above]


def _without_misspelt(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out that a field is missing which stands beside it misspelt: to mend the one mends the other."""
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"][:_MOST_NAMES]
    return [
        detail
        for detail in details
        if detail["type"] != "missing" or not any(_is_misspelt(detail["loc"], loc) for loc in unknown)
    ]


def _is_misspelt(path: _Path, other: _Path) -> bool:
    return path[:-1] == other[:-1] and bool(get_close_matches(str(other[-1]), [str(path[-1])]))


def _problem(detail: ErrorDetails, node: Fields, model: type[BaseModel]) -> Problem:
    kind, path = detail["type"], detail["loc"]
    if kind == "extra_forbidden":
        hint = did_you_mean(str(path[-1]), _model_at(model, path[:-1]).model_fields)
        return Problem(_span(node, path, key=True), "unknown-field", f"unknown field {_name(path)}", hint)
    if kind == "missing":
        return Problem(_span(node, path), "missing-field", f"the field {_name(path)} is missing", "add it")
    code, message, hint = _complaint(kind, detail, _name(path))
    if isinstance(error := detail.get("ctx", {}).get("error"), WordError):
        return Problem(_span_of_word(node, (*path[:-1], error.field), error.word), code, message, hint)
    return Problem(_span(node, path, key=path[-1:] == _KEY), code, message, hint)


def _complaint(kind: str, detail: ErrorDetails, field: str) -> tuple[str, str, str]:
    """Code, message and hint; a model's own objections are written ``what was found; what to do``."""
    limits: dict[str, Any] = detail.get("ctx", {})
    if kind == "value_error":
        message, _, hint = str(limits["error"]).partition("; ")
        return "bad-value", message, hint
    if kind == "string_too_short":
        return "empty-text", f"{field} is empty", "write something or take the field out"
    if kind in _SHAPES:
        in_brackets = kind in _LISTS and isinstance(detail["input"], str)
        hint = "put it in brackets" if in_brackets else "see docs/card-format.md"
        return "wrong-shape", f"{field} should be {_SHAPES[kind]}", hint
    hint = _ADVICE[kind].format(**limits) if kind in _ADVICE else detail["msg"][:1].lower() + detail["msg"][1:]
    if kind in _LENGTHS:
        count = len(detail["input"])
        things = "entry" if count == 1 else _LENGTHS[kind]
        return "bad-length", f"{field} has {count:,} {things}", hint
    said = quoted(detail["input"]) if isinstance(detail["input"], str) else "this"
    if kind == "literal_error":
        return "bad-value", f"{said} is no {field}", _nearest(detail["input"], limits["expected"]) or hint
    return "bad-value", f"{said} does not fit {field}", _PATTERNS.get(field, hint)


def _nearest(said: object, expected: str) -> str:
    """A hint with the nearest of the values that pydantic lists in quotes; empty where none is near."""
    near = get_close_matches(str(said), re.findall("'([^']+)'", expected), n=1)
    return f"did you mean '{near[0]}'?" if near else ""


_KEY = ("[key]",)
"""Where pydantic puts it that a name, not what it names, is the matter."""

_LENGTHS = {"too_short": "entries", "too_long": "entries", "string_too_long": "characters"}

_LISTS = ("tuple_type", "list_type")

_SHAPES = {
    "string_type": "text; quote it",
    "tuple_type": "a list, such as [one, two]",
    "list_type": "a list, such as [one, two]",
    "dict_type": "fields, such as {name: value}",
    "model_type": "fields, such as {name: value}",
}
_ADVICE = {
    "too_short": "at least {min_length}",
    "too_long": "at most {max_length}",
    "string_too_long": "at most {max_length}",
    "greater_than_equal": "at least {ge:g}",
    "less_than_equal": "at most {le:g}",
    "literal_error": "one of {expected}",
    "int_parsing": "a whole number",
    "float_parsing": "a number",
    "string_pattern_mismatch": "see docs/card-format.md",
}
_PATTERNS = {
    "'as_of'": "a year or a month, such as 2026 or 2026-03",
    "'on'": "a day, such as 2026-12-01",
    "'url'": "an address that begins with https://",
    "the names in 'given'": "small letters, digits and '_', such as 'rate'",
}


def _name(path: _Path) -> str:
    """What people call the place where ``path`` ends."""
    match path:
        case (*_, str(field), int(place)):
            return f"entry {place + 1} of {quoted(field)}"
        case (*_, field, _, "[key]"):
            return f"the names in {quoted(str(field))}"
        case _:
            return quoted(str(path[-1])) if path else "this"


def _model_at(model: type[BaseModel], path: _Path) -> type[BaseModel]:
    """The model of the fields at the end of ``path``."""
    for step in path:
        if step in model.model_fields:  # and not a name that an author chose, or a place in a list
            model = _model_in(model.model_fields[step].annotation) or model
    return model


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _span(node: Node, path: _Path, *, key: bool = False) -> Span:
    """The place of the deepest node along a path; with ``key``, of the name of the last field on it."""
    span = node.span
    for step in path:
        if isinstance(node, Fields) and step in node.entries:
            name, node = node.keys[str(step)], node.entries[str(step)]
            span = name if key else node.span
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.entries[step]
            span = node.span
    return span


def _span_of_word(node: Node, path: _Path, word: str) -> Span:
    """The place of a word in the text at the end of a path; that of the text where the word is not in its first line."""
    span = _span(node, path)
    at = span.excerpt.find(word, span.column - 1)
    return span if at < 0 else replace(span, column=at + 1, width=len(word))
