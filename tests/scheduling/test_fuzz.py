import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.ids import CardId
from sdcards.scheduling.fuzz import draw, spread
from tests.scheduling.histories import CARD

MANY = [CardId(f"note-{number}/answer") for number in range(6000)]


def lengths(interval: int, maximum: int = 36_500) -> Counter[int]:
    return Counter(spread(interval, card=card, reps=3, maximum=maximum) for card in MANY)


@pytest.mark.parametrize(
    ("interval", "low", "high"),
    [(1, 1, 1), (2, 2, 2), (3, 2, 4), (7, 5, 9), (10, 8, 12), (20, 17, 23), (50, 46, 54), (100, 93, 107)],
)
def test_interval_moves_within_the_bands_of_anki(interval: int, low: int, high: int) -> None:
    assert set(lengths(interval)) == set(range(low, high + 1))


@pytest.mark.parametrize("interval", [3, 7, 20, 100])
def test_every_day_of_the_range_is_equally_likely(interval: int) -> None:
    found = lengths(interval)
    expected = len(MANY) / len(found)
    chi_squared = sum((count - expected) ** 2 / expected for count in found.values())
    assert chi_squared < 40  # 14 degrees of freedom at most: one false alarm in 4,000, and the draw is always the same


@pytest.mark.parametrize("interval", [3, 7, 20, 100])
def test_mean_stays_where_it_was(interval: int) -> None:
    found = lengths(interval)
    assert sum(length * count for length, count in found.items()) / len(MANY) == pytest.approx(interval, rel=0.02)


def test_longest_interval_is_never_passed() -> None:
    assert set(lengths(365, maximum=365)) == set(range(345, 366))


@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 1000))
def test_longer_interval_never_comes_out_shorter(one: int, other: int, reps: int) -> None:
    short, long = sorted((one, other))
    assert spread(short, card=CARD, reps=reps, maximum=400) <= spread(long, card=CARD, reps=reps, maximum=400)


@given(st.integers(1, 400), st.integers(0, 1000))
def test_interval_stays_between_a_day_and_the_maximum(interval: int, reps: int) -> None:
    assert 1 <= spread(interval, card=CARD, reps=reps, maximum=400) <= 400


def test_draw_is_the_same_in_another_process() -> None:
    program = f"from sdcards.scheduling.fuzz import draw; print(draw('{CARD}', 7, 1000))"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert int(other.stdout) == draw(CARD, 7, 1000)


def test_cards_that_draw_alike_once_part_later() -> None:
    alike = [card for card in MANY if draw(card, 1, 10) == 0]
    assert len({draw(card, 2, 10) for card in alike}) == 10
