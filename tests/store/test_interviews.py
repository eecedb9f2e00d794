from datetime import date

import pytest

from sdcards.errors import SdcardsError
from sdcards.scheduling.rating import Rating
from sdcards.store.interviews import (
    MINUTES_A_DAY,
    interviews,
    keep_interviews,
    keep_minutes,
    minutes_a_day,
    next_interview,
    seconds_left,
    study_day_of,
)
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_settings, write_value
from tests.scheduling.histories import DAY
from tests.store.stores import answer

FIRST, SECOND = date(2026, 12, 15), date(2027, 1, 8)


def test_dates_are_kept_once_and_in_order(light_log: ReviewLog) -> None:
    keep_interviews(light_log.con, [SECOND, FIRST, SECOND])
    assert interviews(light_log.con) == [FIRST, SECOND]


def test_next_interview_counts_up_to_its_own_day(light_log: ReviewLog) -> None:
    keep_interviews(light_log.con, [FIRST, SECOND])
    first, second = map(study_day_of, (FIRST, SECOND))
    assert [next_interview(light_log.con, day) for day in (first - 30, first, first + 1, second + 1)] == [
        first,
        first,
        second,
        None,
    ]


def test_no_date_means_no_plan(light_log: ReviewLog) -> None:
    keep_interviews(light_log.con, [FIRST])
    keep_interviews(light_log.con, [])
    assert interviews(light_log.con) == []
    assert next_interview(light_log.con, DAY) is None


def test_minutes_have_a_default_and_are_kept(light_log: ReviewLog) -> None:
    assert minutes_a_day(light_log.con) == MINUTES_A_DAY
    keep_minutes(light_log.con, 45)
    assert minutes_a_day(light_log.con) == 45


def test_todays_answers_use_up_the_minutes(light_log: ReviewLog) -> None:
    keep_minutes(light_log.con, 1)
    answer(light_log, Rating.GOOD, DAY - 1)
    answer(light_log, Rating.GOOD, DAY)
    answer(light_log, Rating.GOOD, DAY)
    assert seconds_left(light_log.con, DAY) == 50


def test_absence_uses_up_two_minutes_at_most(light_log: ReviewLog) -> None:
    answer(light_log, Rating.GOOD, DAY)
    light_log.con.execute("UPDATE review SET took = 3600000")
    assert seconds_left(light_log.con, DAY) == MINUTES_A_DAY * 60 - 120


def test_dates_are_no_settings_of_the_list(light_log: ReviewLog) -> None:
    before = read_settings(light_log.con)
    keep_interviews(light_log.con, [FIRST])
    keep_minutes(light_log.con, 45)
    assert read_settings(light_log.con) == before


def test_spoilt_dates_say_how_to_be_rid_of_them(light_log: ReviewLog) -> None:
    write_value(light_log.con, "interviews", "soon")
    with pytest.raises(SdcardsError, match=r"'soon'; 'sdcards plan --clear' forgets them"):
        interviews(light_log.con)
