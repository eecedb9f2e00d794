"""Answers that can be said in one breath."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.notes.note import Note
from sdcards.reading.nodes import Fields, Scalar, Sequence
from sdcards.reading.span import Problem

MOST_WORDS = 35
MOST_REASON_WORDS = 30
MOST_MEMBERS = 4

_WORD = re.compile(r"\w[\w’'.,/:-]*")
_MEMBER = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s", re.MULTILINE)
_FEW_WORDS = r"[\w’'/%-]+(?: [\w’'/%-]+){0,2}"
_IN_LINE = re.compile(rf"{_FEW_WORDS}(?:, {_FEW_WORDS}){{3,}},?(?: and| or|,) {_FEW_WORDS}")
"""Five members or more in one sentence: ``a, b, c, d and e``."""

_LEAST_COMMAS = 3
"""Without so many there is no such sentence; most texts have fewer."""

_ANSWERS = {
    "step": ("answer",),
    "sequence": ("steps",),
    "fact": ("say", "value"),
    "mapping": ("tool", "cost", "unless"),
    "pitfall": ("mistake", "instead"),
    "tradeoff": ("choose",),
    "basic": ("back",),
}
_REASONS = ("why", "because", "harm", "so")


def long_answers(collection: Collection) -> Iterator[Problem]:
    """Answers over the limit, reasons that became lectures, and lists that nobody keeps in mind."""
    for note, node in notes_of(collection):
        for field, text in _texts(note, node):
            limit = MOST_REASON_WORDS if field in _REASONS else MOST_WORDS
            if (words := word_count(text)) > limit:
                message = f"{words} words in '{field.rpartition('.')[2]}'"
                yield problem_at(node, field, "long-answer", message, f"at most {limit}; split the note")
            if (members := _members(text, in_line=field not in _REASONS)) > MOST_MEMBERS:
                hint = "split it into a cloze per member, or make it a 'sequence'"
                yield problem_at(node, field, "long-list", f"a list of {members} in '{field}'", hint)


def _members(text: str, *, in_line: bool) -> int:
    """How many members the longest list has: one that stands below each other, or one in a sentence."""
    may_list = in_line and text.count(",") >= _LEAST_COMMAS
    sentences = _IN_LINE.findall(" ".join(text.split())) if may_list else []
    listed = [len(re.split(r",? and |,? or |, ", sentence)) for sentence in sentences]
    return max([len(_MEMBER.findall(text)), *listed])


def word_count(markdown: str) -> int:
    """How many words are read aloud."""
    return len(_WORD.findall(markdown))


def _texts(note: Note, node: Fields) -> Iterator[tuple[str, str]]:
    """The fields that hold answers and reasons, with their texts."""
    for field in (*_ANSWERS.get(note.type, ()), *_REASONS):
        value = node.entries.get(field)
        if isinstance(value, Scalar):
            yield field, value.text
        elif isinstance(value, Sequence):
            yield from ((field, entry.text) for entry in value.entries if isinstance(entry, Scalar))
    yield from _inner_texts(note)


def _inner_texts(note: Note) -> Iterator[tuple[str, str]]:
    """The answers that stand inside other fields, with the way to them."""
    if (turned := getattr(note, "reverse", None)) is not None:
        yield "reverse.answer", turned.answer
    for place, option in enumerate(getattr(note, "options", ())):
        yield f"options.{place}.cost", option.cost
