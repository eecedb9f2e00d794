"""Marks of emphasis and code without their partners."""

import pytest

from sdcards.collection.rules.marks import unclosed_marks
from tests.authoring import collection_of, read

TICK = "a '`' without its partner"


def found_in(back: str) -> list[str]:
    lines = "".join(f"    {line}\n" for line in back.split("\n"))
    note = f"- id: a-note\n  type: basic\n  wave: 1\n  sources: [book]\n  front: Which?\n  back: |\n{lines}"
    topic, problems = read(note)
    assert topic is not None
    assert not problems
    return [problem.message for problem in unclosed_marks(collection_of(topic))]


@pytest.mark.parametrize(
    ("back", "said"),
    [
        ("A **cache beside it.", "the '**' before 'cache' has no partner"),
        ("A cache** beside it.", "the '**' behind 'cache' has no partner"),
        ("**One** and **two.", "the '**' before 'two.' has no partner"),
        ("**One\n\ntwo**", "the '**' before 'One' has no partner"),
        ("- **one\n- two**", "the '**' before 'one' has no partner"),
        ("(**one), two", "the '**' before 'one),' has no partner"),
        ("Call `GET /x and wait.", TICK),
        ("Call ``GET` and wait.", TICK),
        ("`one` and `two", TICK),
        ("**`one`** and **`two` more", "the '**' before ''two'' has no partner"),
    ],
)
def test_mark_without_its_partner_is_a_problem(back: str, said: str) -> None:
    assert found_in(back) == [said]


@pytest.mark.parametrize(
    "back",
    [
        "A **cache** beside it.",
        "**One** and **two**: “**three**”.",
        "***One***, *two*, 3 * 4.",
        "**One\ntwo**",
        "- **one**\n- **two**",
        "2**10 and 2 ** 10 are 1,024.",
        "`2 ** 10` and ``a ` b``",
        "```\n**x\n\n`y\n```",
        r"A \`, a \** and a \*\*.",
        r"`a\` is code",
        "in**side**s",
    ],
)
def test_marks_in_pairs_are_good(back: str) -> None:
    assert found_in(back) == []


def test_formulas_and_diagrams_reckon_and_draw() -> None:
    topic, problems = read(
        "- {id: a-drill, type: drill, wave: 1, sources: [book], ask: 'With {x} and {y}?', given: {x: 2, y: 3},"
        " formula: (x + y)**2, unit: '', diagram: 'a **b `c'}"
    )
    assert topic is not None
    assert not problems
    assert list(unclosed_marks(collection_of(topic))) == []


def test_problem_says_where_it_stands_and_what_to_do() -> None:
    topic, _ = read("- {id: a-note, type: basic, wave: 1, sources: [book], front: Which?, back: 'A **cache.'}")
    assert topic is not None
    (problem,) = unclosed_marks(collection_of(topic))
    assert (problem.code, problem.span.excerpt[problem.span.column - 1 :]) == ("lonely-mark", "'A **cache.'}")
    assert problem.hint == "put '**' before and behind the words, or write '\\**' for the signs themselves"
