"""Problems that an author has looked at and accepts."""

import pytest

from sdcards.collection.acceptable import ACCEPTABLE
from sdcards.collection.collection import Collection
from sdcards.collection.rules import problems_of
from tests.authoring import brief, collection_of, read
from tests.decks import basic


def collection(yaml: str) -> Collection:
    topic, problems = read(yaml)
    assert topic is not None
    assert not problems
    return collection_of(topic)


def accepting(code: str, note: str) -> str:
    return note.replace("sources:", f"accept: {{{code}: it is right here}}, sources:")


YES_NO = basic("one", front="'Is it fast?'")


def test_accepted_problem_is_not_said() -> None:
    assert [problem.code for problem in problems_of(collection(YES_NO))] == ["yes-no"]
    assert problems_of(collection(accepting("yes-no", YES_NO))) == ()


def test_problem_is_accepted_on_its_own_note_only() -> None:
    other = basic("two", front="'Can a follower lead?'")
    found = problems_of(collection(accepting("yes-no", YES_NO) + other))
    assert [(problem.code, problem.span.line) for problem in found] == [("yes-no", 5)]


def test_problem_inside_a_note_of_many_lines_belongs_to_it() -> None:
    note = """
        - id: one
          type: basic
          wave: 1
          front: What is bold?
          accept: {raw-html: the tag is the matter}
          back: |
            this
            <b>word</b>
          sources: [book]
    """
    assert problems_of(collection(note)) == ()


@pytest.mark.parametrize("code", ["long-answer", "unknown-source", "no-such-code"])
def test_accepting_what_is_no_problem_is_itself_one(code: str) -> None:
    found = problems_of(collection(accepting(code, basic("one"))))
    assert brief(found) == (
        f"4:68 «accept» '{code}' is not a problem of this note to accept [needless-accept]"
        f" take it out; what may be accepted: {', '.join(sorted(ACCEPTABLE))}"
    )


def test_fault_cannot_be_accepted() -> None:
    note = accepting("unknown-source", basic("one").replace("[book]", "[gone]"))
    assert [problem.code for problem in problems_of(collection(note))] == ["needless-accept", "unknown-source"]


def test_every_note_has_its_own_acceptances() -> None:
    both = accepting("yes-no", YES_NO) + accepting("yes-no", basic("two", front="'What is it?'"))
    assert [(problem.code, problem.span.line) for problem in problems_of(collection(both))] == [("needless-accept", 5)]
