"""Where a rule's problem stands."""

import pytest

from sdcards.collection.rules.places import problem_at
from sdcards.reading.nodes import Fields, read_nodes
from sdcards.reading.span import SourceText

TEXT = """\
id: abc
sources: [one, two]
given: {rate: 5 kB, line: [x]}
"""


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("id", (1, 5, 3)),
        ("sources", (2, 1, 7)),
        ("sources.1", (2, 16, 3)),
        ("given", (3, 1, 5)),
        ("given.rate", (3, 15, 4)),
        ("given.line", (3, 21, 4)),
        ("nowhere", (1, 1, 1)),
        ("given.nowhere", (3, 1, 5)),
    ],
)
def test_problem_stands_at_the_text_or_at_the_nearest_name_above_it(field: str, place: tuple[int, int, int]) -> None:
    node, _ = read_nodes(SourceText.of("f.yaml", TEXT), TEXT)
    assert isinstance(node, Fields)
    problem = problem_at(node, field, "a-code", "found", "do this")
    assert (problem.span.line, problem.span.column, problem.span.width) == place
    assert (problem.code, problem.message, problem.hint) == ("a-code", "found", "do this")
