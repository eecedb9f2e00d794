"""Where things live: as platformdirs says, and where the environment says otherwise."""

import ntpath
import os
import posixpath
import sys
from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from sdcards import places


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SDCARDS_DATA", "SDCARDS_CACHE", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/someone")


@pytest.mark.parametrize(
    "variables", [{}, {"XDG_DATA_HOME": "/data", "XDG_CACHE_HOME": "/cache"}, {"XDG_DATA_HOME": ""}]
)
def test_unix_folders_are_those_of_the_xdg_standard(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    theirs = Unix("sdcards", appauthor=False)
    assert places.data_folder() == theirs.user_data_dir
    assert places.cache_folder() == theirs.user_cache_dir


def test_mac_folders_are_those_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    theirs = MacOS("sdcards", appauthor=False)
    assert places.data_folder() == theirs.user_data_dir
    assert places.cache_folder() == theirs.user_cache_dir


@pytest.mark.parametrize("local", [r"C:\Users\someone\AppData\Local", ""])
def test_windows_folders_are_those_of_local_application_data(monkeypatch: pytest.MonkeyPatch, local: str) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "path", ntpath)
    monkeypatch.setenv("USERPROFILE", r"C:\Users\someone")
    monkeypatch.setenv("LOCALAPPDATA", local)
    monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda _: r"C:\Users\someone\AppData\Local")
    theirs = Windows("sdcards", appauthor=False)
    assert ntpath.normpath(places.data_folder()) == ntpath.normpath(theirs.user_data_dir)
    assert ntpath.normpath(places.cache_folder()) == ntpath.normpath(theirs.user_cache_dir)


def test_emptying_the_cache_never_empties_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    for platform in ("linux", "darwin", "win32"):
        monkeypatch.setattr(sys, "platform", platform)
        data, cache = Path(places.data_folder()), Path(places.cache_folder())
        assert not data.is_relative_to(cache)


def test_environment_decides_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDCARDS_DATA", "/my/data")
    monkeypatch.setenv("SDCARDS_CACHE", "/my/cache")
    monkeypatch.setenv("SDCARDS_CARDS", "/my/cards")
    assert (places.data_folder(), places.cache_folder(), places.cards_folder()) == (
        "/my/data",
        "/my/cache",
        "/my/cards",
    )
    assert places.progress_file() == posixpath.join("/my/data", "progress.db")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A checkout in which the program is taken to lie; its package folder is returned."""
    package = tmp_path / "src" / "sdcards"
    package.mkdir(parents=True)
    monkeypatch.setattr(places, "_HERE", str(package))
    return package


def test_checkout_has_its_cards_and_its_lock_at_the_top(installed: Path, tmp_path: Path) -> None:
    assert installed.is_dir()
    assert places.cards_folder() == str(tmp_path / "cards")
    assert places.released_file() == str(tmp_path / "dist" / "released.json")


def test_installed_program_brings_its_cards_and_its_lock_along(installed: Path) -> None:
    (installed / "deck").mkdir()
    assert places.cards_folder() == str(installed / "deck")
    assert places.released_file() == str(installed / "released.json")


def test_another_deck_has_its_lock_beside_it(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (installed / "deck").mkdir()
    assert places.released_file(str(tmp_path / "other" / "cards")) == str(tmp_path / "other" / "dist" / "released.json")
    monkeypatch.setenv("SDCARDS_CARDS", str(tmp_path / "mine"))
    assert places.released_file() == str(tmp_path / "dist" / "released.json")
