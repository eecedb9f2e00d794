"""`sdcards stats`: what is known, how well it is remembered, and what lies ahead."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.console import paper, print_json
from sdcards.cli.opening import open_study
from sdcards.cli.options import AsJson
from sdcards.cli.output import expect_writable
from sdcards.clock import date_of
from sdcards.errors import UsageError
from sdcards.reading.span import visible

if TYPE_CHECKING:
    from sdcards.scheduling.readiness import MockScore, Part, Readiness
    from sdcards.scheduling.statistics import Answers, Day, Month, Statistics


def command(
    *,
    as_json: AsJson = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page of charts.", show_default=False),
    ] = None,
) -> None:
    """Show what you know, and what becomes due.

    Examples: `sdcards stats`, `sdcards stats --html stats.html`, `sdcards stats --json`.

    It tells what you know by area, phase and topic, how well you remember, and what you did.

    What you know is counted for the day of your interview if one is set ('sdcards plan'), for today otherwise. The page is one
    file that loads nothing from elsewhere. docs/stats.md explains the numbers and the keys of --json.
    """
    if as_json and html is not None:
        raise UsageError("'--json' and '--html' are two different outputs; choose one")
    if html is not None:
        expect_writable(html)
    from sdcards.cli.standing import read_statistics

    with open_study() as study:
        gc.freeze()  # what is loaded stays to the end: else it is looked through again for every so many cards read
        statistics = read_statistics(study.log.con, study.deck, study.today)
    if as_json:
        print_json(_as_json(statistics))
    elif html is not None:
        _write_page(statistics, html)
    else:
        _print(statistics)


def _print(statistics: Statistics) -> None:
    from sdcards.terminal.printing import print_texts
    from sdcards.terminal.stats import statistics_lines

    print_texts(statistics_lines(statistics, paper()), sys.stdout)


def _write_page(statistics: Statistics, file: Path) -> None:
    from sdcards.anki.files import replace_file
    from sdcards.pages.stats import statistics_page

    replace_file(file, statistics_page(statistics).encode(), private=True)
    typer.echo(visible(f"Wrote {file}."))


def _as_json(statistics: Statistics) -> dict[str, object]:
    return {
        "today": _date(statistics.today),
        "totals": _totals(statistics),
        "readiness": _readiness(statistics.readiness, interview=statistics.interview)
        | {"gains": [gain._asdict() | {"recall": round(gain.recall, 4)} for gain in statistics.gains]},
        "retention": {"wanted": statistics.wanted, "months": [_month(month) for month in statistics.months]},
        "forecast": {
            "days": [
                {"date": _date(statistics.today + later), "cards": cards}
                for later, cards in enumerate(statistics.forecast.days)
            ],
            "later": statistics.forecast.later,
        },
        "calendar": [_day(day) for day in statistics.calendar],
        "hardest": [
            {"card": card.card, "front": card.front, "lapses": card.lapses, "stability": round(card.stability, 2)}
            for card in statistics.hardest
        ],
    }


def _totals(statistics: Statistics) -> dict[str, object]:
    totals, whole = statistics.totals, statistics.readiness.whole
    return {
        "cards": whole.cards,
        "seen": whole.seen,
        "mature": statistics.mature,
        "suspended": statistics.suspended,
        "reviews": totals.reviews,
        "minutes": _minutes(totals.milliseconds),
        "days": totals.days,
        "since": None if totals.since is None else _date(totals.since),
        "streak": totals.streak,
    }


def _readiness(ready: Readiness, *, interview: bool) -> dict[str, object]:
    return {
        "date": _date(ready.day),
        "interview": interview,
        "known": round(ready.whole.known, 2),
        "recall": round(ready.whole.recall, 4),
        "areas": [
            {"area": area.name} | _part(area) | {"topics": [{"topic": each.name} | _part(each) for each in area.inside]}
            for area in ready.areas
        ],
        "phases": [{"phase": phase.name} | _part(phase) | {"mock": _mock(phase.mock)} for phase in ready.phases],
    }


def _part(part: Part) -> dict[str, object]:
    known, recall = round(part.known, 2), round(part.recall, 4)
    return {"title": part.title, "cards": part.cards, "seen": part.seen, "known": known, "recall": recall}


def _mock(score: MockScore | None) -> dict[str, object] | None:
    return None if score is None else {"share": round(score.share, 4), "mocks": score.mocks}


def _month(month: Month) -> dict[str, object]:
    kinds = {"all": month.all, "young": month.young, "mature": month.mature}
    return {"month": f"{month.first:%Y-%m}"} | {kind: _answers(answers) for kind, answers in kinds.items()}


def _answers(answers: Answers) -> dict[str, object]:
    retention = None if answers.retention is None else round(answers.retention, 4)
    return {"answers": answers.given, "passed": answers.passed, "retention": retention}


def _day(day: Day) -> dict[str, object]:
    return {"date": _date(day.day), "reviews": day.reviews, "minutes": _minutes(day.milliseconds)}


def _date(day: int) -> str:
    return date_of(day).isoformat()


def _minutes(milliseconds: int) -> float:
    return round(milliseconds / 60_000, 2)
