from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.store.database import empty_store
from sdcards.store.review_log import ReviewLog
from tests.store.stores import open_log


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.db"


@pytest.fixture
def log(path: Path) -> Iterator[ReviewLog]:
    """The log of a new store on disk."""
    log = open_log(path)
    with closing(log.con):
        yield log


@pytest.fixture
def light_log() -> Iterator[ReviewLog]:
    """The log of a new store in memory."""
    with closing(empty_store()) as con:
        yield ReviewLog(con)
