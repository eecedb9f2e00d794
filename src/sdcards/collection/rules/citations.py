"""Every card says where its facts come from."""

from __future__ import annotations

from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.reading.nodes import Fields
from sdcards.reading.problems import Suggestions
from sdcards.reading.span import Problem


def unknown_sources(collection: Collection) -> Iterator[Problem]:
    """Keys that ``sources.yaml`` does not have; none while that file itself has a problem."""
    if not collection.all_sources:
        return
    suggestions = Suggestions(collection.sources)
    for sources, node in _citing(collection):
        for place, key in enumerate(sources):
            if key not in collection.sources:
                hint = suggestions.hint(key, "add it to sources.yaml")
                yield problem_at(node, f"sources.{place}", "unknown-source", f"no source '{key}'", hint)


def _citing(collection: Collection) -> Iterator[tuple[tuple[str, ...], Fields]]:
    """What cites, with the place it was read from: notes, and prompts of the mock interview."""
    yield from ((note.sources, node) for note, node in notes_of(collection))
    for topic in collection.topics():
        if topic.mock is not None and topic.mock_node is not None:
            yield topic.mock.sources, topic.mock_node
