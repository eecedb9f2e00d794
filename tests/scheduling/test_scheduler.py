import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import fsrs
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from sdcards.clock import study_day
from sdcards.errors import SdcardsError
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.schedule import Phase, Schedule
from sdcards.scheduling.scheduler import LONGEST_STABILITY, Scheduler, default_parameters
from tests.scheduling.histories import CARD, DAY, a_scheduler, answers, gaps, ratings, reviews_of

AGAIN, HARD, GOOD, EASY = Rating

any_parameters = st.tuples(
    *(st.floats(low, high) for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True))
)


def after(*history: tuple[Rating, int]) -> Schedule:
    """The schedule after ratings, each so many days after the one before."""
    schedule = a_scheduler().replay(CARD, reviews_of(list(history)))
    assert schedule is not None
    return schedule


def test_importing_the_module_does_not_import_fsrs() -> None:
    program = "import sys, sdcards.scheduling.session; sys.exit('fsrs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(("rating", "left"), [(AGAIN, 2), (HARD, 1), (GOOD, 1), (EASY, 0)])
def test_new_card_wants_repeats_by_how_well_it_went(rating: Rating, left: int) -> None:
    schedule = after((rating, 0))
    assert (schedule.left, schedule.phase) == (left, Phase.LEARNING if left else Phase.REVIEW)


@pytest.mark.parametrize(("rating", "left"), [(AGAIN, 2), (HARD, 2), (GOOD, 1), (EASY, 0)])
def test_learning_card_counts_down_by_goods_of_the_day(rating: Rating, left: int) -> None:
    schedule = after((AGAIN, 0), (rating, 0))
    assert (schedule.left, schedule.phase) == (left, Phase.LEARNING if left else Phase.REVIEW)


@pytest.mark.parametrize("rating", [HARD, GOOD, EASY])
@pytest.mark.parametrize("start", [[(AGAIN, 0)], [(EASY, 0), (AGAIN, 8)]], ids=["learning", "relearning"])
def test_card_remembered_over_a_night_is_learnt(start: list[tuple[Rating, int]], rating: Rating) -> None:
    schedule = after(*start, (rating, 1))
    assert (schedule.left, schedule.phase) == (0, Phase.REVIEW)


def test_card_forgotten_over_a_night_is_learnt_anew() -> None:
    assert after((GOOD, 0), (AGAIN, 1)).left == 2


def test_lapse_enters_relearning() -> None:
    schedule = after((EASY, 0), (AGAIN, 8))
    assert (schedule.phase, schedule.left, schedule.lapses) == (Phase.RELEARNING, 1, 1)


@pytest.mark.parametrize(("rating", "left"), [(AGAIN, 1), (HARD, 1), (GOOD, 0), (EASY, 0)])
def test_relearning_card_wants_one_good(rating: Rating, left: int) -> None:
    schedule = after((EASY, 0), (AGAIN, 8), (rating, 0))
    assert (schedule.left, schedule.phase) == (left, Phase.RELEARNING if left else Phase.REVIEW)


def test_failing_while_relearning_is_no_second_lapse() -> None:
    assert after((EASY, 0), (AGAIN, 8), (AGAIN, 0)).lapses == 1


@pytest.mark.parametrize("rating", [HARD, GOOD, EASY])
def test_review_card_that_is_remembered_stays_in_review(rating: Rating) -> None:
    schedule = after((EASY, 0), (rating, 8))
    assert (schedule.phase, schedule.left, schedule.lapses, schedule.reps) == (Phase.REVIEW, 0, 0, 2)


def test_card_with_goods_left_is_due_today_and_else_after_its_interval() -> None:
    waiting, done = after((GOOD, 0)), after((GOOD, 0), (GOOD, 0))
    assert waiting.due == DAY
    assert done.due == DAY + done.interval


def test_first_stabilities_are_those_of_the_parameters() -> None:
    assert tuple(after((rating, 0)).stability for rating in Rating) == default_parameters()[:4]


