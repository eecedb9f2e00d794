"""Differences in words, for every way to write them down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sdcards.collection.changes import Ask, CardSet, Changes, Kind, OtherChange
from sdcards.collection.moves import Move

HEADINGS = {
    Kind.MEANING: "Changed in meaning",
    Kind.RETURNING: "Coming back with them",
    Kind.REWORDED: "Reworded",
    Kind.ADDED: "Added",
    Kind.RETIRED: "Retired",
}
"""What stands above the cards of a kind."""

_COUNTED = {
    Kind.MEANING: "changed in meaning",
    Kind.RETURNING: "coming back with them",
    Kind.REWORDED: "reworded",
    Kind.ADDED: "added",
    Kind.RETIRED: "retired",
}
_MOST_NAMES = 8

Quote = Callable[[str], str]
"""How a name is set apart."""


def summary(changes: Changes) -> str:
    """How many cards of each kind, and what else there is; or that nothing is different."""
    counts = [f"{len(cards):,} {_COUNTED[kind]}" for kind in Kind if (cards := changes.of(kind))]
    if moved := sum(len(move.names) for move in changes.moves):
        counts.append(f"{moved:,} moved")
    if details := len({change.note for change in changes.details}):
        counts.append(f"{details:,} with other details")
    besides = [f"{len(changes.others):,} besides the cards"] if changes.others else []
    return " · ".join([*(counts or ["no card is different"]), *besides])


def some_names(names: Sequence[str], quote: Quote = str) -> str:
    """Up to eight names, and how many more there are."""
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(quote(name) for name in names[:_MOST_NAMES]) + more


def move_words(move: Move, quote: Quote = str) -> str:
    """Where they came from and went; or in what their order is another one."""
    names = some_names(move.names, quote)
    if move.was != move.now:
        return f"{quote(move.was)} → {quote(move.now)}: {names}"
    inside = {"area": "the areas", "topic": f"the topics of {quote(move.now)}"}.get(move.kind, quote(move.now))
    return f"other order in {inside}: {names}"


def set_words(change: CardSet, quote: Quote = str) -> str:
    """Which cards a note makes that it did not, and which no longer."""
    gained = [f"now also {some_names(change.gained, quote)}"] if change.gained else []
    lost = [f"no longer {some_names(change.lost, quote)}"] if change.lost else []
    return f"{quote(change.note)}: {'; '.join(gained + lost)}"


def other_words(change: OtherChange, quote: Quote = str, said: Quote = str) -> str:
    """Where something is different, and what."""
    return f"{quote(change.place)}: {said(change.text)}"


def ask_lines(asks: Iterable[Ask], quote: Quote = str, said: Quote = str) -> list[str]:
    """What to look at again, and behind all that ask for the same, once, what to do about it."""
    found: dict[str, list[str]] = {}
    for ask in asks:
        found.setdefault(ask.advice, []).append(f"{quote(ask.note)}: {said(ask.text)}")
    return [line for advice, lines in found.items() for line in (*lines, said(advice))]
