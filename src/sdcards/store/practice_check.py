"""Is what is kept about practice possible? Phases of the interview may have any name: another version may know others."""

import sqlite3

from sdcards.store.transaction import rows

LAST_DAY = 100_000
"""The study day of 2243; what lies past it is no date of anything that somebody did."""

LAST_MOMENT = (LAST_DAY + 2) * 86_400_000
"""The same in UTC epoch milliseconds, with room for every time zone."""

_NOT_A_DAY = f"day NOT BETWEEN -1 AND {LAST_DAY}"  # a clock that lost its power begins in the night to 1970-01-01
_FAULTS = {
    "phases of a mock interview that is not there": "mock_phase WHERE mock NOT IN (SELECT began FROM mock)",
    "checklist lines of a mock interview that is not there": "mock_line WHERE mock NOT IN (SELECT began FROM mock)",
    "mock interviews with impossible values": f"""mock WHERE began NOT BETWEEN 0 AND {LAST_MOMENT} OR {_NOT_A_DAY}
        OR ended NOT BETWEEN 0 AND {LAST_MOMENT} OR minutes < 1 OR change < 0
        OR posed NOT IN (0, 1) OR others < 0""",
    "phases with impossible values": """mock_phase WHERE spent < 0 OR said < 0 OR of < 0 OR said > of
        OR said IS NOT NULL AND of IS NULL""",
    "checklist lines with impossible values": "mock_line WHERE said NOT IN (0, 1)",
    "cards asked back at an impossible time": f"wanted WHERE since NOT BETWEEN 0 AND {LAST_MOMENT}",
    "drills with impossible values": f"""drill WHERE at NOT BETWEEN 0 AND {LAST_MOMENT} OR {_NOT_A_DAY}
        OR took < 0 OR correct NOT IN (0, 1)""",
}


def practice_faults(con: sqlite3.Connection) -> tuple[str, ...]:
    """What is wrong with mock interviews, cards asked back and drills, each with how often; empty when nothing is."""
    found = ((what, next(rows(con, f"SELECT count(*) FROM {where}"))[0]) for what, where in _FAULTS.items())
    return tuple(f"{what} ({count:,})" for what, count in found if count)
