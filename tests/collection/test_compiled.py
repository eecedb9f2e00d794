"""The compiled deck: kept while nothing changes, made again where something did, and never in the way."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.collection.collection import read_topic_file
from sdcards.collection.compiled import compiled_deck, open_compiled, problem_count
from sdcards.collection.topic import Topic
from sdcards.errors import SdcardsError
from sdcards.reading.span import Problem
from tests.decks import basic, outline, write_deck, write_topic


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    """Three topics; ids begin with the name of their topic."""
    return write_deck(
        tmp_path / "deck",
        {"area/one": basic("one-a") + basic("one-b"), "area/two": basic("two-a"), "area/six": basic("six-a")},
    )


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The topics read from their files since last looked at."""
    slugs: list[str] = []

    def counting(folder: Path, area: str, slug: str) -> tuple[Topic | None, tuple[Problem, ...]]:
        slugs.append(slug)
        return read_topic_file(folder, area, slug)

    monkeypatch.setattr("sdcards.collection.compiler.read_topic_file", counting)
    return slugs


def compiled(deck: Path) -> Path:
    return Path(compiled_deck(str(deck), str(deck.parent / "cache")))


def cards(deck: Path) -> list[str]:
    """The ids of the compiled cards' notes, in the order of study."""
    return column(deck, "SELECT note FROM card ORDER BY wave, place, position")


def column(deck: Path, query: str) -> list[str]:
    with closing(open_compiled(str(compiled(deck)))) as con:
        return [value for (value,) in con.execute(query)]


def problems(deck: Path) -> int:
    with closing(open_compiled(str(compiled(deck)))) as con:
        return problem_count(con)


def touch(file: Path) -> None:
    """Let the file's time go on, though its bytes stay the same."""
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))


def test_deck_is_compiled_once_and_then_only_opened(deck: Path, read: list[str]) -> None:
    first = compiled(deck)
    assert read == ["one", "two", "six"]
    before = first.stat()
    assert compiled(deck) == first
    assert read == ["one", "two", "six"]
    assert first.stat().st_mtime_ns == before.st_mtime_ns


def test_only_the_changed_topic_is_read_again(deck: Path, read: list[str]) -> None:
    compiled(deck)
    read.clear()
    write_topic(deck, "area/two", basic("two-b") + basic("two-c"))
    assert cards(deck) == ["one-a", "one-b", "two-b", "two-c", "six-a"]
    assert read == ["two"]


def test_file_with_another_time_is_read_again(deck: Path, read: list[str]) -> None:
    compiled(deck)
    read.clear()
    touch(deck / "area" / "six.yaml")
    compiled(deck)
    assert read == ["six"]


@pytest.mark.parametrize("name", ["deck.yaml", "sources.yaml"])
def test_change_in_what_all_topics_share_reads_them_all(deck: Path, read: list[str], name: str) -> None:
    compiled(deck)
    read.clear()
    touch(deck / name)
    compiled(deck)
    assert read == ["one", "two", "six"]


def test_order_is_wave_then_the_outline_then_the_file(deck: Path) -> None:
    write_topic(deck, "area/one", basic("one-a", wave=2) + basic("one-b") + basic("one-c", wave=2))
    assert cards(deck) == ["one-b", "two-a", "six-a", "one-a", "one-c"]
    (deck / "deck.yaml").write_text(outline("area/six", "area/one", "area/two"))
    assert cards(deck) == ["six-a", "one-b", "two-a", "one-a", "one-c"]


def test_topic_taken_out_of_the_outline_is_gone(deck: Path) -> None:
    compiled(deck)
    (deck / "deck.yaml").write_text(outline("area/one", "area/six"))
    assert cards(deck) == ["one-a", "one-b", "six-a"]


def test_broken_topic_keeps_the_cards_it_had(deck: Path, read: list[str]) -> None:
    compiled(deck)
    (deck / "area" / "one.yaml").write_text("topic: [")
    assert cards(deck) == ["one-a", "one-b", "two-a", "six-a"]
    assert column(deck, "SELECT title FROM topic WHERE slug = 'one'") == ["A topic"]
    assert problems(deck) == 1
    read.clear()
    write_topic(deck, "area/six", basic("six-b"))
    assert cards(deck) == ["one-a", "one-b", "two-a", "six-b"]
    assert (read, problems(deck)) == (["six"], 1)
    write_topic(deck, "area/one", basic("one-c"))
    assert cards(deck) == ["one-c", "two-a", "six-b"]
    assert problems(deck) == 0


def test_broken_topic_moves_with_the_outline(deck: Path) -> None:
    compiled(deck)
    (deck / "area" / "one.yaml").write_bytes(b"\xff")
    (deck / "deck.yaml").write_text(outline("area/six", "area/two", "area/one"))
    assert cards(deck) == ["six-a", "two-a", "one-a", "one-b"]
    assert column(deck, "SELECT slug FROM topic ORDER BY place") == ["six", "two", "one"]


