"""Answers that can be said in one breath."""

import pytest

from sdcards.collection.rules.length import MOST_REASON_WORDS, MOST_WORDS, long_answers, word_count
from tests.authoring import brief, collection_of, read
from tests.decks import basic


def found_in(yaml: str) -> str:
    topic, problems = read(yaml)
    assert topic is not None
    assert not problems
    return brief(long_answers(collection_of(topic))).partition("» ")[2]


def words(count: int) -> str:
    return " ".join(["word"] * count)


def test_answer_of_the_most_words_is_good_and_one_more_is_not() -> None:
    assert found_in(basic("one", back=words(MOST_WORDS))) == ""
    assert found_in(basic("one", back=words(MOST_WORDS + 1))) == (
        "36 words in 'back' [long-answer] at most 35; split the note"
    )


def test_reason_has_a_limit_of_its_own() -> None:
    note = basic("one").replace("back: back", "back: a, why: WHY")
    assert found_in(note.replace("WHY", words(MOST_REASON_WORDS))) == ""
    assert found_in(note.replace("WHY", words(MOST_REASON_WORDS + 1))) == (
        "31 words in 'why' [long-answer] at most 30; split the note"
    )


def test_each_step_of_a_sequence_is_an_answer() -> None:
    note = f"- {{id: one, type: sequence, wave: 1, sources: [book], ask: a, steps: [a, b, {words(36)}]}}"
    assert found_in(note) == "36 words in 'steps' [long-answer] at most 35; split the note"


def test_question_may_be_long() -> None:
    assert found_in(basic("one", front=words(100))) == ""


@pytest.mark.parametrize(("sign", "problem"), [("-", True), ("*", True), ("1.", True), ("2)", True), ("–", False)])
def test_list_of_more_than_four_is_not_kept_in_mind(sign: str, problem: bool) -> None:  # noqa: FBT001 - a table
    def of(members: int) -> str:
        listed = "\n".join(f"          {sign} one" for _ in range(members))
        return found_in(
            "        - id: one\n          type: basic\n          wave: 1\n          front: a\n"
            f"          back: |\n  {listed.replace(chr(10), chr(10) + '  ')}\n          sources: [book]\n"
        )

    assert of(4) == ""
    assert of(5) == (
        "a list of 5 in 'back' [long-list] split it into a cloze per member, or make it a 'sequence'" if problem else ""
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one two", 2),
        ("100 MB/s", 2),
        ("it’s", 1),
        ("read-heavy, write-light", 2),
        ("“quoted” – so", 2),
        ("3.5×", 1),
    ],
)
def test_words_are_what_is_read_aloud(text: str, count: int) -> None:
    assert word_count(text) == count


@pytest.mark.parametrize(
    ("note", "field"),
    [
        ("type: basic, front: a, back: b, reverse: {ask: a, answer: LONG}", "answer"),
        (
            "type: tradeoff, ask: a, choose: b, options: [{name: a, gain: b, cost: c}, {name: a, gain: b, cost: LONG}]",
            "cost",
        ),
    ],
)
def test_answer_inside_another_field_has_the_limit_too(note: str, field: str) -> None:
    whole = f"- {{id: one, wave: 1, sources: [book], {note}}}"
    assert found_in(whole.replace("LONG", words(MOST_WORDS))) == ""
    assert found_in(whole.replace("LONG", words(MOST_WORDS + 1))) == (
        f"36 words in '{field}' [long-answer] at most 35; split the note"
    )


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("scope, API, data model, design and bottlenecks", 5),
        ("Scope, API, data, design, bottlenecks, wrap-up", 6),
        ("Users, reads, writes, bytes, or machines", 5),
        ("scope, API, data and design", 0),
        ("If it is small, read it all; if not, page, and say why, since 1,000, they say, is too many", 0),
    ],
)
def test_list_in_a_sentence_is_a_list_too(text: str, members: int) -> None:
    found = found_in(basic("one", back=f"'{text}'"))
    assert found == (
        f"a list of {members} in 'back' [long-list] split it into a cloze per member, or make it a 'sequence'"
        if members
        else ""
    )


def test_list_in_a_reason_may_be_longer() -> None:
    assert found_in(basic("one").replace("back: back", "back: a, why: 'a, b, c, d and e'")) == ""
