"""Figures as tables: for a terminal, and for docs/performance.md."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bench.figures import Figure, Report

BETWEEN = ("<!-- figures: written by `make bench`, do not edit -->", "<!-- end of the figures -->")
"""What the figures stand between in a page."""

_SIZE = re.compile(r"^([\d,]+) cards")


def as_text(report: Report) -> str:
    """Every table with its columns one below the other, and what missed its budget."""
    lines = [f"{name}: {value}" for name, value in report.machine.items()]
    for title, rows in _tables(report.figures):
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        lines += ["", title, *("  ".join(_aligned(row, widths)).rstrip() for row in rows)]
    return "\n".join([*lines, "", *_verdict(report)]) + "\n"


def as_markdown(report: Report) -> str:
    """The same for a page."""
    lines = [f"- {name}: {value}" for name, value in report.machine.items()]
    for title, (head, *rows) in _tables(report.figures):
        marks = ["---", *("---:" for _ in head[1:])]
        lines += ["", f"## {title}", "", *(f"| {' | '.join(row)} |" for row in (head, marks, *rows))]
    return "\n".join([*lines, "", *_verdict(report)]) + "\n"


def into_page(page: str, report: Report) -> str:
    """The page with these figures in the place of those before."""
    begin, end = BETWEEN
    before, _, rest = page.partition(begin)
    return f"{before}{begin}\n\n{as_markdown(report)}\n{end}{rest.partition(end)[2]}"


def growth(values: Sequence[tuple[int, float | None]]) -> float | None:
    """By how much the last size costs more than the one before it, for ten times the cards; None where there are no two."""
    known = [(size, value) for size, value in values if value]
    pairs = list(pairwise(known))
    if not pairs:
        return None
    (small, before), (large, after) = pairs[-1]
    return float((after / before) ** (1 / math.log10(large / small)))


def _tables(figures: Sequence[Figure]) -> Iterator[tuple[str, list[list[str]]]]:
    for title in dict.fromkeys(figure.table for figure in figures):
        yield title, list(_rows([figure for figure in figures if figure.table == title]))


def _rows(figures: Sequence[Figure]) -> Iterator[list[str]]:
    """A head, and a row for each name; sizes get a column that says how the figure grows."""
    columns = list(dict.fromkeys(figure.column for figure in figures))
    sized = sum(_SIZE.match(column) is not None for column in columns) > 1
    budgeted = any(figure.budget is not None for figure in figures)
    yield ["", *columns, *(["for ×10"] if sized else []), *(["budget", ""] if budgeted else [])]
    for name in dict.fromkeys(figure.name for figure in figures):
        row = {figure.column: figure for figure in figures if figure.name == name}
        cells = [_cell(row.get(column)) for column in columns]
        yield [name, *cells, *([_grown(row)] if sized else []), *(_judged(list(row.values())) if budgeted else [])]


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return "not there" if figure.value is None else f"{_number(figure.value)} {figure.unit}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _grown(row: dict[str, Figure]) -> str:
    sizes = [(int(found[1].replace(",", "")), row[column].value) for column in row if (found := _SIZE.match(column))]
    times = growth(sizes)
    return "" if times is None else f"× {times:.1f}"


def _judged(row: Sequence[Figure]) -> list[str]:
    """The budgets of a row, and whether they are kept."""
    judged = [figure for figure in row if figure.budget is not None]
    where = [f" ({figure.column.split(' cards')[0]})" if len(row) > 1 else "" for figure in judged]
    budgets = [f"{figure.budget:g} {figure.unit}{place}" for figure, place in zip(judged, where, strict=True)]
    return [", ".join(budgets), "" if not judged else "over" if any(figure.is_missed for figure in judged) else "kept"]


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]


def _verdict(report: Report) -> list[str]:
    judged = [figure for figure in report.figures if figure.budget is not None and figure.value is not None]
    missed = [figure for figure in judged if figure.is_missed]
    words = [f"{len(judged) - len(missed)} of {len(judged)} budgets are kept."]
    return words + [f"Over: {each.name}, {each.column}: {_cell(each)} of {each.budget:g}." for each in missed]
