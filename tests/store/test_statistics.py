"""What the log and the schedules add up to."""

from collections import Counter
from contextlib import closing

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.statistics import MATURE, Answers, Day, HardCard
from sdcards.store.database import empty_store
from sdcards.store.interviews import LONGEST_TOOK
from sdcards.store.review_log import ReviewLog
from sdcards.store.statistics import read_days, read_days_studied, read_hardest, read_placed, read_work, suspended_count
from tests.scheduling.histories import DAY, ratings
from tests.store.stores import answer, attach_deck

AGAIN, HARD, GOOD, EASY = Rating
A, A2, B, C = (CardId(name) for name in ("a/x", "a/y", "b/x", "c/x"))
GONE = CardId("gone/x")
MINUTE = 60_000
UNSEEN = ("area", "topic", "design", None, None, None, None)


@pytest.fixture
def study(light_log: ReviewLog) -> ReviewLog:
    """A log beside a deck of four cards."""
    attach_deck(light_log.con, (A, A2, B, C))
    return light_log


def rate(log: ReviewLog, card: CardId, *history: tuple[Rating, int]) -> None:
    """Rate a card, each time with the days since the one before."""
    day = DAY
    for rating, gap in history:
        day += gap
        answer(log, rating, day, card, at=day * 1440 * MINUTE + len(log.history(card)))


def test_store_without_a_review_has_no_day(study: ReviewLog) -> None:
    assert read_days(study.con, DAY) == ()
    assert read_days_studied(study.con) == ()
    assert read_work(study.con) == (0, 0)
    assert read_hardest(study.con) == ()
    assert suspended_count(study.con) == 0
    assert list(read_placed(study.con)) == [UNSEEN] * 4


def test_day_counts_all_reviews_but_only_first_answers_tell_about_memory(study: ReviewLog) -> None:
    rate(study, A, (AGAIN, 0), (GOOD, 0), (AGAIN, 3), (GOOD, 0))
    rate(study, B, (EASY, 0), (HARD, 3))
    assert read_days(study.con, DAY) == (
        Day(DAY, reviews=3, milliseconds=15_000),
        Day(DAY + 3, reviews=3, milliseconds=15_000, young=Answers(2, 1)),
    )


@pytest.mark.parametrize(("gap", "kind"), [(20, "young"), (21, "mature"), (300, "mature")])
def test_memory_is_mature_after_21_days(study: ReviewLog, gap: int, kind: str) -> None:
    rate(study, A, (GOOD, 0), (GOOD, 1), (AGAIN, gap))
    *_, last = read_days(study.con, DAY)
    assert {"young": last.young, "mature": last.mature} == {"young": Answers(), "mature": Answers()} | {
        kind: Answers(1, 0)
    }


def test_time_away_from_a_card_is_not_study(study: ReviewLog) -> None:
    rate(study, A, (GOOD, 0))
    study.con.execute("UPDATE review SET took = 3600000")
    assert read_days(study.con, DAY)[0].milliseconds == 2 * MINUTE
    assert read_work(study.con) == (1, 2 * MINUTE)


def test_reviews_of_a_card_that_left_the_deck_stay_what_was_done(study: ReviewLog) -> None:
    rate(study, GONE, (GOOD, 0), (GOOD, 1), (AGAIN, 9))
    assert [day.reviews for day in read_days(study.con, DAY)] == [1, 1, 1]
    assert read_days(study.con, DAY)[2].young == Answers(1, 0)
    assert list(read_placed(study.con)) == [UNSEEN] * 4
    assert read_hardest(study.con) == ()
    study.hide(GONE, None)
    assert suspended_count(study.con) == 0


def test_seen_card_is_placed_with_what_is_remembered_of_it(study: ReviewLog) -> None:
    rate(study, B, (EASY, 0))
    schedule = study.schedule(B)
    assert schedule is not None
    placed = ("area", "topic", "design", schedule.due, DAY, schedule.stability, schedule.difficulty)
    assert Counter(read_placed(study.con)) == Counter([placed] + [UNSEEN] * 3)


def test_suspended_card_is_left_out_and_a_buried_one_is_due_when_it_comes_back(study: ReviewLog) -> None:
    for card in (A, A2, B):
        rate(study, card, (EASY, 0))
    study.hide(A, None)
    study.hide(A2, DAY + 100)
    study.hide(C, None)
    due = sorted(due or 0 for _, _, _, due, *_ in read_placed(study.con))
    schedule = study.schedule(B)
    assert schedule is not None
    assert due == [schedule.due, DAY + 100]
    assert suspended_count(study.con) == 2


