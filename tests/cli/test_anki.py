"""Progress both ways: `export --with-progress`, `import` and `anki merge`; Anki itself is in tests/anki/real."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from sdcards.anki.fields import AnkiNote
from sdcards.anki.identity import guid
from sdcards.anki.released import Kept, Released, Stamp, released_text, text_digest
from sdcards.ids import NoteId
from tests.cli.conftest import TOPIC, Run, in_store

NOTES = ("ram-random-read", "cache-beside-store", "log-a-day")


def study(run: Run, keys: str = "\n3\n\n3\nq\n") -> None:
    assert run("review", typed=keys).code == 0


def reviews(tmp_path: Path) -> list[tuple[Any, ...]]:
    return in_store(tmp_path, "SELECT card, at, rating, origin FROM review ORDER BY at")


@pytest.fixture
def collection(deck: Path, run: Run, tmp_path: Path) -> Path:
    """A collection as an import of our package leaves it, with two reviews of the terminal."""
    assert deck.is_dir()
    study(run)
    assert run("export", "--with-progress", "-o", str(tmp_path / "deck.apkg")).code == 0
    with ZipFile(tmp_path / "deck.apkg") as package:
        return Path(package.extract("collection.anki2", tmp_path / "profile"))


def change(collection: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(collection)) as con, con:
        con.execute(statement, values)


def answer_in_anki(collection: Path, at: int, rating: int = 3, kind: int = 1, factor: int = 500) -> None:
    """Add a row to the log of the card that was reviewed last."""
    last = "SELECT ?, cid, -1, ?, 4, 1, ?, 5000, ? FROM revlog ORDER BY id DESC LIMIT 1"
    change(collection, f"INSERT INTO revlog {last}", at, rating, factor, kind)


def write_lock(deck: Path, text: str) -> None:
    """Say what was released of a deck."""
    (deck.parent / "dist").mkdir()
    (deck.parent / "dist" / "released.json").write_text(text)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What Anki would be asked to do."""
    asked: list[dict[str, Any]] = []

    def run_anki(python: str, request: dict[str, Any]) -> dict[str, Any]:
        package = request["package"]
        names = ZipFile(package).namelist() if package else []
        asked.append(request | {"python": python, "packed": names})
        return {}

    monkeypatch.setattr("sdcards.anki.installed.run_anki", run_anki)
    monkeypatch.setattr("sdcards.anki.installed.anki_python", lambda: "python-with-anki")
    return asked


def test_export_with_progress_says_what_goes_along(collection: Path, run: Run, tmp_path: Path) -> None:
    done = run("export", "--with-progress", "-o", str(tmp_path / "again.apkg"))
    assert "With 2 reviews: tick 'Import any learning progress' when you import it." in done.out
    with closing(sqlite3.connect(collection)) as con:
        rows = con.execute(
            "SELECT n.guid, r.id, r.ease, r.type FROM revlog r JOIN cards c ON c.id = cid JOIN notes n ON n.id = nid"
        )
        assert {(name, at, rating) for name, at, rating, _kind in rows} == {
            (guid(NoteId(card.split("/")[0])), at, rating) for card, at, rating, _ in reviews(tmp_path)
        }


def test_plain_export_holds_nobodys_progress(deck: Path, run: Run, tmp_path: Path) -> None:
    assert deck.is_dir()
    study(run)
    assert "reviews" not in run("export", "-o", str(tmp_path / "deck.apkg")).out
    with ZipFile(tmp_path / "deck.apkg") as package:
        package.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as con:
        assert con.execute("SELECT (SELECT count(*) FROM revlog), sum(type), sum(queue) FROM cards").fetchone() == (
            0,
            0,
            0,
        )


def test_release_is_nobodys_progress(deck: Path, run: Run) -> None:
    assert deck.is_dir()
    done = run("export", "--release", "--with-progress")
    assert (done.code, "the whole deck and nobody's progress" in done.err) == (2, True)


def test_export_that_cannot_be_remembered_is_written_all_the_same(deck: Path, run: Run, tmp_path: Path) -> None:
    assert deck.is_dir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "progress.db").write_text("no store")
    done = run("export", "-o", str(tmp_path / "deck.apkg"))
    assert (done.code, (tmp_path / "deck.apkg").is_file()) == (0, True)
    assert "a later 'sdcards anki merge' will not know these texts" in done.err


def test_import_brings_new_reviews_once(collection: Path, run: Run, tmp_path: Path) -> None:
    before = reviews(tmp_path)
    answer_in_anki(collection, before[-1][1] + 5000, rating=2)
    dry = run("import", str(collection), "--dry-run")
    assert dry.out == "Would add 1 review of 1 card.\nHere already: 2 reviews.\n"
    assert reviews(tmp_path) == before
    assert run("import", str(collection)).out == "Added 1 review of 1 card.\nHere already: 2 reviews.\n"
    assert reviews(tmp_path) == [*before, (before[-1][0], before[-1][1] + 5000, 2, "anki")]
    assert run("import", str(collection)).out == "Added 0 reviews of 0 cards.\nHere already: 3 reviews.\n"
    assert [file.name.startswith("before-import-") for file in (tmp_path / "data" / "backups").glob("before-*")] == [
        True
    ]
    assert "All is well." in run("doctor").out


