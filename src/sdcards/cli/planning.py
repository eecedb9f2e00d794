"""What is said about the plan for an interview, wherever it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdcards.clock import date_of
from sdcards.scheduling.plan import LEAST_RATE, End
from sdcards.store.interviews import minutes_a_day
from sdcards.store.planned import todays_plan
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from sdcards.store.planned import TodaysPlan


def status_lines(con: sqlite3.Connection, today: int) -> list[str]:
    """How today's plan stands: what is left of it, or that it is done and why; nothing where no interview lies ahead."""
    plan = todays_plan(con, today)
    if plan is None:
        return []
    if plan.cards:
        return [f"Left of today's plan: {plural(len(plan.cards), 'card')}, about {minutes_words(plan.seconds)}."]
    return [end_words(plan, minutes_a_day(con)), *on_the_day(plan, today)]


def at_a_glance(con: sqlite3.Connection, today: int) -> list[str]:
    """How far off the interview is, what the plan wants today, and what to do next; nothing where none lies ahead."""
    plan = todays_plan(con, today)
    if plan is None:
        return []
    minutes = minutes_a_day(con)
    when = f"Interview {until_words(plan.interview, today)}, {plural(minutes, 'minute')} a day"
    following = "'sdcards review' starts." if plan.cards else end_words(plan, minutes)
    return [f"{when}: {today_words(plan)}.", following, *on_the_day(plan, today)]


def today_words(plan: TodaysPlan) -> str:
    """How much the plan wants today."""
    if not plan.cards:
        return "nothing more today"
    kinds = [f"{count:,} {kind}" for count, kind in ((plan.new, "new"), (plan.wanted, "missed in a mock")) if count]
    told = f" ({', '.join(kinds)})" if kinds else ""
    return f"{plural(len(plan.cards), 'card')} today{told}, about {minutes_words(plan.seconds)}"


def end_words(plan: TodaysPlan, minutes: int) -> str:
    """That the plan is done for today, and why."""
    why = {
        End.MINUTES: f"none of today's {plural(minutes, 'minute')} is left",
        End.WORTH: f"another minute would add less than {LEAST_RATE} cards to what you know on the day",
        End.CARDS: "no card is left for today",
    }[plan.end]
    return f"The plan for {date_words(date_of(plan.interview))} is done for today: {why}."


def on_the_day(plan: TodaysPlan, today: int) -> list[str]:
    """A word for the day of the interview; none on any other."""
    if plan.interview != today:
        return []
    return ["Go over what is weakest, nothing new. Good luck." if plan.cards else "Nothing new today. Good luck."]


def until_words(interview: int, today: int) -> str:
    """How far off an interview is."""
    days = interview - today
    return "today" if not days else "tomorrow" if days == 1 else f"in {days} days"


def date_words(day: date) -> str:
    """A date in full: ``Tuesday, 15 December 2026``."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def minutes_words(seconds: float) -> str:
    """Seconds as whole minutes."""
    return plural(max(round(seconds / 60), 1), "minute")
