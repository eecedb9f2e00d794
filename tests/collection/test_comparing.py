"""What became of each card between two versions of a deck."""

from dataclasses import replace
from datetime import date

from sdcards.collection.changes import Changes, Face, Kind, among
from sdcards.collection.collection import Area, Collection
from sdcards.collection.comparing import compare as compare_on
from sdcards.collection.moves import Move
from sdcards.collection.retired import Reason, Retirement
from sdcards.collection.telling import move_words, set_words, summary
from sdcards.reading.nodes import Fields
from sdcards.reading.span import SourceText, Span
from tests.authoring import SOURCES, collection_of, read

INDEX = "- {id: an-index, type: basic, wave: 1, front: Which?, back: An index on the column., sources: [book]}\n"
COPY = "- {id: a-copy, type: basic, wave: 1, front: How many?, back: Three copies., sources: [book]}\n"
MAPPING = """
- id: a-mapping
  type: mapping
  wave: 1
  symptom: It is slow.
  tool: A cache
  because: Memory is fast.
  cost: Stale reads.
  sources: [book]
"""
FACT = """
- id: a-fact
  type: fact
  wave: 1
  ask: How long?
  value: 50 us
  say: a blink
  within: 3
  as_of: 2026
  sources: [book]
"""
DRILL = """
- id: a-drill
  type: drill
  wave: 1
  ask: At {rate} of {line}?
  given: {rate: 50 kreq/s .. 500 kreq/s, line: 1 kB}
  formula: rate * line * 1 day
  unit: TB
  sources: [book]
"""
NOWHERE = Span(SourceText("retired.yaml", ()), 1, 1)


def deck(*topics: str) -> Collection:
    found = [read(yaml, f"topic-{number}")[0] for number, yaml in enumerate(topics, start=1)]
    return collection_of(*(topic for topic in found if topic is not None))


def compare(before: Collection, after: Collection) -> Changes:
    return compare_on(before, after, date(2026, 11, 22))


def changes(was: str, now: str) -> Changes:
    return compare(deck(was), deck(now))


def kinds(found: Changes) -> dict[str, str]:
    return {change.card: change.kind.value for change in found.cards}


def asks(found: Changes) -> list[str]:
    return [f"{ask.note}: {ask.text}" for ask in found.asks]


def test_nothing_is_different_between_the_same() -> None:
    found = changes(INDEX + MAPPING + FACT + DRILL, INDEX + MAPPING + FACT + DRILL)
    assert not found
    assert summary(found) == "no card is different"


def test_card_is_added_and_retired() -> None:
    found = changes(INDEX, COPY)
    assert kinds(found) == {"a-copy/answer": "added", "an-index/answer": "retired"}
    added, retired = found.cards
    assert (added.was, added.now, added.place) == (None, Face("How many?", "Three copies."), "area/topic-1")
    assert (retired.now, retired.why, found.asks) == (None, "", ())


def test_retired_card_says_why() -> None:
    def retired(instead: str | None) -> str:
        reason = Reason(on="2026-11-20", why="Too hard.", instead=instead)
        entry = Retirement(reason, NOWHERE, Fields({}, {}, NOWHERE))
        return compare(deck(INDEX), replace(deck(COPY), retired={"an-index": entry}, all_notes=False)).cards[1].why

    assert (retired(None), retired("a-copy")) == ("Too hard.", "Too hard. (see a-copy)")


def test_note_that_a_problem_may_hide_is_not_retired() -> None:
    found = compare(deck(INDEX), replace(deck(COPY), all_notes=False))
    assert kinds(found) == {"a-copy/answer": "added"}
    assert asks(found) == ["an-index: it is not found"]
    assert "'sdcards check'" in found.asks[0].advice


def test_typo_is_a_rewording_and_asks_nothing() -> None:
    found = changes(INDEX.replace("column", "colunm"), INDEX)
    assert (kinds(found), found.asks) == ({"an-index/answer": "reworded"}, ())


