"""One card on the table, from its question to the verdict, and the view of it at each moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sdcards.notes.inputs import draw, pose
from sdcards.scheduling.rating import Rating
from sdcards.terminal.view import Button, CardView, Judgement
from sdcards.terminal.words import interval_words, verdict_words

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from sdcards.notes.card import Card, Number
    from sdcards.notes.inputs import Drawn
    from sdcards.scheduling.schedule import Schedule

ASK_PROMPT, TYPE_PROMPT = "Space or Enter shows the answer", "type a number, or Space shows the answer"
HAND_IN_PROMPT = "Enter hands it in  Esc empties the line"
REFUSED_PROMPT = "Enter again shows the answer  Esc empties the line"
KEYS, HINT_KEY = "u undo  ? keys", "h hint  "


@dataclass(frozen=True, slots=True)
class Showing:
    """A card as it is asked this time; ``began`` is the clock's reading when it came up, in seconds.

    ``refused`` is whether Enter could do nothing with what is typed; the next one shows the answer.
    """

    card: Card
    drawn: Drawn
    began: float
    entry: str = ""
    refused: bool = False
    hint: str = ""
    answer: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    judgement: Judgement | None = None
    proposed: Rating = Rating.GOOD

    @property
    def wanted(self) -> Number | None:
        """The number that is being asked for, until the answer is shown."""
        return self.card.number if self.answer is None else None

    @property
    def is_typed(self) -> bool:
        """Whether an answer has been begun: keys are letters of it then."""
        return self.answer is None and bool(self.entry)

    def view(self, place: str, progress: str, buttons: tuple[Button, ...], notice: str) -> CardView:
        """What is on screen now."""
        number = self.card.number
        typed = number is not None and (self.answer is None or bool(self.entry))
        return CardView(
            place=place,
            progress=progress,
            question=pose(self.card.front, number, self.drawn) if number else self.card.front,
            hint=self.hint,
            entry=self.entry if typed else None,
            answer=self.answer,
            judgement=self.judgement,
            details=self.details,
            buttons=buttons,
            notice=notice,
            prompt=self._prompt(),
            keys=self._keys(),
        )

    def _prompt(self) -> str:
        if self.is_typed:
            return REFUSED_PROMPT if self.refused else HAND_IN_PROMPT
        return TYPE_PROMPT if self.card.number else ASK_PROMPT

    def _keys(self) -> str:
        if self.is_typed:
            return ""
        return (HINT_KEY if self.card.hint and not self.hint and self.answer is None else "") + KEYS


def ask(card: Card, rng: random.Random, now: float) -> Showing:
    """Put a card on the table, a drill with inputs of its own."""
    return Showing(card, draw(card.number, rng) if card.number else {}, now)


def reveal(showing: Showing) -> Showing:
    """Turn the card over without judging anything."""
    from sdcards.notes.judging import solve

    card = showing.card
    if card.number is None or card.back:
        return replace(showing, entry="", answer=card.back, details=card.details)
    solution = solve(card.number, showing.drawn)
    return replace(showing, entry="", answer=solution.result, details=_worked(card, solution.steps))


def type_in(showing: Showing, entry: str) -> Showing:
    """Another line, which has not been refused."""
    return replace(showing, entry=entry, refused=False)


def hand_in(showing: Showing, number: Number) -> tuple[Showing, str]:
    """Judge what was typed, and what is to be said of it: what cannot be read is refused once, then the answer is shown."""
    from sdcards.notes.judging import UnreadableNumber

    if showing.refused:
        return reveal(showing), ""
    try:
        return _judged(showing, number), ""
    except UnreadableNumber as unreadable:
        return replace(showing, refused=True), str(unreadable)


def buttons_of(preview: Mapping[Rating, Schedule], proposed: Rating, *, two: bool) -> tuple[Button, ...]:
    """The ratings that can be given, with their intervals; only Again and Good where ``two`` are enough."""
    ratings = (Rating.AGAIN, Rating.GOOD) if two else tuple(Rating)
    return tuple(
        Button(str(place), rating.name.capitalize(), _when(preview[rating]), proposed=rating is proposed)
        for place, rating in enumerate(ratings, start=1)
    )


def _judged(showing: Showing, number: Number) -> Showing:
    """Turn the card over and judge what was typed; raises UnreadableNumber."""
    from sdcards.notes.judging import judge

    card = showing.card
    verdict = judge(showing.entry, number, showing.drawn, card.front)
    return replace(
        showing,
        answer=card.back or verdict.result,
        details=_worked(card, verdict.steps),
        judgement=Judgement(verdict.right, verdict_words(verdict, number.within)),
        proposed=Rating.GOOD if verdict.right else Rating.AGAIN,
    )


def _when(schedule: Schedule) -> str:
    return interval_words(schedule.due - schedule.last)


def _worked(card: Card, steps: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    # A sum is no Markdown: its signs would be read as emphasis or as a list.
    return (*(("working", f"`{step}`") for step in steps), *card.details)
