"""Files of named entries."""

from dataclasses import replace

import pytest

from sdcards.collection.entries import Shape, read_entries
from sdcards.collection.sources import Work
from tests.authoring import brief

SHAPE = Shape(Work, "works by their keys", "'title' and 'year'")
NO_FIELDS = "the file has no fields [wrong-shape] name works by their keys, each with 'title' and 'year'"


def test_what_has_no_names_is_a_problem_where_it_begins() -> None:
    entries, problems = read_entries("# Works.\n- a\n", "works.yaml", SHAPE)
    assert (entries, brief(problems)) == ([], f"2:1 «-» {NO_FIELDS}")


@pytest.mark.parametrize(("may_be_empty", "said"), [(True, ""), (False, f"1:1 «» {NO_FIELDS}")])
def test_only_some_files_may_be_empty(may_be_empty: bool, said: str) -> None:  # noqa: FBT001 - pytest's parameter
    shape = replace(SHAPE, may_be_empty=may_be_empty)
    entries, problems = read_entries("", "works.yaml", shape)
    assert (entries, brief(problems)) == ([], said)


def test_an_entry_knows_where_its_name_stands() -> None:
    text = "a: x\nb: {title: T, authors: A, year: 2020}\n"
    (entry,), problems = read_entries(text, "works.yaml", SHAPE)
    assert (entry.name, entry.span.line, entry.span.column) == ("b", 2, 1)
    assert brief(problems) == "1:4 «x» 'a' is no set of fields [wrong-shape] give it 'title' and 'year'"
