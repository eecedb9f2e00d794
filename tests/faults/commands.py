"""The commands that are attacked, each with the folders it works on."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from sdcards import __version__
from sdcards.anki.identity import guid
from sdcards.clock import study_day, system_clock
from sdcards.ids import CardId, NoteId
from sdcards.scheduling.rating import Rating
from sdcards.store.database import VERSION, open_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import read_scheduler
from tests.cli.conftest import DECK, SOURCES
from tests.faults.stage import Stage
from tests.faults.state import backup_state, folder_state
from tests.faults.trial import Trial
from tests.store import practice
from tests.store.stores import answer, damage

CARDS = 30
RELEASED = Path(__file__).parents[1] / "store" / "released"
MOMENT = (("SOURCE_DATE_EPOCH", "1795305600"),)


def write_deck(stage: Stage) -> None:
    """Thirty cards, compiled."""
    folder = stage.cards / "estimation"
    folder.mkdir(parents=True)
    (stage.cards / "deck.yaml").write_text(DECK, "utf-8")
    (stage.cards / "sources.yaml").write_text(SOURCES, "utf-8")
    notes = (
        f"  - {{id: card-{n:02}, type: basic, wave: 1, front: Question {n:02}, back: Answer {n:02}, sources: [napkin-math]}}\n"
        for n in range(CARDS)
    )
    text = f"topic: Many\nabout: Cards.\nnotes:\n{''.join(notes)}"
    (folder / "latency-ladder.yaml").write_text(text, "utf-8")
    assert stage.run("due").code == 0


def study(store: Path, cards: Iterable[int], days: Iterable[int]) -> None:
    """Answer cards on some of the days that are over, each once a day."""
    today = study_day(system_clock())
    with closing(open_store(store, today=today)) as con:
        read_scheduler(con)  # keeps the parameters, once
        for day in days:
            for card in cards:
                rating = Rating(1 + (card + day) % 4)
                at = (today - day) * 86_400_000 + 43_200_000 + card * 60_000
                answer(ReviewLog(con), rating, today - day, CardId(f"card-{card:02}/answer"), at)


def practise(store: Path, *moments: int) -> None:
    """A mock interview and a drill at each of these moments."""
    with closing(open_store(store, today=study_day(system_clock()))) as con:
        for at in moments:
            practice.keep_mock(con, at, {"requirements": (1, 3)})
            practice.keep_drill(con, at)


def _at_home(stage: Stage) -> None:
    write_deck(stage)
    study(stage.store, range(8), (30, 12, 4))


def _two_machines(stage: Stage) -> None:
    _at_home(stage)
    other = stage.home / "other.db"
    shutil.copy(stage.store, other)
    study(other, range(4, 14), (3, 2))
    study(stage.store, range(3), (3, 1))
    practise(stage.store, 1_000)
    practise(other, 1_000, 2_000, 3_000)
    with closing(sqlite3.connect(other)) as con:
        con.execute("PRAGMA journal_mode = DELETE")


def _log_of_another(stage: Stage) -> None:
    write_deck(stage)
    study(stage.store, range(12), (20, 9))
    assert stage.run("log", "export", "-o", "reviews.csv").code == 0
    _anew(stage)


def _package_of_another(stage: Stage) -> None:
    write_deck(stage)
    study(stage.store, range(12), (20, 9))
    assert stage.run("export", "--with-progress", "-o", "deck.apkg").code == 0
    _anew(stage)


def _anew(stage: Stage) -> None:
    shutil.rmtree(stage.store.parent)
    study(stage.store, range(8, 16), (14, 3))


def _before_holiday(stage: Stage) -> None:
    _at_home(stage)
    assert stage.run("backup", "before.db").code == 0
    study(stage.store, range(10), (2, 1))


def _damaged(stage: Stage) -> None:
    _before_holiday(stage)
    damage(stage.store)


def _of_version(stage: Stage, version: int) -> None:
    """Lay the real file of an old version in the store's place."""
    for file in stage.store.parent.glob("progress.db*"):
        file.unlink()
    shutil.copy(old_stores()[version], stage.store)


def old_stores() -> dict[int, Path]:
    """A real progress file of each version that is kept."""
    found = {}
    for file in sorted(RELEASED.glob("version-*.db")):
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as con:
            found[int(con.execute("PRAGMA user_version").fetchone()[0])] = file
    return found


def _to_release(stage: Stage) -> None:
    """A deck that was released, and changed since."""
    write_deck(stage)
    for folder in ("dist", "docs"):
        (stage.home / folder).mkdir()
    (stage.home / "docs" / "changelog.md").write_text(f"# Changelog\n\n## {__version__}, unreleased\n", "utf-8")
    earlier = replace(stage, environment={"SOURCE_DATE_EPOCH": "1795219200"})
    assert earlier.run("export", "--release").code == 0
    _edit(stage, "back: Answer 03", "back: Another answer")


def _edit(stage: Stage, was: str, now: str) -> None:
    file = stage.cards / "estimation" / "latency-ladder.yaml"
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now), "utf-8")


def _edited_in_anki(stage: Stage) -> None:
    write_deck(stage)
    _edit(stage, "front: Question 03, back: Answer 03", "front: Question 03?, back: An answer")
    assert stage.run("export", "-o", "deck.apkg").code == 0
    with ZipFile(stage.home / "deck.apkg") as package:
        collection = Path(package.extract("collection.anki2", stage.home))
    with closing(sqlite3.connect(collection)) as con, con:
        query = "UPDATE notes SET flds = replace(flds, 'An answer', 'A better answer') WHERE guid = ?"
        assert con.execute(query, (guid(NoteId("card-03")),)).rowcount == 1


def _with_dist(stage: Stage) -> None:
    write_deck(stage)
    (stage.home / "dist").mkdir()


def _nothing(stage: Stage) -> None:
    write_deck(stage)


TRIALS = (
    Trial("merge", ("merge", "other.db"), _two_machines),
    Trial("import", ("import", "deck.apkg"), _package_of_another),
    Trial("log import", ("log", "import", "reviews.csv"), _log_of_another),
    Trial("restore", ("restore", "before.db"), _before_holiday),
    Trial("restore over a damaged file", ("restore", "before.db"), _damaged, sound=False, whole=False),
    Trial("backup", ("backup",), _at_home, backup_state),
    Trial("config", ("config", "retention", "0.85"), _at_home),
    Trial("first settings", ("config", "new", "7"), _nothing, whole=False),
    Trial("export", ("export", "-o", "dist/deck.apkg"), _with_dist, folder_state, environment=MOMENT),
    Trial("release", ("export", "--release"), _to_release, folder_state, whole=False, environment=MOMENT),
    Trial("import --edits", ("import", "--edits", "--apply", "collection.anki2"), _edited_in_anki, folder_state),
    Trial("new", ("new", "basic", "--topic", "latency-ladder", "--front", "What?", "--no-edit"), _at_home, folder_state,
          again=False),
)  # fmt: skip


def migrations() -> tuple[Trial, ...]:
    """A migration from each old version of which a real file is kept."""

    def trial(version: int) -> Trial:
        def build(stage: Stage) -> None:
            _at_home(stage)
            _of_version(stage, version)

        return Trial(f"migration from version {version}", ("config", "buttons", "2"), build, whole=False)

    return tuple(trial(version) for version in old_stores() if version < VERSION)
