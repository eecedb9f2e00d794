"""A card that was made new again keeps its reviews, and they no longer count; and what Anki was given."""

from contextlib import closing

from sdcards.ids import CardId, NoteId
from sdcards.scheduling.rating import Rating
from sdcards.store.database import empty_store
from sdcards.store.given import keep_given, read_given
from sdcards.store.merging import merge_store
from sdcards.store.review_log import ReviewLog
from tests.scheduling.histories import CARD, DAY, a_scheduler
from tests.store.stores import answer

OTHER = CardId("a-note/answer")
SCHEDULER = a_scheduler()


def test_reset_card_is_new_and_its_reviews_stay(light_log: ReviewLog) -> None:
    last = [answer(light_log, Rating.GOOD, DAY + gap) for gap in (0, 3)][-1]
    light_log.merge([], SCHEDULER, resets=[(CARD, last.at + 1)])
    assert (light_log.schedule(CARD), len(light_log.history(CARD))) == (None, 2)
    assert list(light_log.by_card()) == []
    assert light_log.check_fold(SCHEDULER) == ()


def test_reviews_after_a_reset_start_again(light_log: ReviewLog) -> None:
    first = answer(light_log, Rating.GOOD)
    light_log.merge([], SCHEDULER, resets=[(CARD, first.at + 1)])
    second = answer(light_log, Rating.EASY, DAY + 9)
    assert light_log.schedule(CARD) == SCHEDULER.replay(CARD, [second])
    light_log.refold(SCHEDULER)
    assert light_log.schedule(CARD) == SCHEDULER.replay(CARD, [second])
    assert [(card, list(reviews)) for card, reviews in light_log.by_card()] == [(CARD, [second])]


def test_reset_concerns_its_card_alone_and_only_what_came_before(light_log: ReviewLog) -> None:
    answer(light_log, Rating.GOOD, card=OTHER)
    mine = answer(light_log, Rating.GOOD, at=10**12)
    light_log.merge([], SCHEDULER, resets=[(CARD, mine.at - 1)])
    assert light_log.schedule(OTHER) is not None
    assert light_log.schedule(CARD) == SCHEDULER.replay(CARD, [mine])


def test_review_at_the_millisecond_of_the_reset_counts_no_more(light_log: ReviewLog) -> None:
    mine = answer(light_log, Rating.GOOD)
    light_log.merge([], SCHEDULER, resets=[(CARD, mine.at)])
    assert light_log.schedule(CARD) is None


def test_resets_go_along_when_two_logs_become_one(light_log: ReviewLog) -> None:
    mine = answer(light_log, Rating.GOOD)
    with closing(empty_store()) as con:
        there = ReviewLog(con)
        there.merge([mine], SCHEDULER, resets=[(CARD, mine.at + 1)])
        assert merge_store(light_log.con, con, DAY).added == 0
    assert light_log.resets() == {(CARD, mine.at + 1)}
    assert light_log.schedule(CARD) is None


def test_texts_that_anki_was_given_are_remembered_once(light_log: ReviewLog) -> None:
    keep_given(light_log.con, {NoteId("a-note"): "1", NoteId("b-note"): "2"})
    keep_given(light_log.con, {NoteId("a-note"): "1"})
    keep_given(light_log.con, {NoteId("a-note"): "3"})
    assert read_given(light_log.con) == {"a-note": {"1", "3"}, "b-note": {"2"}}