def test_import_says_what_it_leaves_out_and_why(collection: Path, run: Run, tmp_path: Path) -> None:
    last = reviews(tmp_path)[-1][1]
    answer_in_anki(collection, last + 100_000_000)
    answer_in_anki(collection, last + 1, rating=7)
    answer_in_anki(collection, last + 2, kind=3, factor=0)
    answer_in_anki(collection, last + 3, rating=0, kind=5)
    answer_in_anki(collection, last + 4, rating=0, kind=4, factor=0)
    change(collection, "INSERT INTO revlog VALUES (9, 9, -1, 3, 1, 1, 500, 1, 1)")
    assert run("import", str(collection)).out.splitlines() == [
        "Added 0 reviews of 0 cards.",
        "Here already: 2 reviews.",
        "1 card became new in Anki: what came before no longer counts.",
        "Left out 1 row of other cards, or of cards deleted in Anki.",
        "Left out 1 row of cramming, which moves no schedule.",
        "Left out 1 row of due dates moved by hand, which are no reviews.",
        "Left out 1 row in the future.",
        "Left out 1 row with values that cannot be.",
    ]


def test_import_tells_of_reviews_that_were_taken_back(collection: Path, run: Run, tmp_path: Path) -> None:
    card, at, _, _ = reviews(tmp_path)[-1]
    change(tmp_path / "data" / "progress.db", "INSERT INTO undone (at, card) VALUES (?, ?)", at, card)
    change(tmp_path / "data" / "progress.db", "DELETE FROM review WHERE at = ?", at)
    assert "Taken back here, so left out: 1 review." in run("import", str(collection)).out


def test_import_of_a_deck_without_reviews_says_what_to_tick(deck: Path, run: Run, tmp_path: Path) -> None:
    assert deck.is_dir()
    run("export", "-o", str(tmp_path / "deck.apkg"))
    assert "tick 'Include scheduling information'" in run("import", str(tmp_path / "deck.apkg")).out


def test_collection_without_reviews_was_not_exported(collection: Path, run: Run, asked: list[dict[str, Any]]) -> None:
    change(collection, "DELETE FROM revlog")
    for words in (("import",), ("anki", "merge")):
        said = run(*words, str(collection), "--dry-run").out
        assert "There are no reviews of these cards in it." in said
        assert "export" not in said
    assert asked == []


