"""A little spread in intervals, so that cards learnt together do not stay together.

The spread belongs to a card and its number of reviews: a preview shows the day that is kept, and a log gives the same
days however often it is folded.
"""

from functools import cache
from hashlib import blake2b

from sdcards.ids import CardId

_BANDS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
"""From, to (days) and the share of that part which is spread to either side; the bands of Anki and FSRS."""


def spread(interval: int, *, card: CardId, reps: int, maximum: int) -> int:
    """Move ``interval`` (days) by a draw of its own for this card and repetition, to at most ``maximum``.

    Every whole day within reach is equally likely, and reach is the same to both sides, so the mean stays where it was.
    For one card and repetition a longer interval never comes out shorter.
    """
    reach = _reach(interval)
    low, high = interval - reach, min(interval + reach, maximum)
    return low + draw(card, reps, high - low + 1)


def draw(card: CardId, reps: int, sides: int) -> int:
    """Throw a die with numbers from 0 to ``sides`` - 1: the same number for a card and repetition, in every process."""
    # A checksum will not do: with CRC-32 two cards that draw alike once draw alike for ever.
    digest = blake2b(f"{card}:{reps}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") * sides >> 64


@cache
def _reach(interval: int) -> int:
    if interval < 2.5:
        return 0
    return int(1.5 + sum(share * max(min(interval, end) - start, 0.0) for start, end, share in _BANDS))
