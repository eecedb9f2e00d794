"""Whatever the clock and the zone do between two answers: no review is lost, nothing is negative, the fold stays equal."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sdcards.clock import date_of, milliseconds, study_day
from sdcards.ids import CardId
from sdcards.practice.drills import Drilled
from sdcards.practice.interview import Progress
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.session import Session
from sdcards.store.candidates import counts, next_due, remaining
from sdcards.store.database import empty_store
from sdcards.store.drills import keep_drill, read_drills
from sdcards.store.interviews import keep_interviews
from sdcards.store.merging import merge_store
from sdcards.store.mocks import Mock, every, finish, free_moment, keep, unfinished
from sdcards.store.planned import read_forecast, todays_plan
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler
from sdcards.store.statistics import read_days
from sdcards.store.today import todays_queue
from sdcards.store.wanted import wanted_today
from tests.store.stores import attach_deck

CARDS = tuple(CardId(f"note-{number}/answer") for number in range(6))
ZONES = tuple(
    map(
        ZoneInfo,
        ("UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Apia", "Australia/Lord_Howe"),
    )
)
YEAR = timedelta(days=365)
steps = st.lists(
    st.tuples(
        st.sampled_from(ZONES),
        st.one_of(
            st.sampled_from(
                [timedelta(0), YEAR, -YEAR, timedelta(days=1), timedelta(hours=-25), timedelta(milliseconds=1)]
            ),
            st.timedeltas(timedelta(days=-3), timedelta(days=40)),
        ),
        st.sampled_from(["again", "good", "easy", "undo", "bury", "mock", "drill"]),
    ),
    max_size=14,
)
starts = st.datetimes(datetime(1970, 1, 3), datetime(2100, 12, 28), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis asks so


class Life:
    """A person with a store in memory, and a clock that somebody else moves."""

    def __init__(self, start: datetime) -> None:
        self.con = empty_store()
        attach_deck(self.con, CARDS)
        self.log = ReviewLog(self.con)
        self.now = start
        self.kept = 0
        self.drills = self.mocks = 0

    @property
    def today(self) -> int:
        return study_day(self.now)

    def step(self, zone: ZoneInfo, gap: timedelta, deed: str) -> None:
        self.now = (self.now.astimezone(UTC) + gap).astimezone(zone)
        if deed == "drill":
            keep_drill(self.con, Drilled(milliseconds(self.now), "rate", self.today, correct=True, took=900))
            self.drills += 1
        elif deed == "mock":
            self._mock()
        else:
            self._review(deed)

    def _review(self, deed: str) -> None:
        session = Session(CARDS[:4], self.log, read_scheduler(self.con), lambda: self.now)
        if deed == "bury":
            session.bury()
            return
        for _ in range(5):
            if session.current is not None:
                session.answer(Rating.GOOD if deed == "undo" else Rating[deed.upper()], took_ms=1000)
                self.kept += 1
        if deed == "undo" and session.undo():
            self.kept -= 1

    def _mock(self) -> None:
        began = free_moment(self.con, milliseconds(self.now))
        keep(self.con, Mock(began, self.today, "chat", 40, None, 0, Progress("design", {"design": 60.0})))
        finish(self.con, began, milliseconds(self.now), [CARDS[4], CARDS[0]])
        self.mocks += 1


@settings(max_examples=40)
@given(starts, steps, st.sampled_from([timedelta(0), YEAR, -YEAR]))
@example(datetime(2026, 11, 22, 12, tzinfo=UTC), [(ZONES[0], YEAR, "good"), (ZONES[0], -YEAR, "good")], timedelta(0))
@example(
    datetime(2028, 2, 29, 12, tzinfo=UTC), [(ZONES[3], timedelta(0), "good"), (ZONES[1], timedelta(0), "again")], -YEAR
)
@example(
    datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
    [(ZONES[0], timedelta(0), "good"), (ZONES[0], timedelta(1), "mock")],
    YEAR,
)
def test_log_plan_mocks_and_drills_stand_whatever_the_clock_does(
    start: datetime, life: list[tuple[ZoneInfo, timedelta, str]], after: timedelta
) -> None:
    person = Life(start)
    with closing(person.con):
        for step in life:
            person.step(*step)
        _is_whole(person)
        person.now += after
        _can_be_gone_on_with(person)


def _is_whole(person: Life) -> None:
    log = person.log
    assert log.check_fold(read_scheduler(person.con)) == ()
    reviews = list(log.reviews())
    assert len(reviews) == person.kept
    assert len(list(read_drills(person.con))) == person.drills
    assert (len(every(person.con)), unfinished(person.con)) == (person.mocks, None)
    for card in CARDS:
        history = log.history(card)
        assert all(one.at < two.at and one.day <= two.day for one, two in pairwise(history))
        schedule = log.schedule(card)
        assert schedule is None or schedule.last <= schedule.due <= schedule.last + 365
    with closing(empty_store()) as other:
        merge_store(other, person.con, person.today)
        assert list(ReviewLog(other).reviews()) == reviews
        assert [ReviewLog(other).schedule(card) for card in CARDS] == [log.schedule(card) for card in CARDS]


def _can_be_gone_on_with(person: Life) -> None:
    con, today = person.con, person.today
    due, new, waiting = counts(con, today, *remaining(con, today))
    queue = todays_queue(con, today)
    assert len(queue) == len(set(queue)) == due + new + waiting
    assert set(queue) >= {card for card, _ in wanted_today(con, today)}
    assert all(each.reviews > 0 and each.milliseconds >= 0 for each in read_days(con, 0))
    following = next_due(con, today)
    assert following is None or following > today
    keep_interviews(con, [date_of(today + 9)])
    plan, forecast = todays_plan(con, today), read_forecast(con, today)
    assert plan is not None
    assert forecast is not None
    assert plan.seconds >= 0 <= plan.new
    assert set(plan.cards) <= set(CARDS)
    assert all(0 <= known <= len(CARDS) for known in forecast.by_day)
