"""What every test stands on: folders of its own, and none of the person's."""

from pathlib import Path

import pytest
from hypothesis import settings

# A shared machine is slow now and then, and that is no failure.
settings.register_profile("sdcards", deadline=None)
settings.load_profile("sdcards")


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Point the program at empty folders, and the home folder at a place that is not there."""
    monkeypatch.setenv("SDCARDS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SDCARDS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.delenv("SDCARDS_CARDS", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
