"""The estimation drills of a deck: ``estimates.yaml``, which a deck need not have."""

from __future__ import annotations

from dataclasses import dataclass

from sdcards.practice.scenes import KindEntry
from sdcards.reading.nodes import Fields, read_nodes
from sdcards.reading.problems import build
from sdcards.reading.span import Problem, SourceText, quoted


@dataclass(frozen=True, slots=True)
class PlacedKind:
    """A kind of drills as it was written, and where."""

    name: str
    entry: KindEntry
    node: Fields


def read_estimates(text: str, path: str) -> tuple[tuple[PlacedKind, ...], tuple[Problem, ...]]:
    """Every kind that can be read, in order, and what is wrong with the rest."""
    source = SourceText.of(path, text)
    root, problems = read_nodes(source, text)
    if root is not None and not isinstance(root, Fields):
        return (), (*problems, Problem(root.span, "wrong-shape", "estimates.yaml names kinds of drills"))
    found, kinds = list(problems), list[PlacedKind]()
    for name, node in (root.entries if root else {}).items():
        if not isinstance(node, Fields):
            message = f"{quoted(name)} should have a title, a topic and scenes"
            found.append(Problem(node.span, "wrong-shape", message))
            continue
        entry, wrong = build(KindEntry, node)
        found.extend(wrong)
        if entry is not None:
            kinds.append(PlacedKind(name, entry, node))
    return tuple(kinds), tuple(found)
