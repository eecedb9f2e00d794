"""Each family's cards: their names, both faces, what is shown after the answer, and what a typed answer is judged against."""

import pytest

from sdcards.ids import CardId
from sdcards.notes.card import Card, Given, Number
from sdcards.notes.families import FAMILIES
from sdcards.notes.note import Note
from tests.authoring import cards_of, notes_of


def faces(cards: dict[str, Card]) -> dict[str, tuple[str, str]]:
    return {name: (card.front, card.back) for name, card in cards.items()}


def test_step_asks_for_the_move() -> None:
    cards = cards_of("""
        - id: say-scope-back
          type: step
          wave: 1
          phase: requirements
          ask: You have your three features. What do you say?
          answer: Is that the scope?
          why: A yes now is cheap.
          hint: one question
          sources: [book]
    """)
    assert cards == {
        "say-scope-back/answer": Card(
            id=CardId("say-scope-back/answer"),
            front="You have your three features. What do you say?",
            back="Is that the scope?",
            details=(("why", "A yes now is cheap."),),
            hint="one question",
        )
    }


def test_sequence_asks_for_the_first_step_and_for_each_that_follows() -> None:
    cards = cards_of("""
        - id: failover-order
          type: sequence
          wave: 3
          ask: "A leader dies: the order of a failover."
          steps: [Detect, Elect, Redirect]
          sources: [book]
    """)
    assert faces(cards) == {
        "failover-order/step-1": ("A leader dies: the order of a failover.\n\nWhat comes first?", "Detect"),
        "failover-order/step-2": ("A leader dies: the order of a failover.\n\nWhat comes after “Detect”?", "Elect"),
        "failover-order/step-3": ("A leader dies: the order of a failover.\n\nWhat comes after “Elect”?", "Redirect"),
    }


def test_fact_asks_for_its_value_and_the_other_way_round() -> None:
    cards = cards_of("""
        - id: three-nines-a-month
          type: fact
          wave: 2
          ask: How much downtime does 99.9 % allow in a 30-day month?
          value: 43.2 min
          within: 1.1
          formula: (1 - 99.9 %) * 30 day
          context: every minute counts the same
          reverse: {ask: A service may be down 43 minutes a month. Which availability is that?, answer: 99.9 %}
          sources: [book]
    """)
    assert faces(cards) == {
        "three-nines-a-month/value": ("How much downtime does 99.9 % allow in a 30-day month?", "43.2 min"),
        "three-nines-a-month/reverse": (
            "A service may be down 43 minutes a month. Which availability is that?",
            "99.9 %",
        ),
    }
    value, reverse = cards.values()
    assert (value.number, reverse.number) == (Number(within=1.1, value="43.2 min"), None)
    assert (value.details, reverse.details) == ((("holds for", "every minute counts the same"),), ())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("50 us", "50 µs"),
        ("50 us/req", "50 µs/req"),
        ("86400 s", "86,400 s"),
        ("1_000_000 req", "1,000,000 req"),
        ("1000 req", "1000 req"),
        ("4294967296", "4,294,967,296"),
        ("12345.5 s", "12345.5 s"),
        ("10000e3 s", "10000e3 s"),
        ("2^30", "2^30"),
        ("3 user", "3 user"),
    ],
)
def test_value_of_a_fact_is_shown_as_people_write_it(value: str, shown: str) -> None:
    (card,) = cards_of(f"""
        - {{id: one-fact, type: fact, wave: 1, ask: How many, value: {value}, within: 2, as_of: 2026, sources: [book]}}
    """).values()
    assert (card.back, card.number) == (shown, Number(2, value))
    assert card.details == (("as of", "2026"),)


def test_fact_is_shown_in_the_words_of_its_author() -> None:
    (card,) = cards_of("""
        - id: one-fact
          type: fact
          wave: 1
          ask: How many?
          value: 1.07e9
          say: about a billion
          within: 2
          as_of: 2026-03
          sources: [book]
    """).values()
    assert card.back == "about a billion"


def test_drill_keeps_its_places_open_and_has_no_back() -> None:
    cards = cards_of("""
        - id: log-ingest-per-day
          type: drill
          wave: 2
          ask: Every request writes one {line} log line. At {rate}, how much a day?
          given: {rate: 50 kreq/s .. 500 kreq/s, line: 1 kB}
          formula: rate * line * 1 day
          unit: TB
          so: Sample before you store.
          sources: [book]
    """)
    assert faces(cards) == {
        "log-ingest-per-day/result": ("Every request writes one {line} log line. At {rate}, how much a day?", "")
    }
    card = cards["log-ingest-per-day/result"]
    assert card.details == (("so", "Sample before you store."),)
    assert card.number == Number(
        within=1.5,
        formula="rate * line * 1 day",
        unit="TB",
        given=(Given("rate", 50, 500, "kreq/s"), Given("line", 1, 1, "kB")),
    )


MAPPING = """
    - id: same-hot-objects-read
      type: mapping
      wave: 2
      symptom: The same few objects are read all the time.
      tool: Cache-aside
      because: Repeated reads come from memory.
      cost: Stale reads.
      {unless}
      why: Memory is fast.
      as_of: 2026
      sources: [book]
"""


def test_mapping_asks_for_tool_cost_and_limit() -> None:
    cards = cards_of(MAPPING.format(unless="unless: values change faster than they are read"))
    symptom = "The same few objects are read all the time."
    assert faces(cards) == {
        "same-hot-objects-read/tool": (f"{symptom}\n\nWhich tool?", "Cache-aside"),
        "same-hot-objects-read/cost": (
            f"{symptom}\n\nYou answer with: Cache-aside. What does it cost?",
            "Stale reads.",
        ),
        "same-hot-objects-read/unless": (
            f"{symptom}\n\nYou reach for: Cache-aside. When is that wrong?",
            "When values change faster than they are read",
        ),
    }
    because, cost = ("because", "Repeated reads come from memory."), ("cost", "Stale reads.")
    every = (("why", "Memory is fast."), ("as of", "2026"))
    assert [card.details for card in cards.values()] == [(because, cost, *every), (because, *every), (cost, *every)]


