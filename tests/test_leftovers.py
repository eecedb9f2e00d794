"""Files that a killed program left half written."""

import os
from pathlib import Path

import pytest

from sdcards.leftovers import DAY, sweep


def age(path: Path, seconds: int) -> None:
    path.write_text("half")
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def test_what_was_begun_a_day_ago_is_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in ("progress.db.1234abcd.new", "progress.db.1234abcd.new-journal", "progress.db", "progress.db-journal"):
        age(tmp_path / name, DAY + 60)
    age(tmp_path / "progress.db.5678abcd.new", DAY - 60)
    age(tmp_path / "mine.new", DAY + 60)
    sweep(str(tmp_path), "progress")
    left = ["mine.new", "progress.db", "progress.db-journal", "progress.db.5678abcd.new"]
    assert sorted(each.name for each in tmp_path.iterdir()) == left


@pytest.mark.parametrize("name", ["nowhere", "a.new"])
def test_what_cannot_be_removed_is_left_in_peace(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.new").mkdir()
    os.utime(tmp_path / "a.new", (0, 0))
    sweep(str(tmp_path / name))
    sweep(str(tmp_path))
    assert (tmp_path / "a.new").is_dir()


def test_second_name_of_a_finished_file_is_removed_and_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / "progress.db").write_text("whole")
    os.link(tmp_path / "progress.db", tmp_path / "progress.db.1234abcd.new")
    sweep(str(tmp_path))
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("progress.db", "whole")]