def test_recall_follows_the_forgetting_curve_of_fsrs_6() -> None:
    # The formula of FSRS-6, where w20 is the decay: recall is 0.9 when the elapsed days are the stability.
    schedule, decay = after((EASY, 0)), default_parameters()[20]
    factor = 0.9 ** (-1 / decay) - 1
    assert a_scheduler().recall(schedule, DAY + 30) == pytest.approx((1 + factor * 30 / schedule.stability) ** -decay)


def test_recall_is_certain_today_and_90_percent_after_the_stability() -> None:
    schedule = Schedule(Phase.REVIEW, DAY + 50, DAY, 50.0, 5.0, 50, 0, 3, 0)
    assert a_scheduler().recall(schedule, DAY) == 1
    assert a_scheduler().recall(schedule, DAY + 50) == pytest.approx(0.9)


def test_higher_retention_asks_sooner() -> None:
    history = reviews_of([(EASY, 0), (GOOD, 8), (GOOD, 30)])
    sooner, later = (a_scheduler(retention).replay(CARD, history) for retention in (0.97, 0.70))
    assert sooner is not None
    assert later is not None
    assert sooner.due < later.due


def test_no_interval_passes_the_longest() -> None:
    schedule = a_scheduler(maximum_interval=30).replay(CARD, reviews_of([(EASY, 0), (EASY, 100), (EASY, 300)]))
    assert schedule is not None
    assert 27 <= schedule.interval <= 30


def test_stability_stops_at_a_hundred_years() -> None:
    before = Schedule(Phase.REVIEW, DAY, DAY - 20_000, 36_000.0, 1.0, 365, 0, 9, 0)
    assert a_scheduler().answer(CARD, before, EASY, DAY).stability == LONGEST_STABILITY


@given(answers, gaps)
def test_better_answer_is_never_due_sooner(history: list[tuple[Rating, int]], gap: int) -> None:
    scheduler, reviews = a_scheduler(), reviews_of(history)
    before = scheduler.replay(CARD, reviews)
    day = (before.last if before else DAY) + gap
    assert_in_order(scheduler, before, day)


@given(any_parameters, st.floats(0.70, 0.97), answers, gaps)
def test_better_answer_is_never_due_sooner_whatever_the_parameters(
    parameters: tuple[float, ...], retention: float, history: list[tuple[Rating, int]], gap: int
) -> None:
    scheduler = Scheduler(parameters, retention, 36_500)
    before = scheduler.replay(CARD, reviews_of(history))
    assert_in_order(scheduler, before, (before.last if before else DAY) + gap)


def assert_in_order(scheduler: Scheduler, before: Schedule | None, day: int) -> None:
    dues = [schedule.due for schedule in scheduler.preview(CARD, before, day).values()]
    assert all(worse <= better for worse, better in pairwise(dues))
    assert day <= dues[0]


@given(answers, ratings, gaps)
def test_preview_shows_what_the_answer_gives(history: list[tuple[Rating, int]], rating: Rating, gap: int) -> None:
    scheduler = a_scheduler()
    before = scheduler.replay(CARD, reviews_of(history))
    day = (before.last if before else DAY) + gap
    assert scheduler.preview(CARD, before, day)[rating] == scheduler.answer(CARD, before, rating, day)


@given(answers)
def test_folding_a_history_equals_answering_one_by_one(history: list[tuple[Rating, int]]) -> None:
    scheduler, reviews, schedule = a_scheduler(), reviews_of(history), None
    for review in reviews:
        schedule = scheduler.answer(CARD, schedule, review.rating, review.day)
    assert scheduler.replay(CARD, reviews) == schedule


