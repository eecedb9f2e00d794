"""Text made fit to be shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from sdcards.terminal.text import fit, fit_cells, harmless, spelt, wrapped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – text, 日本語 é", "plain – text, 日本語 é"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("bell\x07 back\x08 c1\x9b", r"bell\x07 back\x08 c1\x9b"),
        ("a\u202eb\u2066c\u200fd", r"a\u202eb\u2066c\u200fd"),
        ("\ufeffbom \U000e0041tag \ud800", r"\ufeffbom \U000e0041tag \ud800"),
        ("two\nlines\r\nthree\rfour", "two\nlines\nthree\\rfour"),
        ("a\tb", "a   b"),
        ("50\xa0µs 50\u202fµs", "50\xa0µs 50\u202fµs"),
        ("👩\u200d💻 क्\u200cष", "👩\u200d💻 क्\u200cष"),
    ],
)
def test_what_steers_a_terminal_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(st.text(st.characters()))
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    left = {unicodedata.category(char) for char in harmless(text) if char not in "\n\u200c\u200d"}
    assert left.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("50 µs × 3 ≥ 10⁻⁵ … ✓", "utf-8", "50 µs × 3 ≥ 10⁻⁵ … ✓"),
        ("50 µs × 3 ≥ 10⁻⁵ … ✓ ✗", "ascii", "50 us x 3 >= 10^-5 ... ok no"),
        ("Área › “naïve” ½ €5", "ascii", 'Area > "naive" 1/2 EUR5'),
        ("50 µs × 3 ≥ x²", "latin-1", "50 µs × 3 >= x^2"),
        ("日本", "ascii", "??"),
        ("µ", "no-such-encoding", "u"),
    ],
)
def test_what_the_terminal_lacks_is_spelt_otherwise(text: str, encoding: str, shown: str) -> None:
    assert spelt(text, encoding) == shown


@given(st.text(st.characters()), st.sampled_from(["ascii", "latin-1", "cp437", "utf-8"]))
def test_fit_text_can_always_be_written(text: str, encoding: str) -> None:
    assert "\x1b" not in fit(text, encoding).encode(encoding).decode(encoding)


def plain(text: str, width: int) -> list[str]:
    return [line.plain for line in wrapped(Text(text), width)]


def test_lines_break_between_words() -> None:
    assert plain("one two three four", 9) == ["one two", "three", "four"]


def test_words_longer_than_a_line_are_cut() -> None:
    assert plain("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"]


def test_wide_characters_take_two_cells() -> None:
    assert plain("日本語テキスト", 6) == ["日本語", "テキス", "ト"]


@pytest.mark.parametrize("text", ["about 50 µs", "about 43 min", "about 99 %", "about 10 GB/s", "about 30\xa0req"])
def test_number_and_unit_stay_together(text: str) -> None:
    assert plain(text, 8)[0] == "about"
    assert "\u2800" not in "".join(plain(text, 8))


def test_styles_survive_the_breaks() -> None:
    first, second = wrapped(Text.assemble("plain ", ("bold 5 µs", "bold")), 10)
    assert [(span.start, span.end) for span in first.spans + second.spans] == [(6, 10), (0, 4)]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.integers(16, 100))
def test_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    assert all(line.cell_len <= width for line in wrapped(Text(harmless(text)), width))


@pytest.mark.parametrize(
    ("line", "encoding", "shown"),
    [
        ("┌─┐ ▶ ✗ …", "utf-8", "┌─┐ ▶ ✗ …"),
        ("┌─┐┄▶ ✗ … ●", "ascii", "+-+-> x . o"),
        ("┌─┐┄▶", "cp437", "┌─┐->"),
        ("½ é ☺", "latin-1", "½ é ?"),
        ("日 e\u0301", "ascii", "?? e"),
    ],
)
def test_line_of_a_diagram_is_spelt_cell_by_cell(line: str, encoding: str, shown: str) -> None:
    assert fit_cells(line, encoding) == shown
