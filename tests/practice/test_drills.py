"""Which drill comes next, and what answers add up to."""

import random
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.ids import CardId
from sdcards.notes.card import Card
from sdcards.practice.drills import RECENT, Dealer, Drilled, Kind, Tally, best_streak, by_kind, tally, weakest, weakness


def a_kind(name: str) -> Kind:
    return Kind(name, name.title(), f"{name}-topic", tuple(Card(CardId(f"{name}/{n}"), "?", "") for n in range(3)))


KINDS = [a_kind(name) for name in ("rate", "cache", "shards")]


def drilled(kind: str, answers: str, took: int = 1000) -> list[Drilled]:
    """A drill for each sign: 1 right, 0 wrong."""
    return [Drilled(at, kind, 100, answer == "1", took) for at, answer in enumerate(answers)]


def test_tally_counts_answers_right_ones_and_time() -> None:
    added = tally([*drilled("rate", "10", took=3000), *drilled("cache", "1", took=6000)])
    assert added == Tally(3, 2, 12_000)
    assert (added.accuracy, added.seconds) == (2 / 3, 4)
    assert (Tally().accuracy, Tally().seconds) == (None, None)


def test_drills_are_parted_by_kind_in_their_order() -> None:
    drills = [*drilled("rate", "1"), *drilled("cache", "0"), *drilled("rate", "0")]
    assert by_kind(drills) == {"rate": [drills[0], drills[2]], "cache": [drills[1]]}


@pytest.mark.parametrize(("answers", "best"), [("", 0), ("0", 0), ("1", 1), ("110111", 3), ("1110", 3)])
def test_best_streak_is_the_longest_run_of_right_answers(answers: str, best: int) -> None:
    assert best_streak(drilled("rate", answers)) == best


def test_weakness_is_smoothed_and_looks_at_the_last_answers_only() -> None:
    assert weakness([]) == 1 / 2
    assert weakness([False]) == 2 / 3
    assert weakness([True]) == 1 / 3
    assert weakness([False] * 100 + [True] * RECENT) == 1 / (RECENT + 2)


@given(st.lists(st.booleans(), max_size=40))
def test_weakness_is_a_chance_and_a_right_answer_never_raises_it(answers: list[bool]) -> None:
    assert 0 < weakness(answers) < 1
    assert weakness([*answers, True]) <= weakness(answers) <= weakness([*answers, False])


def test_weakest_kind_is_the_one_with_the_worst_share_and_none_if_all_is_right() -> None:
    assert weakest([]) is None
    assert weakest(drilled("rate", "11")) is None
    assert weakest([*drilled("rate", "10"), *drilled("cache", "00"), *drilled("shards", "1")]) == "cache"


def test_kind_that_goes_worst_comes_most_often_and_none_twice_in_a_row() -> None:
    dealer = Dealer(KINDS, random.Random(1), {"shards": [False] * 10, "rate": [True] * 20, "cache": [True] * 20})
    dealt = [dealer.deal()[0].name for _ in range(1000)]
    assert all(one != other for one, other in pairwise(dealt))
    assert Counter(dealt).most_common(1)[0][0] == "shards"


def test_dealer_learns_from_answers() -> None:
    four = [*KINDS, a_kind("peak")]
    dealer = Dealer(four, random.Random(2))
    for _ in range(20):
        dealer.learn(four[0], correct=True)
    assert Counter(dealer.deal()[0].name for _ in range(400))["rate"] < 60


def test_single_kind_may_follow_itself() -> None:
    dealer = Dealer(KINDS[:1], random.Random(3))
    assert {dealer.deal()[0].name for _ in range(5)} == {"rate"}


@given(st.integers(), st.lists(st.booleans(), max_size=30))
def test_every_scene_of_a_kind_comes_before_one_comes_again(seed: int, answers: list[bool]) -> None:
    dealer = Dealer(KINDS, random.Random(seed), {"rate": answers})
    seen: dict[str, list[str]] = {}
    for _ in range(40):
        kind, scene = dealer.deal()
        seen.setdefault(kind.name, []).append(scene.id)
    for scenes in seen.values():
        rounds = [set(scenes[place : place + 3]) for place in range(0, len(scenes) - 2, 3)]
        assert all(len(each) == 3 for each in rounds)


@given(st.integers(), st.lists(st.booleans(), min_size=12, max_size=12))
def test_even_dealer_deals_the_same_whatever_is_answered_and_every_kind_as_often(
    seed: int, answers: list[bool]
) -> None:
    plain, other = (Dealer(KINDS, random.Random(seed), even=True) for _ in range(2))
    expected = [plain.deal() for _ in answers]
    for (kind, scene), correct in zip(expected, answers, strict=True):
        assert other.deal() == (kind, scene)
        other.learn(kind, correct=correct)
    assert set(Counter(kind.name for kind, _ in expected).values()) == {4}
