"""Places and how problems are printed."""

import pytest

from sdcards.reading.span import Problem, SourceText, Span, quoted, visible


def problem(text: str, line: int = 1, column: int = 1, width: int = 1, hint: str = "do this") -> Problem:
    return Problem(Span(SourceText.of("f.yaml", text), line, column, width), "a-code", "what was found", hint)


def test_problem_is_printed_with_its_line_a_caret_and_a_hint() -> None:
    assert str(problem("a: 1\n  bcak: x", line=2, column=3, width=4)) == (
        "f.yaml:2:3: what was found [a-code]\n   2 │   bcak: x\n     │   ^^^^ do this"
    )


def test_problem_without_a_hint_ends_at_the_caret() -> None:
    assert str(problem("a: 1", hint="")).endswith("     │ ^")


@pytest.mark.parametrize("line", [1, 2])
def test_problem_in_an_empty_line_or_past_the_end_shows_no_line(line: int) -> None:
    assert str(problem("", line=line)) == f"f.yaml:{line}:1: what was found [a-code]\n  do this"


def test_problem_without_line_and_hint_is_its_head() -> None:
    assert str(problem("", hint="")) == "f.yaml:1:1: what was found [a-code]"


def test_caret_never_runs_past_the_line() -> None:
    assert "^^^ do this" in str(problem("abc", width=80))


def test_caret_stands_under_its_text_after_characters_that_are_shown_by_number() -> None:
    _, line, mark = str(problem("a\x1bzz: x", column=3, width=2)).splitlines()
    assert mark.index("^^ do") == line.index("zz")


def test_long_line_is_cut_around_the_place() -> None:
    _, line, mark = str(problem("x" * 300 + "HERE" + "y" * 300, column=301, width=4)).splitlines()
    assert len(line) < 130
    assert mark.index("^") == line.index("HERE")


def test_gutter_grows_with_the_line_number() -> None:
    _, line, mark = str(problem("\n" * 12345 + "abc", line=12346, column=2)).splitlines()
    assert (line, mark) == ("12346 │ abc", "      │  ^ do this")


def test_nothing_from_a_file_reaches_the_terminal_unshown() -> None:
    span = Span(SourceText.of("\x1b]f.yaml", "\x1b[31m"), 1, 1)
    printed = str(Problem(span, "a-code", "found \x07", "take \x9b out"))
    assert printed.replace("\n", "").isprintable()
    assert r"found \x07" in printed


def test_problems_sort_by_path_line_and_column() -> None:
    def at(path: str, line: int, column: int) -> Problem:
        return Problem(Span(SourceText(path, ()), line, column), "a-code", "found")

    places = [("a", 2, 1), ("a", 10, 3), ("a", 10, 12), ("b", 1, 1)]
    assert sorted(at(*place) for place in reversed(places)) == [at(*place) for place in places]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_lines_end_where_yaml_ends_them(end: str) -> None:
    assert SourceText.of("f.yaml", f"a{end}b").lines == ("a", "b")


@pytest.mark.parametrize(
    ("char", "shown"),
    [
        ("\t", " "),
        ("\x1b", r"\x1b"),
        ("\xa0", r"\xa0"),
        ("\u202e", r"\u202e"),
        ("\U000e0041", r"\U000e0041"),
        ("é", "é"),
    ],
)
def test_invisible_characters_are_shown_by_their_number(char: str, shown: str) -> None:
    assert visible(char) == shown


def test_quoted_text_is_short_and_visible() -> None:
    assert quoted("a\x00") == r"'a\x00'"
    assert quoted("x" * 99) == f"'{'x' * 60}…'"


def test_place_in_a_line_as_long_as_a_file_is_told_at_once() -> None:
    source = SourceText.of("f.yaml", "x\t" * 150_000)
    told = {
        str(Problem(Span(source, 1, column), "bad-value", "x")).splitlines()[2] for column in range(1000, 50_000, 500)
    }
    assert told == {f"     │ {' ' * 55}^"}
