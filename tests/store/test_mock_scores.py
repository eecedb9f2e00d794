"""How each phase went in the mock interviews done lately."""

from sdcards.scheduling.readiness import MockScore
from sdcards.store.mock_scores import read_mock_scores
from sdcards.store.review_log import ReviewLog
from tests.store.practice import keep_mock


def test_nothing_is_told_before_the_first_mock(light_log: ReviewLog) -> None:
    assert read_mock_scores(light_log.con) == {}


def test_score_is_the_share_of_the_weight_of_the_last_three_in_which_a_phase_was_scored(light_log: ReviewLog) -> None:
    con = light_log.con
    keep_mock(con, 4_000, {"estimates": (8, 8), "api": (1, 4)})
    keep_mock(con, 1_000, {"estimates": (0, 9)})
    keep_mock(con, 2_000, {"estimates": (5, 10)})
    keep_mock(con, 3_000, {"estimates": (3, 4)})
    scores = read_mock_scores(con)
    assert scores["estimates"] == MockScore((8 + 3 + 5) / (8 + 4 + 10), 3)
    assert scores["api"] == MockScore(0.25, 1)


def test_mock_that_is_still_being_scored_does_not_count_yet(light_log: ReviewLog) -> None:
    keep_mock(light_log.con, 1_000, {"api": (1, 2)}, ended=None)
    assert read_mock_scores(light_log.con) == {}


def test_phase_that_was_not_scored_or_weighs_nothing_is_left_out(light_log: ReviewLog) -> None:
    keep_mock(light_log.con, 1_000, {"api": (0, 0), "data": (0, 5)})
    light_log.con.execute("UPDATE mock_phase SET said = NULL WHERE phase = 'data'")
    assert read_mock_scores(light_log.con) == {}
