"""Which reviews of two logs are the same.

A review is known by its card and its millisecond, but Anki wants each millisecond only once, so a review that shared one
with another card had to give way. It keeps its rating and its duration, and lies less than a second later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sdcards.ids import CardId
from sdcards.store.review_log import Identity

FARTHEST = 1000
"""Milliseconds by which a review may have given way; nobody answers a card twice in that time and equally long."""


class Shown(NamedTuple):
    """What two records of one review have in common, wherever they are."""

    card: CardId
    at: int
    rating: int
    took: int


def same_reviews(ours: Iterable[Shown], theirs: Iterable[Shown]) -> dict[Identity, Identity]:
    """For each of their reviews that is one of ours, by card and millisecond: which."""
    mine, others = {(each.card, each.at): each for each in ours}, {(each.card, each.at): each for each in theirs}
    same = {identity: identity for identity in mine.keys() & others.keys()}
    waiting: dict[tuple[CardId, int, int], list[int]] = {}
    for identity in sorted(mine.keys() - same.keys(), reverse=True):
        each = mine[identity]
        waiting.setdefault((each.card, each.rating, each.took), []).append(each.at)
    for identity in sorted(others.keys() - same.keys()) if waiting else ():
        each = others[identity]
        moments = waiting.get((each.card, each.rating, each.took), [])
        while moments and moments[-1] < each.at - FARTHEST:
            moments.pop()
        if moments and moments[-1] < each.at:
            same[identity] = (each.card, moments.pop())
    return same


def by_ours(same: Mapping[Identity, Identity]) -> dict[Identity, Identity]:
    """The same the other way round."""
    return {ours: theirs for theirs, ours in same.items()}