def test_other_question_is_a_rewording() -> None:
    assert kinds(changes(INDEX, INDEX.replace("Which?", "Which tool?"))) == {"an-index/answer": "reworded"}


def test_other_number_or_key_word_is_asked_about() -> None:
    assert asks(changes(COPY, COPY.replace("Three", "Five"))) == [
        "a-copy: the answer of its card 'answer' has other numbers: 3 → 5"
    ]
    assert asks(changes(INDEX, INDEX.replace("An index", "A cache"))) == [
        "an-index: the answer of its card 'answer' has other key words: index → cache"
    ]


def test_advice_names_the_day() -> None:
    (ask,) = changes(COPY, COPY.replace("Three", "Five")).asks
    assert ask.advice.startswith("If an answer says something else now, add 'changed: 2026-11-22 why' to its note;")


def test_each_note_is_asked_about_once() -> None:
    twice = MAPPING.replace("A cache", "A queue").replace("Stale", "Wrong")
    assert len(asks(changes(MAPPING + INDEX, twice + INDEX.replace("An index", "A cache")))) == 2


def test_word_of_another_card_is_no_typo() -> None:
    was, now = INDEX.replace("column", "shard"), INDEX.replace("column", "share")
    assert asks(changes(was, now)) == []
    other = COPY.replace("Three copies", "Three to a shard")
    assert asks(changes(was + other, now + other)) == [
        "an-index: the answer of its card 'answer' has other key words: shard → share"
    ]


def test_declared_change_brings_all_cards_of_the_note_back() -> None:
    now = MAPPING.replace("Stale reads.", "A copy to keep.") + "  changed: 2026-11-22 it is locked\n"
    found = changes(MAPPING, now)
    assert kinds(found) == {"a-mapping/cost": "meaning", "a-mapping/tool": "meaning"} | kinds(found)
    assert kinds(found) == {"a-mapping/cost": "meaning", "a-mapping/tool": "returning"}
    assert {change.why for change in found.cards} == {"2026-11-22 it is locked"}
    assert (found.asks, found.details) == ((), ())


def test_changed_without_a_change_is_asked_about() -> None:
    found = changes(MAPPING, MAPPING + "  changed: 2026-11-22 really\n")
    assert asks(found) == ["a-mapping: 'changed' is new and nothing on its cards is"]


def test_changed_of_old_declares_nothing() -> None:
    old = "  changed: 2026-11-20 before\n"
    edited = MAPPING.replace("Stale", "Wrong")
    assert asks(changes(MAPPING + old, edited + old)) == [
        "a-mapping: the answer of its card 'cost' has other key words: stale → wrong"
    ]
    assert len(asks(changes(MAPPING + old, edited + old.replace("-20", "-19")))) == 1
    assert asks(changes(MAPPING + old, edited + old.replace("before", "twice a day"))) == []
    (reason,) = changes(MAPPING + old, MAPPING + old.replace("before", "earlier")).details
    assert (reason.field, reason.was, reason.now) == ("changed", "2026-11-20 before", "2026-11-20 earlier")


def test_details_are_told_apart_from_faces() -> None:
    now = (
        MAPPING.replace("Memory is fast.", "Memory is near.")
        .replace("[book]", "[book, book-3]")
        .replace("Stale", "Old")
    )
    found = changes(MAPPING, now + "  hint: Think.\n  why: So it is.\n")
    assert [(each.field, each.was, each.now) for each in found.details] == [
        ("because", "Memory is fast.", "Memory is near."),
        ("hint", "", "Think."),
        ("sources", "book", "book, book-3"),
        ("why", "", "So it is."),
    ]
    assert kinds(found) == {"a-mapping/cost": "reworded"}


def test_note_that_makes_other_cards_is_named() -> None:
    found = changes(MAPPING, MAPPING + "  unless: it rains\n")
    assert kinds(found) == {"a-mapping/unless": "added"}
    assert [set_words(each) for each in found.sets] == ["a-mapping: now also a-mapping/unless"]
    back = changes(MAPPING + "  unless: it rains\n", MAPPING)
    assert (kinds(back), set_words(back.sets[0])) == (
        {"a-mapping/unless": "retired"},
        "a-mapping: no longer a-mapping/unless",
    )


