"""What an Anki log brings that ours does not have."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from sdcards.anki.history import History
from sdcards.anki.matching import Shown, same_reviews
from sdcards.anki.progress import by_card
from sdcards.ids import CardId
from sdcards.scheduling.review import Review
from sdcards.scheduling.scheduler import Scheduler
from sdcards.store.review_log import Identity, ReviewLog
from sdcards.store.transaction import rows


@dataclass(frozen=True, slots=True)
class Brought:
    """The new reviews, card by card, and resets; ``known`` reviews are here already, ``undone`` ones were taken back here."""

    reviews: tuple[Review, ...]
    resets: tuple[Identity, ...]
    known: int
    undone: int

    def keep(self, log: ReviewLog, scheduler: Scheduler) -> None:
        """Put them into the log, and schedule their cards anew."""
        log.merge(self.reviews, scheduler, resets=self.resets)


def compare(found: History, log: ReviewLog) -> Brought:
    """Find what is new to a log; bringing it and comparing again gives nothing."""
    new, undone, taken_back, known = list[Review](), log.undone(), 0, 0
    for card, theirs in by_card(found.reviews).items():
        same = _same(log, card, theirs)
        others = [review for review in theirs if (card, review.at) not in same]
        fresh = [review for review in others if (card, review.at) not in undone]
        new += fresh
        known += len(theirs) - len(others)
        taken_back += len(others) - len(fresh)
    return Brought(tuple(new), tuple(sorted(frozenset(found.resets) - log.resets())), known, taken_back)


def _same(log: ReviewLog, card: CardId, theirs: Iterable[Review]) -> Container[Identity]:
    """Which of a card's reviews are in the log."""
    ours = (Shown(*row) for row in rows(log.con, "SELECT card, at, rating, took FROM review WHERE card = ?", (card,)))
    return same_reviews(ours, (Shown(card, each.at, each.rating, each.took) for each in theirs))
