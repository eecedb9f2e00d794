from sdcards.ids import CardId
from sdcards.scheduling.queue import Limits
from sdcards.scheduling.rating import Rating
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import change_setting
from sdcards.store.today import todays_queue
from tests.scheduling.histories import DAY
from tests.store.stores import answer, attach_deck

A, B, C, D = (CardId(f"{name}/x") for name in "abcd")


def test_queue_holds_what_waits_what_is_due_and_what_is_new(light_log: ReviewLog) -> None:
    attach_deck(light_log.con, [A, B, C, D])
    answer(light_log, Rating.EASY, DAY - 30, C)
    answer(light_log, Rating.AGAIN, DAY, B)
    assert todays_queue(light_log.con, DAY) == (B, A, C, D)


def test_queue_keeps_to_what_is_left_of_the_daily_limits(light_log: ReviewLog) -> None:
    attach_deck(light_log.con, [A, B, C, D])
    change_setting(light_log.con, "new", "2")
    answer(light_log, Rating.EASY, DAY, A)
    assert todays_queue(light_log.con, DAY) == (B,)
    assert todays_queue(light_log.con, DAY, limits=Limits(new=5, reviews=0)) == (B, C, D)


def test_queue_can_be_narrowed_before_it_is_cut(light_log: ReviewLog) -> None:
    attach_deck(light_log.con, [A, B, C, D])
    answer(light_log, Rating.EASY, DAY - 30, A)
    answer(light_log, Rating.EASY, DAY - 30, C)
    assert todays_queue(light_log.con, DAY, among={C, D}, limits=Limits(new=1, reviews=5)) == (C, D)
