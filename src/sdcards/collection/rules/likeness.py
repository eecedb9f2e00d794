"""Fronts that a learner would confuse."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import fsum, log
from sys import intern

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.reading.nodes import Fields
from sdcards.reading.span import Problem

TOO_ALIKE = 0.75
"""Cosine of two fronts' words, weighted by how rare they are in the deck."""

_ENOUGH = TOO_ALIKE * TOO_ALIKE

_MOST_PAIRS = 20
"""Of one card: a file full of the same card must not take for ever."""

_WORD = re.compile(r"[a-z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class _Front:
    """A card, its note, where that stands, and the words of the card's front, each once."""

    card: str
    note: str
    node: Fields
    words: tuple[str, ...]


def confusable_fronts(collection: Collection) -> Iterator[Problem]:
    """Pairs of cards of different notes that ask nearly the same; for each card no more than people would look at."""
    fronts = [
        _Front(card.id, note.id, node, _words(card.front))
        for note, node in notes_of(collection)
        for card in note.cards()
    ]
    earlier = _Earlier([front.words for front in fronts])
    said: set[tuple[str, str]] = set()
    for place, here in enumerate(fronts):
        found = 0
        for there in (fronts[alike] for alike in earlier.alike(place)):
            pair = (there.note, here.note)
            if here.note != there.note and pair not in said:
                said.add(pair)
                yield _problem(here.node, here.card, there.card, there.node)
                found += 1
                if found == _MOST_PAIRS:
                    break


def _words(front: str) -> tuple[str, ...]:
    return tuple({intern(word) for word in _WORD.findall(front.lower())})


class _Earlier:
    """Finds what is like a front among those before it, by the rarest of its words."""

    def __init__(self, fronts: list[tuple[str, ...]]) -> None:
        self._fronts = fronts
        spread = Counter(chain.from_iterable(fronts))
        # Rare words weigh more. Weights are kept squared, as a cosine takes them.
        self._weights = {word: log(1 + len(fronts) / count) ** 2 for word, count in spread.items()}
        self._whole = [self._weight(words) for words in fronts]
        self._seen: dict[str, list[tuple[int, float]]] = defaultdict(list)

    def alike(self, place: int) -> Iterator[int]:
        """The places before ``place`` whose fronts are alike; each place is asked for once, in their order."""
        words, decisive = set(self._fronts[place]), list(self._decisive(place))
        # With what both have left from a shared word on, no two can be more alike (Cauchy and Schwarz).
        near = {there for word, left in decisive for there, its in self._seen[word] if left * its > _ENOUGH}
        for word, left in decisive:
            self._seen[word].append((place, left))
        for there in sorted(near):
            shared = self._weight(words.intersection(self._fronts[there]))
            if shared * shared > _ENOUGH * self._whole[place] * self._whole[there]:
                yield there

    def _decisive(self, place: int) -> Iterator[tuple[str, float]]:
        """The rarest words of a front, each with the share of the weight that is left from it on.

        Behind them too little is left to be alike. The rarest word that two alike fronts share is decisive for both, since
        rarity orders the words of all fronts the same way.
        """
        left = 1.0
        for word in sorted(self._fronts[place], key=lambda word: (-self._weights[word], word)):
            if left < _ENOUGH:
                return
            yield word, left
            left -= self._weights[word] / self._whole[place]

    def _weight(self, words: Iterable[str]) -> float:
        return fsum(map(self._weights.__getitem__, words))  # the same in any order


def _problem(node: Fields, card: str, other_card: str, other: Fields) -> Problem:
    there = other.span
    hint = f"narrow one of the two cues; the other stands in {there.source.path}:{there.line}"
    return problem_at(node, "id", "alike", f"the front of '{card}' is nearly that of '{other_card}'", hint)
