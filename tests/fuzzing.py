"""Whatever text a topic file holds, it is read, checked, told and compiled; and ways to spoil one."""

import random
from datetime import date
from pathlib import Path

from sdcards.anki.unfit import unfit_for_anki
from sdcards.collection.rules import problems_of
from sdcards.collection.topic import read_topic
from sdcards.reading.nodes import decode
from sdcards.reading.span import Problem
from tests.authoring import collection_of

TOPICS = [file.read_text("utf-8") for file in sorted((Path(__file__).parents[1] / "cards").glob("*/*.yaml"))]
NASTY = [
    "'", '"', "`", "*", "**", "_", "&a ", "*a", "!t ", "%", "@", "|", ">-", "|2", "? ", "- ", ": ", ":", " #", "{",
    "}", "[", "]", ",", "{{", "}}", "{{c1::", "::", "}}{{c2::x}}", "{{c0::x}}", "$", "$$", "\\frac{", "\t", "\r",
    "\r\n", "\x85", "\u2028", "\ufeff", "\u202e", "\x1b[31m", "\x00", "\ud800", "é", "日", "😀", "---", "...", "<<",
    "~", "no", "1e999", "9^9^9^9", "-1", "0", "TODO ", "<b>", "![x](y)", "[x]: y", "[^1]", "```",
    "| a | b |\n|---|---|\n", "..", "2026-13-45", "fact", "cloze", "accept:", "reverse:", "given:", "options:",
    "steps:", "notes:", "mock:",
]  # fmt: skip
TODAY = date(2026, 11, 22)


def survives(data: bytes) -> tuple[Problem, ...]:
    """Do with bytes all that is done with a topic file, and return what is wrong with them; any exception is a bug."""
    text, undecoded = decode(data, "f.yaml")
    topic, unread = read_topic(text, "f.yaml", "area", "topic")
    found = [*undecoded, *unread]
    if topic is not None:
        collection = collection_of(topic)
        found += [*problems_of(collection, TODAY), *unfit_for_anki(collection)]
        for note in topic.notes:
            assert all(card.front and card.id for card in note.cards())
    for problem in found:
        assert str(problem).startswith("f.yaml:")
        assert problem.span.line >= 1
        assert problem.span.column >= 1
    return tuple(found)


def spoilt(text: str, chance: random.Random, times: int) -> str:
    """A topic with some of its lines, values and signs moved, doubled, lost or replaced."""
    lines = text.split("\n")
    for _ in range(times):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[at : at + 1] = _MUTATIONS[chance.randrange(len(_MUTATIONS))](lines[at], lines[other], chance)
        lines = lines or [""]
    return "\n".join(lines)


def _value(line: str, other: str, _: random.Random) -> list[str]:
    """The value of another line."""
    return [f"{line.partition(':')[0]}:{other.partition(':')[2]}"]


def _with_nasty(line: str, _: str, chance: random.Random) -> list[str]:
    at = chance.randrange(len(line) + 1)
    return [line[:at] + chance.choice(NASTY) + line[at + chance.randrange(3) :]]


def _only_nasty(line: str, _: str, chance: random.Random) -> list[str]:
    return [f"{line.partition(':')[0]}: {chance.choice(NASTY)}{chance.choice(NASTY)}"]


_MUTATIONS = [
    lambda _line, _other, _chance: [],
    lambda line, _other, _chance: [line, line],
    lambda _line, other, _chance: [other],
    lambda line, other, _chance: [line, other],
    lambda line, _other, chance: [" " * chance.randrange(8) + line.lstrip()],
    lambda line, _other, chance: [line[: chance.randrange(len(line) + 1)]],
    _value,
    _with_nasty,
    _with_nasty,
    _only_nasty,
]
