"""Cards of one note tell by their fronts which of them is asked."""

from __future__ import annotations

from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.reading.span import Problem


def doubled_fronts(collection: Collection) -> Iterator[Problem]:
    """Cards with the front of another card of their note: nobody could know which answer is meant."""
    for note, node in notes_of(collection):
        first: dict[str, str] = {}
        for card in note.cards():
            other = first.setdefault(" ".join(card.front.casefold().split()), card.id)
            if other != card.id:
                message = f"the front of '{card.id}' is that of '{other}'"
                yield problem_at(node, "id", "doubled-front", message, "say in one of the two what sets it apart")
