"""Today's queue: which cards to show, and in what order."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sdcards.ids import CardId, NoteId, note_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that was reviewed before and asks to be shown; ``due`` and ``last`` are study days, ``stability`` is days.

    ``left`` is above 0 while the card is Learning or Relearning.
    """

    card: CardId
    due: int
    last: int
    stability: float
    left: int

    def waits(self, today: int) -> bool:
        """Whether the card was seen today and is to come back today."""
        return self.left > 0 and self.last >= today


@dataclass(frozen=True, slots=True)
class Limits:
    """How many new cards and reviews are still to be shown today."""

    new: int
    reviews: int


def build_queue(
    seen_before: Iterable[Candidate],
    new: Iterable[CardId],
    *,
    limits: Limits,
    today: int,
    seen_today: Collection[NoteId] = (),
) -> tuple[CardId, ...]:
    """Order today's cards: those waiting from earlier today, then due ones, weakest first, new ones between them.

    ``new`` comes in curriculum order. A note gives one card a day, since seeing one sibling gives the others away: a
    note of ``seen_today`` gives only a card that waits, and a new card stays back while a sibling is due.
    """
    candidates = tuple(seen_before)
    waiting = tuple(_one_a_note((each.card for each in candidates if each.waits(today)), ()))
    closed = {*seen_today, *map(note_of, waiting)}
    due = tuple(_one_a_note(_weakest_first(candidates, today), closed))
    closed.update(map(note_of, due))
    fresh = islice(_one_a_note(new, closed), max(limits.new, 0))
    return waiting + _spread(due[: max(limits.reviews, 0)], tuple(fresh))


def _weakest_first(candidates: Iterable[Candidate], today: int) -> Iterator[CardId]:
    # Under one set of parameters recall depends on elapsed / stability alone, and falls with it.
    due = [each for each in candidates if each.due <= today and each.last < today]
    due.sort(key=lambda each: ((each.last - today) / each.stability, each.due, each.card))
    return (each.card for each in due)


def _one_a_note(cards: Iterable[CardId], closed: Collection[NoteId]) -> Iterator[CardId]:
    shown = set(closed)
    for card in cards:
        if (note := note_of(card)) not in shown:
            shown.add(note)
            yield card


def _spread(due: tuple[CardId, ...], new: tuple[CardId, ...]) -> tuple[CardId, ...]:
    places = [((at + 1) / (len(due) + 1), 0, card) for at, card in enumerate(due)]
    places += [((at + 1) / (len(new) + 1), 1, card) for at, card in enumerate(new)]
    return tuple(card for *_, card in sorted(places, key=lambda place: place[:2]))
