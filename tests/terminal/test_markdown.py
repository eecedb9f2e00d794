"""Markdown as lines."""

import sys
import unicodedata
from textwrap import dedent

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.text import Text

from sdcards.terminal import markdown
from sdcards.terminal.markdown import markdown_lines, plain_line, plain_math


def shown(source: str, width: int = 40, encoding: str = "utf-8") -> list[str]:
    return [line.plain for line in markdown_lines(dedent(source).strip("\n"), width, encoding)]


def styles(source: str) -> list[tuple[str, str]]:
    """The styled parts of a single line."""
    (line,) = markdown_lines(source, 80)
    return [(line.plain[span.start : span.end], str(span.style)) for span in line.spans if span.style]


def test_paragraphs_are_apart_and_their_lines_run_on() -> None:
    assert shown("one\ntwo\n\n\nthree") == ["one two", "", "three"]


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("It is **[…]** and\n\n`GET /x`", "It is […] and GET /x"),
        ("$x^2$ of *it*:\n\n- one\n- two", "x^2 of it: • one • two"),
        ("a " * 6_000, " ".join("a" * 6_000)),
        (" ", ""),
    ],
)
def test_question_in_a_list_is_one_line_without_markup(source: str, plain: str) -> None:
    assert plain_line(source) == plain


def test_empty_text_has_no_lines() -> None:
    assert shown("") == shown(" \n ") == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a **bold** word", [("bold", "bold")]),
        ("an *italic* word", [("italic", "italic")]),
        ("a `GET /x` word", [("GET /x", "cyan")]),
        ("***both***", [("both", "italic bold")]),
        ("$x$ and `y`", [("x", "cyan"), ("y", "cyan")]),
        ("# Head", [("Head", "bold")]),
        ("**[…]** hides", [("[…]", "bold")]),
    ],
)
def test_inline_styles(source: str, expected: list[tuple[str, str]]) -> None:
    assert styles(source) == expected


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("2 * 3 * 4 and user_id", "2 * 3 * 4 and user_id"),
        ("<b>raw</b> <!-- x --> p99 < 200 ms", "<b>raw</b> <!-- x --> p99 < 200 ms"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("&lt;b&gt; Q&A", "<b> Q&A"),
        ("&#27;[31m \\x1b", "�[31m \\x1b"),
        ("&#x202e;abc", "\\u202eabc"),
        ("`a\x1b[31m` **x\x9b**", "a\\x1b[31m x\\x9b"),
        ("costs $5 a month, $60 a year", "costs $5 a month, $60 a year"),
        ("$2^{30}$ is $\\approx 10^9$", "2^30 is ≈ 10^9"),
        ("see [the book](https://a.b/c)", "see the book (https://a.b/c)"),
        ("<https://a.b>", "https://a.b"),
        ("![a chart](chart.png)", "[picture: a chart]"),
        ("one\\*star", "one*star"),
    ],
)
def test_inline_text(source: str, line: str) -> None:
    assert [text.plain for text in markdown_lines(source, 80)] == [line]


def test_hard_breaks_stay() -> None:
    assert shown("one\\\ntwo") == shown("one  \ntwo") == ["one", "two"]


def test_lists_are_indented_and_may_nest() -> None:
    source = """
        - one that is rather long and goes on to another line
          1. first
          2. second
        - two
    """
    assert shown(source) == [
        "• one that is rather long and goes on to",
        "  another line",
        "  1. first",
        "  2. second",
        "• two",
    ]


def test_loose_list_has_room_between_its_entries() -> None:
    assert shown("- one\n\n- two") == ["• one", "", "• two"]


def test_numbers_start_where_the_author_says_and_stand_right() -> None:
    assert shown("9. nine\n10. ten") == [" 9. nine", "10. ten"]


def test_empty_list_entry_keeps_its_mark() -> None:
    assert [line.rstrip() for line in shown("-\n- two")] == ["•", "• two"]


def test_quote_has_a_bar() -> None:
    assert shown("> one\n>\n> two", encoding="ascii") == ["| one", "| ", "| two"]


def test_code_keeps_its_lines() -> None:
    assert shown("```sql\nSELECT *\n  FROM post\n```") == ["  SELECT *", "    FROM post"]


