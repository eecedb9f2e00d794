"""Text as YAML."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcards.reading.nodes import Fields, Scalar, Sequence, read_nodes
from sdcards.reading.span import SourceText
from sdcards.reading.writing import scalar


@pytest.mark.parametrize(
    ("text", "yaml"),
    [
        ("How long?", "How long?"),
        ("no", "no"),
        ("10:30 and c#", "10:30 and c#"),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ('say "x" \\ y', 'say "x" \\ y'),
        ('"x"', '"\\"x\\""'),
        ("a\nb\t", '"a\\nb\\t"'),
        ("", '""'),
        ("a:", '"a:"'),
        ("x\x1b", '"x\\u001b"'),
    ],
)
def test_text_is_quoted_only_where_it_must_be(text: str, yaml: str) -> None:
    assert scalar(text) == yaml


def test_brackets_and_commas_are_quoted_inside_brackets() -> None:
    assert scalar("a, b") == "a, b"
    assert scalar("a, b", in_flow=True) == '"a, b"'


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("a\x85b")
@example("a\u2028b\ufeff")
@example("\U0001f600")
@example("--- a")
@example("... a")
def test_text_reads_back_as_it_was(text: str) -> None:
    yaml = f"a: {scalar(text)}\nb: [{scalar(text, in_flow=True)}]\n"
    node, _ = read_nodes(SourceText.of("f.yaml", yaml), yaml)
    assert isinstance(node, Fields)
    plain, listed = node.entries["a"], node.entries["b"]
    assert isinstance(listed, Sequence)
    assert [entry.text for entry in (plain, *listed.entries) if isinstance(entry, Scalar)] == [text, text]
