"""Questions that make one remember."""

import pytest

from sdcards.collection.rules.questions import coin_flips
from tests.authoring import brief, collection_of, read
from tests.decks import basic


def found_in(yaml: str) -> str:
    topic, problems = read(yaml)
    assert topic is not None
    assert not problems
    return brief(coin_flips(collection_of(topic)))


@pytest.mark.parametrize(
    "front",
    [
        "Is it fast?",
        "The leader dies. Can a follower lead?",
        "'The leader dies: does a follower lead?'",
        "“Scale it.” Should you?",
        "IS IT FAST?",
        "'Is it\n\n  fast?'",
    ],
)
def test_question_that_yes_or_no_answers_is_a_problem(front: str) -> None:
    assert found_in(basic("one", front=front)).endswith(
        "a question that yes or no would answer [yes-no] ask what, which, how much or why"
    )


@pytest.mark.parametrize("back", ["Yes", "no", "Yes, when it is full.", "“No.”", "True: always", "false"])
def test_answer_that_begins_with_yes_or_no_is_a_problem(back: str) -> None:
    assert found_in(basic("one", front="It is fast", back=f"'{back}'")) == (
        "4:42 «It is fast» the answer begins with yes or no [yes-no] ask what, which, how much or why"
    )


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("What is fast?", "a cache"),
        ("Which one is it?", "this"),
        ("It is what it is.", "a cache"),
        ("Is it fast? Say why.", "a cache"),
        ("What counts?", "Nobody"),
        ("What counts?", "No one does"),
        ("What counts?", "None"),
    ],
)
def test_question_that_has_to_be_remembered_is_good(front: str, back: str) -> None:
    assert found_in(basic("one", front=f"'{front}'", back=back)) == ""


def test_question_of_every_family_that_asks_one_is_looked_at() -> None:
    step = "- {id: one, type: step, wave: 1, sources: [book], phase: api, ask: 'Is it fast?', answer: 'yes'}"
    fact = "- {id: one, type: fact, wave: 1, sources: [book], ask: 'Is it fast?', value: 1, within: 2, as_of: 2026}"
    cloze = "- {id: one, type: cloze, wave: 1, sources: [book], text: '{{c1::Is}} it fast?'}"
    assert [found_in(note).count("[yes-no]") for note in (step, fact, cloze)] == [1, 1, 0]
