"""How well a card was remembered."""

from enum import IntEnum


class Rating(IntEnum):
    """FSRS's and Anki's four ratings, with their numbers."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4
