"""Cards asked back by a mock interview: which come, when, and until when."""

import pytest

from sdcards.ids import CardId, note_of
from sdcards.scheduling.queue import Limits
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.session import Session
from sdcards.store.candidates import next_due
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import change_setting
from sdcards.store.today import todays_queue
from sdcards.store.transaction import transaction
from sdcards.store.wanted import UNDONE_WITHIN, WANTED_A_DAY, forget_reviewed, want, wanted_today, why_wanted
from tests.scheduling.histories import DAY, a_scheduler
from tests.scheduling.test_session import NOON
from tests.store.practice import keep_mock
from tests.store.stores import answer, attach_deck

AGAIN, _, GOOD, EASY = Rating
A, A2, B, C, D = (CardId(name) for name in ("a/x", "a/y", "b/x", "c/x", "d/x"))
MORNING = DAY * 86_400_000 + 30_000_000
"""Before noon, when `answer` reviews."""
DAY_MS = 86_400_000


@pytest.fixture
def study(light_log: ReviewLog) -> ReviewLog:
    """A log beside a deck of five cards, two of them siblings."""
    attach_deck(light_log.con, (A, A2, B, C, D))
    return light_log


def first(log: ReviewLog, today: int = DAY) -> list[str]:
    """The cards asked back that open a day's session."""
    return [card for card, _ in wanted_today(log.con, today)]


def test_wanted_card_opens_the_session_before_due_ones_and_keeps_its_due_day(study: ReviewLog) -> None:
    answer(study, EASY, DAY - 2, C)
    answer(study, EASY, DAY - 30, B)
    before = study.schedule(C)
    want(study.con, [C], MORNING)
    assert todays_queue(study.con, DAY) == (C, A, B, D)
    assert study.schedule(C) == before


def test_unseen_wanted_card_is_introduced_before_all_others(study: ReviewLog) -> None:
    answer(study, EASY, DAY - 30, B)
    want(study.con, [D], MORNING)
    assert todays_queue(study.con, DAY) == (D, A, B, C)


def test_unseen_cards_come_in_curriculum_order_and_then_the_weakest(study: ReviewLog) -> None:
    answer(study, EASY, DAY - 1, B)
    answer(study, GOOD, DAY - 3, C)
    want(study.con, [D, C, B, A], MORNING)
    assert wanted_today(study.con, DAY) == [(A, True), (D, True), (C, False), (B, False)]


def test_card_half_learnt_today_comes_after_the_wanted_ones(study: ReviewLog) -> None:
    answer(study, AGAIN, DAY, B)
    want(study.con, [C], MORNING)
    assert todays_queue(study.con, DAY)[:2] == (C, B)


def test_review_fulfils_the_wish_and_its_undo_brings_it_back(study: ReviewLog) -> None:
    want(study.con, [A], MORNING)
    review = answer(study, GOOD, DAY, A)
    assert first(study, DAY + 1) == []
    assert why_wanted(study.con, A) is None
    study.drop(review, None)
    assert first(study) == [A]


def test_what_was_reviewed_long_ago_is_forgotten_and_what_could_be_undone_is_not(study: ReviewLog) -> None:
    want(study.con, [A, B, C], MORNING)
    at = answer(study, GOOD, DAY, A).at
    answer(study, GOOD, DAY + 3, B)
    forget_reviewed(study.con, at + UNDONE_WITHIN)
    assert study.con.execute("SELECT count(*) FROM wanted").fetchone() == (3,)
    forget_reviewed(study.con, at + UNDONE_WITHIN + 1)
    assert study.con.execute("SELECT card FROM wanted ORDER BY card").fetchall() == [(B,), (C,)]


def test_review_before_the_mock_fulfils_nothing_but_keeps_the_note_for_tomorrow(study: ReviewLog) -> None:
    review = answer(study, EASY, DAY, A)
    want(study.con, [A], review.at)
    assert first(study) == []
    assert next_due(study.con, DAY) == DAY + 1
    assert first(study, DAY + 1) == [A]


def test_early_review_is_an_ordinary_one_after_the_days_that_really_passed(study: ReviewLog) -> None:
    answer(study, EASY, DAY - 2, C)
    before = study.schedule(C)
    assert before is not None
    assert before.due > DAY
    want(study.con, [C], MORNING)
    session = Session(todays_queue(study.con, DAY), study, a_scheduler(), lambda: NOON)
    assert session.current == C
    session.answer(GOOD, 5000)
    assert study.schedule(C) == a_scheduler().answer(C, before, GOOD, DAY)
    assert study.check_fold(a_scheduler()) == ()
    assert C not in first(study, DAY + 1)
    session.undo()
    assert (study.schedule(C), first(study)) == (before, [C])


def test_latest_moment_counts_whatever_comes_in_first(study: ReviewLog) -> None:
    want(study.con, [A], MORNING)
    want(study.con, [A, B], MORNING - DAY_MS)
    answer(study, EASY, DAY - 1, B)
    assert study.con.execute("SELECT * FROM wanted ORDER BY card").fetchall() == [(A, MORNING), (B, MORNING - DAY_MS)]
    assert first(study) == [A]


