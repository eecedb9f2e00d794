"""Every command that writes a file refuses the same places in one line, and leaves what is there alone."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, write_small_deck
from tests.cli.test_mock_sitting import Sit, sit
from tests.terminal.fakes import ENTER, LEAVE

__all__ = ["sit"]


WRITERS = ["backup", "log export -o", "export -o", "stats --html", "mock --export", "preview --out"]
FILES = [words for words in WRITERS if words not in ("backup", "preview --out")]


@pytest.fixture(autouse=True)
def held(sit: Sit, prompts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a store to copy, an interview to write, and a deck without problems to export."""
    assert prompts.is_dir()
    sit("url-shortener", ENTER, LEAVE)
    monkeypatch.setenv("SDCARDS_CARDS", str(write_small_deck(tmp_path / "cards")))


def refused(run: Run, words: str, target: Path | str) -> str:
    done = run(*words.split(), str(target))
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("sdcards: ")
    assert done.err.count("\n") == 1
    return done.err


@pytest.mark.parametrize("words", WRITERS)
def test_folder_that_is_missing_is_named_and_not_made(run: Run, tmp_path: Path, words: str) -> None:
    gone = tmp_path / "no" / "such"
    told = f"sdcards: there is no folder '{gone}' for 'it'; make it first, or name another\n"
    assert refused(run, words, gone / "it") == told
    assert not gone.parent.exists()


@pytest.mark.parametrize("words", WRITERS)
def test_file_in_the_place_of_the_folder_is_no_folder(run: Run, tmp_path: Path, words: str) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    assert f"there is no folder '{tmp_path / 'file'}'" in refused(run, words, tmp_path / "file" / "it")
    assert (tmp_path / "file").read_text("utf-8") == "mine"


@pytest.mark.parametrize("words", WRITERS)
def test_dash_is_no_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused(run, words, "-") == "sdcards: '-' is no file; name one\n"
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize("words", WRITERS)
def test_protected_file_stays(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    (tmp_path / "mine").write_text("mine", "utf-8")
    monkeypatch.setattr("os.access", lambda _, mode: mode != os.W_OK)  # nothing is protected from root
    told = f"sdcards: '{tmp_path / 'mine'}' is protected from writing; name another\n"
    assert refused(run, words, tmp_path / "mine") == told
    assert (tmp_path / "mine").read_text("utf-8") == "mine"


@pytest.mark.parametrize("words", FILES)
def test_folder_in_the_place_of_the_file_stays(run: Run, tmp_path: Path, words: str) -> None:
    (tmp_path / "folder").mkdir()
    assert "(is a directory)" in refused(run, words, tmp_path / "folder")
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize("words", WRITERS)
def test_name_that_is_too_long_is_told(run: Run, tmp_path: Path, words: str) -> None:
    assert "(file name too long)" in refused(run, words, tmp_path / ("l" * 300))


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and /proc are Linux's")
@pytest.mark.parametrize("words", FILES)
@pytest.mark.parametrize("target", ["/dev/full", "/proc/it"])
def test_place_that_takes_nothing_is_told(run: Run, words: str, target: str) -> None:
    assert target in refused(run, words, target)


@pytest.mark.parametrize("words", FILES)
def test_link_to_nothing_becomes_the_file_and_nothing_is_written_elsewhere(
    run: Run, tmp_path: Path, words: str
) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere")
    assert run(*words.split(), str(link)).code == 0
    assert (link.is_symlink(), link.is_file()) == (False, True)
    assert not (tmp_path / "elsewhere").exists()