def test_drill_shows_its_ranges_and_formula() -> None:
    found = changes(DRILL, DRILL.replace("50 kreq/s ..", "60 kreq/s ..").replace("1 day", "2 day"))
    (change,) = found.cards
    assert change.was == Face("At {rate} of {line}?\nrate: 50 .. 500 kreq/s\nline: 1 kB", "rate * line * 1 day, in TB")
    assert asks(found) == ["a-drill: the answer of its card 'result' has other numbers: 1 → 2"]


def test_value_that_is_itself_the_answer_is_told_once() -> None:
    plain = FACT.replace("  say: a blink\n", "")
    found = changes(plain, plain.replace("50 us", "80 us"))
    assert found.details == ()
    assert found.cards[0].now == Face("How long?", "80 µs")


def test_fact_that_is_said_otherwise_than_it_is_judged() -> None:
    assert asks(changes(FACT, FACT.replace("50 us", "80 us").replace("a blink", "the blink"))) == [
        "a-fact: the answer of its card 'value' has other numbers: 50 us → 80 us"
    ]
    assert [each.field for each in changes(FACT, FACT.replace("within: 3", "within: 2")).details] == ["within"]


def test_value_counts_even_where_the_same_is_said() -> None:
    found = changes(FACT, FACT.replace("50 us", "80 us"))
    assert asks(found) == ["a-fact: the answer of its card 'value' has other numbers: 50 us → 80 us"]
    assert [(each.field, each.was, each.now) for each in found.details] == [("value", "50 us", "80 us")]
    assert asks(changes(FACT, FACT.replace("50 us", "50 µs"))) == []


def test_same_note_under_another_id_is_asked_about() -> None:
    assert asks(changes(INDEX, INDEX.replace("an-index", "the-index"))) == [
        "the-index: it reads as 'an-index' did, which is gone"
    ]


def test_moves_are_told_once() -> None:
    before = deck(INDEX + COPY + MAPPING, DRILL)
    after = deck(COPY + INDEX, DRILL + MAPPING)
    found = compare(before, after)
    assert found.cards == ()
    assert [move_words(move) for move in found.moves] == [
        "other order in area/topic-1: a-copy",
        "area/topic-1 → area/topic-2: a-mapping",
    ]
    assert summary(found) == "2 moved"


def test_order_of_topics_and_areas_is_told() -> None:
    one, two = deck(INDEX, COPY).areas[0].topics
    areas = (Area("area", "Area", (one, two)), Area("other", "Other", ()))
    turned = (Area("other", "Other", ()), Area("area", "Area", (two, one)))
    before, after = (Collection("", "", each, SOURCES) for each in (areas, turned))
    assert [move_words(move, "<{}>".format) for move in compare(before, after).moves] == [
        "other order in the areas: <other>",
        "other order in the topics of <area>: <topic-2>",
    ]


def test_only_some_topics() -> None:
    found = compare(
        deck(INDEX, COPY), deck(INDEX.replace("Which", "What"), COPY.replace("Three", "Six") + "  \n" + MAPPING)
    )
    one, two = among(found, frozenset({"area/topic-1"})), among(found, frozenset({"area/topic-2"}))
    assert (kinds(one), asks(one)) == ({"an-index/answer": "reworded"}, [])
    assert (len(two.cards), len(two.asks)) == (3, 1)


def test_many_names_are_cut_short() -> None:
    move = Move("note", tuple(f"n-{number}" for number in range(11)), "a/b", "a/c")
    assert move_words(move).endswith("n-7 and 3 more")


def test_summary_counts_each_kind() -> None:
    found = changes(INDEX + MAPPING, INDEX.replace("Which", "What") + COPY + MAPPING + "  hint: Think.\n")
    assert summary(found) == "1 reworded · 1 added · 1 with other details"
    assert [change.card for change in found.of(Kind.ADDED)] == ["a-copy/answer"]