def test_topic_that_was_never_whole_is_counted_as_a_problem(deck: Path) -> None:
    (deck / "area" / "one.yaml").write_text("topic: [")
    assert cards(deck) == ["two-a", "six-a"]
    assert column(deck, "SELECT title FROM topic ORDER BY place") == ["one", "A topic", "A topic"]
    assert problems(deck) == 1


def test_topic_that_went_missing_keeps_its_cards(deck: Path) -> None:
    compiled(deck)
    (deck / "area" / "one.yaml").unlink()
    assert cards(deck) == ["one-a", "one-b", "two-a", "six-a"]
    assert problems(deck) == 1


def test_broken_note_is_left_out_until_it_is_mended(deck: Path) -> None:
    compiled(deck)
    write_topic(deck, "area/one", basic("one-a", wave=9) + basic("one-b"))
    assert (cards(deck), problems(deck)) == (["one-b", "two-a", "six-a"], 1)
    write_topic(deck, "area/one", basic("one-a") + basic("one-b"))
    assert (cards(deck), problems(deck)) == (["one-a", "one-b", "two-a", "six-a"], 0)


def test_note_that_lent_its_id_comes_back_when_the_other_goes(deck: Path) -> None:
    compiled(deck)
    write_topic(deck, "area/one", basic("one-a") + basic("two-a"))
    assert column(deck, "SELECT topic FROM card WHERE note = 'two-a'") == ["one"]
    write_topic(deck, "area/one", basic("one-a"))
    assert cards(deck) == ["one-a", "two-a", "six-a"]


def test_problems_of_sources_and_outline_are_counted_too(deck: Path) -> None:
    (deck / "sources.yaml").write_text("book: {title: T, authors: A, year: 2020}\nother: {}\n")
    with (deck / "deck.yaml").open("a") as file:
        file.write("name: again\n")
    assert problems(deck) == 4
    touch(deck / "area" / "one.yaml")
    assert problems(deck) == 4


def test_broken_outline_is_an_error_that_says_where(deck: Path) -> None:
    (deck / "deck.yaml").write_text("name: N\nabout: A\n")
    with pytest.raises(SdcardsError, match=r"deck.yaml:1:1: the field 'areas' is missing \[missing-field\]"):
        compiled(deck)


def test_unreadable_outline_is_said_once(deck: Path) -> None:
    (deck / "deck.yaml").write_bytes(b"\xff")
    with pytest.raises(SdcardsError) as refused:
        compiled(deck)
    assert str(refused.value).count("deck.yaml:") == 1


