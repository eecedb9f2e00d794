"""A folder of topic files as one collection."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sdcards.collection.collection import in_full, read_collection, read_text
from sdcards.collection.rules.citations import unknown_sources
from sdcards.collection.rules.retirement import retired_ids
from sdcards.collection.rules.vocabulary import untaught_terms
from sdcards.errors import SdcardsError
from sdcards.reading.nodes import LARGEST
from tests.decks import basic, outline, write_deck, write_topic


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    return write_deck(
        tmp_path / "deck", {"zzz/two": basic("b-1") + basic("a-1"), "zzz/one": basic("c-1"), "aaa/six": basic("d-1")}
    )


def printed(folder: Path) -> list[str]:
    """The first lines of a deck's problems, with paths inside the folder."""
    _, problems = read_collection(folder)
    return [str(problem).replace(f"{folder}/", "").splitlines()[0] for problem in problems]


def test_collection_has_the_order_of_its_outline(deck: Path) -> None:
    collection, problems = read_collection(deck)
    assert problems == ()
    assert (collection.name, collection.about) == ("A deck", "What it is about.")
    assert [(area.slug, area.title) for area in collection.areas] == [("zzz", "Area zzz"), ("aaa", "Area aaa")]
    assert [(topic.area, topic.slug) for topic in collection.topics()] == [
        ("zzz", "two"),
        ("zzz", "one"),
        ("aaa", "six"),
    ]
    assert [note.id for topic in collection.topics() for note in topic.notes] == ["b-1", "a-1", "c-1", "d-1"]
    assert set(collection.sources) == {"book", "book-3"}


def test_path_of_a_problem_is_the_file_as_it_was_named(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_topic(deck, "aaa/six", basic("d-1", wave=7))
    monkeypatch.chdir(deck.parent)
    _, (problem,) = read_collection(Path("deck"))
    assert problem.span.source.path == str(Path("deck/aaa/six.yaml"))


def test_folder_without_a_deck_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SdcardsError, match=r"no deck in '.*'; a deck has a 'deck.yaml'"):
        read_collection(tmp_path)


def test_topic_that_is_not_listed_is_a_problem(deck: Path) -> None:
    write_topic(deck, "aaa/seven", basic("e-1"))
    write_topic(deck, "bbb/one", basic("f-1"))
    (deck / "aaa" / "six.yml").touch()
    (deck / "stray.yaml").touch()
    assert printed(deck) == [
        "aaa/seven.yaml:1:1: 'seven.yaml' is not in deck.yaml [unlisted-topic]",
        "aaa/six.yml:1:1: 'six.yml' is not in deck.yaml [unlisted-topic]",
        "bbb/one.yaml:1:1: 'one.yaml' is not in deck.yaml [unlisted-topic]",
        "stray.yaml:1:1: 'stray.yaml' is not in deck.yaml [unlisted-topic]",
    ]


def test_hidden_folders_are_no_part_of_a_deck(deck: Path) -> None:
    write_topic(deck, ".git/config", "x")
    assert printed(deck) == []


def test_missing_topic_is_a_problem_and_the_others_stay(deck: Path) -> None:
    (deck / "zzz" / "one.yaml").unlink()
    collection, _ = read_collection(deck)
    assert [topic.slug for topic in collection.topics()] == ["two", "six"]
    assert printed(deck) == ["zzz/one.yaml:1:1: cannot read the file: no such file or directory [unreadable-file]"]


def test_folder_in_the_place_of_a_topic_is_a_problem(deck: Path) -> None:
    (deck / "zzz" / "one.yaml").unlink()
    (deck / "zzz" / "one.yaml").mkdir()
    assert printed(deck) == ["zzz/one.yaml:1:1: cannot read the file: is a directory [unreadable-file]"]


@pytest.mark.parametrize("name", ["deck.yaml", "sources.yaml", "terms.yaml", "zzz/one.yaml"])
def test_file_that_cannot_be_read_is_one_problem(deck: Path, name: str) -> None:
    (deck / name).write_bytes(b"\xff")
    assert [line for line in printed(deck) if line.startswith(name)] == [
        f"{name}:1:1: byte 0xff is not UTF-8 [not-utf-8]"
    ]


@pytest.mark.parametrize("name", ["deck.yaml", "sources.yaml", "zzz/one.yaml"])
def test_huge_file_is_refused_without_reading_it(deck: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with (deck / name).open("r+b") as file:
        file.truncate(10_000_000)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("read") if self == deck / name else read(self))
    assert f"{name}:1:1: 10,000,000 bytes in one file [too-large]" in printed(deck)


def test_file_of_the_largest_size_is_read(deck: Path) -> None:
    text = (deck / "zzz" / "one.yaml").read_text()
    write_topic(deck, "zzz/one", text + "#" * (LARGEST - len(text)))
    assert printed(deck) == []


def test_deck_without_sources_cites_nothing(deck: Path) -> None:
    (deck / "sources.yaml").unlink()
    collection, problems = read_collection(deck)
    assert [problem.code for problem in problems] == ["unreadable-file"]
    assert collection.sources == {}
    assert list(unknown_sources(collection)) == []


