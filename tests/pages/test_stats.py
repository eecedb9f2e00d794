"""The statistics as a page of charts."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sdcards.ids import CardId
from sdcards.pages.stats import statistics_page
from sdcards.scheduling.readiness import Gain, Part
from sdcards.scheduling.statistics import Day, HardCard, Statistics
from tests.standing import MOCKED, TODAY, statistics

VOID = {"meta"}


class _Page(HTMLParser):
    """A page's elements, their attributes and its headings; every element must be closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes += attrs
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style" and data.strip():
            self.texts.append(data.strip())


def full(**changes: object) -> Statistics:
    gains = (Gain("bottlenecks", "read-heavy", "Read-heavy", 0.0812),)
    return statistics(**({"gains": gains, "interview": TODAY + 23} | changes))  # type: ignore[arg-type] # as in the call


@pytest.mark.parametrize("told", [full(), statistics(), statistics(days=())])
def test_page_is_well_formed_and_needs_nothing_from_elsewhere(told: Statistics) -> None:
    page = _Page(text := statistics_page(told))
    assert not page.names & {"script", "link", "img", "image", "iframe", "object", "use", "a", "base", "form"}
    assert not [
        name for name, _ in page.attributes if name in {"src", "href", "xlink:href", "srcset"} or name.startswith("on")
    ]
    assert not re.search(r"https?:|//|@import|url\(", text)


def test_page_tells_everything() -> None:
    texts = _Page(statistics_page(full())).texts
    for said in (
        "You would know 31 % of the deck",
        "20 of 50",
        "By area",
        "Bottleneck to tool",
        "By phase of the interview",
        "Throughout",
        "Retention",
        "wanted 90 %",
        "84 % of 31",
        "Due in the next 30 days",
        "10 cards, 6 today",
        "The last 26 weeks",
        "70 reviews",
        "21 Nov: 30 reviews",
        "Minutes in the last 30 days",
        "26, 13 on a day of study",
        "By topic",
        "Drills",
        "Hardest cards",
        "disk-seek/value",
        "+8.1 %",
    ):
        assert said in texts, said
    assert "API" not in texts, "a phase without a card"
    assert any(text.startswith("On Tuesday, 15 December 2026, if you stopped now.") for text in texts)


def test_phase_has_its_score_in_mocks_below_what_is_known() -> None:
    texts = _Page(statistics_page(full(phases=MOCKED))).texts
    at = texts.index("Estimates")
    assert texts[at : at + 5] == ["Estimates", "52 %", "20/30", "in the last 3 mocks", "45 %"]
    assert texts[(at := texts.index("in the last mock")) : at + 2] == ["in the last mock", "100 %"]
    assert not [text for text in _Page(statistics_page(full())).texts if "mock" in text]


def test_page_without_an_interview_speaks_of_today() -> None:
    texts = _Page(statistics_page(statistics())).texts
    assert "You know 31 % of the deck" in texts
    assert "One round of these would add most:" not in texts


def test_page_before_the_first_review_has_no_empty_chart() -> None:
    texts = _Page(statistics_page(statistics(days=()))).texts
    assert "You know 0 % of the deck" in texts
    assert not {"Retention", "Hardest cards", "The last 26 weeks"} & set(texts)


def test_page_of_the_first_day_has_no_retention_yet() -> None:
    texts = _Page(statistics_page(statistics(days=(Day(TODAY, 5, 60_000),)))).texts
    assert "No card has been asked on a second day yet." in texts


def test_one_of_a_kind_is_no_plural() -> None:
    texts = _Page(statistics_page(statistics(days=(Day(TODAY, 1, 60_000),)))).texts
    assert {"day with reviews", "day in a row", "review", "1 review", "1"} <= set(texts)
    assert not [text for text in texts if re.search(r"\b1 (reviews|minutes|days|cards)\b", text)]


def test_months_without_an_answer_are_a_dash() -> None:
    assert "–" in _Page(statistics_page(statistics())).texts


HOSTILE = """</title><script src="//evil.example">alert(1)</script><img src=x onerror=alert(1)>'" style="x" &lt;"""


def test_hostile_titles_are_only_text() -> None:
    topics = (Part("t", HOSTILE, 3, 0, 0.0),)
    told = full(areas=(Part("a", HOSTILE, 3, 0, 0.0, topics),), gains=(Gain("a", "t", HOSTILE, 0.1),))
    told = replace(told, hardest=(HardCard(CardId("a/b"), HOSTILE, 1, 1.0),))
    page = _Page(statistics_page(told))
    assert page.names == _Page(statistics_page(full())).names
    assert sum(HOSTILE in text for text in page.texts) == 5


def test_front_of_several_lines_stands_on_one() -> None:
    assert "How long does a seek take?" in _Page(statistics_page(full())).texts