def test_merge_looks_at_the_named_python_before_there_is_work(
    collection: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDCARDS_ANKI_PYTHON", "/nowhere/python")
    for words in ((), ("--dry-run",)):
        outcome = run("anki", "merge", str(collection), *words)
        assert (outcome.code, "SDCARDS_ANKI_PYTHON is '/nowhere/python'" in outcome.err) == (1, True)


def test_import_of_what_is_no_package_is_one_line(deck: Path, run: Run, tmp_path: Path) -> None:
    assert deck.is_dir()
    (tmp_path / "deck.apkg").write_text("hello")
    done = run("import", str(tmp_path / "deck.apkg"))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert not (tmp_path / "data" / "progress.db").exists()


def test_note_that_left_the_deck_is_still_known_by_its_release(collection: Path, run: Run, deck: Path) -> None:
    entry = '{"type": "fact", "digest": "x", "mod": 1, "texts": []}'
    write_lock(deck, f'{{"format": 1, "note_types": {{}}, "notes": {{"ram-random-read": {entry}}}}}')
    first, _, rest = TOPIC.partition("  - id: ram-random-read")
    (deck / "estimation" / "latency-ladder.yaml").write_text(
        first + "  - id: cache" + rest.partition("  - id: cache")[2]
    )
    assert "Here already: 2 reviews." in run("import", str(collection)).out


def test_merge_brings_both_ways(collection: Path, run: Run, tmp_path: Path, asked: list[dict[str, Any]]) -> None:
    last = reviews(tmp_path)[-1][1]
    answer_in_anki(collection, last + 5000, rating=2)
    change(collection, "DELETE FROM revlog WHERE id = ?", reviews(tmp_path)[0][1])
    dry = run("anki", "merge", str(collection), "--dry-run")
    assert dry.out.splitlines() == [
        "Would add 1 review of 1 card.",
        "Here already: 1 review.",
        "Anki would get 1 review of 1 card, 0 new notes and 0 corrected notes.",
    ]
    assert (asked, len(reviews(tmp_path))) == ([], 2)
    done = run("anki", "merge", str(collection))
    assert "Anki got 1 review of 1 card, 0 new notes and 0 corrected notes." in done.out
    assert len(reviews(tmp_path)) == 3
    (request,) = asked
    assert (request["collection"], request["python"], request["package"]) == (str(collection), "python-with-anki", None)
    assert (len(request["reviews"]), len(request["cards"])) == (1, 1)
    assert Path(request["backups"]).is_dir()


def test_merge_brings_new_notes_and_corrections_and_keeps_edits(
    collection: Path, run: Run, deck: Path, asked: list[dict[str, Any]]
) -> None:
    change(
        collection, "UPDATE notes SET flds = replace(flds, 'Stale reads', 'I know better') WHERE flds LIKE '%Stale%'"
    )
    file = deck / "estimation" / "latency-ladder.yaml"
    text = TOPIC.replace("main memory take?", "RAM take?").replace("answered from memory", "answered at once")
    file.write_text(text.replace("id: log-a-day", "id: log-every-day"))
    done = run("anki", "merge", str(collection))
    assert "1 new note and 1 corrected note." in done.out
    assert "Kept as you wrote them in Anki: cache-beside-store." in done.out
    (request,) = asked
    ((change_of_note),) = request["notes"]
    assert change_of_note["fields"][0] == "How long does one random read from RAM take?"
    assert request["packed"][0] == "collection.anki2"


def test_merge_of_a_collection_that_has_all_asks_nothing(
    collection: Path, run: Run, asked: list[dict[str, Any]]
) -> None:
    assert run("anki", "merge", str(collection)).out.endswith("Anki has everything already.\n")
    assert asked == []


def test_merge_names_notes_whose_type_was_changed(collection: Path, run: Run, asked: list[dict[str, Any]]) -> None:
    change(collection, "UPDATE notes SET mid = 5")
    done = run("anki", "merge", str(collection))
    assert "note type has other fields in Anki: cache-beside-store, log-a-day, ram-random-read." in done.out
    assert asked == []


def test_merge_names_ten_notes_at_most() -> None:
    from sdcards.cli.anki import _listed

    assert _listed(NoteId(f"n-{number}") for number in range(12)).endswith("n-7 and 2 more")


def test_merge_knows_texts_of_a_release(collection: Path, run: Run, deck: Path, asked: list[dict[str, Any]]) -> None:
    with closing(sqlite3.connect(collection)) as con:
        ((fields,),) = con.execute("SELECT flds FROM notes WHERE flds LIKE '%Stale%'")
    change(deck.parent / "data" / "progress.db", "DELETE FROM given")
    entry = f'{{"type": "mapping", "digest": "x", "mod": 1, "texts": ["{text_digest(fields.split(chr(31)))}"]}}'
    write_lock(deck, f'{{"format": 1, "note_types": {{}}, "notes": {{"cache-beside-store": {entry}}}}}')
    file = deck / "estimation" / "latency-ladder.yaml"
    file.write_text(TOPIC.replace("Stale reads", "Stale copies").replace("main memory", "RAM"))
    done = run("anki", "merge", str(collection))
    assert "1 corrected note." in done.out
    assert "Kept as you wrote them in Anki: ram-random-read." in done.out
    assert len(asked) == 1


def test_merge_finds_the_only_collection(
    collection: Path, run: Run, monkeypatch: pytest.MonkeyPatch, asked: list[dict[str, Any]]
) -> None:
    monkeypatch.setenv("ANKI_BASE", str(collection.parents[1]))
    assert run("anki", "merge").code == 0
    assert asked == []


def test_merge_lists_several_collections(deck: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert deck.is_dir()
    monkeypatch.setenv("ANKI_BASE", str(tmp_path / "Anki2"))
    assert "no collection of Anki was found here" in run("anki", "merge").err
    for name in ("Ada", "Grace"):
        (tmp_path / "Anki2" / name).mkdir(parents=True)
        (tmp_path / "Anki2" / name / "collection.anki2").touch()
    done = run("anki", "merge")
    assert (done.code, "Ada/collection.anki2', '" in done.err) == (2, True)


def test_merge_takes_no_package(deck: Path, run: Run) -> None:
    assert deck.is_dir()
    done = run("anki", "merge", "deck.apkg")
    assert (done.code, "is no collection.anki2; 'sdcards import' reads what Anki exports" in done.err) == (2, True)


def test_merge_marks_retired_notes_where_they_are_and_brings_them_to_nobody(
    collection: Path, run: Run, deck: Path, asked: list[dict[str, Any]]
) -> None:
    with closing(sqlite3.connect(collection)) as con:
        ((fields, tags),) = con.execute("SELECT flds, tags FROM notes WHERE guid = ?", (guid(NoteId("log-a-day")),))
    names = (NoteId("log-a-day"), NoteId("long-gone"))
    last = [AnkiNote(name, "drill", tuple(fields.split("\x1f")), tuple(tags.split()), (0,)) for name in names]
    stamps = {each.id: Stamp("drill", "x", 1, (text_digest(each.fields),)) for each in last}
    lock = Released(stamps, {}, {each.id: Kept(each, 99) for each in last})
    write_lock(deck, released_text(lock))
    (deck / "retired.yaml").write_text("".join(f"{name}: {{on: 2026-11-20, why: Too hard.}}\n" for name in names))
    file = deck / "estimation" / "latency-ladder.yaml"
    file.write_text(TOPIC.partition("  - id: log-a-day")[0])
    assert "0 new notes and 1 corrected note." in run("anki", "merge", str(collection)).out
    ((changed,),) = [request["notes"] for request in asked]
    assert "retired" in changed["tags"]
    assert "Too hard." in "".join(changed["fields"])
