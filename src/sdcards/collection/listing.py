"""Lists and counts over the compiled deck."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class ListedCard(NamedTuple):
    """A card in a list; ``line`` is where its note stands in the topic's file. A tuple, because a list can be the deck."""

    id: str
    type: str
    area: str
    topic: str
    wave: int
    front: str
    back: str
    line: int


def list_cards(
    deck: sqlite3.Connection, words: Sequence[str], *, area: str | None, topic: str | None, tag: str | None
) -> Iterator[ListedCard]:
    """Read, one by one, the cards that have all the words in their id or text, in the order in which they are taught."""
    where, values = ["1"], []
    for column, value in (("area", area), ("topic", topic)):
        if value is not None:
            where.append(f"{column} = ?")
            values.append(value)
    if tag is not None:
        where.append("instr(tags, ?)")
        values.append(f" {tag} ")
    for word in words:
        where.append("instr(lower(id || ' ' || front || ' ' || back || ' ' || details), ?)")
        values.append(word.lower())
    query = (
        f"SELECT {', '.join(ListedCard._fields)} FROM card WHERE {' AND '.join(where)} ORDER BY wave, place, position"
    )
    return map(ListedCard._make, deck.execute(query, values))


def topic_counts(deck: sqlite3.Connection) -> list[dict[str, str | int]]:
    """For each topic in order: area, topic, title, how many cards and notes it has and how many cards it should have."""
    query = """
        SELECT t.area, t.slug, t.title, count(c.id), count(DISTINCT c.note), t.target FROM topic t
        LEFT JOIN card c ON c.area = t.area AND c.topic = t.slug GROUP BY t.place ORDER BY t.place
    """
    names = ("area", "topic", "title", "cards", "notes", "target")
    return [dict(zip(names, row, strict=True)) for row in deck.execute(query)]


def known_topics(deck: sqlite3.Connection) -> list[tuple[str, str]]:
    """Every area and topic of the deck, in order."""
    return deck.execute("SELECT area, slug FROM topic ORDER BY place").fetchall()


def known_tags(deck: sqlite3.Connection) -> list[str]:
    """Every tag that a card has, sorted."""
    return sorted({tag for (tags,) in deck.execute("SELECT DISTINCT tags FROM card") for tag in tags.split()})


def topic_titles(deck: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    """Area, its title, topic and its title, of every topic in order."""
    return deck.execute("SELECT area, area_title, slug, title FROM topic ORDER BY place").fetchall()
