"""Mock interviews and drills as rows, for the tests of this room and of the commands."""

import sqlite3
from collections.abc import Mapping

from tests.scheduling.histories import DAY

Scores = Mapping[str, tuple[int, int]]
"""The weight said and the whole weight, by phase."""


def keep_mock(
    con: sqlite3.Connection, began: int, scores: Scores, *, ended: int | None = 0, prompt: str = "url-shortener"
) -> None:
    """A mock interview, over ten minutes later unless told otherwise."""
    over = began + 600_000 if ended == 0 else ended
    con.execute(
        "INSERT INTO mock (began, day, prompt, minutes, phase, ended, origin) VALUES (?, ?, ?, 40, 'wrap-up', ?, 'terminal')",
        (began, DAY, prompt, over),
    )
    for phase, (said, of) in scores.items():
        con.execute("INSERT INTO mock_phase VALUES (?, ?, 60000, 'notes', ?, ?)", (began, phase, said, of))
        con.execute("INSERT INTO mock_line VALUES (?, ?, 'Asked for the numbers.', ?)", (began, phase, said > 0))


def keep_drill(con: sqlite3.Connection, at: int, *, correct: bool = True) -> None:
    con.execute(
        "INSERT INTO drill (at, kind, day, correct, took, origin) VALUES (?, 'rate', ?, ?, 9000, 'terminal')",
        (at, DAY, correct),
    )
