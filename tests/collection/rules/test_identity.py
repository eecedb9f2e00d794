"""An id names one note."""

from tests.authoring import problems_of
from tests.decks import basic


def test_id_that_stands_again_in_another_file_is_a_problem_there() -> None:
    assert problems_of(basic("one") + basic("two"), basic("three") + basic("one")) == (
        "topic-2.yaml:5:8: the id 'one' is taken [doubled-id]\n"
        "   5 │ - {id: one, type: basic, wave: 1, front: front of one, back: back, sources: [book]}\n"
        "     │        ^^^ it stands in topic.yaml:4; give the newer note another, such as 'one-2'"
    )


def test_id_that_stands_three_times_is_two_problems() -> None:
    assert problems_of(basic("one") * 3).count("[doubled-id]") == 2


def test_different_ids_are_no_problem() -> None:
    assert problems_of(basic("one") + basic("two"), basic("three")) == ""
