"""Estimation drills: sums that compute at every corner, in one breath, each of a kind that a topic teaches."""

from __future__ import annotations

from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.estimates import PlacedKind
from sdcards.collection.rules.arithmetic import unsound_drill
from sdcards.collection.rules.length import word_count
from sdcards.collection.rules.markup import unsafe_fields
from sdcards.collection.rules.places import problem_at
from sdcards.practice.scenes import SceneEntry
from sdcards.reading.nodes import Fields, Sequence
from sdcards.reading.problems import did_you_mean
from sdcards.reading.span import Problem, quoted

MOST_WORDS = {"ask": 35, "so": 25}


def unsound_estimates(collection: Collection) -> Iterator[Problem]:
    """What is wrong with the kinds and scenes that could be read."""
    topics = [topic.slug for topic in collection.topics()]
    seen: set[str] = set()
    for kind in collection.estimates:
        if kind.entry.topic not in topics and collection.all_notes:
            message = f"there is no topic {quoted(kind.entry.topic)}"
            yield problem_at(kind.node, "topic", "bad-value", message, did_you_mean(kind.entry.topic, topics))
        for scene, node in _scenes(kind):
            if scene.id in seen:
                yield problem_at(node, "id", "doubled-id", f"{quoted(scene.id)} stands here twice", "choose another")
            seen.add(scene.id)
            yield from unsound_drill(scene, node)
            yield from unsafe_fields(node)
            yield from _long(scene, node)


def _scenes(kind: PlacedKind) -> Iterator[tuple[SceneEntry, Fields]]:
    listed = kind.node.entries["scenes"]
    nodes = [node for node in listed.entries if isinstance(node, Fields)] if isinstance(listed, Sequence) else []
    yield from zip(kind.entry.scenes, nodes, strict=True)


def _long(scene: SceneEntry, node: Fields) -> Iterator[Problem]:
    for field, limit in MOST_WORDS.items():
        if (words := word_count(getattr(scene, field))) > limit:
            yield problem_at(node, field, "long-answer", f"{words} words in '{field}'", f"at most {limit}; one breath")
