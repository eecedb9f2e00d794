"""Bars and columns out of characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.terminal.charts import FINE, PLAIN, Marks, bar, columns, marks_for


@pytest.mark.parametrize(
    ("encoding", "marks"), [("utf-8", FINE), ("ascii", PLAIN), ("cp437", PLAIN), ("cp1252", PLAIN), ("no such", PLAIN)]
)
def test_marks_are_those_the_encoding_has(encoding: str, marks: Marks) -> None:
    assert marks_for(encoding) is marks


@pytest.mark.parametrize(
    ("share", "fine", "plain"),
    [(0.0, "", ""), (0.5, "━━━━━", "#####"), (0.44, "━━━━╸", "#####"), (0.001, "╸", "#"), (1.0, "━" * 10, "#" * 10)],
)
def test_bar_is_as_long_as_its_share_and_shows_what_is_more_than_nothing(share: float, fine: str, plain: str) -> None:
    assert (bar(share, 10, FINE), bar(share, 10, PLAIN)) == (fine, plain)


def test_columns_stand_on_one_line() -> None:
    assert columns([0, 1, 8, 16, 4], 2, FINE) == ["   █ ", " ▁██▄"]
    assert columns([0, 1, 8, 16, 4], 2, PLAIN) == ["   | ", " .||."]


def test_columns_of_nothing_are_empty() -> None:
    assert columns([0, 0], 2, FINE) == ["  ", "  "]
    assert columns([], 2, FINE) == ["", ""]


@given(st.lists(st.integers(0, 10**6), min_size=1), st.integers(1, 9), st.sampled_from([FINE, PLAIN]))
def test_higher_values_never_stand_lower(values: list[int], height: int, marks: Marks) -> None:
    lines = columns(values, height, marks)
    steps = [sum(marks.up.index(line[place]) for line in lines) for place in range(len(values))]
    by_value = [step for _, step in sorted(zip(values, steps, strict=True))]
    assert by_value == sorted(by_value)
    assert all((step > 0) == (value > 0) for value, step in zip(values, steps, strict=True))
