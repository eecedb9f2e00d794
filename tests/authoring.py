"""Topics written down in a test: dedented YAML in, notes, cards or printed problems out."""

from collections.abc import Iterable
from textwrap import dedent

from sdcards.collection.collection import Area, Collection
from sdcards.collection.rules.arithmetic import wrong_arithmetic
from sdcards.collection.rules.citations import unknown_sources
from sdcards.collection.rules.diagrams import unfit_diagrams
from sdcards.collection.rules.identity import doubled_ids
from sdcards.collection.rules.markup import unsafe_text
from sdcards.collection.sources import Source
from sdcards.collection.topic import Topic, read_topic
from sdcards.notes.card import Card
from sdcards.notes.note import Note
from sdcards.reading.span import Problem

SOURCES = {
    "book": Source("A Book", "A. Author", 2020),
    "book-3": Source("A Book", "A. Author", 2020, "", "ch. 3: Parts"),
}

RULES = (doubled_ids, unknown_sources, wrong_arithmetic, unsafe_text, unfit_diagrams)
"""The rules about facts and form. Those about good writing have tests of their own, and would object to examples this short."""

_HEAD = "topic: A topic\nabout: What it is about.\nnotes:\n"
_FIRST_LINE_OF_A_LIST = "-"


def whole_topic(yaml: str) -> str:
    """A topic as one would write it; a bare list of notes gets a topic's three lines above it, so it begins in line 4."""
    text = dedent(yaml.lstrip("\n"))
    return _HEAD + text if text.startswith(_FIRST_LINE_OF_A_LIST) else text


def read(yaml: str, slug: str = "topic") -> tuple[Topic | None, tuple[Problem, ...]]:
    """Read one topic, without the rules that span files."""
    return read_topic(whole_topic(yaml), f"{slug}.yaml", "area", slug)


def notes_of(yaml: str) -> tuple[Note, ...]:
    """The notes of a topic in which nothing is wrong."""
    assert problems_of(yaml) == ""
    topic, _ = read(yaml)
    assert topic is not None
    return topic.notes


def cards_of(yaml: str) -> dict[str, Card]:
    """The cards of a topic in which nothing is wrong, by their ids, in order."""
    return {card.id: card for note in notes_of(yaml) for card in note.cards()}


def problems_in(*topics: str) -> tuple[Problem, ...]:
    """What is wrong with topics that cite ``SOURCES``; their files are topic.yaml, topic-2.yaml, …"""
    slugs = ["topic", *(f"topic-{number}" for number in range(2, len(topics) + 1))]
    found = [read(yaml, slug) for slug, yaml in zip(slugs, topics, strict=True)]
    wrong = [problem for _, problems in found for problem in problems]
    collection = collection_of(*(topic for topic, _ in found if topic is not None))
    return tuple(sorted((*wrong, *(problem for rule in RULES for problem in rule(collection)))))


def problems_of(*topics: str) -> str:
    """The same as it is printed."""
    return "\n".join(str(problem) for problem in problems_in(*topics))


def brief(problems: Iterable[Problem]) -> str:
    """Problems a line each: place, the text over the caret, message, code, hint."""
    return "\n".join(
        f"{span.line}:{span.column} «{span.excerpt[span.column - 1 :][: span.width]}» {message} [{code}] {hint}".rstrip()
        for problem in problems
        for span, code, message, hint in [(problem.span, problem.code, problem.message, problem.hint)]
    )


def collection_of(*topics: Topic) -> Collection:
    """A deck of one area."""
    return Collection("A deck", "", (Area("area", "Area", topics),), SOURCES)
