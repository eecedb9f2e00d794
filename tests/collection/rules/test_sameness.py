"""Cards of one note that ask the same."""

import pytest

from sdcards.collection.rules import problems_of
from tests.authoring import brief, collection_of, read
from tests.decks import basic

NOTE = "- {id: one, type: TYPE, wave: 1, sources: [book], ask: A question?, "


def found_in(yaml: str) -> str:
    topic, problems = read(yaml)
    assert topic is not None
    assert problems == ()
    return brief(problems_of(collection_of(topic)))


@pytest.mark.parametrize(
    ("note", "cards"),
    [
        (NOTE.replace("TYPE", "sequence") + "steps: [Elect, Elect, Serve]}", ("step-3", "step-2")),
        (NOTE.replace("TYPE", "sequence") + "steps: [Elect, Stop, 'elect ', Serve]}", ("step-4", "step-2")),
        (
            NOTE.replace("TYPE", "tradeoff")
            + "choose: Skew, options: [{name: A, gain: B, cost: C}, {name: A, gain: D, cost: E}]}",
            ("cost-2", "cost-1"),
        ),
        (
            NOTE.replace("TYPE", "fact")
            + "value: 5 s, within: 2, as_of: 2026, reverse: {ask: A  question?, answer: Six}}",
            ("reverse", "value"),
        ),
    ],
)
def test_card_that_asks_what_another_of_its_note_asks_is_a_problem(note: str, cards: tuple[str, str]) -> None:
    assert found_in(note) == (
        f"4:8 «one» the front of 'one/{cards[0]}' is that of 'one/{cards[1]}' [doubled-front]"
        " say in one of the two what sets it apart"
    )


def test_front_that_stands_three_times_is_two_problems() -> None:
    note = NOTE.replace("TYPE", "sequence") + "steps: [Try, Try, Try, Stop]}"
    assert found_in(note).count("[doubled-front]") == 2


def test_notes_whose_cards_each_ask_their_own_are_no_problem() -> None:
    sequence = NOTE.replace("TYPE", "sequence") + "steps: [Elect, Serve, Elect]}\n"
    cloze = "- {id: two, type: cloze, wave: 1, sources: [book], text: '{{c1::Fast}} and {{c2::Fast}}.'}\n"
    assert found_in(sequence + cloze + basic("three")) == ""
