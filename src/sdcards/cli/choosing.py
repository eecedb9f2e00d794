"""Which cards a session asks: by the plan, by the day's limits, or as the person wishes."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from sdcards.ids import CardId
from sdcards.scheduling.queue import Limits
from sdcards.store.candidates import remaining
from sdcards.store.questions import ask
from sdcards.store.today import todays_queue


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line.

    ``new`` stands in for what is left of the day's new cards, ``limit`` is a number of cards, ``ahead`` of days.
    """

    new: int | None = None
    limit: int | None = None
    area: str | None = None
    topic: str | None = None
    tag: str | None = None
    ahead: int = 0
    cram: bool = False

    @property
    def follow_the_plan(self) -> bool:
        """Whether nothing here contradicts the plan for an interview."""
        return self.new is None and not self.ahead and not self.cram


def wished_cards(con: sqlite3.Connection, wishes: Wishes) -> set[CardId] | None:
    """The cards in the area, in the topic and with the tag that were named; None where none was."""
    wanted = {"area": wishes.area, "topic": wishes.topic}
    values = {column: value for column, value in wanted.items() if value is not None}
    conditions = [f"{column} = :{column}" for column in values]
    if wishes.tag is not None:
        conditions.append("instr(tags, :tag)")
        values["tag"] = f" {wishes.tag} "
    if not conditions:
        return None
    query = f"SELECT id FROM deck.card WHERE {' AND '.join(conditions)}"
    return {CardId(card) for (card,) in ask(con, query, **values)}


def todays_choice(con: sqlite3.Connection, today: int, wishes: Wishes) -> tuple[CardId, ...]:
    """Today's cards by the limits and the wishes, in the order of the queue."""
    among = wished_cards(con, wishes)
    if wishes.cram:
        return _everything(con, today, among)
    new_left, reviews_left = remaining(con, today)
    limits = Limits(new_left if wishes.new is None else wishes.new, reviews_left)
    return todays_queue(con, today, among=among, limits=limits, ahead=wishes.ahead)


def _everything(con: sqlite3.Connection, today: int, among: set[CardId] | None) -> tuple[CardId, ...]:
    """All the cards that are not suspended: the weakest first, then the unseen ones in the order of the curriculum."""
    query = """
        SELECT c.id, (:today - s.last) / s.stability FROM deck.card AS c LEFT JOIN schedule AS s ON s.card = c.id
        WHERE c.id NOT IN (SELECT card FROM suspension WHERE until IS NULL) ORDER BY c.wave, c.place, c.position"""
    rows = list(ask(con, query, today=today))
    seen = sorted((row for row in rows if row[1] is not None), key=lambda row: -row[1])
    unseen = (row for row in rows if row[1] is None)
    return tuple(CardId(card) for card, _ in (*seen, *unseen) if among is None or card in among)