@given(answers.filter(bool), st.floats(0.70, 0.97))
def test_memory_agrees_with_fsrs_on_its_own(history: list[tuple[Rating, int]], retention: float) -> None:
    ours = Scheduler(default_parameters(), retention, 36_500)
    theirs = fsrs.Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = fsrs.Card(card_id=1, due=datetime(2020, 1, 1, tzinfo=UTC))
    reviews = reviews_of(history)
    for review in reviews:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=review.day)
        card, _ = theirs.review_card(card, fsrs.Rating(review.rating), moment)
    schedule = ours.replay(CARD, reviews)
    assert schedule is not None
    assert card.stability is not None
    assert schedule.stability == pytest.approx(min(card.stability, LONGEST_STABILITY), rel=1e-12)
    assert schedule.difficulty == pytest.approx(card.difficulty, rel=1e-12)


@given(answers.filter(bool), st.integers(1, 500))
def test_clock_set_back_counts_as_the_last_day(history: list[tuple[Rating, int]], days_back: int) -> None:
    scheduler = a_scheduler()
    before = scheduler.replay(CARD, reviews_of(history))
    assert before is not None
    back, same = (scheduler.answer(CARD, before, GOOD, before.last - days) for days in (days_back, 0))
    assert back == same


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        (at("2026-11-20 21:00"), at("2026-11-21 07:00"), 1),
        (at("2026-11-20 21:00"), at("2026-11-21 20:00"), 1),
        (at("2026-11-20 23:00"), at("2026-11-21 01:00"), 0),
        (at("2026-03-28 21:00"), at("2026-03-29 07:00"), 1),
        (at("2026-03-29 01:30"), at("2026-03-29 05:00"), 1),
        (at("2026-10-24 21:00"), at("2026-10-25 03:59"), 0),
        (at("2026-10-25 02:30"), at("2026-10-25 02:30").replace(fold=1), 0),
        (at("2026-10-25 12:00"), at("2026-10-26 12:00"), 1),
        (at("2026-11-20 12:00", "Pacific/Auckland"), at("2026-11-19 15:00", "Pacific/Honolulu"), 0),
        (at("2026-11-20 08:00", "Pacific/Honolulu"), at("2026-11-21 20:00", "Pacific/Auckland"), 1),
    ],
    ids=str,
)
def test_study_days_decide_how_far_two_reviews_are_apart(first: datetime, second: datetime, days: int) -> None:
    scheduler = a_scheduler()
    before = scheduler.answer(CARD, None, EASY, study_day(first))
    then = scheduler.answer(CARD, before, GOOD, study_day(second))
    assert then.last - before.last == days
    assert then == scheduler.answer(CARD, before, GOOD, before.last + days)


@pytest.mark.parametrize("retention", [0.0, 0.69, 0.98, 1.0, -1.0, float("nan")])
def test_retention_out_of_range_is_refused(retention: float) -> None:
    with pytest.raises(SdcardsError, match=r"retention is '.*'; choose one from 0\.70 to 0\.97"):
        a_scheduler(retention)


def test_longest_interval_under_a_day_is_refused() -> None:
    with pytest.raises(SdcardsError, match="longest interval is '0' days"):
        a_scheduler(maximum_interval=0)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        (default_parameters()[:19], "19 FSRS parameters, 19 of them finite; give 21"),
        ((*default_parameters()[:20], float("nan")), "21 FSRS parameters, 20 of them finite"),
    ],
)
def test_parameters_that_are_not_21_numbers_are_refused(parameters: tuple[float, ...], words: str) -> None:
    with pytest.raises(SdcardsError, match=words):
        Scheduler(parameters, 0.9, 365)


def test_parameters_out_of_their_bounds_are_refused_in_the_words_of_fsrs() -> None:
    scheduler = Scheduler((*default_parameters()[:20], 7.0), 0.9, 365)
    with pytest.raises(SdcardsError, match=r"parameters\[20\] = 7.0 is out of bounds"):
        scheduler.check()
    with pytest.raises(SdcardsError, match="FSRS refuses the parameters"):
        scheduler.answer(CARD, None, GOOD, DAY)
