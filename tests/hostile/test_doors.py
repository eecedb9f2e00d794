"""Some hundred cases for each door, always the same ones; `make fuzz` looks for others."""

import sys

import pytest

from tests.hostile.doors import TARGETS
from tests.hostile.target import Target

pytest.importorskip("resource", reason="memory and time are measured the POSIX way")

_CASES = {"topics": 20, "screens": 12, "packages": 40, "pages": 20}


@pytest.mark.skipif(sys.platform == "win32", reason="files that are open cannot be replaced there")
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_whatever_comes_is_read_or_refused_in_words(
    target: Target, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    from tests.hostile.search import search

    monkeypatch.chdir(str(tmp_path))
    result = search(target, cases=_CASES.get(target.name, 60), seed=20261122, most_memory=None)
    assert result.failures == ()
