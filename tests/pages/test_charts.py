"""Charts as SVG."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.pages.charts import Line, bar, calendar, columns, lines, ring


def drawn(markup: str, name: str, kind: str | None = None) -> list[ET.Element]:
    """The elements of a name, and of a class where one is given."""
    found = ET.fromstring(markup).iter(name)  # noqa: S314 - drawn here
    return [each for each in found if kind is None or each.get("class") == kind]


def number(element: ET.Element, attribute: str) -> float:
    return float(element.attrib[attribute].rstrip("%"))


def test_ring_is_filled_by_its_share_and_says_it() -> None:
    chart = ring(0.31, "31 %")
    (filled,) = drawn(chart, "circle", "filled")
    assert filled.get("stroke-dasharray") == "31.0 100"
    assert [text.text for text in drawn(chart, "text")] == ["31 %"]


@pytest.mark.parametrize(("share", "widths"), [(0.0, []), (0.525, ["52.5%"]), (1.0, ["100.0%"])])
def test_bar_is_as_long_as_its_share(share: float, widths: list[str]) -> None:
    assert [each.get("width") for each in drawn(bar(share), "rect", "filled")] == widths


def test_columns_are_named_for_the_pointer_and_some_below() -> None:
    chart = columns([0, 5, 10], ["a: 0", "b: 5", "c: 10"], {0: "a", 2: "c"}, "Letters")
    heights = [number(each, "height") for each in drawn(chart, "rect", "filled")]
    assert heights == [0, 55, 110]
    assert [title.text for title in drawn(chart, "title")] == ["a: 0", "b: 5", "c: 10"]
    assert [text.text for text in drawn(chart, "text")] == ["10", "a", "c"]


def test_columns_of_nothing_are_a_chart_all_the_same() -> None:
    assert drawn(columns([], [], {}, "Nothing"), "rect") == []
    assert [number(each, "height") for each in drawn(columns([0], ["a"], {}, ""), "rect", "filled")] == [0]


@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=40))
def test_columns_stay_inside_and_show_what_is_more_than_nothing(values: list[float]) -> None:
    chart = columns(values, [""] * len(values), {}, "")
    for value, each in zip(values, drawn(chart, "rect", "filled"), strict=True):
        assert 0 <= number(each, "x") <= number(each, "x") + number(each, "width") <= 100.01
        assert (number(each, "height") > 0) == (value > 0)
        assert 17.9 <= number(each, "y") <= number(each, "y") + number(each, "height") <= 128.1


def test_line_stops_where_there_is_nothing_to_tell() -> None:
    line = Line("all", "all", (0.9, None, 0.8, 0.85))
    chart = lines([line], ["Aug", "Sep", "Oct", "Nov"], 0.9, "Retention")
    assert len(drawn(chart, "line", "all")) == 1
    assert [title.text for title in drawn(chart, "title")] == [
        "Aug, all: 90.0 %",
        "Oct, all: 80.0 %",
        "Nov, all: 85.0 %",
    ]


@pytest.mark.parametrize(
    ("shares", "low"), [((0.95,), "80 %"), ((0.79,), "70 %"), ((0.0,), "0 %"), ((1.0,), "80 %"), ((None,), "80 %")]
)
def test_scale_begins_at_the_ten_percent_below_everything(shares: tuple[float | None, ...], low: str) -> None:
    chart = lines([Line("all", "all", shares)], ["Nov"], 0.9, "")
    assert [text.text for text in drawn(chart, "text")] == ["100 %", low, "Nov"]


def test_many_months_are_not_all_named() -> None:
    chart = lines([Line("all", "all", (0.9,) * 12)], [f"m{month}" for month in range(12)], 0.9, "")
    assert [text.text for text in drawn(chart, "text")][2:] == ["m0", "m2", "m4", "m6", "m8", "m10"]


def test_calendar_puts_a_week_in_a_column() -> None:
    chart = calendar([0, 1, 2, 3, 4, 0, 0, 4], [f"day {day}" for day in range(8)], {1: "Nov"}, "Reviews")
    days = drawn(chart, "rect")
    assert [day.get("class") for day in days] == [f"level-{level}" for level in (0, 1, 2, 3, 4, 0, 0, 4)]
    assert {day.get("x") for day in days[:7]} == {"0.00%"}
    assert (days[7].get("x"), days[7].get("y")) == ("50.00%", days[0].get("y"))
    assert [text.text for text in drawn(chart, "text")] == ["Nov"]


def test_charts_say_what_they_are_to_those_who_cannot_see_them() -> None:
    for chart in (
        ring(0.5, "said"),
        columns([1], [""], {}, "said"),
        lines([], [], 0.9, "said"),
        calendar([], [], {}, "said"),
    ):
        assert re.match(r'<svg [^>]*aria-label="said"', chart)
        assert 'role="img"' in chart
