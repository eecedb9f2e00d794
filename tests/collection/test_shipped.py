"""Ourselves: the deck that comes with the program."""

from pathlib import Path

import pytest

from sdcards.collection.collection import read_collection
from sdcards.collection.rules import problems_of
from sdcards.ids import CardId
from sdcards.notes.inputs import middle, places_in, pose
from sdcards.notes.judging import judge, solve

CARDS = Path(__file__).parents[2] / "cards"
DECK, PROBLEMS = read_collection(CARDS)
NUMBERS = {
    card.id: card for topic in DECK.topics() for note in topic.notes for card in note.cards() if card.number is not None
}


def test_shipped_cards_have_no_problems() -> None:
    assert "\n".join(str(problem) for problem in (*PROBLEMS, *problems_of(DECK))) == ""


@pytest.mark.parametrize("name", NUMBERS)
def test_right_answer_to_a_shipped_number_is_judged_right(name: CardId) -> None:
    number = NUMBERS[name].number
    assert number is not None
    inputs = middle(number)
    solution = solve(number, inputs)
    assert judge(solution.result, number, inputs).right
    assert places_in(pose(NUMBERS[name].front, number, inputs)) == set()
