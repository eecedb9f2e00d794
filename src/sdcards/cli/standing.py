"""Where a person stands: joins the deck's outline, the store and the memory model for `stats` and the day at a glance."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from sdcards.collection.listing import topic_titles
from sdcards.scheduling.memory import MemoryModel, memory_model
from sdcards.scheduling.plan import recall_after_learning, recall_after_review
from sdcards.scheduling.readiness import Placed, Readiness, Titles, most_to_gain, readiness
from sdcards.scheduling.statistics import MATURE, Statistics
from sdcards.scheduling.tallying import calendar, first_shown, forecast, months, totals
from sdcards.store.interviews import next_interview
from sdcards.store.mock_scores import read_mock_scores
from sdcards.store.settings import read_scheduler, read_settings
from sdcards.store.statistics import (
    read_days,
    read_days_studied,
    read_hardest,
    read_placed,
    read_work,
    suspended_count,
)

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
    return readiness(read_placed(con), _day(con, today), _model(con), _titles(deck), read_mock_scores(con))


def read_statistics(con: sqlite3.Connection, deck: sqlite3.Connection, today: int) -> Statistics:
    """Everything there is to tell today."""
    placed, days, model = list(read_placed(con)), read_days(con, first_shown(today)), _model(con)
    held = [(due, stability) for _, _, _, due, _, stability, _ in placed if due is not None and stability is not None]
    ready = readiness(placed, _day(con, today), model, _titles(deck), read_mock_scores(con))
    return Statistics(
        today=today,
        wanted=read_settings(con).retention,
        interview=next_interview(con, today) is not None,
        readiness=ready,
        gains=most_to_gain(ready, placed, _gain(model, today, ready.day)) if ready.whole.seen else (),
        mature=sum(stability >= MATURE for _, stability in held),
        suspended=suspended_count(con),
        totals=totals(*read_work(con), read_days_studied(con), today),
        months=months(days, today),
        forecast=forecast((due for due, _ in held), today),
        calendar=calendar(days, today),
        hardest=read_hardest(con),
    )


def _gain(model: MemoryModel, today: int, day: int) -> Callable[[Placed], float]:
    """What studying a card once today would add to its recall on a day; the model sees no nearer than tomorrow."""
    ahead = max(day - today, 1)
    learnt = recall_after_learning(model, ahead)

    def gain(card: Placed) -> float:
        _, _, _, _, last, stability, difficulty = card
        if last is None or stability is None or difficulty is None:
            return learnt
        recall = model.recall(max(today - last, 0), stability)
        after = recall_after_review(model, stability, difficulty, recall, ahead)
        return after - model.recall(max(day - last, 0), stability)

    return gain


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
