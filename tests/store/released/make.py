"""Lives through some weeks with whatever version of sdcards is on the path, and leaves what that version writes.

    PYTHONPATH=CHECKOUT/src python make.py FOLDER

CHECKOUT is a checkout of the version. The files are kept beside this one under the version's name; README.md has the list.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sdcards.clock import milliseconds, study_day
from sdcards.ids import CardId, NoteId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.session import Session
from sdcards.store.database import VERSION, open_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import change_parameters, change_setting, read_scheduler, write_value

CARDS = tuple(CardId(f"{note}/answer") for note in ("one", "two", "three", "four", "five", "six", "seven", "eight"))
SITTINGS = (
    ("UTC", "2024-02-29T12:00"),
    ("America/Los_Angeles", "2026-03-07T23:30"),  # the clock goes forward in this night
    ("America/Los_Angeles", "2026-03-08T03:30"),
    ("America/Los_Angeles", "2026-03-08T21:00"),
    ("Asia/Kolkata", "2026-03-12T04:00"),
    ("Pacific/Kiritimati", "2026-03-20T03:59"),
    ("Pacific/Niue", "2026-03-19T23:00"),  # later, and yet a day earlier
    ("Australia/Lord_Howe", "2026-04-05T01:45"),  # the clock goes back by half an hour
    ("UTC", "2026-05-01T12:00"),
)
SETTINGS = {"retention": "0.92", "new": "12", "reviews": "80", "leech": "4", "maximum_interval": "200", "buttons": "2"}


def main(folder: str) -> None:
    """Write the progress file, and the log as text where the version can do that."""
    path = Path(folder, "progress.db")
    began = datetime.fromisoformat(SITTINGS[0][1]).replace(tzinfo=ZoneInfo(SITTINGS[0][0]))
    with closing(open_store(path, today=study_day(began))) as con:
        for name, text in SETTINGS.items():
            change_setting(con, name, text)
        change_parameters(con, tuple(value * 1.01 for value in read_scheduler(con).parameters))
        for count, (zone, moment) in enumerate(SITTINGS):
            _sit(con, datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)), count)
        _leave_marks(ReviewLog(con))
        if VERSION >= 3:
            _live_with_anki(con)
            _write_log(con, Path(folder))
        if VERSION >= 4:
            _practise(con)
        con.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it


def _sit(con: Any, moment: datetime, count: int) -> None:
    """Answer cards, take an answer back, and leave the sitting in the middle."""
    ticks = _ticking(moment)
    session = Session(CARDS[count % 3 : count + 3], ReviewLog(con), read_scheduler(con), lambda: next(ticks))
    for turn in range(9):
        if session.current is None:
            return
        session.answer(Rating(1 + (turn * 7 + count) % 4), took_ms=2000 + 137 * turn)
        if turn == 4:
            session.undo()


def _ticking(moment: datetime) -> Iterator[datetime]:
    while True:
        moment += timedelta(milliseconds=2717)
        yield moment


def _leave_marks(log: ReviewLog) -> None:
    log.hide(CARDS[1], None)
    log.hide(CARDS[2], 21_400)
    log.flag(CARDS[0])
    log.flag(CARDS[5])


def _live_with_anki(con: Any) -> None:
    """What came with the third version: interviews, own decks, a fit, and Anki."""
    from sdcards.store.given import keep_given
    from sdcards.store.interviews import keep_interviews, keep_minutes
    from sdcards.store.own_decks import KEY, own_decks_text
    from sdcards.store.settings import keep_fit

    keep_interviews(con, [date(2028, 6, 1), date(2028, 3, 15)])
    keep_minutes(con, 35)
    write_value(con, KEY, own_decks_text({"mine": "/somewhere/mine", "work": "/somewhere else/wörk"}))
    keep_fit(con, tuple(value * 0.995 for value in read_scheduler(con).parameters))
    keep_given(con, {NoteId("one"): "0123456789abcdef0123", NoteId("two"): "fedcba9876543210fedc"})
    noon = milliseconds(datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Asia/Kolkata")))
    from_anki = [Review(noon, card, Rating.GOOD, noon // 86_400_000, 4321, "anki") for card in (CARDS[3], CARDS[7])]
    own = Review(noon + 7, CardId("mine:own/answer"), Rating.HARD, noon // 86_400_000, 999)
    ReviewLog(con).merge([*from_anki, own], read_scheduler(con), undone=[(CARDS[6], 7)], resets=[(CARDS[4], noon)])


def _practise(con: Any) -> None:
    """What came with the fourth version: an interview that was scored, one that was left, and estimation drills."""
    from sdcards.practice.drills import Drilled
    from sdcards.practice.interview import Progress
    from sdcards.practice.scoring import Score
    from sdcards.store.drills import keep_drill
    from sdcards.store.mocks import Mock, finish, keep, keep_lines, keep_score

    began = milliseconds(datetime(2026, 6, 2, 19, tzinfo=ZoneInfo("America/Los_Angeles")))
    there = Progress("score", spent={"requirements": 301.5, "design": 720.0}, notes={"design": "gateway ▶ queue"})
    keep(con, Mock(began, 20_606, "url-shortener", 40, None, 1, there))
    keep_lines(con, began, "design", {"Drew the cache.": True, "Drew the store.": False})
    keep_score(con, began, "design", Score(2, 5))
    finish(con, began, began + 2_400_000, [CARDS[2], CARDS[7]])
    keep(con, Mock(began + 86_400_000, 20_607, "chat", 20, "api", 0, Progress("api", notes={"api": "send"})))
    for place, kind in enumerate(("rate", "storage", "rate")):
        keep_drill(con, Drilled(began + place, kind, 20_606, place != 1, 9000 + place, "terminal"))


def _write_log(con: Any, folder: Path) -> None:
    from sdcards.store.log_export import FORMATS, write_lines

    for name, lines in FORMATS.items():
        write_lines(folder / f"reviews.{name}", lines(ReviewLog(con), read_scheduler(con)))


if __name__ == "__main__":
    main(*sys.argv[1:])
