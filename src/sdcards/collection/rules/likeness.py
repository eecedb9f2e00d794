"""Fronts that a learner would confuse."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from math import log

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.reading.nodes import Fields
from sdcards.reading.span import Problem

TOO_ALIKE = 0.75
"""Cosine of two fronts' words, weighted by how rare they are in the deck."""

_MOST_PAIRS = 20
"""Of one card: a file full of the same card must not take for ever."""

_WORD = re.compile(r"[a-z0-9]{2,}")
_Weights = dict[str, float]


def confusable_fronts(collection: Collection) -> Iterator[Problem]:
    """Pairs of cards of different notes that ask nearly the same; for each card no more than people would look at."""
    fronts = [(card.id, card.front, note.id, node) for note, node in notes_of(collection) for card in note.cards()]
    weighted = _weighted([_WORD.findall(front.lower()) for _, front, _, _ in fronts])
    seen: dict[str, list[int]] = defaultdict(list)
    said: set[tuple[str, str]] = set()
    for here, weights in enumerate(weighted):
        found = 0
        decisive = _decisive(weights)
        for there in {place for word in decisive for place in seen[word]}:
            pair = (fronts[there][2], fronts[here][2])
            if pair[0] != pair[1] and pair not in said and _cosine(weights, weighted[there]) > TOO_ALIKE:
                said.add(pair)
                yield _problem(fronts[here][3], fronts[here][0], fronts[there][0], fronts[there][3])
                found += 1
                if found == _MOST_PAIRS:
                    break
        for word in decisive:
            seen[word].append(here)


def _weighted(fronts: list[list[str]]) -> list[_Weights]:
    """Each front as a unit vector of its words, rare words weighing more."""
    spread: dict[str, int] = defaultdict(int)
    for words in fronts:
        for word in set(words):
            spread[word] += 1
    rarity = {word: log(1 + len(fronts) / count) for word, count in spread.items()}
    vectors = [{word: rarity[word] for word in words} for words in fronts]
    lengths = [sum(weight * weight for weight in vector.values()) ** 0.5 or 1.0 for vector in vectors]
    return [
        {word: weight / length for word, weight in vector.items()}
        for vector, length in zip(vectors, lengths, strict=True)
    ]


def _decisive(weights: _Weights) -> list[str]:
    """The rarest words of a front, without which what is left is too little to be alike.

    The rarest word that two alike fronts share is decisive for both, since rarity orders the words of all fronts the same way.
    """
    missing, chosen = 1.0, []
    for word in sorted(weights, key=lambda word: (-weights[word], word)):
        if missing < TOO_ALIKE * TOO_ALIKE:
            break
        chosen.append(word)
        missing -= weights[word] ** 2
    return chosen


def _cosine(one: _Weights, other: _Weights) -> float:
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())


def _problem(node: Fields, card: str, other_card: str, other: Fields) -> Problem:
    there = other.span
    hint = f"narrow one of the two cues; the other stands in {there.source.path}:{there.line}"
    return problem_at(node, "id", "alike", f"the front of '{card}' is nearly that of '{other_card}'", hint)