def test_folder_without_a_deck_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SdcardsError, match=r"no deck in '.*'; a deck has a 'deck.yaml'"):
        compiled(tmp_path)
    with pytest.raises(SdcardsError, match=r"cannot read the deck in '.*': no such file or directory"):
        compiled(tmp_path / "nowhere")


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "holed", "other tables"])
def test_damaged_cache_is_made_again(deck: Path, damage: str) -> None:
    path = compiled(deck)
    data = path.read_bytes()
    match damage:
        case "empty":
            path.write_bytes(b"")
        case "text":
            path.write_text("not a database")
        case "cut":
            path.write_bytes(data[: len(data) // 2])
        case "holed":
            path.write_bytes(data[:4096] + b"\xaa" * (len(data) - 4096))
        case "other tables":
            path.unlink()
            with closing(sqlite3.connect(path)) as con:
                con.executescript("CREATE TABLE stamp (name, value); INSERT INTO stamp VALUES ('sources', 'old')")
    write_topic(deck, "area/two", basic("two-b"))
    assert cards(deck) == ["one-a", "one-b", "two-b", "six-a"]


def test_cache_of_another_program_version_is_made_again(
    deck: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(deck)
    read.clear()
    monkeypatch.setattr("sdcards.collection.compiled.__version__", "99")
    compiled(deck)
    assert read == ["one", "two", "six"]


def test_folder_that_cannot_be_written_is_gone_around(
    deck: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file, where a folder should be")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cards(deck) == ["one-a", "one-b", "two-a", "six-a"]
    assert compiled(deck).is_relative_to(tmp_path)


def test_way_around_leaves_nothing_behind(deck: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, where a folder should be")
    (tmp_path / "temporary").mkdir()
    code = (
        "from sdcards.collection.compiled import compiled_deck\n"
        f"print(compiled_deck({str(deck)!r}, {str(tmp_path / 'cache')!r}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"TMPDIR": str(tmp_path / "temporary")},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.stdout.startswith(str(tmp_path / "temporary"))
    assert list((tmp_path / "temporary").iterdir()) == []


def test_full_disk_is_an_error_and_the_deck_before_stays(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = compiled(deck)
    before = path.read_bytes()
    touch(deck / "area" / "one.yaml")

    def full(_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("sdcards.collection.compiler._Compiler.run", full)
    with pytest.raises(SdcardsError, match=r"cannot write the compiled deck '.*': database or disk is full; "):
        compiled(deck)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_folder_that_vanishes_while_writing_is_an_error(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(_: object, __: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", vanish)
    with pytest.raises(SdcardsError, match=r"cannot write the compiled deck '.*': permission denied; "):
        compiled(deck)


def test_cache_that_cannot_be_opened_is_made_again(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = compiled(deck)
    connect = sqlite3.connect

    def refusing(database: str | Path) -> sqlite3.Connection:
        if database == str(path):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(database)

    monkeypatch.setattr(sqlite3, "connect", refusing)
    assert compiled(deck) == path


@pytest.mark.parametrize("name", ["a b", "a#b", "a?mode=rwc", "50%25", "é日"])
def test_folders_may_be_called_anything(tmp_path: Path, name: str) -> None:
    deck = write_deck(tmp_path / name / "deck", {"area/one": basic("one-a")})
    assert cards(deck) == ["one-a"]
    assert [file.name for file in (tmp_path / name / "cache").iterdir()] == [compiled(deck).name]


def test_decks_in_different_folders_have_different_caches(tmp_path: Path) -> None:
    one = write_deck(tmp_path / "one", {"area/one": basic("one-a")})
    other = write_deck(tmp_path / "other", {"area/one": basic("one-b")})
    assert (cards(one), cards(other), cards(one)) == (["one-a"], ["one-b"], ["one-a"])


def test_files_that_are_no_cards_do_not_matter(deck: Path, read: list[str]) -> None:
    compiled(deck)
    read.clear()
    (deck / "LICENSE.md").write_text("text")
    (deck / ".git").mkdir()
    (deck / ".git" / "config.yaml").write_text("text")
    (deck / "area" / "deeper").mkdir()
    (deck / "area" / "deeper" / "x.yaml").write_text("text")
    compiled(deck)
    assert read == []


def test_sources_are_cited_in_full_and_unknown_ones_by_key(deck: Path) -> None:
    write_topic(deck, "area/one", basic("one-a").replace("[book]", "[book-3, gone]"))
    assert column(deck, "SELECT details FROM card WHERE note = 'one-a'") == [
        '[["source", "A. Author, A Book, ch. 3: Parts (2020)"], ["source", "gone"]]'
    ]


def test_cards_know_which_part_of_the_interview_they_are_for(deck: Path) -> None:
    (deck / "deck.yaml").write_text(
        outline("area/one", "area/two", "area/six").replace(
            "    topics:", "    phase: design\n    phases: {two: data}\n    topics:"
        )
    )
    step = "- {id: a-step, type: step, wave: 1, phase: api, ask: a, answer: b, sources: [book]}\n"
    drill = "- {id: a-drill, type: drill, wave: 1, ask: '{n}', given: {n: 1}, formula: n, unit: '', sources: [book]}\n"
    write_topic(deck, "area/one", basic("one-a") + step + drill)
    assert column(deck, "SELECT note || ' ' || phase FROM card ORDER BY place, position") == [
        "one-a design",
        "a-step api",
        "a-drill estimates",
        "two-a data",
        "six-a design",
    ]


HEAVY = ["yaml", "pydantic", "typer", "rich", "fsrs", "pint", "dataclasses", "pathlib", "json"]


def test_opening_a_fresh_deck_imports_nothing_heavy(deck: Path) -> None:
    cache = compiled(deck).parent
    code = (
        "import sys; before = set(sys.modules)\n"
        "from sdcards.collection.compiled import compiled_deck, open_compiled\n"
        f"con = open_compiled(compiled_deck({str(deck)!r}, {str(cache)!r}))\n"
        "assert con.execute('SELECT count(*) FROM card').fetchone() == (4,)\n"
        f"print(sorted(set({HEAVY!r}) & (set(sys.modules) - before)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout == "[]\n"


def test_damaged_cache_of_unchanged_files_is_made_again_without_a_word(deck: Path) -> None:
    path = compiled(deck)
    with closing(sqlite3.connect(path)) as con:
        ((page,),) = con.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'card'")
        ((size,),) = con.execute("PRAGMA page_size")
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = b"\xaa" * size
    path.write_bytes(data)
    assert len(column(deck, "SELECT front FROM card")) == 4


def test_what_a_killed_process_of_the_same_number_left_is_no_hindrance(deck: Path) -> None:
    path = compiled(deck)
    stale = path.with_name(f"{path.name}.{os.getpid()}.new")
    path.rename(stale)
    assert cards(deck) == ["one-a", "one-b", "two-a", "six-a"]
    assert not stale.exists()
