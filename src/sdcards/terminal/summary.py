"""What a session says at its end, and when there is nothing to do."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from sdcards.terminal.words import Counts, left_words, plural, spent_words


class Tally(Protocol):
    """What was done in a session."""

    @property
    def answered(self) -> int:
        """How many answers were rated."""

    @property
    def passed(self) -> int:
        """How many of them Hard or better."""

    @property
    def new(self) -> int:
        """How many cards were answered for the first time."""


def session_lines(tally: Tally, seconds: float, tomorrow: int | None, saved: str) -> list[str]:
    """The end of a session: what was done, how well, what tomorrow holds, and ``saved``, where the answers are.

    ``tomorrow`` is None where that is not settled before tomorrow.
    """
    ahead = [] if tomorrow is None else [_tomorrow(tomorrow)]
    if not tally.answered:
        return ["Nothing was rated, so nothing has changed.", *ahead]
    new = f" ({plural(tally.new, 'new card')})" if tally.new else ""
    return [
        f"{plural(tally.answered, 'answer')}{new} in {spent_words(seconds)}.",
        f"{_percent(tally.passed, tally.answered)} passed ({tally.passed} of {tally.answered}).",
        *ahead,
        f"Every answer is saved in {saved}.",
    ]


def left_lines(counts: Counts) -> list[str]:
    """What is left of the session, and how to go on; nothing where all was done."""
    left = left_words(counts)
    return [f"Left: {left}. 'sdcards review' goes on."] if left else []


def nothing_due_lines(next_due: date | None, today: date, offers: Sequence[str], *, unseen: bool) -> list[str]:
    """Nothing to review: when the next card is due, and what else could be done, a line for each offer.

    ``unseen`` is whether new cards are left that today's limit, or the person, keeps back.
    """
    kept_back = ["New cards are left for later."] if unseen else []
    if next_due is None:
        return ["Nothing is due." if unseen else "Nothing is due, and no card is waiting.", *kept_back, *offers]
    days = (next_due - today).days
    when = (
        "today"
        if days <= 0
        else "tomorrow"
        if days == 1
        else f"in {days} days, on {next_due:%A, %d %B}".replace(" 0", " ")
    )
    return [f"Nothing is due. The next card is due {when}.", *kept_back, *offers]


def _percent(part: int, whole: int) -> str:
    """Rounded, but never to all or none where it is neither."""
    percent = round(100 * part / whole)
    return f"{min(max(percent, 1), 99) if 0 < part < whole else percent} %"


def _tomorrow(cards: int) -> str:
    return (
        f"{plural(cards, 'review')} {'falls' if cards == 1 else 'fall'} due tomorrow."
        if cards
        else "No review falls due tomorrow."
    )
