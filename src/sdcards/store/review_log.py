"""Every review ever made, what each card's reviews add up to, and which cards are hidden or flagged.

The log is the truth; the schedule beside it is its fold, written in the same transaction.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from math import isclose
from operator import attrgetter

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling.review import Review
from sdcards.scheduling.schedule import Schedule
from sdcards.scheduling.scheduler import Scheduler
from sdcards.store.records import (
    INSERT_REVIEW,
    PUT_SCHEDULE,
    SELECT_REVIEWS,
    SELECT_SCHEDULES,
    read_review,
    read_schedule,
    review_row,
    schedule_row,
)
from sdcards.store.transaction import rows, transaction

_CONTENT = ("origin", "rating", "day", "took")
_UNITE = f"""{INSERT_REVIEW} ON CONFLICT (card, at) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _CONTENT)}
    WHERE ({", ".join(f"excluded.{name}" for name in _CONTENT)}) > ({", ".join(f"review.{name}" for name in _CONTENT)})"""
"""Add a review; where it is here with other content the greater stays, so that the order of merges does not matter."""

_COUNTING = f"""{SELECT_REVIEWS} WHERE NOT EXISTS (
    SELECT 1 FROM reset WHERE reset.card = review.card AND reset.at >= review.at)"""
"""The reviews since each card's last reset: what a fold is made of."""

_MERGING_KIB = 64 << 10
"""What SQLite may keep in memory of a file that other reviews come into, all over its indexes; a person's whole log is less."""

Identity = tuple[CardId, int]
"""A review's card and ``at``: a pair that is never used twice, not even after an undo."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A card whose stored schedule is not what its reviews add up to."""

    card: CardId
    stored: Schedule | None
    folded: Schedule | None


