"""A note to be filled in: the fields of its family in their order, with what each is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias, get_args, get_origin

from pydantic.fields import FieldInfo

from sdcards.notes.families import FAMILIES
from sdcards.notes.inputs import places_in
from sdcards.notes.note import Note
from sdcards.reading.writing import scalar

OPEN = "TODO"
"""Stands before every text that is still to be written; `check` finds it."""

_FIRST = ("id", "type", "wave", "level")
_Example: TypeAlias = "str | int | float | list[_Example] | dict[str, str]"


def front_field(family: str) -> str:
    """The field of a family that the first card asks, such as ``ask`` or ``symptom``."""
    return FAMILIES[family].NOTE_TYPE.fields[0].lower()


def skeleton(family: str, note: str, front: str, given: Mapping[str, str]) -> list[str]:
    """The lines of a note, without indentation: what it needs is there, the rest stands in comments.

    ``given`` are values for other fields, by their names.
    """
    model = FAMILIES[family]
    filled = {"id": note, "type": family, front_field(family): front, **_inputs(family, front), **given}
    needed, rest = list[str](), list[str]()
    for name in _in_order(model):
        field = model.model_fields[name]
        if name in filled or field.is_required() or name == "why":
            needed += _entry(name, field, filled.get(name))
        elif name != "level":
            rest += _comment(name, field)
    return [*needed, "# These only if they help:", *rest]


def _in_order(model: type[Note]) -> list[str]:
    """What every note begins with, what its family has, and what every note ends with."""
    own = [name for name in model.model_fields if name not in Note.model_fields]
    shared = [name for name in Note.model_fields if name not in _FIRST]
    return [*_FIRST, *own, *shared]


def _inputs(family: str, front: str) -> dict[str, str]:
    """A drill's inputs are those that its question names."""
    names = sorted(places_in(front)) if family == "drill" else []
    return {"given": f"{{{', '.join(f'{name}: 1 .. 10' for name in names)}}}"} if names else {}


def _entry(name: str, field: FieldInfo, value: str | None) -> Iterator[str]:
    example: _Example = (field.examples or [""])[0]
    is_open_text = value is None and not isinstance(example, list | dict)
    if name not in ("id", "type", "why"):
        yield f"# {_choices(field) or f'Such as: {example}' if is_open_text else field.description}"
    if value is not None:
        yield f"{name}: {value if name == 'given' else scalar(value)}"
    elif name == "sources":
        yield f"sources: [{OPEN}]"
    elif isinstance(example, list):
        yield f"{name}:"
        yield from (f"  - {_value(entry)}" for entry in example)
    elif isinstance(example, dict):
        yield f"{name}: {_flow(example)}"
    else:
        yield f"{name}: {_value(str(field.description))}"


def _choices(field: FieldInfo) -> str:
    """The words that a field takes, where it takes no others."""
    return f"One of: {', '.join(get_args(field.annotation))}" if get_origin(field.annotation) is Literal else ""


def _value(example: _Example) -> str:
    """What is to be replaced: a text, or the texts of an entry."""
    return _flow(example, OPEN) if isinstance(example, dict) else scalar(f"{OPEN} {example}")


def _flow(example: Mapping[str, str], mark: str = "") -> str:
    pairs = (f"{name}: {scalar(f'{mark} {text}'.strip(), in_flow=True)}" for name, text in example.items())
    return f"{{{', '.join(pairs)}}}"


def _comment(name: str, field: FieldInfo) -> Iterator[str]:
    example: _Example = (field.examples or [""])[0]
    if isinstance(example, dict):
        value = _flow(example)
    else:
        value = f"[{', '.join(map(str, example))}]" if isinstance(example, list) else scalar(str(example))
    yield f"# {name}: {value}"
    yield f"#   {field.description}"
