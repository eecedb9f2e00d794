"""Files of named entries, each of one model: ``sources.yaml``, ``retired.yaml`` and ``estimates.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from sdcards.reading.nodes import Fields, read_nodes
from sdcards.reading.problems import Model, build
from sdcards.reading.span import Problem, SourceText, Span, quoted


@dataclass(frozen=True, slots=True)
class Shape(Generic[Model]):
    """What a file should be: ``holds`` says what it names, ``each`` what an entry of it has."""

    model: type[Model]
    holds: str
    each: str
    may_be_empty: bool = True


@dataclass(frozen=True, slots=True)
class Entry(Generic[Model]):
    """An entry as it was read; ``span`` is where its name stands, ``node`` where the rest does."""

    name: str
    model: Model
    span: Span
    node: Fields


def read_entries(text: str, path: str, shape: Shape[Model]) -> tuple[list[Entry[Model]], list[Problem]]:
    """Every entry that can be read, in order, and what is wrong with the rest."""
    source = SourceText.of(path, text)
    root, problems = read_nodes(source, text)
    if isinstance(root, Fields):
        return _entries(root, shape, list(problems))
    if problems or (root is None and shape.may_be_empty):
        return [], list(problems)
    hint = f"name {shape.holds}, each with {shape.each}"
    return [], [Problem(root.span if root else Span(source, 1, 1), "wrong-shape", "the file has no fields", hint)]


def _entries(root: Fields, shape: Shape[Model], problems: list[Problem]) -> tuple[list[Entry[Model]], list[Problem]]:
    entries = list[Entry[Model]]()
    for name, node in root.entries.items():
        if not isinstance(node, Fields):
            message, hint = f"{quoted(name)} is no set of fields", f"give it {shape.each}"
            problems.append(Problem(node.span, "wrong-shape", message, hint))
            continue
        built, wrong = build(shape.model, node)
        problems.extend(wrong)
        if built is not None:
            entries.append(Entry(name, built, root.keys[name], node))
    return entries, problems
