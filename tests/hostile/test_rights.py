"""Who may read what is written, and where it is not written: rights of files, links put in the way, odd surroundings."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdcards.collection.compiled import compiled_deck
from sdcards.errors import SdcardsError
from sdcards.places import data_folder
from sdcards.store.backup import copy_store
from sdcards.store.database import open_store
from sdcards.store.lock import one_session
from tests.cli.conftest import Run
from tests.scheduling.histories import DAY
from tests.store.stores import open_log

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights are a list there, of the folder's heir")

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _everybody_may() -> Iterator[None]:
    """The most careless umask."""
    before = os.umask(0)
    yield
    os.umask(before)


def rights(folder: Path) -> dict[str, str]:
    """The rights of a folder and of all below it, by path."""
    return {
        str(each.relative_to(folder.parent)): oct(stat.S_IMODE(each.stat().st_mode))
        for each in (folder, *folder.rglob("*"))
    }


@pytest.mark.usefixtures("deck")
def test_what_is_kept_of_a_person_is_theirs_alone(run: Run, tmp_path: Path) -> None:
    assert run("review", typed="\n3\n!\nq\n").code == 0
    assert run("backup").code == 0
    with closing(open_store(Path(data_folder(), "progress.db"), today=DAY)) as con:
        con.execute("INSERT INTO flag VALUES ('a-b/c')")
        found = rights(Path(data_folder()))
    assert {"data/progress.db", "data/progress.db-wal", "data/progress.db-shm", "data/progress.db.lock"} <= found.keys()
    assert {
        name: mode for name, mode in found.items() if mode != ("0o700" if (tmp_path / name).is_dir() else "0o600")
    } == {}
    assert [name for name in found if name.startswith("data/backups/")]
    assert {mode for name, mode in rights(tmp_path / "cache").items() if name == "cache" or name.endswith(".db")} == {
        "0o700",
        "0o600",
    }


@pytest.mark.usefixtures("deck")
def test_exports_with_progress_are_the_owners_alone_and_a_deck_is_for_everybody(run: Run, tmp_path: Path) -> None:
    out = {name: tmp_path / name for name in ("mine.apkg", "deck.apkg", "stats.html", "log.csv", "copy.db")}
    assert run("review", typed="\n3\nq\n").code == 0
    for words in (
        ("export", "--with-progress", "-o", "mine.apkg"),
        ("export", "-o", "deck.apkg"),
        ("stats", "--html", "stats.html"),
        ("log", "export", "-o", "log.csv"),
        ("backup", "copy.db"),
    ):
        assert run(*words[:-1], str(out[words[-1]])).code == 0
    assert {name: oct(stat.S_IMODE(file.stat().st_mode)) for name, file in out.items()} == {
        "mine.apkg": "0o600",
        "deck.apkg": "0o644",
        "stats.html": "0o600",
        "log.csv": "0o600",
        "copy.db": "0o600",
    }


def test_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    store, victim = tmp_path / "progress.db", tmp_path / "victim"
    victim.write_text("mine", "utf-8")
    Path(f"{store}.lock").symlink_to(victim)
    with pytest.raises(SdcardsError, match=r"progress\.db\.lock' cannot be used"), one_session(store):
        pass
    assert victim.read_text("utf-8") == "mine"


def test_link_in_the_place_of_a_backup_is_replaced_and_not_followed(tmp_path: Path) -> None:
    victim, target = tmp_path / "victim", tmp_path / "copy.db"
    victim.write_text("mine", "utf-8")
    target.symlink_to(victim)
    with closing(open_log(tmp_path / "progress.db").con) as con:
        copy_store(con, target)
    assert (victim.read_text("utf-8"), target.is_symlink()) == ("mine", False)


def test_link_in_the_place_of_a_deck_that_is_being_compiled_is_not_followed(deck: Path, tmp_path: Path) -> None:
    cache, victim = tmp_path / "cache", tmp_path / "victim"
    path = Path(compiled_deck(str(deck), str(cache)))
    path.unlink()
    for name in (f"{path.name}.{os.getpid()}.new", path.name):
        (cache / name).symlink_to(victim)
    compiled_deck(str(deck), str(cache))
    assert not victim.exists()
    assert not path.is_symlink()


@pytest.mark.usefixtures("deck")
def test_link_in_the_place_of_a_report_is_not_followed(run: Run, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    assert run("review", typed="!\nq\n").code == 0
    (report,) = Path(data_folder(), "reports").iterdir()
    report.unlink()
    report.symlink_to(victim)
    assert run("review", typed="!\nq\n").code == 0
    assert (victim.exists(), report.is_symlink()) == (False, False)


def test_store_that_is_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "progress.db").symlink_to(tmp_path / "gone" / "victim.db")
    with pytest.raises(SdcardsError, match="is a link to a file that is not there"):
        open_store(tmp_path / "progress.db", today=DAY)
    assert not (tmp_path / "gone").exists()


def started(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program with nothing in its surroundings but what is given."""
    call = [sys.executable, "-m", "sdcards", *words]
    return subprocess.run(
        call, capture_output=True, text=True, check=False, cwd=folder, env=environment, input="\n3\nq\n"
    )


def test_nobody_without_a_home_folder_gets_one_named_after_the_tilde(tmp_path: Path) -> None:
    program = "import os; os.path.expanduser = lambda path: path; from sdcards.__main__ import main; main()"
    call = [sys.executable, "-c", program, "due"]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path, env={})
    assert done.returncode == 1
    assert "name folders in sdcards_data and sdcards_cache" in done.stderr.lower()
    assert list(tmp_path.iterdir()) == []


def test_home_that_is_not_set_is_asked_of_the_system(tmp_path: Path) -> None:
    done = started("due", folder=tmp_path, SDCARDS_CACHE=str(tmp_path / "cache"), SDCARDS_DATA=str(tmp_path / "data"))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "value",
    ["/dev/null", "/dev/null/x", "/proc/self", "a\x1b[31m\nb", "x" * 5000, "/\udcff", "-rf", "$(touch x)", "%s"],
)
@pytest.mark.parametrize("name", ["SDCARDS_DATA", "SDCARDS_CACHE", "SDCARDS_CARDS"])
def test_odd_folders_in_the_environment_are_used_or_refused_in_words(
    tmp_path: Path, deck: Path, name: str, value: str
) -> None:
    folders = {"SDCARDS_DATA": str(tmp_path / "data"), "SDCARDS_CACHE": str(tmp_path / "cache"), "HOME": "/nonexistent"}
    done = started("review", folder=tmp_path, **folders | {"SDCARDS_CARDS": str(deck), name: value})
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert not (tmp_path / "x").exists()
