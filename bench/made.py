"""Decks of any size, sound in the eyes of `sdcards check`: the families in the shares of the real deck, texts as long as its own.

The words are made up, and as unlike in frequency as real ones, so that no two cards are alike. The same number of cards gives
the same bytes.
"""

import random
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

NOTES_A_TOPIC, TOPICS_AN_AREA = 40, 50
CARDS_A_NOTE = 1.164
SHARES = {"basic": 60, "fact": 14, "drill": 6, "step": 8, "mapping": 6, "pitfall": 3, "tradeoff": 2, "sequence": 1}
SOURCES, WORDS = 50, 30_000
_ONSETS, _VOWELS, _ENDS = (
    [
        "b",
        "c",
        "d",
        "f",
        "g",
        "h",
        "k",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "t",
        "v",
        "w",
        "bl",
        "cr",
        "dr",
        "fl",
        "gr",
        "pl",
        "st",
        "tr",
    ],
    "aeiou",
    " lmnrst",
)


def write_deck(folder: Path, cards: int) -> Path:
    """Write a deck of about so many cards into ``folder``."""
    rng, notes = random.Random(7), round(cards / CARDS_A_NOTE)
    topics = [f"topic-{number:04}" for number in range(-(-notes // NOTES_A_TOPIC))]
    areas = {
        f"area-{at // TOPICS_AN_AREA:02}": topics[at : at + TOPICS_AN_AREA]
        for at in range(0, len(topics), TOPICS_AN_AREA)
    }
    left = notes
    for area, inside in areas.items():
        (folder / area).mkdir(parents=True)
        for topic in inside:
            made = "\n".join(_note(notes - left + at, rng) for at in range(min(left, NOTES_A_TOPIC)))
            left -= NOTES_A_TOPIC
            (folder / area / f"{topic}.yaml").write_text(
                f"topic: {topic}\nabout: {_text(rng, 9)}\n\nnotes:\n{made}", "utf-8"
            )
    (folder / "deck.yaml").write_text("".join(_outline(areas)), "utf-8")
    works = (
        f"source-{key}: {{title: Work {key}, authors: A. Author, year: 2024, lasts: 50}}\n" for key in range(SOURCES)
    )
    (folder / "sources.yaml").write_text("".join(works), "utf-8")
    return folder


def _outline(areas: dict[str, list[str]]) -> Iterator[str]:
    yield "name: A made deck\nabout: For measuring.\nareas:\n"
    for area, topics in areas.items():
        yield f"  - area: {area}\n    title: {area.capitalize()}\n    phase: design\n    topics:\n"
        yield from (f"      {topic}: {NOTES_A_TOPIC}\n" for topic in topics)


def _note(number: int, rng: random.Random) -> str:
    family = rng.choices(list(SHARES), list(SHARES.values()))[0]
    fields = {"type": family, "wave": str(rng.randint(1, 5))} | _FAMILIES[family](rng) | {"why": _text(rng, 14)}
    lines = "".join(f"    {name}: {value}\n" for name, value in fields.items())
    return f"  - id: note-{number:06}\n{lines}    sources: [source-{rng.randrange(SOURCES)}, source-7]\n"


def _fact(rng: random.Random) -> dict[str, str]:
    return {"ask": _question(rng), "value": f"{rng.randint(2, 900)} ms", "within": "3", "as_of": "2026"}


def _tradeoff(rng: random.Random) -> dict[str, str]:
    options = "".join(
        f"\n      - {{name: {_text(rng, 2)}, gain: {_text(rng, 6)}, cost: {_text(rng, 6)}}}" for _ in range(2)
    )
    return {"ask": _question(rng), "options": options, "choose": _text(rng, 8)}


def _drill(rng: random.Random) -> dict[str, str]:
    return {
        "ask": f'"{_words(rng, 12)}: {{rate}} of {{line}} each. How much a day?"',
        "given": "{rate: 50 kreq/s .. 500 kreq/s, line: 1 kB}",
        "formula": "rate * line * 1 day",
        "unit": "TB",
    }


_FAMILIES: dict[str, Callable[[random.Random], dict[str, str]]] = {
    "basic": lambda rng: {"front": _question(rng), "back": _text(rng, 8)},
    "fact": _fact,
    "drill": _drill,
    "step": lambda rng: {"phase": "design", "ask": _question(rng), "answer": _text(rng, 8)},
    "mapping": lambda rng: {
        "symptom": _text(rng, 16),
        "tool": _text(rng, 4),
        "because": _text(rng, 8),
        "cost": _text(rng, 6),
    },
    "pitfall": lambda rng: {
        "scene": _text(rng, 16),
        "mistake": _text(rng, 8),
        "harm": _text(rng, 8),
        "instead": _text(rng, 6),
    },
    "tradeoff": _tradeoff,
    "sequence": lambda rng: {"ask": _question(rng), "steps": "".join(f"\n      - {_text(rng, 4)}" for _ in range(4))},
}


def _question(rng: random.Random) -> str:
    return f"Which {_words(rng, 15)}?"


def _text(rng: random.Random, words: int) -> str:
    return f"{_words(rng, words)}."


def _words(rng: random.Random, count: int) -> str:
    words, weights = _vocabulary()
    return " ".join(rng.choices(words, cum_weights=weights, k=count)).capitalize()


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Words, and how often they come: the nth as often as 1/n, as in every language."""
    rng = random.Random(11)
    made = {"".join(_syllable(rng) for _ in range(rng.randint(2, 3))) for _ in range(WORDS)}
    return sorted(made), list(accumulate(1 / (place + 20) for place in range(len(made))))


def _syllable(rng: random.Random) -> str:
    return rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_ENDS).strip()
