"""One topic file: what it gives, and what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.collection.rules import problems_of as broken_rules
from sdcards.collection.topic import read_topic
from tests.authoring import brief, collection_of, problems_in, read

GOOD = """\
topic: Availability
about: Nines into minutes.
notes:
  - id: three-nines-a-month
    type: fact
    wave: 2
    ask: How much downtime does 99.9 % allow in a month?
    value: 43.2 min
    within: 1.1
    formula: (1 - 99.9 %) * 30 day
    tags: [nines]
    sources: [book]
  - id: log-ingest-per-day
    type: drill
    wave: 2
    ask: At {rate}, how much a day?
    given: {rate: 50 kreq/s .. 500 kreq/s}
    formula: rate * 1 kB * 1 day
    unit: TB
    sources: [book]
  - id: series-and-parallel
    type: cloze
    wave: 2
    text: In series multiply {{c1::availabilities::what}}.
    sources: [book]
  - id: replica-or-cache
    type: tradeoff
    wave: 2
    ask: "Reads outgrow one node: what decides?"
    options:
      - {name: Replicas, gain: any query works, cost: lag}
      - {name: A cache, gain: hot keys in memory, cost: staleness}
    choose: The skew.
    sources: [book, book-3]
"""


def test_topic_keeps_its_names_and_its_notes_in_order() -> None:
    topic, problems = read(GOOD)
    assert problems == ()
    assert topic is not None
    assert (topic.area, topic.slug, topic.path, topic.title, topic.about) == (
        "area", "topic", "topic.yaml", "Availability", "Nines into minutes.",
    )  # fmt: skip
    assert [note.id for note in topic.notes] == [
        "three-nines-a-month", "log-ingest-per-day", "series-and-parallel", "replica-or-cache",
    ]  # fmt: skip
    assert [node.span.line for node in topic.nodes] == [4, 13, 21, 26]


def test_good_topic_breaks_no_rule() -> None:
    assert problems_in(GOOD) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "1:1 «» the file has no fields [wrong-shape] write 'topic', 'about' and 'notes'"),
        ("just text", "1:1 «j» the file has no fields [wrong-shape] write 'topic', 'about' and 'notes'"),
        ("[a]", "1:1 «[» the file has no fields [wrong-shape] write 'topic', 'about' and 'notes'"),
        ("{topic: T, about: A}", "1:1 «{» the topic needs 'notes' [missing-field] a list of notes"),
        ("{topic: T, about: A, notes: none}", "1:29 «none» the topic needs 'notes' [missing-field] a list of notes"),
        ("{about: A, notes: []}", "1:1 «{» the topic needs 'topic' [missing-field] one line of text"),
        ("{topic: T, about: ' ', notes: []}", "1:19 «' '» the topic needs 'about' [missing-field] one line of text"),
        ("{topic: [T], about: A, notes: []}", "1:9 «[» the topic needs 'topic' [missing-field] one line of text"),
        (
            "{topic: T, about: A, notes: [], note: x}",
            "1:33 «note» unknown field 'note' [unknown-field] did you mean 'notes'?",
        ),
        (
            "{topic: T, about: A, notes: [], zzz: x}",
            "1:33 «zzz» unknown field 'zzz' [unknown-field] known are about, mock, notes, topic",
        ),
        (
            "{topic: T, about: A, notes: [one]}",
            "1:30 «one» a note is a set of fields [wrong-shape] see docs/card-format.md",
        ),
        (
            "{topic: T, about: A, notes: [{id: abc}]}",
            (
                "1:30 «{» the field 'type' is missing [missing-field]"
                " known are basic, cloze, drill, fact, mapping, pitfall, sequence, step, tradeoff"
            ),
        ),
        (
            "{topic: T, about: A, notes: [{type: [basic]}]}",
            (
                "1:37 «[» there is no such note type [unknown-type]"
                " known are basic, cloze, drill, fact, mapping, pitfall, sequence, step, tradeoff"
            ),
        ),
        (
            "{topic: T, about: A, notes: [{type: fcat}]}",
            "1:37 «fcat» there is no note type 'fcat' [unknown-type] did you mean 'fact'?",
        ),
    ],
)
def test_what_is_wrong_with_a_topic_is_said_at_its_place(text: str, found: str) -> None:
    assert brief(read_topic(text, "topic.yaml", "area", "topic")[1]) == found


def test_note_with_a_problem_is_left_out_and_the_others_stay() -> None:
    topic, problems = read(GOOD.replace("wave: 2", "wave: two", 1))
    assert topic is not None
    assert [note.id for note in topic.notes] == ["log-ingest-per-day", "series-and-parallel", "replica-or-cache"]
    assert "\n".join(str(problem) for problem in problems) == (
        "topic.yaml:6:11: 'two' does not fit 'wave' [bad-value]\n   6 │     wave: two\n     │           ^^^ a whole number"
    )


def test_topic_without_a_title_is_called_by_its_file() -> None:
    topic, _ = read("{about: A, notes: []}")
    assert topic is not None
    assert topic.title == "topic"


def test_file_that_is_no_yaml_gives_no_topic() -> None:
    assert read("topic: [")[0] is None


def test_message_shows_an_endless_type_in_short() -> None:
    _, problems = read(f"{{topic: T, about: A, notes: [{{type: {'x' * 999}}}]}}")
    assert problems[0].message == f"there is no note type '{'x' * 60}…'"


def _survives(text: str) -> None:
    topic, problems = read_topic(text, "topic.yaml", "area", "topic")
    assert topic is not None or problems
    if topic is not None:
        problems += tuple(broken_rules(collection_of(topic)))
        assert [card for note in topic.notes for card in note.cards()] or not topic.notes
    for problem in problems:
        assert str(problem).startswith("topic.yaml:")


@given(st.text())
def test_any_text_gives_notes_or_problems(text: str) -> None:
    _survives(text)


_PIECES = st.sampled_from([
    "", " ", "\n", "\t", ":", ": ", "- ", "[", "]", "{", "}", "{{", "}}", "'", '"', "|", ">", "&a ", "*a", "!x ", "#", "\x00",
    "\ufeff", "\r", "\x85", "é", "9", "9" * 400, "0", "-", "e", ".", "^", "^9^9^9^9", "1e999", "%", "..", "/", "us", "foo",
    "no", "~", "<b>", "{{c1::", "::", "sqrt(", "(", ")", "\\", r'"\e"', "wave: 1\n", "    id: abc\n", "  - {}\n", "null",
    "nan", "inf", "![](http://x)",
])  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 12), _PIECES), min_size=1, max_size=4))
def test_any_mutation_of_a_good_topic_gives_notes_or_problems(edits: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for place, removed, put in edits:
        text = text[:place] + put + text[place + removed :]
    _survives(text)


@given(st.permutations(GOOD.splitlines(keepends=True)))
def test_lines_in_any_order_give_notes_or_problems(lines: list[str]) -> None:
    _survives("".join(lines))


@given(st.sets(st.integers(0, GOOD.count("\n") - 1)))
def test_any_missing_lines_give_notes_or_problems(missing: set[int]) -> None:
    _survives("".join(line for number, line in enumerate(GOOD.splitlines(keepends=True)) if number not in missing))


def test_title_that_anki_would_take_for_two_decks_is_a_problem() -> None:
    _, problems = read("topic: Caches::Queues\nabout: Both.\nnotes: []\n")
    assert brief(problems) == (
        "1:8 «Caches::Queues» a title with '::' would be two decks in Anki [bad-value] write ':' or '–'"
    )


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (f"tags: [{'a-b,' * 101}]", "«tags» 'tags' has 101 entries"),
        (f"accept: {{{','.join(f'k{number}: x' for number in range(101))}}}", "«accept» 'accept' has 101 entries"),
        (",".join(f"k{number}: x" for number in range(99)), "«{» the note has 101 entries"),
    ],
)
def test_note_with_more_entries_than_any_needs_is_not_looked_into(fields: str, found: str) -> None:
    text = f"{{topic: T, about: A, notes: [{{id: abc, type: basic, {fields}}}]}}"
    _, problems = read_topic(text, "f.yaml", "area", "topic")
    assert brief(problems).partition(" ")[2] == f"{found} [bad-length] at most 100"