@dataclass(frozen=True, slots=True)
class ReviewLog:
    """The journal of a session and all else that is kept about memory; what a method writes is on disk when it returns."""

    con: sqlite3.Connection

    def schedule(self, card: CardId) -> Schedule | None:
        """What the card's reviews add up to; None for a new card."""
        return next(map(read_schedule, rows(self.con, f"{SELECT_SCHEDULES} WHERE card = ?", (card,))), None)

    def history(self, card: CardId) -> tuple[Review, ...]:
        """A card's reviews, oldest first."""
        return tuple(map(read_review, rows(self.con, f"{SELECT_REVIEWS} WHERE card = ? ORDER BY at", (card,))))

    def find(self, card: CardId, at: int) -> Review | None:
        """The review of a card at that moment."""
        query = f"{SELECT_REVIEWS} WHERE card = ? AND at = ?"
        return next(map(read_review, rows(self.con, query, (card, at))), None)

    def reviews(self) -> Iterator[Review]:
        """All reviews, oldest first."""
        # The plus keeps SQLite from following the moments through the whole file, which takes three times as long as to sort.
        return map(read_review, rows(self.con, f"{SELECT_REVIEWS} ORDER BY +at, card"))

    def reviews_by_card(self) -> Iterator[Review]:
        """All reviews, card by card, each card's oldest first: twice as fast, for so they lie in the file."""
        return map(read_review, rows(self.con, f"{SELECT_REVIEWS} ORDER BY card, at"))

    def by_card(self) -> Iterator[tuple[CardId, Iterator[Review]]]:
        """Each card with its reviews since it was last reset, oldest first, to be read before the next card is asked for."""
        reviews = map(read_review, rows(self.con, f"{_COUNTING} ORDER BY card, at"))
        return groupby(reviews, key=attrgetter("card"))

    def begun(self) -> int | None:
        """The study day of the first review."""
        ((day,),) = rows(self.con, "SELECT min(day) FROM review")
        return None if day is None else int(day)

    def undone(self) -> frozenset[Identity]:
        """The reviews that were taken back."""
        return frozenset((card, at) for card, at in rows(self.con, "SELECT card, at FROM undone"))

    def resets(self) -> frozenset[Identity]:
        """When cards were made new again, in Anki; their reviews up to then stay in the log and no longer count."""
        return frozenset((card, at) for card, at in rows(self.con, "SELECT card, at FROM reset"))

    def append(self, review: Review, schedule: Schedule) -> Review:
        """Keep a review and the schedule after it; gives the review as stored.

        Its ``at`` is moved on if need be: past the card's last review and reset, and to a millisecond that is free. Raises
        SdcardsError if the card was reviewed elsewhere since the schedule was computed.
        """
        with transaction(self.con):
            before = self.schedule(review.card)
            if schedule.reps != (before.reps if before else 0) + 1:
                raise SdcardsError(f"'{review.card}' was reviewed elsewhere in the meantime; start the review again")
            at = max(review.at, self._last(review.card) + 1, self._last(review.card, "reset") + 1)
            stored = self._insert(replace(review, at=at))
            self._put(review.card, schedule)
        return stored

    def drop(self, review: Review, before: Schedule | None) -> None:
        """Take back a card's last review and put back the schedule before it; SdcardsError if it is not the last.

        That it was taken back is remembered, so no copy made in between brings it back.
        """
        with transaction(self.con):
            if self._last(review.card) != review.at:
                raise SdcardsError(f"'{review.card}' was reviewed elsewhere since; this answer can no longer be undone")
            self._take_back((review.card, review.at))
            self._put(review.card, before)

    def merge(
        self,
        reviews: Iterable[Review],
        scheduler: Scheduler,
        undone: Iterable[Identity] = (),
        resets: Iterable[Identity] = (),
    ) -> int:
        """Unite the log with one kept elsewhere, without what was taken back here or there; gives how many reviews are new.

        The cards concerned are folded again. Merging twice changes nothing more, and the order of merges does not matter. A
        card's reviews are written together where they come together.
        """
        self.con.execute(f"PRAGMA cache_size = -{_MERGING_KIB}")
        with transaction(self.con):
            changed = {card for card, at in undone if self._take_back((card, at))}
            before = self._count()
            gone = self.undone()
            staying = (review for review in reviews if (review.card, review.at) not in gone)
            changed.update(card for card, of_card in groupby(staying, attrgetter("card")) if self._unite(of_card))
            changed.update(card for card, at in resets if self._reset((card, at)))
            for card in changed:
                self._put(card, scheduler.replay(card, self._counting(card)))
            return self._count() - before

    def refold(self, scheduler: Scheduler) -> None:
        """Write every schedule anew from the log, as after a change of retention or parameters."""
        with transaction(self.con):
            self.con.execute("DELETE FROM schedule")
            for card, schedule in self._folds(scheduler):
                self._put(card, schedule)

    def check_fold(self, scheduler: Scheduler) -> tuple[Difference, ...]:
        """Fold the whole log and compare; empty when every schedule is what its reviews add up to."""
        stored = {CardId(row[0]): read_schedule(row) for row in rows(self.con, SELECT_SCHEDULES)}
        folded = dict(self._folds(scheduler))
        return tuple(
            Difference(card, stored.get(card), folded.get(card))
            for card in sorted({*stored, *folded})
            if not _alike(stored.get(card), folded.get(card))
        )

    def integrity_check(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file; empty when it is sound."""
        return tuple(finding for (finding,) in rows(self.con, "PRAGMA main.integrity_check") if finding != "ok")

    def hide(self, card: CardId, until: int | None) -> None:
        """Bury a card until a study day, or suspend it if that is None."""
        with transaction(self.con):
            self.con.execute("INSERT OR REPLACE INTO suspension (card, until) VALUES (?, ?)", (card, until))

    def unhide(self, card: CardId) -> None:
        """Show a card again."""
        with transaction(self.con):
            self.con.execute("DELETE FROM suspension WHERE card = ?", (card,))

    def hidden(self, today: int) -> dict[CardId, int | None]:
        """The cards not shown today: the study day they are buried until, None for those suspended."""
        return dict(rows(self.con, "SELECT card, until FROM suspension WHERE until IS NULL OR until > ?", (today,)))

    def flag(self, card: CardId) -> None:
        """Mark a card for a later look."""
        with transaction(self.con):
            self.con.execute("INSERT OR IGNORE INTO flag (card) VALUES (?)", (card,))

    def unflag(self, card: CardId) -> None:
        """Take the mark away."""
        with transaction(self.con):
            self.con.execute("DELETE FROM flag WHERE card = ?", (card,))

    def flags(self) -> frozenset[CardId]:
        """The marked cards."""
        return frozenset(card for (card,) in rows(self.con, "SELECT card FROM flag"))

    def _last(self, card: CardId, table: str = "review") -> int:
        ((at,),) = rows(self.con, f"SELECT coalesce(max(at), 0) FROM {table} WHERE card = ?", (card,))
        return int(at)

    def _count(self) -> int:
        ((count,),) = rows(self.con, "SELECT count(*) FROM review")
        return int(count)

    def _insert(self, review: Review) -> Review:
        """Write a review at its millisecond, or the next that is free."""
        # One log keeps its milliseconds apart, as Anki does; only a merge brings two cards into one.
        taken = "SELECT 1 FROM review WHERE at = :at UNION ALL SELECT 1 FROM undone WHERE card = :card AND at = :at"
        while any(rows(self.con, taken, {"card": review.card, "at": review.at})):
            review = replace(review, at=review.at + 1)
        self.con.execute(INSERT_REVIEW, review_row(review))
        return review

    def _unite(self, reviews: Iterable[Review]) -> bool:
        """Add reviews made elsewhere; tells whether the log changed."""
        return self.con.executemany(_UNITE, map(review_row, reviews)).rowcount > 0

    def _take_back(self, identity: Identity) -> bool:
        """Remove a review for good; tells whether it was here."""
        self.con.execute("INSERT OR IGNORE INTO undone (card, at) VALUES (?, ?)", identity)
        return self.con.execute("DELETE FROM review WHERE card = ? AND at = ?", identity).rowcount > 0

    def _reset(self, identity: Identity) -> bool:
        """Make a card new from a moment on; tells whether that was not known."""
        return self.con.execute("INSERT OR IGNORE INTO reset (card, at) VALUES (?, ?)", identity).rowcount > 0

    def _counting(self, card: CardId) -> Iterator[Review]:
        return map(read_review, rows(self.con, f"{_COUNTING} AND card = ? ORDER BY at", (card,)))

    def _put(self, card: CardId, schedule: Schedule | None) -> None:
        if schedule is None:
            self.con.execute("DELETE FROM schedule WHERE card = ?", (card,))
        else:
            self.con.execute(PUT_SCHEDULE, schedule_row(card, schedule))

    def _folds(self, scheduler: Scheduler) -> Iterator[tuple[CardId, Schedule | None]]:
        for card, of_card in self.by_card():
            yield card, scheduler.replay(card, of_card)


def _alike(one: Schedule | None, other: Schedule | None) -> bool:
    if one is None or other is None:
        return one is other
    # Powers may differ in their last digit from one machine to the next.
    close = isclose(one.stability, other.stability) and isclose(one.difficulty, other.difficulty)
    return close and replace(one, stability=other.stability, difficulty=other.difficulty) == other
