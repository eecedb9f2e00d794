"""Results and trends in words."""

from sdcards.practice.interview import BUDGETS, budgets
from sdcards.practice.phases import PHASES
from sdcards.practice.scoring import Round, Score
from sdcards.terminal.mock_words import TASKS, TITLES, away_words, back_words, result_lines, trend_lines


def test_every_phase_has_a_title_and_a_task() -> None:
    assert tuple(TITLES) == tuple(TASKS) == tuple(BUDGETS) == PHASES


def test_result_tells_score_time_weak_phases_and_haste() -> None:
    scores = {"requirements": Score(5, 6), "bottlenecks": Score(1, 6), "api": Score(3, 6)}
    assert result_lines(scores, {"requirements": 361.0, "api": 30.0}, budgets(), "nothing asked") == [
        "Requirements             83 %   5 of 6     6:01  1:01 over",
        "Bottlenecks, trade-offs  17 %   1 of 6     0:00",
        "API                      50 %   3 of 6     0:30",
        "Whole                    50 %   9 of 18",
        "",
        "Weak: Bottlenecks, trade-offs; API.",
        "",
        "You began the design before the requirements were closed: nothing asked.",
    ]


def test_result_of_one_good_phase_is_one_line() -> None:
    assert result_lines({"api": Score(6, 6)}, {"api": 300.5}, budgets(), "") == [
        "API                     100 %   6 of 6     5:00"
    ]


def test_misses_are_told_with_their_cards() -> None:
    assert back_words(0, 0, 10) == "Nothing was missed."
    assert back_words(0, 1, 10) == "1 line missed."
    assert back_words(1, 2, 10) == "2 lines missed: 1 card will come first in your next reviews."
    assert back_words(11, 2, 10) == "2 lines missed: 11 cards will come first in your next reviews, 10 a day."


def test_time_away_is_told_in_minutes_or_seconds() -> None:
    assert away_words(720) == "You were away 12 min: paused. Any key goes on."
    assert away_words(45) == "You were away 45 s: paused. Any key goes on."


def test_trend_compares_the_last_round_with_the_mean_before() -> None:
    rounds = [Round(day, "a", {"api": Score(share, 100)}) for day, share in enumerate((20, 40, 60))]
    assert trend_lines(rounds) == ["API                      20 %   40 %   60 %   +30 against the mean before"]
    assert trend_lines(rounds, 2) == ["API                      40 %   60 %   +20 against the mean before"]
    assert trend_lines(rounds[:1]) == ["API                      20 %"]
    assert trend_lines([*rounds[:1], rounds[0]])[0].endswith("as before")
