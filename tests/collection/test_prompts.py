"""The prompts of a deck and of a person's own decks."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.collection.compiled import open_compiled
from sdcards.collection.joined import joined_deck
from sdcards.collection.prompts import PlacedPrompt, cards_of, find_prompt, list_prompts, read_prompt
from sdcards.errors import SdcardsError, UsageError
from tests.decks import basic, write_deck
from tests.practice.mocking import topic_with_mock


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    topics = {
        "area/plain": basic("plain-note"),
        "prompts/url-shortener": topic_with_mock(),
        "prompts/web-crawler": topic_with_mock("Web crawler").replace("note-", "crawl-"),
    }
    return write_deck(tmp_path / "ours", topics)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return write_deck(tmp_path / "mine", {"prompts/pastebin": topic_with_mock("Pastebin")})


@pytest.fixture
def deck(ours: Path, own: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    (tmp_path / "cache").mkdir()
    with closing(open_compiled(joined_deck(str(ours), {"mine": str(own)}, str(tmp_path / "cache")))) as con:
        yield con


@pytest.fixture
def prompts(deck: sqlite3.Connection, ours: Path, own: Path) -> list[PlacedPrompt]:
    return list_prompts(deck, str(ours), {"mine": str(own)})


def test_topics_with_a_mock_are_listed_in_order_own_ones_with_their_deck(prompts: list[PlacedPrompt]) -> None:
    assert [(each.name, each.title) for each in prompts] == [
        ("url-shortener", "URL shortener"), ("web-crawler", "Web crawler"), ("mine:pastebin", "Pastebin"),
    ]  # fmt: skip


def test_prompt_is_read_from_its_deck(prompts: list[PlacedPrompt], own: Path) -> None:
    assert find_prompt(prompts, "mine:pastebin").file == own / "prompts" / "pastebin.yaml"
    assert read_prompt(find_prompt(prompts, "web-crawler")).say.startswith("“Design")


def test_prompt_is_found_by_its_title(prompts: list[PlacedPrompt]) -> None:
    assert [find_prompt(prompts, title).name for title in ("Web crawler", "pastebin")] == [
        "web-crawler",
        "mine:pastebin",
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("url-shortner", "there is no prompt 'url-shortner'; did you mean 'url-shortener'?"),
        ("web crawlers", "there is no prompt 'web crawlers'; did you mean 'web-crawler'?"),
        ("pastbin", "there is no prompt 'pastbin'; did you mean 'mine:pastebin'?"),
        ("zzz", "there is no prompt 'zzz'; 'sdcards mock --list' shows them"),
    ],
)
def test_unknown_prompt_is_told_with_the_nearest_names(prompts: list[PlacedPrompt], name: str, hint: str) -> None:
    with pytest.raises(UsageError) as told:
        find_prompt(prompts, name)
    assert str(told.value) == hint


def test_broken_section_is_told_in_one_line_with_its_place(prompts: list[PlacedPrompt]) -> None:
    placed = find_prompt(prompts, "url-shortener")
    placed.file.write_text(topic_with_mock().replace("  data:\n", "  dat:\n", 1), "utf-8")
    with pytest.raises(SdcardsError) as told:
        read_prompt(placed)
    assert str(told.value) == (
        f"the prompt 'url-shortener' is broken: {placed.file}:25:3: unknown field 'dat'; "
        "'sdcards check' says what to do"
    )


def test_file_that_is_no_yaml_is_told(prompts: list[PlacedPrompt]) -> None:
    placed = find_prompt(prompts, "url-shortener")
    placed.file.write_text("mock: [", "utf-8")
    with pytest.raises(
        SdcardsError, match=r"the prompt 'url-shortener' is broken: .*yaml:\d+:\d+: .*; 'sdcards check'"
    ):
        read_prompt(placed)


def test_section_that_was_taken_out_is_told(prompts: list[PlacedPrompt]) -> None:
    placed = find_prompt(prompts, "url-shortener")
    placed.file.write_text(topic_with_mock(mock=""), "utf-8")
    with pytest.raises(SdcardsError, match="has no 'mock' section any more"):
        read_prompt(placed)


def test_file_that_vanished_has_no_mock(deck: sqlite3.Connection, ours: Path, prompts: list[PlacedPrompt]) -> None:
    find_prompt(prompts, "url-shortener").file.unlink()
    assert [each.name for each in list_prompts(deck, str(ours), {})] == ["web-crawler"]


def test_cards_of_notes_come_in_order_with_the_deck_they_belong_to(
    deck: sqlite3.Connection, prompts: list[PlacedPrompt]
) -> None:
    mine = find_prompt(prompts, "mine:pastebin")
    assert cards_of(deck, mine, ("note-2", "gone", "note-1")) == ["mine:note-2/answer", "mine:note-1/answer"]
    assert cards_of(deck, find_prompt(prompts, "web-crawler"), ("crawl-3",)) == ["crawl-3/answer"]
