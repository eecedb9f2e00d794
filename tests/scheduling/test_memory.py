"""Our own FSRS-6 must be py-fsrs's, or the plan weighs other memories than the schedule keeps."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.scheduling.memory import MemoryModel, memory_model
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.schedule import Schedule
from sdcards.scheduling.scheduler import Scheduler, default_parameters
from tests.scheduling.histories import CARD, DAY, a_scheduler, answers

HISTORIES, REVIEWS = 2000, 25
MODEL = memory_model(default_parameters())


def parameters_like_the_default(rng: random.Random) -> tuple[float, ...]:
    """Parameters that move within the bounds FSRS accepts, as fits to real people do."""
    w = list(default_parameters())
    for place in (0, 1, 2, 3, 8, 10, 15, 16, 17, 18, 20):
        w[place] *= rng.uniform(0.8, 1.15)
    return tuple(w)


def both_after(
    scheduler: Scheduler, model: MemoryModel, history: list[tuple[Rating, int]]
) -> list[tuple[float, float, float, float]]:
    """Stability and difficulty by py-fsrs and by us after every review of a history of ratings and gaps."""
    schedule: Schedule | None = None
    mine, day, pairs = (0.0, 0.0), DAY, []
    for rating, gap in history:
        day += gap
        mine = model.first(rating) if schedule is None else model.after(*mine, gap, rating)
        schedule = scheduler.answer(CARD, schedule, rating, day)
        pairs.append((schedule.stability, mine[0], schedule.difficulty, mine[1]))
    return pairs


def test_two_thousand_random_histories_agree_with_py_fsrs() -> None:
    rng = random.Random(6)
    default = a_scheduler(), MODEL
    for number in range(HISTORIES):
        parameters = parameters_like_the_default(rng)
        scheduler, model = default if number % 2 else (Scheduler(parameters, 0.9, 365), memory_model(parameters))
        gaps = [
            0,
            *(rng.choice((0, rng.randint(1, 9), rng.randint(1, 9), rng.randint(10, 300))) for _ in range(REVIEWS)),
        ]
        history = [(Rating(rng.choices((1, 2, 3, 4), (3, 1, 5, 1))[0]), gap) for gap in gaps]
        for theirs_s, ours_s, theirs_d, ours_d in both_after(scheduler, model, history):
            assert ours_s == pytest.approx(theirs_s, rel=1e-9)
            assert ours_d == pytest.approx(theirs_d, rel=1e-9)


@given(answers)
def test_any_history_agrees_with_py_fsrs(history: list[tuple[Rating, int]]) -> None:
    for theirs_s, ours_s, theirs_d, ours_d in both_after(a_scheduler(), MODEL, history):
        assert ours_s == pytest.approx(theirs_s, rel=1e-9)
        assert ours_d == pytest.approx(theirs_d, rel=1e-9)


@given(st.floats(0.01, 1000), st.integers(0, 3000))
def test_recall_agrees_with_py_fsrs(stability: float, gap: int) -> None:
    after_first = a_scheduler().answer(CARD, None, Rating.GOOD, DAY)
    s = after_first.stability
    assert MODEL.recall(gap, s) == pytest.approx(a_scheduler().recall(after_first, DAY + gap), rel=1e-9)
    assert MODEL.recall(stability, stability) == pytest.approx(0.9)
