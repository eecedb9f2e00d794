"""Cards out of the compiled deck."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.collection.collection import read_collection
from sdcards.collection.compiled import compiled_deck, open_compiled
from sdcards.collection.listing import ListedCard, known_topics, list_cards, topic_counts, topic_titles
from sdcards.collection.lookup import PlacedCard, read_card
from sdcards.ids import CardId
from sdcards.notes.card import Given, Number
from tests.decks import basic, write_deck

DRILL = """
- id: log-ingest
  type: drill
  wave: 2
  ask: At {rate} of {line}, how much a day?
  given: {rate: 50 kreq/s .. 500 kreq/s, line: 1 kB}
  formula: rate * line * 1 day
  unit: TB
  within: 2
  hint: 86,400
  tags: [logs, rates]
  sources: [book]
- id: ram-read
  type: fact
  wave: 1
  ask: How long does a random read from memory take?
  value: 100 ns
  within: 3
  as_of: 2026
  sources: [book-3]
- id: a-cloze
  type: cloze
  wave: 1
  text: "“{{c1::Quoted}}” & <é> {{c2::日本}}"
  sources: [book]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_deck(
        tmp_path / "deck", {"sums/drills": DRILL, "talk/words": basic("a-word") + basic("b-word", wave=2)}
    )


@pytest.fixture
def deck(folder: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_compiled(compiled_deck(str(folder), str(tmp_path / "cache")))) as con:
        yield con


def test_every_card_comes_back_as_its_note_made_it(folder: Path, deck: sqlite3.Connection) -> None:
    collection, _ = read_collection(folder)
    count = 0
    for topic in collection.topics():
        for note in topic.notes:
            sources = tuple(("source", str(collection.sources[key])) for key in note.sources)
            for card in note.cards():
                placed = read_card(deck, card.id)
                assert placed is not None
                assert placed.card.details == (*card.details, *sources)
                assert placed == PlacedCard(f"Area {topic.area}", "A topic", placed.card)
                kept = (placed.card.id, placed.card.front, placed.card.back, placed.card.hint, placed.card.number)
                assert kept == (card.id, card.front, card.back, card.hint, card.number)
                count += 1
    assert count == 6


def test_number_of_a_drill_comes_back_whole(deck: sqlite3.Connection) -> None:
    placed = read_card(deck, CardId("log-ingest/result"))
    assert placed is not None
    assert placed.card.number == Number(
        within=2,
        formula="rate * line * 1 day",
        unit="TB",
        given=(Given("rate", 50, 500, "kreq/s"), Given("line", 1, 1, "kB")),
    )


def test_unknown_card_is_none(deck: sqlite3.Connection) -> None:
    assert read_card(deck, CardId("gone/answer")) is None


def ids(cards: Iterable[ListedCard]) -> list[str]:
    return [card.id for card in cards]


def test_list_has_every_card_in_the_order_of_study(deck: sqlite3.Connection) -> None:
    assert ids(list_cards(deck, [], area=None, topic=None, tag=None)) == [
        "ram-read/value", "a-cloze/c1", "a-cloze/c2", "a-word/answer", "log-ingest/result", "b-word/answer",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["RANDOM", "memory"], ["ram-read/value"]),
        (["random", "nowhere"], []),
        (["%"], []),
        (["86,400"], []),
        (["ch. 3"], ["ram-read/value"]),
        (["A-WORD/"], ["a-word/answer"]),
        (["100 ns"], ["ram-read/value"]),
    ],
)
def test_words_are_looked_for_in_ids_texts_and_details(
    deck: sqlite3.Connection, words: list[str], found: list[str]
) -> None:
    assert ids(list_cards(deck, words, area=None, topic=None, tag=None)) == found


def test_list_is_narrowed_by_area_topic_and_tag(deck: sqlite3.Connection) -> None:
    assert ids(list_cards(deck, [], area="talk", topic=None, tag=None)) == ["a-word/answer", "b-word/answer"]
    assert ids(list_cards(deck, ["b-word"], area="talk", topic="words", tag=None)) == ["b-word/answer"]
    assert ids(list_cards(deck, [], area=None, topic=None, tag="rates")) == ["log-ingest/result"]
    assert ids(list_cards(deck, [], area=None, topic=None, tag="rate")) == []


def test_listed_card_says_where_it_stands(deck: sqlite3.Connection) -> None:
    (card,) = list_cards(deck, ["ram-read"], area=None, topic=None, tag=None)
    assert card._asdict() == {
        "id": "ram-read/value", "type": "fact", "area": "sums", "topic": "drills", "wave": 1,
        "front": "How long does a random read from memory take?", "back": "100 ns", "line": 15,
    }  # fmt: skip


def test_topics_are_counted_in_order(deck: sqlite3.Connection) -> None:
    assert known_topics(deck) == [("sums", "drills"), ("talk", "words")]
    assert topic_titles(deck) == [("sums", "Area sums", "drills", "A topic"), ("talk", "Area talk", "words", "A topic")]
    assert topic_counts(deck) == [
        {"area": "sums", "topic": "drills", "title": "A topic", "cards": 4, "notes": 3, "target": 10},
        {"area": "talk", "topic": "words", "title": "A topic", "cards": 2, "notes": 2, "target": 10},
    ]
