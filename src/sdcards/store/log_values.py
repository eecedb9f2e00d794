"""One value of a review as it stands in somebody's file."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from sdcards.clock import EPOCH
from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating

_CARD = re.compile(r"(?=.{3,130}\Z)[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")
_ORIGIN = re.compile(r"[a-z][a-z0-9-]{0,30}")
_WHOLE = re.compile(r"[0-9]{1,15}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class UnfitError(Exception):
    """A value or a line that is no good, and what to give instead."""


def _card(value: object) -> CardId:
    if not isinstance(value, str) or not _CARD.fullmatch(value):
        raise UnfitError("give the id of a card, such as ram-random-read/value")
    return CardId(value)


def _rating(value: object) -> Rating:
    number = _whole(value)
    if number not in list(Rating):
        raise UnfitError("give 1 (Again), 2 (Hard), 3 (Good) or 4 (Easy)")
    return Rating(number)


def _day(value: object) -> int:
    try:
        return (date.fromisoformat(_text(value, _DATE)) - EPOCH).days
    except ValueError:
        raise UnfitError("give a date, such as 2026-11-22") from None


def _took(value: object) -> int:
    if (number := _whole(value)) > 86_400_000:
        raise UnfitError("give milliseconds, at most those of a day")
    return number


def _origin(value: object) -> str:
    try:
        return _text(value, _ORIGIN)
    except ValueError:
        raise UnfitError("give a short word in lower case, such as terminal") from None


def _whole(value: object) -> int:
    """A whole number as JSON or as digits."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    if type(value) is int and 0 <= value < 10**15:
        return value
    raise UnfitError("give a whole number")


def _text(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError
    return value


READERS: Mapping[str, Callable[[object], object]] = {
    "at": _whole,
    "card": _card,
    "rating": _rating,
    "day": _day,
    "took": _took,
    "origin": _origin,
}
"""For each column: how its text, or its JSON, becomes a field of ``Review``; they raise UnfitError."""