def test_mapping_without_a_limit_does_not_ask_for_one() -> None:
    assert list(cards_of(MAPPING.format(unless="level: 2"))) == [
        "same-hot-objects-read/tool",
        "same-hot-objects-read/cost",
    ]


def test_pitfall_asks_for_the_mistake_and_for_the_remedy() -> None:
    cards = cards_of("""
        - id: boxes-before-scope
          type: pitfall
          wave: 1
          scene: A candidate draws boxes in the first minute.
          mistake: Designing before scoping
          harm: The boxes may answer another question.
          instead: Say the scope back.
          sources: [book]
    """)
    assert faces(cards) == {
        "boxes-before-scope/mistake": (
            "A candidate draws boxes in the first minute.\n\nWhat is the mistake?",
            "Designing before scoping",
        ),
        "boxes-before-scope/instead": (
            "You catch yourself: Designing before scoping.\n\nWhat do you do instead?",
            "Say the scope back.",
        ),
    }
    harm = ("harm", "The boxes may answer another question.")
    assert [card.details for card in cards.values()] == [(harm, ("instead", "Say the scope back.")), (harm,)]


def test_tradeoff_asks_what_decides_and_what_each_option_costs() -> None:
    cards = cards_of("""
        - id: replica-or-cache
          type: tradeoff
          wave: 2
          ask: Reads outgrow one node. What decides?
          options:
            - {name: Read replicas, gain: any query works, cost: replication lag}
            - {name: A cache, gain: hot keys in memory, cost: staleness}
          choose: How skewed the reads are.
          sources: [book]
    """)
    ask = "Reads outgrow one node. What decides?"
    assert faces(cards) == {
        "replica-or-cache/choose": (ask, "How skewed the reads are."),
        "replica-or-cache/cost-1": (f"{ask}\n\nYou choose: Read replicas. What does it cost?", "replication lag"),
        "replica-or-cache/cost-2": (f"{ask}\n\nYou choose: A cache. What does it cost?", "staleness"),
    }
    assert [card.details for card in cards.values()] == [
        (),
        (("gain", "any query works"), ("choose", "How skewed the reads are.")),
        (("gain", "hot keys in memory"), ("choose", "How skewed the reads are.")),
    ]


def test_basic_asks_one_way_or_both() -> None:
    both = cards_of("""
        - {id: one-way, type: basic, wave: 1, front: "Term?", back: Meaning, sources: [book]}
        - id: both-ways
          type: basic
          wave: 1
          front: Term?
          back: Meaning
          reverse: {ask: "Meaning?", answer: Term}
          sources: [book]
    """)
    assert faces(both) == {
        "one-way/answer": ("Term?", "Meaning"),
        "both-ways/answer": ("Term?", "Meaning"),
        "both-ways/reverse": ("Meaning?", "Term"),
    }


def test_cloze_asks_for_each_of_its_holes() -> None:
    cards = cards_of("""
        - id: series-and-parallel
          type: cloze
          wave: 2
          text: In series multiply {{c1::availabilities}}; in parallel {{c3::multiply::verb}} {{c3::unavailabilities}}.
          sources: [book]
    """)
    assert faces(cards) == {
        "series-and-parallel/c1": (
            "In series multiply **[…]**; in parallel multiply unavailabilities.",
            "In series multiply **availabilities**; in parallel multiply unavailabilities.",
        ),
        "series-and-parallel/c3": (
            "In series multiply availabilities; in parallel **[verb]** **[…]**.",
            "In series multiply availabilities; in parallel **multiply** **unavailabilities**.",
        ),
    }


def test_words_that_look_like_numbers_stay_words() -> None:
    (card,) = cards_of("""
        - {id: yes-or-no, type: basic, wave: 1, front: 1e3, back: no, sources: [book]}
    """).values()
    assert (card.front, card.back) == ("1e3", "no")


def test_text_with_braces_is_not_filled_in() -> None:
    (card,) = cards_of("""
        - {id: with-braces, type: basic, wave: 1, front: "What is {Back}?", back: a place, sources: [book]}
    """).values()
    assert card.front == "What is {Back}?"


def test_notes_keep_the_order_of_the_file() -> None:
    notes = notes_of("""
        - {id: zzz, type: basic, wave: 2, front: a, back: b, sources: [book]}
        - {id: aaa, type: basic, wave: 1, front: a, back: b, sources: [book, book-3], level: 3, tags: [one-tag, other]}
    """)
    assert [(note.id, note.wave, note.level, note.sources, note.tags) for note in notes] == [
        ("zzz", 2, 1, ("book",), ()),
        ("aaa", 1, 3, ("book", "book-3"), ("one-tag", "other")),
    ]


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_note_type_refers_to_its_own_fields_only(family: type[Note]) -> None:
    shape = family.NOTE_TYPE
    used = {template.needs for template in shape.templates} | {
        field for template in shape.templates for _, field in template.details
    }
    assert used <= {*shape.fields}
    assert len({template.name for template in shape.templates}) == len(shape.templates)


def test_family_without_fields_of_its_own_is_none() -> None:
    note = Note.model_construct(id="abc", type="none", wave=1, sources=("book",))
    with pytest.raises(NotImplementedError):
        note.fields()
