"""Figures into tables and pages."""

from pathlib import Path

import pytest
from bench.figures import Figure, Report
from bench.ratios import ratios

from bench import figures, tables

SIZED = tuple(
    Figure("Commands", "stats", f"{size:,} cards", value, "s", 1.0 if size == 10_000 else None)
    for size, value in ((600, 0.2), (10_000, 0.5), (100_000, 4.0))
)
REPORT = Report({"cores": "2"}, (*SIZED, Figure("Start-up", "sdcards due", "CPU", 3.0, "×", 2.5)))


def test_table_has_a_column_for_each_size_and_says_how_the_last_grows() -> None:
    assert "| stats | 0.20 s | 0.50 s | 4.00 s | × 8.0 | 1 s (10,000) | kept |" in tables.as_markdown(REPORT)


def test_missed_budget_is_said_in_its_row_and_at_the_end() -> None:
    text = tables.as_text(REPORT)
    assert "sdcards due  3.00 ×   2.5 ×  over" in text
    assert "1 of 2 budgets are kept." in text
    assert "Over: sdcards due, CPU: 3.00 × of 2.5." in text


def test_tool_that_is_missing_is_said_to_be() -> None:
    missing = Report({}, (Figure("Start-up", "clanki", "CPU", None, "×"),))
    assert "not there" in tables.as_text(missing)


def test_page_keeps_its_words_and_gets_the_figures_of_the_last_run_only() -> None:
    begin, end = tables.BETWEEN
    page = f"# Fast\n\n{begin}\nold\n{end}\n\nAfter.\n"
    once = tables.into_page(page, REPORT)
    assert once.startswith("# Fast\n")
    assert once.endswith(f"{end}\n\nAfter.\n")
    assert "old" not in once
    assert tables.into_page(once, REPORT) == once


def test_report_comes_back_from_its_file(tmp_path: Path) -> None:
    figures.write(REPORT, tmp_path / "build" / "bench.json")
    assert figures.read(tmp_path / "build" / "bench.json") == REPORT


@pytest.mark.parametrize(
    ("sizes", "grown"), [([(10, 1.0), (1000, 100.0)], 10.0), ([(10, 1.0)], None), ([(10, None)], None)]
)
def test_growth_is_for_ten_times_the_cards(sizes: list[tuple[int, float | None]], grown: float | None) -> None:
    assert tables.growth(sizes) == (grown if grown is None else pytest.approx(grown))


def test_ratio_is_ours_by_theirs_at_the_same_size() -> None:
    table = "Whole commands, by the clock"
    found = [
        Figure(table, "stats", "600 cards", 0.3, "s"),
        Figure(table, "stats", "10,000 cards", 0.4, "s"),
        Figure(table, "anki 26 as a library: its graphs of a year", "600 cards", 0.6, "s"),
    ]
    assert [(each.name, each.column, each.value) for each in ratios(found)] == [
        ("stats, of Anki's graphs", "600 cards", 0.5)
    ]