def test_long_code_is_broken_not_cut() -> None:
    assert "".join(line.strip() for line in shown("```\n" + "x" * 100 + "\n```", 30)) == "x" * 100


def test_formula_of_its_own() -> None:
    assert shown("$$\na \\times b\n$$") == ["  a × b"]


def test_rule_is_as_wide_as_the_text() -> None:
    assert shown("one\n\n***", 12) == ["one", "", "─" * 12]


TABLE = """
    | Option | Gain |
    |---|---|
    | On write | reads are **one** look-up |
    | On read | |
"""


def test_table_has_columns() -> None:
    assert shown(TABLE) == ["Option     Gain", "On write   reads are one look-up", "On read    "]


def test_table_that_is_too_wide_becomes_records() -> None:
    assert shown(TABLE, 20) == ["Option: On write", "Gain: reads are one", "look-up", "", "Option: On read", "Gain:"]


def test_hostile_nesting_is_survived() -> None:
    assert len(shown(">" * 5000 + "x")) < 10


def test_deep_nesting_still_fits() -> None:
    source = "\n".join("  " * depth + f"- level {depth}" for depth in range(15))
    assert all(len(line) <= 20 for line in shown(source, 20))
    assert "level 14" in shown(source, 20)[-1]


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        ("2^{30} \\times 8", "2^30 × 8"),
        ("x_{i+1}", "x_(i+1)"),
        ("\\frac{a+b}{2}", "(a+b)/2"),
        ("10^{-5}", "10^-5"),
        ("\\text{rate} \\cdot \\mathrm{s}", "rate · s"),
        ("99\\,\\%", "99 %"),
        ("a\\!b", "ab"),
        ("\\unknown{x}", "\\unknown{x}"),
        ("\\left(1-p\\right)^n \\le 1", "(1-p)^n ≤ 1"),
    ],
)
def test_formulas_are_written_plainly(tex: str, plain: str) -> None:
    assert plain_math(tex) == plain


JOINERS = "\u200c\u200d"
PIECES = [
    "**", "*", "`", "_", "__", "$", "<", "&amp;", "[x]", "](u)", ":", "|", "---", "- ", "1. ", "#", ">", "~~~", "    ", "  \n",
    "\n", "\n\n", " ", "word", "5 µs", ".", ",", "(", ")", "!", "é", "\\", "\t", "=", "+", "\x1b", "\u2028", "\xa0", "`code`",
    "**bold**", "**[…]**", "user_id",
]  # fmt: skip
SOURCES = st.lists(st.sampled_from(PIECES) | st.sampled_from(["word", " ", "`code`", "**bold**"]), max_size=12).map(
    "".join
)


def characters(lines: list[Text]) -> list[list[tuple[str, list[str]]]]:
    return [
        [
            (char, [str(span.style) for span in line.spans if span.style and span.start <= place < span.end])
            for place, char in enumerate(line.plain)
        ]
        for line in lines
    ]


@settings(max_examples=1000)
@given(SOURCES)
@example("**_[x]_**")
@example("**[a](b) c**")
@example("$`$`")
@example("`c`_`c`_`c`")
def test_plain_text_is_shown_as_the_parser_would(source: str) -> None:
    parsed = markdown._Blocks("utf-8").lines(markdown._parsed(source).children, 30)
    assert characters(markdown_lines(source, 30)) == characters(parsed)


def test_plain_text_does_not_load_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    assert shown("Reads of `user_id` cost $5, **not** p99 < 200 ms (R&D).\n\n**[…]** [ok] ~30 TB: 2 of 3.")
    with pytest.raises(ImportError):
        shown("*italic*")


@given(st.text(st.characters()) | SOURCES, st.integers(16, 90), st.sampled_from(["utf-8", "ascii"]))
def test_any_text_fits_and_is_harmless(source: str, width: int, encoding: str) -> None:
    for line in markdown_lines(source, width, encoding):
        assert line.cell_len <= width
        assert all(char.isprintable() or unicodedata.category(char) == "Zs" or char in JOINERS for char in line.plain)
        line.plain.encode(encoding)
