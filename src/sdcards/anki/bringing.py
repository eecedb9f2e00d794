"""What an Anki log brings that ours does not have."""

from __future__ import annotations

from dataclasses import dataclass

from sdcards.anki.history import History
from sdcards.anki.matching import Shown, same_reviews
from sdcards.scheduling.review import Review
from sdcards.scheduling.scheduler import Scheduler
from sdcards.store.review_log import Identity, ReviewLog
from sdcards.store.transaction import rows


@dataclass(frozen=True, slots=True)
class Brought:
    """The new reviews and resets; ``known`` reviews are here already, ``undone`` ones were taken back here."""

    reviews: tuple[Review, ...]
    resets: tuple[Identity, ...]
    known: int
    undone: int

    def keep(self, log: ReviewLog, scheduler: Scheduler) -> None:
        """Put them into the log, and schedule their cards anew."""
        log.merge(self.reviews, scheduler, resets=self.resets)


def compare(found: History, log: ReviewLog) -> Brought:
    """Find what is new to a log; bringing it and comparing again gives nothing."""
    cards = {review.card for review in found.reviews}
    ours = (Shown(*row) for row in rows(log.con, "SELECT card, at, rating, took FROM review") if row[0] in cards)
    theirs = (Shown(each.card, each.at, each.rating, each.took) for each in found.reviews)
    same, undone = same_reviews(ours, theirs), log.undone()
    others = [review for review in found.reviews if (review.card, review.at) not in same]
    new = tuple(review for review in others if (review.card, review.at) not in undone)
    resets = frozenset(found.resets) - log.resets()
    return Brought(new, tuple(sorted(resets)), len(found.reviews) - len(others), len(others) - len(new))
