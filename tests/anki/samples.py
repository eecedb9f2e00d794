"""Decks to export: one with a note of every family, and ways to change it."""

from sdcards.anki.fields import AnkiNote, Place, build_note, citation
from sdcards.collection.collection import Area, Collection
from sdcards.collection.sources import Source
from sdcards.collection.topic import Topic
from sdcards.notes.note import Note
from tests.authoring import read

MOMENT = 1_795_305_600
"""When the tests export, in epoch seconds."""

SOURCES = {
    "book": Source("A Book", "A. Author", 2020),
    "page": Source("A <Page>", "B. Author", 2024, "https://example.org/?a=1&b=2"),
}
CITATIONS = {key: citation(source) for key, source in SOURCES.items()}
PLACE = Place("Area › Topic", ("area::area", "topic::topic"))

EVERY_FAMILY = """
- {id: a-step, type: step, wave: 1, phase: api, ask: What first?, answer: "Ask **why**.", sources: [book]}
- {id: a-sequence, type: sequence, wave: 2, ask: The order?, steps: [One, Two, Three], sources: [book]}
- id: a-fact
  type: fact
  wave: 1
  ask: How long does a read take?
  value: 50 µs
  within: 3
  as_of: 2026
  context: one thread
  hint: Less than a blink.
  reverse: {ask: What takes 50 µs?, answer: A read}
  sources: [book, page]
- id: a-drill
  type: drill
  wave: 2
  ask: At {rate} of {line} each, how much a day?
  given: {rate: 50 kreq/s .. 500 kreq/s, line: 1 kB}
  formula: rate * line * 1 day
  unit: TB
  so: Sample.
  sources: [book]
- {id: a-mapping, type: mapping, wave: 1, symptom: It is slow., tool: A cache, because: Memory., cost: Stale., sources: [book]}
- {id: a-pitfall, type: pitfall, wave: 1, scene: Boxes., mistake: No scope, harm: Blind., instead: Ask., sources: [book]}
- id: a-tradeoff
  type: tradeoff
  wave: 3
  ask: Which?
  options: [{name: One, gain: fast, cost: dear}, {name: Two, gain: cheap, cost: slow}]
  choose: The load.
  diagram: |
    ┌─────┐     ┌─────┐
    │ One │────▶│ Two │
    └─────┘     └─────┘
  sources: [book]
- {id: a-basic, type: basic, wave: 1, level: 2, front: Up?, back: Yes, why: So it is., tags: [extra], sources: [book]}
- {id: a-cloze, type: cloze, wave: 1, text: "{{c1::One}} and {{c3::`two`::hint}}.", sources: [book]}
"""


def deck_of(*topics: str) -> Collection:
    """A deck of one area; the topics are lists of notes in YAML, called topic, topic-2, …"""
    slugs = ["topic", *(f"topic-{number}" for number in range(2, len(topics) + 1))]
    read_topics = tuple(_topic(yaml, slug) for yaml, slug in zip(topics, slugs, strict=True))
    return Collection("A deck", "What it *is* about.", (Area("area", "An area", read_topics),), SOURCES)


def notes_in(yaml: str) -> tuple[Note, ...]:
    """Notes as the exporter gets them."""
    return _topic(yaml, "topic").notes


def built(yaml: str) -> AnkiNote:
    """The one note, ready for Anki."""
    (note,) = notes_in(yaml)
    return build_note(note, PLACE, CITATIONS)


def fields_of(yaml: str) -> dict[str, str]:
    """The one note's fields in Anki, by name; empty ones left out."""
    from sdcards.anki.notetypes import build_note_type

    (note,) = notes_in(yaml)
    names = build_note_type(note.NOTE_TYPE).fields
    return {name: html for name, html in zip(names, built(yaml).fields, strict=True) if html}


def _topic(yaml: str, slug: str) -> Topic:
    topic, problems = read(yaml, slug)
    assert topic is not None
    assert not problems
    return topic