def test_want_is_part_of_the_transaction_it_is_called_in(study: ReviewLog) -> None:
    def want_and_fail() -> None:
        with transaction(study.con):
            want(study.con, [A], MORNING)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        want_and_fail()
    assert first(study) == []


def test_hidden_cards_and_those_that_left_the_deck_stay_away(study: ReviewLog) -> None:
    want(study.con, [A, B, C, CardId("gone/x")], MORNING)
    study.hide(A, None)
    study.hide(B, DAY + 1)
    assert first(study) == [C]
    assert first(study, DAY + 1) == [B, C]
    study.unhide(A)
    assert first(study) == [A, C]


def test_note_gives_one_card_the_unseen_one_and_the_sibling_follows_tomorrow(study: ReviewLog) -> None:
    answer(study, EASY, DAY - 9, A)
    want(study.con, [A, A2], MORNING)
    assert first(study) == [A2]
    assert todays_queue(study.con, DAY) == (A2, B, C, D)
    answer(study, EASY, DAY, A2)
    assert first(study) == []
    assert first(study, DAY + 1) == [A]


def test_note_gives_its_weaker_card_when_both_were_seen(study: ReviewLog) -> None:
    answer(study, EASY, DAY - 9, A)
    answer(study, GOOD, DAY - 8, A2)
    want(study.con, [A, A2], MORNING)
    assert first(study) == [A2]


def test_wanted_cards_take_their_places_within_the_limits(study: ReviewLog) -> None:
    answer(study, EASY, DAY - 30, B)
    answer(study, EASY, DAY - 2, C)
    want(study.con, [C, D], MORNING)
    assert todays_queue(study.con, DAY, limits=Limits(new=1, reviews=1)) == (D, C)
    assert todays_queue(study.con, DAY, limits=Limits(new=0, reviews=5)) == (C, B)
    assert todays_queue(study.con, DAY, limits=Limits(new=5, reviews=0)) == (D, A)


def test_seen_sibling_comes_where_no_new_card_is_allowed(study: ReviewLog) -> None:
    answer(study, EASY, DAY - 2, A)
    want(study.con, [A, A2], MORNING)
    assert todays_queue(study.con, DAY, limits=Limits(new=0, reviews=5)) == (A,)


def test_poor_mock_brings_a_handful_a_day_and_the_rest_later(light_log: ReviewLog) -> None:
    cards = [CardId(f"n{number:02}/x") for number in range(WANTED_A_DAY + 4)]
    attach_deck(light_log.con, cards)
    change_setting(light_log.con, "new", "50")
    want(light_log.con, cards, MORNING)
    assert first(light_log) == cards[:WANTED_A_DAY]
    for card in cards[:3]:
        answer(light_log, EASY, DAY, card)
    assert first(light_log) == cards[3:WANTED_A_DAY]
    assert first(light_log, DAY + 1) == cards[3 : WANTED_A_DAY + 3]


def test_session_that_is_narrowed_gets_its_wanted_cards_alone(study: ReviewLog) -> None:
    want(study.con, [A, D], MORNING)
    assert todays_queue(study.con, DAY, among={C, D}) == (D, C)


def test_wish_of_a_clock_that_ran_ahead_waits_for_it(study: ReviewLog) -> None:
    want(study.con, [A], MORNING + 9 * DAY_MS)
    assert first(study) == []
    assert first(study, DAY + 9) == [A]


def test_wanted_cards_are_found_without_a_look_at_any_other_card_or_review(study: ReviewLog) -> None:
    want(study.con, [A], MORNING)
    asked: list[str] = []
    study.con.set_trace_callback(asked.append)
    assert first(study) == [A]
    study.con.set_trace_callback(None)
    questions = [query for query in asked if "wanted" in query]
    steps = [step for query in questions for *_, step in study.con.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert [step for step in steps if step.startswith("SCAN")] == ["SCAN w", "SCAN seen"]
    looked_up = {" ".join(step.split()[:4]) for step in steps if step.startswith("SEARCH")}
    assert looked_up >= {"SEARCH r USING PRIMARY", "SEARCH review USING COVERING", "SEARCH w USING PRIMARY"}
    assert len(questions) == 2


def test_card_tells_by_which_mock_it_is_wanted(study: ReviewLog) -> None:
    want(study.con, [A], MORNING)
    assert why_wanted(study.con, A) == (MORNING, None)
    assert why_wanted(study.con, B) is None
    keep_mock(study.con, MORNING - 9_000_000, {}, prompt="chat")
    keep_mock(study.con, MORNING - 3_000_000, {})
    keep_mock(study.con, MORNING + 1, {}, prompt="rate-limiter")
    assert why_wanted(study.con, A) == (MORNING, "url-shortener")


def test_next_day_on_which_a_seen_card_comes_is_the_next_one_while_one_is_wanted(study: ReviewLog) -> None:
    answer(study, EASY, DAY, A)
    later = next_due(study.con, DAY)
    assert later is not None
    assert later > DAY + 1
    want(study.con, [B], MORNING)
    assert next_due(study.con, DAY) == later
    want(study.con, [A], MORNING + DAY_MS // 2)
    assert note_of(A) not in first(study)
    assert next_due(study.con, DAY) == DAY + 1
