"""What the review loop stands in: a session, a deck, a clock, and what other rooms do for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import random

    from sdcards.ids import CardId
    from sdcards.notes.card import Card
    from sdcards.scheduling.rating import Rating
    from sdcards.scheduling.schedule import Schedule
    from sdcards.terminal.actions import Action
    from sdcards.terminal.view import Sheet
    from sdcards.terminal.words import Counts


class Session(Protocol):
    """What the loop needs of a session; each change is on disk when its method returns."""

    @property
    def current(self) -> CardId | None:
        """The card to show, None when all is done."""

    @property
    def counts(self) -> Counts:
        """What is still to come."""

    def preview(self) -> Mapping[Rating, Schedule]:
        """What each answer to the current card would give."""

    def answer(self, rating: Rating, took_ms: int) -> object:
        """Rate the current card and go on."""

    def undo(self) -> CardId | None:
        """Take back the last step."""

    def suspend(self) -> None:
        """Hide the current card until told otherwise, and go on."""

    def bury(self) -> None:
        """Hide the current card until the next study day, and go on."""

    def remove(self, card: CardId) -> None:
        """Forget a card that left the deck."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything else the loop needs.

    ``card`` gives a card as the deck has it now, None when it left the deck; ``place`` its area and topic for the heading.
    ``clock`` counts seconds, and never back. ``closing`` says what stands on the end screen. ``services`` answer the keys ``f``,
    ``e`` and ``!`` with a line to show; ``history`` answers ``i``; ``after_answer`` may have a line to say about the card that
    was just rated. ``warm_up`` is called once, when the first card can be read. ``rehearsing`` is a session that leaves no
    trace, so its buttons promise no intervals.
    After ``seconds`` no further card is asked.
    """

    card: Callable[[CardId], Card | None]
    place: Callable[[CardId], str]
    clock: Callable[[], float]
    rng: random.Random
    closing: Callable[[], Sheet]
    services: Mapping[Action, Callable[[CardId], str]] = field(default_factory=dict)
    history: Callable[[CardId], Sheet] | None = None
    after_answer: Callable[[CardId], str] = lambda card: ""  # noqa: ARG005 - nothing to say about any card
    warm_up: Callable[[], None] = lambda: None
    rehearsing: bool = False
    two_buttons: bool = False
    seconds: float | None = None


class Ending(Enum):
    """Why the loop ended: nothing left to ask, the person left, or the terminal is gone."""

    DONE = auto()
    LEFT = auto()
    LOST = auto()
