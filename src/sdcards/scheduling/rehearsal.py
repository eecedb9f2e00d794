"""A journal that forgets: for cramming, which must not touch the schedule."""

from sdcards.ids import CardId
from sdcards.scheduling.review import Review
from sdcards.scheduling.schedule import Schedule
from sdcards.scheduling.session import Journal


class Rehearsal:
    """Looks like the journal below it and keeps what is answered in memory alone."""

    def __init__(self, below: Journal) -> None:
        self._below = below
        self._answered: dict[CardId, Schedule | None] = {}

    def schedule(self, card: CardId) -> Schedule | None:
        """What the card's reviews add up to, the forgotten ones included."""
        return self._answered[card] if card in self._answered else self._below.schedule(card)

    def append(self, review: Review, schedule: Schedule) -> Review:
        """Remember the answer until the end of the session."""
        self._answered[review.card] = schedule
        return review

    def drop(self, review: Review, before: Schedule | None) -> None:
        """Go back to how it was before an answer."""
        self._answered[review.card] = before

    def hide(self, card: CardId, until: int | None) -> None:
        """Hide nothing: the session leaves the card out by itself."""

    def unhide(self, card: CardId) -> None:
        """Show nothing."""