def test_hardest_cards_lapsed_most_and_hold_least(study: ReviewLog) -> None:
    rate(study, A, (EASY, 0), (AGAIN, 9), (GOOD, 0), (AGAIN, 2))
    rate(study, A2, (EASY, 0), (AGAIN, 9))
    rate(study, B, (EASY, 0), (AGAIN, 20))
    rate(study, C, (GOOD, 0))
    study.hide(A2, DAY + 90)
    stability = {card: schedule.stability for card in (A, A2, B) if (schedule := study.schedule(card))}
    assert stability[A2] < stability[B]
    assert read_hardest(study.con) == tuple(
        HardCard(card, "front", lapses, stability[card]) for card, lapses in ((A, 2), (A2, 1), (B, 1))
    )
    assert [card.card for card in read_hardest(study.con, 1)] == [A]
    study.hide(A, None)
    assert [card.card for card in read_hardest(study.con)] == [A2, B]


def test_walk_through_the_log_goes_along_its_key_so_that_answers_are_joined_in_their_order(study: ReviewLog) -> None:
    rate(study, A, (GOOD, 0), (GOOD, 1))
    asked: list[str] = []
    study.con.set_trace_callback(asked.append)
    read_days(study.con, DAY)
    study.con.set_trace_callback(None)
    (walk,) = (query for query in asked if "group_concat" in query)
    assert [step for *_, step in study.con.execute(f"EXPLAIN QUERY PLAN {walk}")] == ["SCAN review"]


names = st.builds("{}/{}".format, st.sampled_from("abcde"), st.sampled_from("xy")).map(CardId)


@given(st.lists(names, unique=True), st.lists(st.tuples(names, ratings, st.integers(0, 60)), max_size=25))
def test_days_add_up_to_the_log_and_cards_to_the_deck(
    deck: list[CardId], history: list[tuple[CardId, Rating, int]]
) -> None:
    with closing(empty_store()) as con:
        attach_deck(con, deck)
        log = ReviewLog(con)
        for card, rating, gap in history:
            answer(log, rating, DAY + gap, card)
        days = read_days(con, DAY)
        reviews = list(log.reviews())
        assert sum(day.reviews for day in days) == len(reviews)
        assert sum(day.milliseconds for day in days) == sum(review.took for review in reviews)
        assert [day.day for day in days] == sorted({review.day for review in reviews})
        assert read_days_studied(con) == tuple(day.day for day in days)
        assert read_work(con) == (len(reviews), sum(review.took for review in reviews))
        asked_again = {(review.card, review.day) for review in reviews} - {
            (card, min(review.day for review in reviews if review.card == card))
            for card in {each.card for each in reviews}
        }
        assert sum(day.young.given + day.mature.given for day in days) == len(asked_again)
        placed = list(read_placed(con))
        assert len(placed) == len(deck)
        assert sum(last is not None for _, _, _, _, last, *_ in placed) == len(
            {review.card for review in reviews} & set(deck)
        )


days_off = st.integers(0, 60)
rows_of_log = st.lists(
    st.tuples(st.integers(0, 90), names, st.integers(1, 4), days_off, st.sampled_from((0, 1, 7, LONGEST_TOOK, 10**7))),
    unique_by=lambda row: row[:2],
)
"""Moment, card, rating, day and time taken: days may go back, as in logs of clocks that were wrong."""


@given(rows_of_log, days_off)
@example([(0, A, 3, 0, 1), (1, A, 3, 30, 1), (2, A, 1, 9, 1), (3, A, 3, 31, 1)], 20)
@example([(0, A, 3, 9, 1), (1, A, 3, 2, 1), (2, A, 3, 25, 1), (2, B, 1, 25, 1)], 20)
def test_days_are_those_of_a_walk_through_the_whole_log(
    log: list[tuple[int, CardId, int, int, int]], since: int
) -> None:
    with closing(empty_store()) as con:
        con.executemany("INSERT INTO review (at, card, rating, day, took, origin) VALUES (?, ?, ?, ?, ?, '')", log)
        assert read_days(con, since) == tuple(day for day in walked(log) if day.day >= since)


def walked(log: list[tuple[int, CardId, int, int, int]]) -> list[Day]:
    """Every day of a log, looking at each review with the one before it."""
    days: dict[int, Day] = {}
    before: dict[CardId, int] = {}
    for _, card, rating, day, took in sorted(log):
        so_far, answer, none = days.get(day, Day(day)), Answers(1, int(rating > 1)), Answers()
        gap = day - before.get(card, day)
        days[day] = Day(
            day,
            so_far.reviews + 1,
            so_far.milliseconds + min(took, LONGEST_TOOK),
            so_far.young + (answer if 0 < gap < MATURE else none),
            so_far.mature + (answer if gap >= MATURE else none),
        )
        before[card] = day
    return [days[day] for day in sorted(days)]
