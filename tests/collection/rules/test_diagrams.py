"""Diagrams that would not fit, or not keep to their cells."""

import pytest

from tests.authoring import brief, problems_in, problems_of


def with_diagram(*lines: str) -> str:
    drawn = "".join(f"    {line}\n" for line in lines)
    head = "- id: one\n  type: basic\n  wave: 1\n  front: a\n  back: b\n"
    return f"{head}  diagram: |\n{drawn}  sources: [book]\n"


def found_in(*lines: str) -> str:
    return brief(problems_in(with_diagram(*lines))).partition("» ")[2]


def test_diagram_of_the_most_columns_and_lines_is_good() -> None:
    assert problems_of(with_diagram(*["─" * 56] * 20)) == ""


def test_place_is_where_the_diagram_begins() -> None:
    assert brief(problems_in(with_diagram("─" * 57))).startswith("9:12 «|» 57 columns in 'diagram' [wide-diagram]")


def test_one_column_more_is_too_wide() -> None:
    assert found_in("─" * 57, "─") == (
        "57 columns in 'diagram' [wide-diagram] at most 56, or a narrow terminal cuts it off"
    )


def test_one_line_more_is_too_tall() -> None:
    assert found_in(*["│"] * 21) == "21 lines in 'diagram' [tall-diagram] at most 20; draw only what the answer needs"


def test_blank_space_around_it_does_not_count() -> None:
    assert problems_of(with_diagram("", *["│" + " " * 80] * 20, "")) == ""


HINT = "does not fill one cell [off-grid] use spaces, letters, box drawing and arrow heads"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("one\ttwo", f"a tab in 'diagram' {HINT}"),
        ("顧客 ─▶", f"'客' in 'diagram' {HINT}"),
        ("\uff21", f"'\uff21' in 'diagram' {HINT}"),
        ("🖥 ─▶", f"'🖥' in 'diagram' {HINT}"),
        ("⚡", f"'⚡' in 'diagram' {HINT}"),
        ("cafe\u0301", f"'\u0301' in 'diagram' {HINT}"),
        ("a\u200bb", f"'\\u200b' in 'diagram' {HINT}"),
    ],
)
def test_character_that_is_not_one_cell_wide_is_off_the_grid(line: str, found: str) -> None:
    assert found_in(line).startswith(found)


def test_every_such_character_is_named_once() -> None:
    assert found_in("⚡ ⚡", "⚡ ⌛").count("[off-grid]") == 2


@pytest.mark.parametrize(
    "line", ["┌─┬─┐", "├─┼─┤", "└─┴─┘", "▶◀▲▼ →←↑↓", "╭╮╰╯ ┄┆", "café ● ✓ ✗ ⋮ … ½ µ é", "<b> {{x}} ![y](z)"]
)
def test_characters_of_one_cell_are_good(line: str) -> None:
    assert problems_of(with_diagram(line)) == ""
