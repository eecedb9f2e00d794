"""What the doctor looks for in mock interviews, cards asked back and drills."""

import pytest

from sdcards.ids import CardId
from sdcards.store.practice_check import practice_faults
from sdcards.store.review_log import ReviewLog
from sdcards.store.wanted import want
from tests.store.practice import keep_drill, keep_mock


@pytest.fixture
def practised(light_log: ReviewLog) -> ReviewLog:
    """A running mock of a single phase, one that is over, a card asked back, and a drill."""
    con = light_log.con
    keep_mock(con, 1_000, {"estimates": (2, 5), "a phase of a later version": (0, 1)})
    keep_mock(con, 2_000, {"api": (0, 0)}, ended=None)
    con.execute("UPDATE mock_phase SET said = NULL, of = NULL WHERE mock = 2000")
    want(con, [CardId("a/x")], 1_000)
    keep_drill(con, 5_000)
    return light_log


def test_practice_as_it_is_kept_has_no_fault(practised: ReviewLog) -> None:
    assert practice_faults(practised.con) == ()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (
            "INSERT INTO mock_phase VALUES (7, 'api', 0, '', NULL, NULL)",
            "phases of a mock interview that is not there (1)",
        ),
        (
            "INSERT INTO mock_line VALUES (7, 'api', 'Named it.', 1)",
            "checklist lines of a mock interview that is not there (1)",
        ),
        ("UPDATE mock SET minutes = 0", "mock interviews with impossible values (2)"),
        ("UPDATE mock SET day = -2 WHERE began = 1000", "mock interviews with impossible values (1)"),
        ("UPDATE mock SET ended = 1 << 60 WHERE began = 1000", "mock interviews with impossible values (1)"),
        ("UPDATE mock_phase SET said = 6 WHERE phase = 'estimates'", "phases with impossible values (1)"),
        ("UPDATE mock_phase SET of = NULL WHERE phase = 'estimates'", "phases with impossible values (1)"),
        ("UPDATE mock_phase SET spent = -1", "phases with impossible values (3)"),
        ("UPDATE mock_line SET said = 2 WHERE phase = 'api'", "checklist lines with impossible values (1)"),
        ("UPDATE wanted SET since = -5", "cards asked back at an impossible time (1)"),
        ("UPDATE drill SET took = -1", "drills with impossible values (1)"),
        ("UPDATE drill SET correct = 7", "drills with impossible values (1)"),
    ],
)
def test_every_fault_is_found(practised: ReviewLog, harm: str, said: str) -> None:
    practised.con.execute(harm)
    assert practice_faults(practised.con) == (said,)
