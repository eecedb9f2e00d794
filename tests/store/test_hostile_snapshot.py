"""A progress file that somebody prepared: nothing in it is computed before its tables are known to be ours."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.errors import SdcardsError
from sdcards.store.snapshot import open_snapshot
from tests.scheduling.histories import DAY
from tests.store.stores import open_log

COSTLY = "length(hex(zeroblob(100000000))) > 0"


@pytest.mark.parametrize(
    "trap",
    [
        f"CREATE TABLE trap (a CHECK ({COSTLY}))",
        "CREATE TABLE trap (a, b AS (hex(zeroblob(100000000))))",
        f"CREATE INDEX trap ON flag (card) WHERE {COSTLY}",
    ],
)
def test_what_a_prepared_file_wants_computed_is_not(tmp_path: Path, trap: str) -> None:
    path = tmp_path / "other.db"
    open_log(path, DAY).con.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as con:
        con.execute(trap)
    with pytest.raises(SdcardsError, match="has other tables than a progress file of sdcards"):
        open_snapshot(path, str(tmp_path / "progress.db"))