@pytest.mark.parametrize(
    ("name", "text", "codes"),
    [
        ("sources.yaml", "book: [", ["bad-yaml"]),
        ("deck.yaml", "name: [", ["bad-yaml"]),
        ("zzz/two.yaml", "topic: [", ["bad-yaml"]),
        ("terms.yaml", "- quorum\n", ["wrong-shape"]),
        ("terms.yaml", "# nothing yet\n", []),
        ("terms.yaml", "quorum: zzz\n", ["unknown-note"]),
    ],
)
def test_fault_of_a_file_is_not_said_again_of_what_depends_on_it(
    deck: Path, name: str, text: str, codes: list[str]
) -> None:
    (deck / "terms.yaml").write_text("quorum: a-1\n")
    (deck / "retired.yaml").write_text("x-1: {on: 2026-01-01, why: worse, instead: a-1}\n")
    (deck / name).write_text(text)
    collection, problems = read_collection(deck)
    dependent = [*unknown_sources(collection), *untaught_terms(collection), *retired_ids(collection)]
    assert [problem.code for problem in (*problems, *dependent)] == codes


def test_deck_with_a_broken_outline_is_called_by_its_folder(deck: Path) -> None:
    (deck / "deck.yaml").write_text("name: [")
    collection, problems = read_collection(deck)
    assert (collection.name, collection.about, collection.areas) == ("deck", "", ())
    assert [problem.code for problem in problems] == ["bad-yaml"]


def test_problems_of_all_files_come_sorted(deck: Path) -> None:
    write_topic(deck, "zzz/two", basic("b-1", wave=9) + basic("a-1", wave=8))
    write_topic(deck, "aaa/six", basic("d-1", wave=7))
    (deck / "sources.yaml").write_text("book: {}\n")
    places = ["aaa/six.yaml:4:32:", *["sources.yaml:1:7:"] * 3, "zzz/two.yaml:4:32:", "zzz/two.yaml:5:32:"]
    assert [line.partition(" ")[0] for line in printed(deck)] == places


def test_windows_files_with_a_byte_order_mark_are_read(deck: Path) -> None:
    for file in [deck / "deck.yaml", deck / "sources.yaml", *deck.glob("*/*.yaml")]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert printed(deck) == []


def test_terms_name_the_notes_that_teach_them(deck: Path) -> None:
    (deck / "terms.yaml").write_text("Fan-Out: a-1\nquorum: [x]\n")
    collection, problems = read_collection(deck)
    assert {term: note for term, (note, _) in collection.terms.items()} == {"fan-out": "a-1"}
    assert [problem.message for problem in problems] == ["'quorum' names no note"]


def test_area_that_has_no_readable_topic_stays_in_the_outline(deck: Path) -> None:
    (deck / "deck.yaml").write_text(outline("bbb/gone", "zzz/one"))
    collection, _ = read_collection(deck)
    assert [(area.slug, len(area.topics)) for area in collection.areas] == [("bbb", 0), ("zzz", 1)]


def test_topic_under_another_name_is_offered_where_it_is_missing(deck: Path) -> None:
    (deck / "aaa" / "six.yaml").rename(deck / "aaa" / "sixx.yaml")
    _, problems = read_collection(deck)
    missing = next(problem for problem in problems if problem.code == "unreadable-file")
    assert missing.hint == "did you mean 'sixx.yaml'?"


def test_only_topics_that_are_unlike_another_deck_are_read(deck: Path, tmp_path: Path) -> None:
    topics = {"zzz/two": basic("b-2"), "zzz/one": basic("c-1"), "aaa/six": basic("d-1"), "aaa/new": basic("e-1")}
    other = write_deck(tmp_path / "other", topics)
    (deck / "aaa" / "six.yaml").unlink()
    found, fresh = list(read_collection(other, deck)[0].topics()), list(read_collection(other)[0].topics())
    assert [topic.is_read for topic in found] == [True, False, True, True]
    assert [(topic.slug, bool(topic.notes)) for topic in found] == [(each.slug, each.slug != "one") for each in fresh]
    assert [in_full(topic).notes for topic in found] == [topic.notes for topic in fresh]


def test_topic_that_went_after_it_was_left_unread_has_no_notes(deck: Path, tmp_path: Path) -> None:
    shutil.copytree(deck, tmp_path / "other")
    collection, _ = read_collection(deck, tmp_path / "other")
    topic = next(collection.topics())
    Path(topic.path).unlink()
    assert in_full(topic) is topic


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (Path.mkdir, "is a directory: put the cards in its place"),
        (lambda path: path.symlink_to("/dev/zero"), "no ordinary file: put the cards in its place"),
        (lambda path: path.symlink_to(path), ": mend its rights"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="needs devices as files")
def test_what_cannot_be_read_is_told_with_what_to_do(tmp_path: Path, make: Callable[[Path], None], said: str) -> None:
    make(tmp_path / "topic.yaml")
    text, (problem,) = read_text(tmp_path / "topic.yaml")
    assert (text, problem.code) == ("", "unreadable-file")
    assert f"{problem.message}: {problem.hint}".endswith(said)


@pytest.mark.parametrize(("name", "said"), [("new.yaml", ""), ("new.yml", ", and end the name in '.yaml'")])
def test_topic_that_nobody_lists_is_told_where_to_add_it(deck: Path, name: str, said: str) -> None:
    (deck / "aaa" / name).write_text("", "utf-8")
    _, problems = read_collection(deck)
    (problem,) = [problem for problem in problems if problem.code == "unlisted-topic"]
    assert problem.hint == f"add 'new' under area 'aaa'{said}"
