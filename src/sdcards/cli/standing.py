"""Where a person stands: joins the deck's outline, the store and the memory model for `stats` and the day at a glance."""

from __future__ import annotations

import sqlite3

from sdcards.collection.listing import topic_titles
from sdcards.scheduling.memory import MemoryModel, memory_model
from sdcards.scheduling.readiness import Placed, Readiness, Titles, most_to_gain, readiness
from sdcards.scheduling.statistics import MATURE, Statistics, calendar, forecast, months, totals
from sdcards.store.interviews import next_interview
from sdcards.store.settings import read_scheduler
from sdcards.store.statistics import read_days, read_hardest, read_placed, suspended_count

PHASES = {
    "requirements": "Requirements",
    "estimates": "Estimates",
    "api": "API",
    "data": "Data",
    "design": "Design",
    "bottlenecks": "Bottlenecks",
    "wrap-up": "Wrap-up",
    "whole": "Throughout",
}
"""The phases of the interview, in their order."""


def read_readiness(con: sqlite3.Connection, deck: sqlite3.Connection, today: int) -> Readiness:
    """What should be known on the day of the next interview, or today if there is none."""
    return readiness(read_placed(con), _day(con, today), _model(con), _titles(deck))


def read_statistics(con: sqlite3.Connection, deck: sqlite3.Connection, today: int) -> Statistics:
    """Everything there is to tell today."""
    placed, days = list(read_placed(con)), read_days(con)
    day, model = _day(con, today), _model(con)
    return Statistics(
        today=today,
        wanted=read_scheduler(con).retention,
        interview=next_interview(con, today) is not None,
        readiness=readiness(placed, day, model, _titles(deck)),
        gains=(),
        mature=sum(card.stability is not None and card.stability >= MATURE for card in placed),
        suspended=suspended_count(con),
        totals=totals(days, today),
        months=months(days, today),
        forecast=forecast((card.due for card in placed if card.due is not None), today),
        calendar=calendar(days, today),
        hardest=read_hardest(con),
    )


def _day(con: sqlite3.Connection, today: int) -> int:
    interview = next_interview(con, today)
    return today if interview is None else interview


def _model(con: sqlite3.Connection) -> MemoryModel:
    return memory_model(read_scheduler(con).parameters)


def _titles(deck: sqlite3.Connection) -> Titles:
    topics = topic_titles(deck)
    return Titles(
        areas={area: title for area, title, _, _ in topics},
        topics={(area, topic): title for area, _, topic, title in topics},
        phases=PHASES,
    )
