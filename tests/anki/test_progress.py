import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.anki.progress import (
    CardState,
    Kind,
    Progress,
    by_card,
    card_state,
    day_counter,
    fold_card,
    resets_by_card,
)
from sdcards.clock import study_day
from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from tests.scheduling.histories import a_scheduler

CARD, OTHER = CardId("a/x"), CardId("b/x")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = study_day(NOW)
SCHEDULER = a_scheduler()


def at(day: int, minute: int = 0) -> int:
    return (day * 24 * 60 + 12 * 60 + minute) * 60_000


def reviews(*answers: tuple[int, Rating], card: CardId = CARD) -> list[Review]:
    """Reviews on days from today, a minute apart."""
    return [
        Review(at(TODAY + day, minute), card, rating, TODAY + day, took=9000)
        for minute, (day, rating) in enumerate(answers)
    ]


def progress_with(*histories: list[Review], resets: dict[CardId, list[int]] | None = None) -> Progress:
    log = {history[0].card: history for history in histories}
    begun = min((history[0].day for history in histories), default=None)
    return Progress(lambda card: log.get(card, ()), begun, resets or {}, set(), set(), SCHEDULER, NOW, 4, UTC)


LEARNT = reviews((-9, Rating.GOOD), (-9, Rating.GOOD), (-5, Rating.GOOD), (-1, Rating.AGAIN), (-1, Rating.GOOD))


def test_rows_say_what_each_answer_did() -> None:
    rows = fold_card(CARD, progress_with(LEARNT)).rows
    assert [row.kind for row in rows] == [Kind.LEARNING, Kind.LEARNING, Kind.REVIEW, Kind.REVIEW, Kind.RELEARNING]
    assert [row.rating for row in rows] == [3, 3, 3, 1, 3]
    assert [row.interval < 0 for row in rows] == [True, False, False, True, False]
    assert [row.last_interval for row in rows] == [0, *(row.interval for row in rows[:-1])]
    assert all(100 <= row.factor <= 1100 for row in rows)
    assert {row.took for row in rows} == {9000}


def test_card_that_wants_two_goods_waits_a_minute_and_one_that_wants_one_waits_ten() -> None:
    rows = fold_card(CARD, progress_with(reviews((0, Rating.AGAIN), (0, Rating.GOOD)))).rows
    assert [row.interval for row in rows] == [-60, -600]


def test_reset_starts_the_card_anew_between_its_rows() -> None:
    reset = at(TODAY - 3)
    folded = fold_card(CARD, progress_with(LEARNT, resets={CARD: [reset]}))
    assert [(row.at, row.rating) for row in folded.rows[3:4]] == [(reset, 0)]
    assert [row.kind for row in folded.rows[3:]] == [Kind.MANUAL, Kind.LEARNING, Kind.LEARNING]
    assert folded.schedule == SCHEDULER.replay(CARD, LEARNT[3:])


def test_reset_after_the_last_review_leaves_a_new_card() -> None:
    folded = fold_card(CARD, progress_with(LEARNT, resets={CARD: [at(TODAY)]}))
    assert folded.schedule is None
    assert (folded.rows[-1].rating, folded.rows[-1].kind, folded.rows[-1].factor) == (0, Kind.MANUAL, 0)


def test_learning_rows_stand_at_the_beginning_and_nowhere_else() -> None:
    answers = [(day, rating) for day in range(-40, 0, 4) for rating in (Rating.GOOD, Rating.GOOD, Rating.AGAIN)]
    kinds = [row.kind for row in fold_card(CARD, progress_with(reviews(*answers))).rows]
    first_other = next(place for place, kind in enumerate(kinds) if kind is not Kind.LEARNING)
    assert Kind.LEARNING not in kinds[first_other:]


def state_of(history: list[Review], progress: Progress | None = None) -> CardState:
    whole = progress or progress_with(history)
    return card_state(CARD, fold_card(CARD, whole), 7, whole)


