"""How well each phase of the interview went in the mock interviews done lately."""

import sqlite3

from sdcards.practice.scoring import LATEST, Score, total
from sdcards.scheduling.readiness import MockScore
from sdcards.store.transaction import rows

_SCORES = """SELECT p.phase, said, of FROM mock_phase AS p JOIN mock ON began = p.mock
    WHERE ended IS NOT NULL AND said IS NOT NULL AND of > 0 ORDER BY began DESC"""


def read_mock_scores(con: sqlite3.Connection) -> dict[str, MockScore]:
    """What was said in each phase of the last mocks, all over, in which it was scored; other phases are left out."""
    latest: dict[str, list[Score]] = {}
    for phase, said, of in rows(con, _SCORES):
        latest.setdefault(phase, []).append(Score(said, of))
    recent = {phase: scores[:LATEST] for phase, scores in latest.items()}
    return {phase: MockScore(total(scores).share, len(scores)) for phase, scores in recent.items()}
