"""What is different between two versions of a deck and on no card."""

from dataclasses import replace
from pathlib import Path

import pytest

from sdcards.collection.besides import besides_cards
from sdcards.collection.collection import read_collection
from tests.decks import basic, write_deck

MOCK = "mock:\n  say: “Design it.”\n  wrap: [one]\n"
SCENES = """
rate:
  title: Rates
  topic: one
  scenes:
"""
SCENE = """
    - id: scene-{}
      ask: One sends {{posts}} posts a day?
      given: {{posts: 1 .. 9}}
      formula: posts / 1 day
      unit: 1/s
      so: Fine.
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = write_deck(tmp_path / "deck", {"aaa/one": basic("a-1"), "aaa/two": basic("b-1")})
    (folder / "terms.yaml").write_text("shard: a-1\nlease: b-1\n", "utf-8")
    (folder / "estimates.yaml").write_text(SCENES + "".join(map(SCENE.format, "abc")), "utf-8")
    (folder / "retired.yaml").write_text("old-note: {on: 2026-01-01, why: It was wrong.}\n", "utf-8")
    return folder


def told(folder: Path, file: str, was: str, now: str) -> list[str]:
    """What is said of a deck in which a file says something else."""
    before, _ = read_collection(folder)
    text = (folder / file).read_text("utf-8")
    assert was in text
    (folder / file).write_text(text.replace(was, now, 1), "utf-8")
    after, _ = read_collection(folder)
    return [f"{change.place}: {change.text}" for change in besides_cards(before, after)]


def test_nothing_is_told_of_the_same(deck: Path) -> None:
    assert told(deck, "deck.yaml", "", "") == []


@pytest.mark.parametrize(
    ("file", "was", "now", "said"),
    [
        ("terms.yaml", "shard: a-1\n", "quorum: a-1\n", "terms.yaml: new quorum; no longer shard"),
        ("terms.yaml", "lease: b-1", "lease: a-1", "terms.yaml: other lease"),
        ("estimates.yaml", "id: scene-b", "id: scene-d", "estimates.yaml: new rate/scene-d; no longer rate/scene-b"),
        ("estimates.yaml", "so: Fine.", "so: Good.", "estimates.yaml: other rate/scene-a"),
        ("estimates.yaml", "title: Rates", "title: Flows", "estimates.yaml: other rate"),
        ("retired.yaml", "It was wrong.", "It aged.", "retired.yaml: other old-note"),
    ],
)
def test_entries_of_a_file_are_named(deck: Path, file: str, was: str, now: str, said: str) -> None:
    assert told(deck, file, was, now) == [said]


def test_mock_interview_is_told_of(deck: Path) -> None:
    topic = "aaa/one.yaml"
    assert told(deck, topic, "notes:", f"{MOCK}notes:") == ["aaa/one: it has a mock interview now"]
    assert told(deck, topic, "it.”\n  wrap: [one]", "this.”\n  end: [one]") == [
        "aaa/one: its mock interview has new end; other say; no longer wrap"
    ]
    mock = MOCK.replace("it.”\n  wrap", "this.”\n  end")
    assert told(deck, topic, mock, "") == ["aaa/one: it has no mock interview any more"]


def test_titles_and_descriptions_are_told_of(deck: Path) -> None:
    before, _ = read_collection(deck)
    (area,) = before.areas
    one, two = area.topics
    topics = (replace(one, title="A title"), replace(two, about="A word."))
    after = replace(before, name="A name", about="A deck.", areas=(replace(area, title="An area", topics=topics),))
    assert [f"{change.place}: {change.text}" for change in besides_cards(before, after)] == [
        f"deck.yaml: name: '{before.name}' → 'A name'",
        f"deck.yaml: about: '{before.about}' → 'A deck.'",
        f"aaa: title: '{area.title}' → 'An area'",
        f"aaa/one: title: '{one.title}' → 'A title'",
        f"aaa/two: about: '{two.about}' → 'A word.'",
    ]


def test_name_of_the_folder_is_no_other_name(deck: Path) -> None:
    assert "deck.yaml" not in " ".join(told(deck, "deck.yaml", "about:", "abuot:"))


def test_texts_of_a_topic_that_is_new_are_not_told(deck: Path) -> None:
    after, _ = read_collection(deck)
    before = replace(after, areas=())
    assert list(besides_cards(before, after)) == []
