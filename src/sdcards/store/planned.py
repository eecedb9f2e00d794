"""The plan for the next interview, out of the store and the compiled deck."""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from dataclasses import dataclass

from sdcards.ids import CardId, NoteId
from sdcards.scheduling.costs import Costs, measured_costs
from sdcards.scheduling.forecast import Forecast, build_forecast
from sdcards.scheduling.memory import memory_model
from sdcards.scheduling.plan import End, Planner, Seen, Standing, smoothed_pass_rate
from sdcards.scheduling.queue import Candidate, Limits, build_queue
from sdcards.store.candidates import due_rows, new_rows, seen_notes
from sdcards.store.interviews import LONGEST_TOOK, minutes_a_day, next_interview, seconds_left
from sdcards.store.settings import read_scheduler
from sdcards.store.transaction import rows
from sdcards.store.wanted import wanted_today

RECENT = 100
"""Next-day reviews that the pass rate looks back on."""

_LOOKED_AT = 1000
"""Showings of any kind that are looked at for it, and for what showings take."""

_SHOWINGS = """
    SELECT CASE WHEN before IS NULL THEN 'new' WHEN before >= day THEN 'repeat' WHEN rating > 1 THEN 'passed'
        ELSE 'failed' END, took
    FROM (
        SELECT rating, day, min(took, :longest) / 1000.0 AS took, (
            SELECT day FROM review AS b WHERE b.card = r.card AND b.at < r.at ORDER BY b.at DESC LIMIT 1
        ) AS before FROM review AS r ORDER BY at DESC LIMIT :count
    )"""

_NOT_SUSPENDED = "NOT EXISTS (SELECT 1 FROM suspension AS h WHERE h.card = c.id AND h.until IS NULL)"
_SEEN = f"""
    SELECT s.card, iif(c.changed > s.last, min(s.due, c.changed), s.due), s.last, s.stability, s.difficulty,
    max(s.last + 1, coalesce(h.until, 0))
    FROM schedule AS s JOIN deck.card AS c ON c.id = s.card LEFT JOIN suspension AS h ON h.card = s.card
    WHERE {_NOT_SUSPENDED}"""
_UNSEEN = f"""
    SELECT id FROM deck.card AS c WHERE NOT EXISTS (SELECT 1 FROM schedule AS s WHERE s.card = c.id)
    AND {_NOT_SUSPENDED} ORDER BY wave, place, position"""
_AREAS = f"SELECT id, area FROM deck.card AS c WHERE {_NOT_SUSPENDED} ORDER BY place"


@dataclass(frozen=True, slots=True)
class TodaysPlan:
    """What to do today for the ``interview`` on a study day: the cards in order, ``new`` ones among them.

    The first ``wanted`` of them are asked back. ``seconds`` is how long that should take, ``left`` what today's answers left
    of the day's minutes, ``end`` why there is no more.
    """

    interview: int
    cards: tuple[CardId, ...]
    new: int
    wanted: int
    seconds: float
    left: float
    end: End


def todays_plan(con: sqlite3.Connection, today: int, *, among: Container[str] | None = None) -> TodaysPlan | None:
    """Today's plan; None when no interview lies ahead. ``among`` narrows the cards.

    Cards asked back come first, then those that wait from earlier today; these whatever time is left, for they are half
    learnt. The daily limits do not hold, for the minutes do.
    """
    interview = next_interview(con, today)
    if interview is None:
        return None
    planner, left = read_planner(con, interview), seconds_left(con, today)
    waiting = _waiting(con, today, among)
    repeating = sum(each.left for each in waiting) * planner.costs.repeat
    most = None if among is not None else _most_cards(left - repeating, planner.costs)
    new = [CardId(card) for card in new_rows(con, today, most) if among is None or card in among]
    wanted = [CardId(card) for card, _ in wanted_today(con, today, among=among)]
    day = planner.plan_day(Standing(today, left - repeating, _seen(con, among), new, _closed(con, today), wanted))
    first = tuple(card for card in day.cards if card in wanted)
    return TodaysPlan(
        interview=interview,
        cards=first + build_queue(waiting, (), limits=Limits(0, 0), today=today) + day.cards[len(first) :],
        new=sum(choice.new for choice in day.choices),
        wanted=len(first),
        seconds=repeating + day.seconds,
        left=left,
        end=day.end,
    )


def read_planner(con: sqlite3.Connection, interview: int) -> Planner:
    """The plan's rules with a person's own parameters, times and pass rate."""
    took: dict[str, list[float]] = {}
    reviews: list[bool] = []
    for kind, seconds in rows(con, _SHOWINGS, {"longest": LONGEST_TOOK, "count": _LOOKED_AT}):
        if seconds:
            took.setdefault(kind, []).append(seconds)
        if kind in ("passed", "failed"):
            reviews.append(kind == "passed")
    recent = reviews[:RECENT]
    return Planner(
        interview=interview,
        model=memory_model(read_scheduler(con).parameters),
        costs=measured_costs(took),
        pass_rate=smoothed_pass_rate(sum(recent), len(recent)),
    )


def read_forecast(con: sqlite3.Connection, today: int) -> Forecast | None:
    """What will be known on the day of the next interview, of all cards that are not suspended; None without one."""
    interview = next_interview(con, today)
    if interview is None:
        return None
    standing = Standing(today, seconds_left(con, today), _seen(con), _unseen(con), _closed(con, today))
    areas = {CardId(card): area for card, area in rows(con, _AREAS)}
    return build_forecast(read_planner(con, interview), standing, minutes_a_day(con) * 60, areas)


def _waiting(con: sqlite3.Connection, today: int, among: Container[str] | None) -> list[Candidate]:
    candidates = [
        Candidate(CardId(row[0]), *row[1:]) for row in due_rows(con, today) if among is None or row[0] in among
    ]
    return [each for each in candidates if each.waits(today)]


def _most_cards(seconds: float, costs: Costs) -> int:
    """No more new cards than this need be read: as they all promise the same, time is up before more are missed."""
    return max(int(seconds / min(costs.new, costs.passed, costs.failed)), 0) + 1


def _seen(con: sqlite3.Connection, among: Container[str] | None = None) -> list[Seen]:
    return [Seen(CardId(row[0]), *row[1:]) for row in rows(con, _SEEN) if among is None or row[0] in among]


def _unseen(con: sqlite3.Connection) -> list[CardId]:
    return [CardId(card) for (card,) in rows(con, _UNSEEN)]


def _closed(con: sqlite3.Connection, today: int) -> set[NoteId]:
    return {NoteId(note) for note in seen_notes(con, today)}
