"""`sdcards plan`: the interview date, the minutes a day, and what they will come to."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.console import paper, print_json, print_lines, working
from sdcards.cli.opening import Study, open_study
from sdcards.cli.options import AsJson
from sdcards.clock import date_of
from sdcards.collection.listing import topic_titles
from sdcards.errors import UsageError
from sdcards.store.interviews import interviews, keep_interviews, keep_minutes, minutes_a_day, study_day_of
from sdcards.store.settings import read_scheduler
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from sdcards.scheduling.forecast import AreaForecast, Forecast
    from sdcards.store.planned import TodaysPlan

MINUTES = (1, 600)
"""The least and the most that a day can hold."""

_CARD_DAYS_A_SECOND = 200_000
"""What a forecast gets through, with a wide margin for slow machines."""

FARTHEST = 366
"""Days ahead; what lies beyond is a slip of the finger, or no reason to hurry."""


def command(
    day: Annotated[str | None, typer.Argument(metavar="DATE", help="With --clear: only this date.")] = None,
    *,
    interview: Annotated[str | None, typer.Option(metavar="DATE", help="The day of an interview.")] = None,
    minutes: Annotated[int | None, typer.Option(metavar="N", help="Minutes a day.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Forget all dates, or the one named.")] = False,
    as_json: AsJson = False,
) -> None:
    """Set an interview date; see the forecast.

    Examples: `sdcards plan --interview 2026-12-15 --minutes 20`, `sdcards plan`, `sdcards plan --clear`.

    Up to that day 'sdcards review' studies what raises recall on that morning most. With several dates the next one counts.
    After the last one all is as before: due dates were never touched.
    """
    if clear:
        if interview is not None or minutes is not None:
            raise UsageError("'--clear' stands alone; set a date or minutes in a command of its own")
        _clear(day)
        return
    if day is not None:
        raise UsageError(f"'{day}' alone says nothing; '--interview {day}' sets a date, '--clear {day}' forgets one")
    if interview is not None or minutes is not None:
        _keep(interview, minutes)
    with open_study() as study:
        _show(study, as_json=as_json)


def _keep(interview: str | None, minutes: int | None) -> None:
    with open_study() as study:  # wrong words should leave nothing behind, not even an empty progress file
        today = study.today
        kept = [day for day in interviews(study.log.con) if study_day_of(day) >= today]
    chosen = [] if interview is None else [_date_ahead(interview, date_of(today))]
    low, high = MINUTES
    if minutes is not None and not low <= minutes <= high:
        raise UsageError(f"'--minutes' is '{minutes}'; choose from {low} to {high} minutes a day")
    with open_study(writing=True) as study:
        keep_interviews(study.log.con, [*kept, *chosen])
        if minutes is not None:
            keep_minutes(study.log.con, minutes)
        read_scheduler(study.log.con)  # keeps the memory parameters at first use, so that no later look loads fsrs


def _clear(text: str | None) -> None:
    left = [] if text is None else _all_but(text)
    with open_study(writing=True) as study:
        keep_interviews(study.log.con, left)
    typer.echo("All interview dates are forgotten." if text is None else f"The interview on {text} is forgotten.")


def _all_but(text: str) -> list[date]:
    with open_study() as study:
        kept, gone = interviews(study.log.con), _date(text, date_of(study.today))
    if gone not in kept:
        raise UsageError(f"no interview is kept on '{gone}'; {_kept_words(kept)}")
    return [day for day in kept if day != gone]


def _show(study: Study, *, as_json: bool) -> None:
    from sdcards.store.planned import read_forecast, todays_plan

    plan = todays_plan(study.log.con, study.today)
    with working("Looking ahead ...") if plan is not None and _takes_long(study, plan) else nullcontext():
        forecast = read_forecast(study.log.con, study.today)
    if as_json:
        print_json(_as_json(study, plan, forecast))
    elif plan is None or forecast is None:
        example = date_of(study.today) + timedelta(days=28)
        print_lines(
            [
                "No interview date is set, so the daily limits hold.",
                f"'sdcards plan --interview {example} --minutes {minutes_a_day(study.log.con)}' sets one.",
            ]
        )
    else:
        _print(study, plan, forecast)


def _takes_long(study: Study, plan: TodaysPlan) -> bool:
    """Whether looking ahead may take a second; loading what tells so takes as long as 600 cards over a week."""
    cards: int = study.deck.execute("SELECT count(*) FROM card").fetchone()[0]
    return cards * (plan.interview - study.today) > _CARD_DAYS_A_SECOND


def _print(study: Study, plan: TodaysPlan, forecast: Forecast) -> None:
    from sdcards.terminal.forecast import forecast_lines
    from sdcards.terminal.printing import print_texts

    titles = {area: title for area, title, _, _ in topic_titles(study.deck)}
    print_texts(forecast_lines(forecast, list(_heading(study, plan)), titles, study.today, paper()), sys.stdout)


def _heading(study: Study, plan: TodaysPlan) -> Iterator[str]:
    from sdcards.cli.planning import date_words, end_words, on_the_day, today_words, until_words

    minutes = minutes_a_day(study.log.con)
    when = f"{date_words(date_of(plan.interview))}, {until_words(plan.interview, study.today)}"
    yield f"Interview on {when}; {plural(minutes, 'minute')} a day."
    later = [day for day in interviews(study.log.con) if study_day_of(day) > plan.interview]
    if later:
        yield f"Then on {_listed(later)}."
    yield f"{today_words(plan)}: 'sdcards review' starts." if plan.cards else end_words(plan, minutes)
    yield from on_the_day(plan, study.today)


def _as_json(study: Study, plan: TodaysPlan | None, forecast: Forecast | None) -> dict[str, object]:
    store, today = study.log.con, study.today
    ahead = [day.isoformat() for day in interviews(store) if study_day_of(day) >= today]
    shown: dict[str, object] = {"interviews": ahead, "minutes": minutes_a_day(store), "today": None, "forecast": None}
    if plan is not None:
        shown["today"] = {
            "days_left": plan.interview - today,
            "cards": len(plan.cards),
            "new": plan.new,
            "minutes": round(plan.seconds / 60, 1),
            "end": plan.end.name.lower(),
        }
    if forecast is not None:
        shown["forecast"] = {
            "cards": forecast.cards,
            "now": round(forecast.now, 1),
            "kept": round(forecast.kept, 1),
            "optimistic": forecast.optimistic,
            "by_day": {
                date_of(today + after).isoformat(): round(known, 1) for after, known in enumerate(forecast.by_day)
            },
            "areas": [_area(area) for area in forecast.areas],
        }
    return shown


def _area(area: AreaForecast) -> dict[str, str | int | float]:
    return {"area": area.area, "cards": area.cards, "now": round(area.now, 1), "kept": round(area.kept, 1)}


def _kept_words(kept: Sequence[date]) -> str:
    return f"choose one of {_listed(kept)}" if kept else "there is none at all"


def _listed(days: Iterable[date]) -> str:
    return ", ".join(map(date.isoformat, days))


def _date_ahead(text: str, today: date) -> date:
    day, last = _date(text, today), today + timedelta(days=FARTHEST)
    if not today <= day <= last:
        what = "over" if day < today else "too far off"
        raise UsageError(f"'{text}' is {what}; choose a day from {today} to {last}")
    return day


def _date(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # Python also reads other forms, which few people do
        raise UsageError(f"'{text}' is no date; write year-month-day, such as '{today + timedelta(days=28)}'")
    return day
