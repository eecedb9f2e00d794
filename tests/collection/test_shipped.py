"""Ourselves: the deck that comes with the program."""

from pathlib import Path

import pytest
import yaml

from sdcards.collection.collection import read_collection
from sdcards.collection.rules import problems_of
from sdcards.ids import CardId
from sdcards.notes.inputs import middle, places_in, pose
from sdcards.notes.judging import judge, solve
from sdcards.reading.nodes import Node, read_nodes
from sdcards.reading.span import SourceText

CARDS = Path(__file__).parents[2] / "cards"
DECK, PROBLEMS = read_collection(CARDS)
NUMBERS = {
    card.id: card for topic in DECK.topics() for note in topic.notes for card in note.cards() if card.number is not None
}


FILES = sorted(CARDS.rglob("*.yaml"))


def nodes_of(file: Path) -> Node | None:
    text = file.read_text("utf-8")
    node, problems = read_nodes(SourceText.of(file.name, text), text)
    assert problems == ()
    return node


def test_every_file_reads_the_same_where_yaml_has_no_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    read = {file: nodes_of(file) for file in FILES}
    monkeypatch.setattr("sdcards.reading.nodes._Loader", yaml.SafeLoader)
    assert [file for file in FILES if nodes_of(file) != read[file]] == []


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
