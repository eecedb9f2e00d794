"""Diagrams as SVG: which shapes the characters become, and that any text becomes a well-formed picture."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.anki.diagram import to_svg, words_in

SVG = "{http://www.w3.org/2000/svg}"


def picture(diagram: str) -> ET.Element:
    return ET.fromstring(to_svg(diagram))  # noqa: S314 - our own text


def strokes(diagram: str) -> list[str]:
    """The lines, whole first, then dashed, cut into their parts."""
    return [part for path in picture(diagram).findall(f"{SVG}g/{SVG}path") for part in parts(path.attrib["d"])]


def heads(diagram: str) -> list[str]:
    path = picture(diagram).find(f"{SVG}path")
    assert path is not None
    return parts(path.attrib["d"])


def parts(path: str) -> list[str]:
    return re.findall("M[^M]+", path)


def boxes(diagram: str) -> list[tuple[str, ...]]:
    return [
        tuple(rect.attrib[name] for name in ("x", "y", "width", "height"))
        for rect in picture(diagram).iter(f"{SVG}rect")
    ]


def texts(diagram: str) -> list[tuple[str, str, str | None]]:
    return [(text.attrib["x"], text.attrib["y"], text.text) for text in picture(diagram).iter(f"{SVG}text")]


def test_whole_picture() -> None:
    assert to_svg("┌─┐\n│A│▶\n└─┘") == (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 40 60" width="34" height="51">\n'
        "<title>Diagram</title>\n<desc>A</desc>\n"
        '<g fill-opacity=".05"><rect x="5" y="10" width="20" height="40" rx="4"/></g>\n'
        '<g fill="none" stroke="#000" stroke-width="1.5" stroke-linecap="round">\n'
        '<path d="M5 14Q5 10 9 10M21 10Q25 10 25 14M5 46Q5 50 9 50M21 50Q25 50 25 46'
        'M9 10H21M25 30H31M9 50H21M5 14V46M25 14V46"/>\n'
        '<path stroke-dasharray="2 5" d=""/>\n</g>\n'
        '<path d="M40 30L31 25.5L31 34.5Z"/>\n'
        '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,Roboto Mono,monospace" font-size="16">\n'
        '<text x="10" y="35">A</text>\n</g>\n</svg>\n'
    )


def test_picture_is_as_large_as_its_longest_line() -> None:
    assert picture("──\n────\n─").attrib["viewBox"] == "0 0 40 60"


@pytest.mark.parametrize(
    ("diagram", "lines"),
    [
        ("─", ["M0 10H10"]),
        ("│", ["M5 0V20"]),
        ("───", ["M0 10H30"]),
        ("─ ─", ["M0 10H10", "M20 10H30"]),
        ("│\n│", ["M5 0V40"]),
        ("┼", ["M0 10H10", "M5 0V20"]),
        ("├", ["M5 10H10", "M5 0V20"]),
        ("┴", ["M0 10H10", "M5 0V10"]),
        ("╴", ["M0 10H5"]),
        ("━╋", ["M0 10H20", "M15 0V20"]),
        ("┄", ["M0 10H10"]),
        ("╲", []),
    ],
)
def test_box_drawing_reaches_the_sides_its_name_says(diagram: str, lines: list[str]) -> None:
    assert strokes(diagram) == lines


@pytest.mark.parametrize(
    ("corner", "lines"),
    [
        ("┌", ["M5 14Q5 10 9 10", "M9 10H10", "M5 14V20"]),
        ("╯", ["M1 10Q5 10 5 6", "M0 10H1", "M5 0V6"]),
    ],
)
def test_corners_are_rounded(corner: str, lines: list[str]) -> None:
    assert strokes(corner) == lines


def test_dashed_lines_are_drawn_apart() -> None:
    whole, dashed = picture("─┄").findall(f"{SVG}g/{SVG}path")
    assert (whole.attrib["d"], dashed.attrib["d"]) == ("M0 10H10", "M10 10H20")
    assert "stroke-dasharray" in dashed.attrib


@pytest.mark.parametrize(
    ("diagram", "lines"),
    [
        ("─│", ["M0 10H15", "M15 0V20"]),
        ("│─", ["M5 10H20", "M5 0V20"]),
        ("─┆─", ["M0 10H30", "M15 0V20"]),
        ("─\n│", ["M0 10H10", "M5 10V40"]),
        ("─x", ["M0 10H10"]),
        ("─├", ["M0 10H20", "M15 0V20"]),
    ],
)
def test_line_that_stops_beside_another_runs_on_to_it(diagram: str, lines: list[str]) -> None:
    assert sorted(strokes(diagram)) == sorted(lines)


@pytest.mark.parametrize(
    ("diagram", "head", "shaft"),
    [
        ("▶", "M10 10L1 5.5L1 14.5Z", "M0 10H1"),
        ("→", "M10 10L1 5.5L1 14.5Z", "M0 10H1"),
        ("◀", "M0 10L9 14.5L9 5.5Z", "M9 10H10"),
        ("▼", "M5 20L0.5 11L9.5 11Z", "M5 0V11"),
        ("▲", "M5 0L9.5 9L0.5 9Z", "M5 9V20"),
    ],
)
def test_arrow_head_ends_at_the_side_it_points_to(diagram: str, head: str, shaft: str) -> None:
    assert (heads(diagram), strokes(diagram)) == ([head], [shaft])


def test_arrow_head_goes_on_to_a_box_it_points_at() -> None:
    assert heads("▶│") == ["M15 10L6 5.5L6 14.5Z"]
    assert heads("▼\n─") == ["M5 30L0.5 21L9.5 21Z"]
    assert heads("▶┼") == ["M10 10L1 5.5L1 14.5Z"]


def test_shaft_is_one_with_the_line_behind_it() -> None:
    assert strokes("──▶") == ["M0 10H21"]
    assert strokes("│▶") == ["M5 10H11", "M5 0V20"]


def test_closed_boxes_are_tinted_one_inside_the_other() -> None:
    assert boxes("┌────┐\n│┌─┐ │\n││A│ │\n│└─┘ │\n└────┘") == [("5", "10", "50", "80"), ("15", "30", "20", "40")]


@pytest.mark.parametrize("diagram", ["┌─┐\n│ │\n└─ ", "┌─ \n│ │\n└─┘", "┌─┐\n│  \n└─┤", "┌┄┐\n│ │\n└─┘", "┌─┐\n ", "┌"])
def test_what_is_not_closed_is_not_tinted(diagram: str) -> None:
    assert boxes(diagram) == []


def test_text_is_spread_over_its_cells() -> None:
    assert texts("a word  b\n │two│ c") == [
        ("0", "15", "a word"),
        ("80", "15", "b"),
        ("20", "35", "two"),
        ("70", "35", "c"),
    ]
    assert [text.get("textLength") for text in picture("a word  b").iter(f"{SVG}text")] == ["60", None]


def test_words_are_read_line_by_line_and_signs_left_out() -> None:
    assert words_in("┌───┐ 1 get\n│App│─────▶ ●\n└───┘ ✗  €") == "1 get, App"


def test_markup_and_controls_are_shown_and_not_obeyed() -> None:
    svg = to_svg("<script>&\x1b[2J\x00")
    assert "&lt;script&gt;&amp;␛[2J␀" in svg
    assert "<script" not in svg


def test_tab_goes_to_the_next_eighth_column() -> None:
    assert texts("a\tb") == [("0", "15", "a"), ("80", "15", "b")]


DRAWN = st.text(st.sampled_from("─│┌┐└┘├┤┬┴┼┄┆▶◀▲▼→ab <&\n"), min_size=1)


@given(DRAWN | st.text())
def test_any_text_becomes_a_picture_with_all_its_words(diagram: str) -> None:
    root = picture(diagram)
    assert root.findtext(f"{SVG}desc") == words_in(diagram)
    assert to_svg(diagram) == to_svg(diagram)
