import builtins
from dataclasses import replace
from math import isclose, log

import pytest

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling import fitting
from sdcards.scheduling.fitting import ENOUGH, fit, log_loss, next_day_reviews
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.scheduler import default_parameters, within_bounds
from tests.scheduling.histories import CARD, DAY, a_scheduler
from tests.scheduling.learners import forgetful, learner

GOOD, AGAIN = Rating.GOOD, Rating.AGAIN


def history(*answers: tuple[int, Rating]) -> dict[CardId, list[Review]]:
    return {CARD: [Review(count, CARD, rating, DAY + day) for count, (day, rating) in enumerate(answers)]}


def test_reviews_of_one_day_and_those_before_a_clock_was_set_right_are_not_next_day_ones() -> None:
    assert next_day_reviews(history((0, GOOD), (0, GOOD), (3, AGAIN), (1, GOOD), (3, GOOD), (4, GOOD))) == 2


def test_log_loss_is_the_mean_surprise_at_next_day_reviews() -> None:
    scheduler = a_scheduler()
    first = scheduler.answer(CARD, None, GOOD, DAY)
    second = scheduler.answer(CARD, first, GOOD, DAY + 3)
    expected = -(log(scheduler.recall(first, DAY + 3)) + log(1 - scheduler.recall(second, DAY + 9))) / 2
    assert isclose(log_loss(history((0, GOOD), (3, GOOD), (9, AGAIN)), scheduler), expected)


def test_parameters_a_hair_outside_what_fsrs_accepts_are_brought_inside() -> None:
    off = (*default_parameters()[:20], 0.800000011920929)
    assert within_bounds(off)[20] == 0.8
    assert within_bounds((200.0, *off[1:]))[0] == 100.0
    replace(a_scheduler(), parameters=within_bounds(off)).check()


def test_fit_is_made_anew_on_all_cards_and_foresees_others_of_that_person_better() -> None:
    found = fit(learner(260, 6, memory=forgetful()), a_scheduler())
    assert found.reviews == 260 * 5
    assert found.after < found.before
    assert found.parameters is not None
    others = learner(300, 6, memory=forgetful(), seed=2)
    assert (
        log_loss(others, replace(a_scheduler(), parameters=found.parameters)) < log_loss(others, a_scheduler()) - 0.01
    )


def test_fit_that_does_not_foresee_better_is_not_kept() -> None:
    found = fit(learner(400, 6, memory=default_parameters()), a_scheduler())
    assert found.after >= found.before
    assert found.parameters is None


def test_held_out_cards_take_no_part_in_the_fit_they_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[CardId]] = []

    def train(histories: fitting.Histories) -> tuple[float, ...]:
        seen.append(set(histories))
        return forgetful()

    monkeypatch.setattr(fitting, "_trainer", lambda: train)
    histories = learner(260, 6, memory=forgetful())
    found = fit(histories, a_scheduler())
    assert len(seen[0]) == pytest.approx(0.8 * 260, abs=25)
    assert found.held_out == next_day_reviews({card: histories[card] for card in set(histories) - seen[0]})
    assert seen[1] == set(histories)


@pytest.mark.parametrize(
    ("histories", "said"),
    [
        ({}, r"0 reviews came .* and a fit wants 1,000; review on"),
        (learner(30, 6, memory=default_parameters()), "150 reviews came"),
        (learner(1, ENOUGH + 50, memory=default_parameters()), "too few cards to hold some out"),
    ],
    ids=["none", "few reviews", "one card"],
)
def test_too_few_reviews_are_told_with_what_is_wanted(
    histories: dict[CardId, list[Review]], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "_trainer", lambda: None)
    with pytest.raises(SdcardsError, match=said):
        fit(histories, a_scheduler())


def test_without_the_optimizer_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    present = builtins.__import__

    def absent(name: str, *rest: object) -> object:
        if name == "fsrs_rs_python":
            raise ImportError
        return present(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(SdcardsError, match=r"pip install fsrs-rs-python.*pipx inject sdcards fsrs-rs-python"):
        fit({}, a_scheduler())