def test_card_in_review_is_due_on_its_day_of_the_collection() -> None:
    schedule = SCHEDULER.replay(CARD, LEARNT)
    assert schedule is not None
    state = state_of(LEARNT)
    assert (state.type, state.queue, state.ivl, state.left) == (2, 2, schedule.interval, 0)
    assert progress_with(LEARNT).first_day + state.due == schedule.due
    assert (state.reps, state.lapses) == (schedule.reps, schedule.lapses)


def test_card_carries_its_memory_state() -> None:
    schedule = SCHEDULER.replay(CARD, LEARNT)
    assert schedule is not None
    assert json.loads(state_of(LEARNT).data) == {
        "s": round(schedule.stability, 4),
        "d": round(schedule.difficulty, 3),
        "dr": 0.9,
        "decay": 0.154,
        "lrt": LEARNT[-1].at // 1000,
    }


@pytest.mark.parametrize(
    ("history", "kind", "left"),
    [
        (reviews((0, Rating.AGAIN)), 1, 2),
        (reviews((0, Rating.GOOD)), 1, 1),
        (reviews((-9, Rating.EASY), (0, Rating.AGAIN)), 3, 1),
    ],
)
def test_card_that_is_not_known_yet_is_shown_again_in_ten_minutes(history: list[Review], kind: int, left: int) -> None:
    state = state_of(history)
    assert (state.type, state.queue, state.left) == (kind, 1, left)
    assert state.due == history[-1].at // 1000 + 600
    assert (state.ivl > 0) == (kind == 3)


def test_new_card_stands_at_its_place() -> None:
    assert state_of([], progress_with(reviews((0, Rating.GOOD), card=OTHER))) == CardState(type=0, queue=0, due=7)


@pytest.mark.parametrize("history", [[], LEARNT])
def test_suspended_and_flagged_cards_are_so_in_anki(history: list[Review]) -> None:
    whole = replace(progress_with(history or reviews((0, Rating.GOOD), card=OTHER)), suspended={CARD}, flagged={CARD})
    state = state_of(history, whole)
    assert (state.queue, state.flags) == (-1, 1)


def test_reviews_and_resets_are_sorted_to_their_cards() -> None:
    other = reviews((0, Rating.GOOD), card=OTHER)
    assert by_card([*LEARNT, *other]) == {CARD: LEARNT, OTHER: other}
    assert resets_by_card({(CARD, 9), (CARD, 2)}) == {CARD: [2, 9]}


@pytest.mark.parametrize(("zone", "west"), [("UTC", 0), ("America/Los_Angeles", 480), ("Asia/Kolkata", -330)])
def test_collection_begins_at_the_turn_of_a_day_before_the_first_review(zone: str, west: int) -> None:
    progress = replace(progress_with(LEARNT), zone=ZoneInfo(zone))
    began = datetime.fromtimestamp(progress.created, UTC).astimezone(ZoneInfo(zone))
    assert (began.hour, began.minute, study_day(began)) == (4, 0, TODAY - 10)
    assert progress.clock == {
        "creationOffset": west,
        "localOffset": west,
        "rollover": 4,
        "schedVer": 2,
        "sched2021": True,
    }


def test_collection_made_before_a_clock_change_says_so() -> None:
    progress = replace(progress_with(reviews((-60, Rating.GOOD))), zone=ZoneInfo("America/Los_Angeles"))
    assert (progress.clock["creationOffset"], progress.clock["localOffset"]) == (420, 480)


def test_without_reviews_the_collection_begins_yesterday() -> None:
    assert progress_with().first_day == TODAY - 1


@given(
    st.integers(1_500_000_000_000, 1_900_000_000_000),
    st.sampled_from(["UTC", "America/Los_Angeles", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe"]),
    st.integers(0, 23),
)
def test_day_of_a_millisecond_is_the_study_day_of_its_moment(moment: int, zone: str, rollover: int) -> None:
    local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment)).astimezone(ZoneInfo(zone))
    assert day_counter(ZoneInfo(zone), rollover)(moment) == study_day(local, rollover)
