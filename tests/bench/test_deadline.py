"""The plan against Anki's defaults, with made-up learners: 14 days of 20 minutes, in three worlds."""

import pytest
from bench.deadline import measure


@pytest.mark.parametrize(
    ("world", "least", "better"),
    [
        ("fsrs", 1.15, 9),  # memory is what FSRS believes, for another person
        ("actr", 1.06, 8),  # memory follows another theory
        ("hard", 0.94, 0),  # and material that is forgotten far faster: where no plan helps it may cost little
    ],
)
def test_plan_knows_more_cards_on_the_day_than_the_defaults_of_anki(world: str, least: float, better: int) -> None:
    result = measure(world, days=14, minutes=20, learners=10)
    assert result.ratio() >= least
    assert result.better >= better
    assert result.minutes["plan"] <= 14 * 20 * 1.03


def test_plan_uses_the_minutes_that_a_daily_limit_leaves() -> None:
    result = measure("fsrs", days=7, minutes=40, learners=4)
    assert result.minutes["anki"] < 0.7 * result.minutes["plan"]
    assert result.ratio() > 1.5
