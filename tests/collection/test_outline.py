"""deck.yaml: what the deck is called, and the order of everything in it."""

import pytest

from sdcards.collection.outline import read_outline
from tests.authoring import brief
from tests.decks import outline


def test_outline_keeps_the_order_of_areas_and_topics() -> None:
    read, problems = read_outline(outline("zzz/two-a", "zzz/one", "aaa/three"), "deck.yaml")
    assert problems == ()
    assert read is not None
    assert (read.name, read.about) == ("A deck", "What it is about.")
    assert [(area.area, area.title, dict(area.topics)) for area in read.areas] == [
        ("zzz", "Area zzz", {"two-a": 10, "one": 10}),
        ("aaa", "Area aaa", {"three": 10}),
    ]
    assert [list(area.topics) for area in read.areas] == [["two-a", "one"], ["three"]]


_AREA = "{area: aaa, title: A, topics: {one: 5}}"
_NO_NAME = "is no name [bad-value] write 3–60 characters of a-z, 0-9 and single hyphens"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "1:1 «» the file has no fields [wrong-shape] write 'name', 'about' and 'areas'"),
        ("{name: N, about: A}", "1:1 «{» the field 'areas' is missing [missing-field] add it"),
        ("{name: N, about: A, areas: []}", "1:28 «[» 'areas' has 0 entries [bad-length] at least 1"),
        (
            "{name: N, about: A, areas: [{area: aaa, title: A, topics: {}}]}",
            "1:59 «{» 'topics' has 0 entries [bad-length] at least 1",
        ),
        (
            "{name: N, about: A, areas: [{area: ../x, title: A, topics: {one: 5}}]}",
            f"1:36 «../x» '../x' {_NO_NAME}",
        ),
        (
            "{name: N, about: A, areas: [{area: aaa, title: A, topics: {../one: 5}}]}",
            f"1:60 «../one» '../one' {_NO_NAME}, such as 'one'",
        ),
        (
            "{name: N, about: A, areas: [{area: aaa, title: A, topics: {one: many}}]}",
            "1:65 «many» 'many' does not fit 'one' [bad-value] a whole number",
        ),
        (
            "{name: N, about: A, areas: [{area: aaa, title: A, topics: {one: 0}}]}",
            "1:65 «0» '0' does not fit 'one' [bad-value] at least 1",
        ),
        (
            "{name: N, about: A, areas: [{area: aaa, title: A, topics: {one: 5}, phases: {two: api}}]}",
            "1:77 «{» 'two' is no topic of this area [bad-value] name one of its 'topics'",
        ),
        (
            "{name: N, about: A, areas: [{area: aaa, title: A, topics: {one: 5}, phase: lunch}]}",
            (
                "1:76 «lunch» 'lunch' is no 'phase' [bad-value] one of 'whole', 'requirements', 'estimates', 'api', 'data',"
                " 'design', 'bottlenecks' or 'wrap-up'"
            ),
        ),
        (
            "{name: 'N::M', about: A, areas: [{area: aaa, title: 'A::B', topics: {one: 5}}]}",
            (
                "1:8 «'N::M'» a title with '::' would be two decks in Anki [bad-value] write ':' or '–'\n"
                "1:53 «'A::B'» a title with '::' would be two decks in Anki [bad-value] write ':' or '–'"
            ),
        ),
        (
            f"{{name: N, about: A, areas: [{_AREA}, {_AREA}]}}",
            "1:28 «[» the area 'aaa' stands here twice [bad-value] put its topics together",
        ),
    ],
)
def test_what_is_wrong_with_an_outline_is_said_at_its_place(text: str, found: str) -> None:
    read, problems = read_outline(text, "deck.yaml")
    assert read is None
    assert brief(problems) == found


def test_topic_is_for_its_own_phase_or_that_of_its_area() -> None:
    text = outline("aaa/one", "aaa/two").replace(
        "    topics:", "    phase: design\n    phases: {two: data}\n    topics:"
    )
    read, _ = read_outline(text, "deck.yaml")
    assert read is not None
    assert [read.areas[0].phase_of(topic) for topic in ("one", "two")] == ["design", "data"]


def test_topic_that_stands_twice_is_a_problem_and_counts_once() -> None:
    read, problems = read_outline(outline("aaa/one", "aaa/one"), "deck.yaml")
    assert brief(problems) == "6:23 «one» 'one' stands here twice [doubled-field] keep one"
    assert read is not None
    assert read.areas[0].topics == {"one": 10}


def test_area_without_a_phase_is_for_the_whole_interview() -> None:
    read, _ = read_outline(outline("aaa/one"), "deck.yaml")
    assert read is not None
    assert read.areas[0].phase_of("one") == "whole"
