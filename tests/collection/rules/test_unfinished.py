"""What is still to be written."""

from sdcards.collection.rules import problems_of
from tests.authoring import brief, collection_of, read
from tests.decks import basic


def found_in(yaml: str) -> str:
    topic, problems = read(yaml)
    assert topic is not None
    assert problems == ()
    return brief(problems_of(collection_of(topic)))


def test_open_place_is_a_problem_at_its_text() -> None:
    assert found_in(basic("one", back="TODO say it")) == (
        "4:62 «TODO say it» 'TODO say it' is still to be written [unfinished] write it, or take the field out"
    )


def test_open_place_inside_a_list_is_found() -> None:
    assert "«TODO» 'TODO' is still to be written [unfinished]" in found_in(basic("one").replace("[book]", "[TODO]"))


def test_nothing_else_is_said_of_a_note_that_is_still_being_written() -> None:
    draft = basic("one", front="Is it <b>so</b>?", back="TODO").replace("[book]", "[nobody]")
    assert "[unfinished]" in found_in(draft)
    assert found_in(draft).count("\n") == 0
    both = found_in(draft + basic("two", front="What <b>else</b> is there to say?"))
    assert [line.partition("[")[2].partition("]")[0] for line in both.splitlines()] == ["unfinished", "raw-html"]


def test_word_in_the_middle_of_a_text_is_no_open_place() -> None:
    assert found_in(basic("one", front="What does a TODO say and a TODOS?")) == ""


def test_of_a_note_that_cannot_be_read_yet_only_what_is_not_open_is_wrong() -> None:
    fact = "- {id: one, type: fact, wave: 9, sources: [TODO], ask: What?, value: 5 s, within: TODO, as_of: 2026}"
    _, problems = read(fact)
    assert brief(sorted(problems)) == (
        "4:31 «9» '9' does not fit 'wave' [bad-value] at most 5\n"
        "4:44 «TODO» 'TODO' is still to be written [unfinished] write it, or take the field out\n"
        "4:83 «TODO» 'TODO' is still to be written [unfinished] write it, or take the field out"
    )
