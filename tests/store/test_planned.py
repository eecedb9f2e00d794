from datetime import timedelta

import pytest

from sdcards.clock import date_of
from sdcards.ids import CardId
from sdcards.scheduling.plan import End
from sdcards.scheduling.rating import Rating
from sdcards.store.interviews import keep_interviews, keep_minutes
from sdcards.store.planned import TodaysPlan, read_forecast, read_planner, todays_plan
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import change_setting
from sdcards.store.wanted import want
from tests.scheduling.histories import DAY
from tests.store.stores import answer, attach_deck

A, B, C, D = (CardId(f"{name}/x") for name in "abcd")
AHEAD = 14


@pytest.fixture
def log(light_log: ReviewLog) -> ReviewLog:
    """A new store with four cards and an interview in two weeks."""
    attach_deck(light_log.con, [A, B, C, D, "a/y"])
    keep_interviews(light_log.con, [date_of(DAY) + timedelta(days=AHEAD)])
    return light_log


def plan_of(log: ReviewLog, today: int = DAY) -> TodaysPlan:
    plan = todays_plan(log.con, today)
    assert plan is not None
    return plan


def test_without_a_date_there_is_no_plan(log: ReviewLog) -> None:
    keep_interviews(log.con, [])
    assert todays_plan(log.con, DAY) is None
    assert read_forecast(log.con, DAY) is None


def test_plan_ends_by_itself_after_the_interview(log: ReviewLog) -> None:
    answer(log, Rating.GOOD, DAY, A)
    want(log.con, [A, B], 0)
    assert (plan_of(log, DAY + AHEAD).cards, plan_of(log, DAY + AHEAD).new) == ((A,), 0)
    assert todays_plan(log.con, DAY + AHEAD + 1) is None


def test_plan_takes_new_cards_past_the_daily_limit(log: ReviewLog) -> None:
    change_setting(log.con, "new", "1")
    plan = plan_of(log)
    assert (plan.cards, plan.new, plan.end) == ((A, B, C, D), 4, End.CARDS)
    assert plan.interview == DAY + AHEAD


def test_minutes_limit_the_plan(log: ReviewLog) -> None:
    keep_minutes(log.con, 1)
    plan = plan_of(log)
    assert (plan.cards, plan.left, plan.end) == ((A, B), 60, End.MINUTES)


def test_card_half_learnt_comes_first_even_when_the_minutes_are_used(log: ReviewLog) -> None:
    answer(log, Rating.AGAIN, DAY, C)
    assert plan_of(log).cards == (C, A, B, D)
    assert plan_of(log).seconds == pytest.approx(2 * 12 + 3 * (40 + 12 / 0.9 * 1.07))
    log.con.execute("UPDATE review SET took = 120000")
    keep_minutes(log.con, 1)
    plan = plan_of(log)
    assert (plan.cards, plan.new, plan.seconds) == ((C,), 0, 24)


def test_seen_and_new_cards_are_weighed_together(log: ReviewLog) -> None:
    answer(log, Rating.AGAIN, DAY - 3, B)
    plan = plan_of(log)
    assert set(plan.cards) == {A, B, C, D}
    assert plan.new == 3


def test_note_seen_today_and_suspended_and_buried_cards_stay_out(log: ReviewLog) -> None:
    answer(log, Rating.EASY, DAY, A)
    answer(log, Rating.GOOD, DAY - 3, B)
    log.hide(B, DAY + 1)
    log.hide(C, None)
    assert plan_of(log).cards == (D,)
    assert B in plan_of(log, DAY + 1).cards


def test_plan_can_be_narrowed(log: ReviewLog) -> None:
    answer(log, Rating.AGAIN, DAY - 3, B)
    answer(log, Rating.AGAIN, DAY, A)
    plan = todays_plan(log.con, DAY, among={B, D})
    assert plan is not None
    assert set(plan.cards) == {B, D}


def test_wanted_cards_come_first_and_take_their_minutes(log: ReviewLog) -> None:
    answer(log, Rating.EASY, DAY - 1, D)
    answer(log, Rating.AGAIN, DAY, B)
    want(log.con, [CardId("a/y"), D], DAY * 86_400_000)
    plan = plan_of(log)
    assert (plan.cards, plan.new, plan.wanted) == (("a/y", D, B, C), 2, 2)
    log.con.execute("UPDATE review SET took = 0")
    keep_minutes(log.con, 1)
    assert plan_of(log).cards == ("a/y", B)
    assert plan_of(log).end is End.MINUTES
    narrowed = todays_plan(log.con, DAY, among={C, D})
    assert narrowed is not None
    assert narrowed.cards[0] == D


def test_planner_knows_what_showings_took_and_how_many_reviews_passed(log: ReviewLog) -> None:
    cards = [CardId(f"n{number}/x") for number in range(20)]
    for card in cards:
        answer(log, Rating.GOOD, DAY - 9, card)
        answer(log, Rating.GOOD, DAY - 9, card)
    for place, card in enumerate(cards):
        answer(log, Rating.GOOD if place < 15 else Rating.AGAIN, DAY - 2, card)
    log.con.execute("UPDATE review SET took = 0 WHERE rating = 1")
    planner = read_planner(log.con, DAY + AHEAD)
    assert planner.pass_rate == pytest.approx((8.5 + 15) / (10 + 20))
    costs = planner.costs
    assert (costs.new, costs.repeat, costs.passed, costs.failed) == (10, 5, 15, 30)


def test_planner_looks_back_on_the_last_hundred_reviews(log: ReviewLog) -> None:
    for day in range(120):
        answer(log, Rating.AGAIN if day < 20 else Rating.GOOD, DAY - 120 + day, A)
    assert read_planner(log.con, DAY).pass_rate == pytest.approx(108.5 / 110)


def test_forecast_counts_all_but_suspended_cards(log: ReviewLog) -> None:
    answer(log, Rating.EASY, DAY - 1, A)
    answer(log, Rating.EASY, DAY - 1, B)
    log.hide(B, DAY + 3)
    log.hide(C, None)
    forecast = read_forecast(log.con, DAY)
    assert forecast is not None
    (area,) = forecast.areas
    assert (area.area, area.cards) == ("area", 4)
    assert 1.5 < forecast.now < 2 < forecast.kept < 4
    assert len(forecast.by_day) == AHEAD + 1
