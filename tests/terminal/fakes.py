"""A session, a keyboard, a screen and a clock without a terminal, and short ways to press keys."""

import random
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sdcards.ids import CardId
from sdcards.notes.card import Card, Given, Number
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.schedule import Phase, Schedule
from sdcards.terminal.desk import Desk
from sdcards.terminal.keys import Key, Press, TerminalLost
from sdcards.terminal.reviewer import review
from sdcards.terminal.screen import Scroll
from sdcards.terminal.surroundings import Ending, Surroundings
from sdcards.terminal.view import CardView, Sheet, Shown

PLAIN = Card(
    CardId("cache/tool"), "Reads repeat. Which tool?", "A cache", (("why", "Memory is fast."),), hint="Think of memory"
)
OTHER = Card(CardId("queue/tool"), "Writes spike. Which tool?", "A queue")
NUMBER = Card(
    CardId("ram/value"), "How long does 1 MB take?", "50 µs", (("why", "20 GB/s."),), number=Number(3, "50 us")
)
GIVEN = (Given("rate", 50.0, 50.0, "kreq/s"), Given("line", 1.0, 1.0, "kB"))
DRILL = Card(
    CardId("log/result"),
    "One {line} line per request, {rate}: how much a day?",
    "",
    (("so", "Sample it."),),
    number=Number(1.5, "", "rate * line * 1 day", "TB", GIVEN),
)

ENTER, ESCAPE, BACKSPACE = Press(Key.ENTER), Press(Key.ESCAPE), Press(Key.BACKSPACE)
LEAVE, REDRAW = Press(Key.LEAVE), Press(Key.REDRAW)


def keys(text: str) -> list[Press]:
    """Each character as a press."""
    return [ENTER if char == "\n" else Press(Key.TEXT, char) for char in text]


def held_down(press: Press) -> list[Press | float]:
    """The repeats of a key, for a second."""
    return [each for _ in range(30) for each in (0.03, press)]


def lines(*texts: str) -> list[Press]:
    """Each text as a line from a pipe."""
    return [Press(Key.LINE, text) if text else ENTER for text in texts]


@dataclass(frozen=True)
class FakeCounts:
    due: int
    new: int = 0
    again: int = 0


class FakeSession:
    """Rates each card once; remembers what it was told."""

    def __init__(self, cards: Sequence[CardId], error: Exception | None = None) -> None:
        self.queue = list(cards)
        self.answers: list[tuple[CardId, Rating, int]] = []
        self.told: list[str] = []
        self._steps: list[CardId] = []
        self._error = error

    @property
    def current(self) -> CardId | None:
        return self.queue[0] if self.queue else None

    @property
    def counts(self) -> FakeCounts:
        return FakeCounts(len(self.queue))

    def preview(self) -> dict[Rating, Schedule]:
        days = {Rating.AGAIN: 0, Rating.HARD: 1, Rating.GOOD: 4, Rating.EASY: 9}
        return {
            rating: Schedule(Phase.REVIEW, 100 + more, 100, 1.0, 5.0, more, 0, 1, 0) for rating, more in days.items()
        }

    def answer(self, rating: Rating, took_ms: int) -> None:
        if self._error:
            raise self._error
        self.answers.append((self.queue[0], rating, took_ms))
        self._next("answer")

    def suspend(self) -> None:
        self._next("suspend")

    def bury(self) -> None:
        self._next("bury")

    def undo(self) -> CardId | None:
        if not self._steps:
            return None
        card = self._steps.pop()
        if self.told.pop() == "answer":
            self.answers.pop()
        self.queue.insert(0, card)
        return card

    def remove(self, card: CardId) -> None:
        self.queue.remove(card)

    def _next(self, what: str) -> None:
        self.told.append(what)
        self._steps.append(self.queue.pop(0))

    @property
    def ratings(self) -> list[Rating]:
        return [rating for _, rating, _ in self.answers]


class FakeKeyboard:
    """Presses what it was given, then hangs up; a number instead of a press lets that many seconds pass before the next."""

    def __init__(self, presses: Sequence[Press | float], clock: "FakeClock", *, repeats: bool = False) -> None:
        self.repeats = repeats
        self.forgot = 0
        self._presses = deque(presses)
        self._clock = clock
        self.paused_times = 0

    def read(self) -> Press:
        while self._presses:
            press = self._presses.popleft()
            if isinstance(press, Press):
                return press
            self._clock.seconds += press
        raise TerminalLost

    def wait(self, seconds: float) -> Press | None:
        """Of the seconds that pass before the next press, no more than were asked for."""
        if self._presses and not isinstance(self._presses[0], Press) and self._presses[0] > seconds:
            self._presses[0] -= seconds
            self._clock.seconds += seconds
            return None
        return self.read()

    def forget(self) -> None:
        self.forgot += 1

    @contextmanager
    def paused(self) -> Iterator[None]:
        self.paused_times += 1
        yield


class FakeScreen:
    """Remembers every view; ``pages`` is how often each can be scrolled down."""

    def __init__(self, pages: int = 0, *, full: bool = True) -> None:
        self.full = full
        self.views: list[Any] = []
        self.redrawn = 0
        self.scrolls: Counter[Scroll] = Counter()
        self._pages = self._left = pages

    def show(self, view: Shown) -> None:
        if not self.views or _text(view) != _text(self.views[-1]):
            self._left = self._pages
        self.views.append(view)

    def redraw(self) -> None:
        self.redrawn += 1

    def scroll(self, how: Scroll) -> bool:
        self.scrolls[how] += 1
        self._left -= 1
        return self._left >= 0

    @property
    def cards(self) -> list[CardView]:
        return [view for view in self.views if isinstance(view, CardView)]

    @property
    def sheets(self) -> list[Sheet]:
        return [view for view in self.views if isinstance(view, Sheet)]

    @property
    def notices(self) -> list[str]:
        return [view.notice for view in self.views if view.notice]


class FakeClock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Sitting:
    """A finished run of the loop."""

    ending: Ending
    session: FakeSession
    screen: FakeScreen
    keyboard: FakeKeyboard

    @property
    def last(self) -> CardView:
        return self.screen.cards[-1]


def sit(
    presses: Sequence[Press | float],
    cards: Sequence[Card] = (PLAIN, OTHER),
    *,
    missing: Sequence[CardId] = (),
    error: Exception | None = None,
    pages: int = 0,
    full: bool = True,
    repeats: bool = False,
    screen: FakeScreen | None = None,
    deck: Callable[[CardId], Card | None] | None = None,
    **more: object,
) -> Sitting:
    """Run the loop over ``cards`` with ``presses``; ``more`` goes into the surroundings."""
    clock = FakeClock()
    session = FakeSession([card.id for card in cards] or [CardId("none")], error)
    if not cards:
        session.queue.clear()
    known: Mapping[CardId, Card] = {card.id: card for card in cards if card.id not in missing}
    screen, keyboard = screen or FakeScreen(pages, full=full), FakeKeyboard(presses, clock, repeats=repeats)
    surroundings = Surroundings(
        card=deck or known.get,
        place=lambda card: f"Area › {card}",
        clock=clock,
        rng=random.Random(1),
        closing=lambda: Sheet("Done", (f"{len(session.answers)} answers",)),
    )
    surroundings = replace(surroundings, **more)  # type: ignore[arg-type]
    return Sitting(review(session, surroundings, Desk(keyboard, screen)), session, screen, keyboard)


def _text(view: Any) -> object:
    return (view.question, view.answer, view.hint, view.entry) if isinstance(view, CardView) else view.title
