"""Names for notes: proposed from a front, mended where they are misspelt, made unique."""

import re
import unicodedata
from collections.abc import Container

LONGEST = 60
"""Characters of an id."""

_SHORTEST = 3
_ENOUGH = 40
"""Characters of a proposed id: as many as are read at a glance."""

_MOST_WORDS = 6
_BESIDE_THE_POINT = frozenset(
    "a an and are as at be by can could did do does each for from had has have how i if in into is it its many may much must"  # noqa: SIM905 - in quotes each is harder to read
    " of on one or should so take takes than that the then there they this to two was were what when where which who why"
    " will with would you your".split()
)
_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_ASKING = re.compile(r"\bhow (?:big|far|fast|large|long|many|much|often)\b", re.IGNORECASE)
_HOLE = re.compile(r"\{\{c\d+::(.*?)(?:::.*?)?\}\}")


def proposed_id(front: str, fallback: str, taken: Container[str]) -> str:
    """A free id of the words that matter in ``front``; ``fallback`` stands in where there are none of our letters."""
    words = _words(_HOLE.sub(r"\1", _ASKING.sub("", front)))
    telling = [word for word in words if word not in _BESIDE_THE_POINT] or words or _words(front)
    chosen = ""
    for word in telling[:_MOST_WORDS]:
        longer = f"{chosen}-{word}" if chosen else word[:_ENOUGH]
        if len(longer) > _ENOUGH:
            break
        chosen = longer
    return free_id(chosen if len(chosen) >= _SHORTEST else f"{fallback}-{chosen}".strip("-"), taken)


def free_id(wanted: str, taken: Container[str]) -> str:
    """``wanted``, or with the first number behind it that makes it free."""
    name, number = wanted[:LONGEST].strip("-"), 1
    while name in taken:
        number += 1
        name = f"{wanted[: LONGEST - len(str(number)) - 1].strip('-')}-{number}"
    return name


def spelt_as_id(text: str) -> str:
    """The nearest thing that is spelt like an id; empty where nothing of ours is in it."""
    name = "-".join(_words(text))[:LONGEST].strip("-")
    return name if len(name) >= _SHORTEST else ""


def _words(text: str) -> list[str]:
    """The words in small letters without accents."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text)).encode("ascii", "ignore").decode("ascii")
    return _WORD.findall(plain.lower())
