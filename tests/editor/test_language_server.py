"""What an editor gets from the schemas, asked of a real YAML language server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.editor.server import ROOT, Server, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "there is one")

HEAD = """\
# yaml-language-server: $schema=../topic.schema.json
topic: Latency ladder
about: How long the common operations take.
notes:
"""
FACT = """\
  - id: ram-random-read
    type: fact
    wave: 1
    ask: How long does one random read from main memory take?
    value: 100 ns
    within: 3
    as_of: 2026
"""
DECK = "# yaml-language-server: $schema=deck.schema.json\nname: D\nabout: A.\nareas:\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(ROOT / "cards") as running:
        yield running


def proposed(server: Server, text: str, place: str = "estimation/new.yaml") -> dict[str, str]:
    """What is proposed where `‸` stands."""
    line, column = _caret(text)
    return server.open(place, text.replace("‸", "")).completions(line, column)


def marked(server: Server, text: str, place: str = "estimation/new.yaml") -> list[tuple[str, str]]:
    """What is marked as wrong: the marked words, and what is said of them."""
    lines = text.split("\n")
    return [(_words(lines, found["range"]), found["message"]) for found in server.open(place, text).problems]


def _caret(text: str) -> tuple[int, int]:
    before = text[: text.index("‸")]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def _words(lines: list[str], place: dict[str, Any]) -> str:
    start, end = place["start"], place["end"]
    until = end["character"] if end["line"] == start["line"] else None
    return f"{start['line'] + 1}:{start['character'] + 1} {lines[start['line']][start['character'] : until]}"


def test_types_are_proposed_with_what_each_is(server: Server) -> None:
    types = proposed(server, f"{HEAD}  - id: ram-random-read\n    type: ‸\n")
    assert list(types) == ["step", "sequence", "fact", "drill", "mapping", "pitfall", "tradeoff", "basic", "cloze"]
    assert types["fact"] == "A quantity, typed from memory and judged within a factor."


def test_fields_of_the_notes_own_family_are_proposed(server: Server) -> None:
    fields = proposed(server, f"{HEAD}  - id: ram-random-read\n    type: fact\n    ‸\n")
    assert {"wave", "ask", "value", "within", "context", "as_of", "sources", "accept"} <= set(fields)
    assert {"front", "symptom", "steps", "text", "id", "type"} & set(fields) == set()
    assert fields["context"] == "Under which conditions the number holds."


def test_fields_of_every_note_are_proposed_while_it_has_no_type(server: Server) -> None:
    fields = proposed(server, f"{HEAD}  - id: ram-random-read\n    ‸\n")
    assert {"type", "wave", "sources"} <= set(fields)
    assert {"ask", "front", "value"} & set(fields) == set()


def test_keys_of_sources_are_proposed_with_their_works(server: Server) -> None:
    keys = proposed(server, f"{HEAD}{FACT}    sources: [‸]\n")
    assert keys["ddia-5"].startswith("M. Kleppmann, Designing Data-Intensive Applications, ch. 5: Replication")
    assert len(keys) > 150


def test_parts_of_the_interview_are_proposed(server: Server) -> None:
    phases = proposed(server, f"{HEAD}  - id: say-scope-back\n    type: step\n    phase: ‸\n")
    assert {"whole", "requirements", "wrap-up"} <= set(phases)


def test_text_brings_its_example_and_no_word_of_a_program(server: Server) -> None:
    values = proposed(server, f"{HEAD}  - id: ram-random-read\n    type: fact\n    ask: ‸\n")
    assert list(values) == ["How much downtime does 99.9 % allow in a 30-day month?"]


def test_what_may_be_accepted_is_proposed(server: Server) -> None:
    codes = proposed(server, f"{HEAD}{FACT}    sources: [dean-2009]\n    accept:\n      ‸\n")
    assert codes["yes-no"] == "The answer is yes or no, or one of two."


def test_areas_phases_and_topics_are_proposed_in_the_outline(server: Server) -> None:
    assert {"structure", "estimation"} <= set(proposed(server, f"{DECK}  - area: ‸\n", "deck.yaml"))
    phases = proposed(server, f"{DECK}  - area: estimation\n    phase: ‸\n", "deck.yaml")
    assert {"requirements", "estimates", "api"} <= set(phases)
    topics = proposed(server, f"{DECK}  - area: estimation\n    topics:\n      ‸\n", "deck.yaml")
    assert "latency-ladder" in topics


def test_fields_of_a_mock_interview_are_proposed(server: Server) -> None:
    head = HEAD.removesuffix("notes:\n")
    parts = proposed(server, f"{head}mock:\n  ‸\nnotes: []\n")
    assert parts["bottlenecks"] == "What breaks first."
    phases = proposed(server, f"{head}mock:\n  checklist:\n    ‸\nnotes: []\n")
    assert {"requirements", "estimates", "api", "data", "design", "bottlenecks", "wrap-up"} <= set(phases)


@pytest.mark.parametrize(
    ("line", "words"), [(5, "name for life"), (8, "question that the number answers"), (9, "unit")]
)
def test_field_is_explained_where_the_pointer_rests(server: Server, line: int, words: str) -> None:
    text = server.open("estimation/new.yaml", f"{HEAD}{FACT}    sources: [dean-2009]\n").hover(line - 1, 5)
    assert words in text
    assert "Example:" in text


def test_unknown_field_is_marked_at_its_name(server: Server) -> None:
    text = f"{HEAD}{FACT}    sources: [dean-2009]\n    bcak: Oops.\n"
    assert marked(server, text) == [("13:5 bcak", "Property bcak is not allowed.")]


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("wave: 1", "wave: two", ("7:11 two", "a whole number belongs here")),
        ("wave: 1", "wave: 7", ("7:11 7", "Value is above the maximum of 5.")),
        ("value: 100 ns", "value: [100 ns]", ("9:12 [100 ns]", 'Incorrect type. Expected "string".')),
        ("type: fact", "type: fcat", ("6:11 fcat", "Value is not accepted.")),
        ("id: ram-random-read", "id: RAM read", ("5:9 RAM read", "3 to 60 characters of a-z")),
        ("sources: [dean-2009]", "sources: [dean]", ("12:15 dean", "no key of sources.yaml")),
        ("    as_of: 2026\n", "", ("5:5 i", 'Missing property "as_of".')),
        ("    within: 3\n", "", ("5:5 i", 'Missing property "within".')),
    ],
)
def test_what_is_wrong_is_marked_where_it_stands(
    server: Server, right: str, wrong: str, expected: tuple[str, str]
) -> None:
    text = f"{HEAD}{FACT}    sources: [dean-2009]\n"
    assert right in text
    ((words, message),) = marked(server, text.replace(right, wrong))
    assert words == expected[0]
    assert message.startswith(expected[1])


def _some_of_each_folder() -> list[Path]:
    """The files beside the areas, and the longest topic of each area; the other topics are validated without a server."""
    cards = ROOT / "cards"
    areas = [folder for folder in sorted(cards.iterdir()) if folder.is_dir()]
    longest = [max(folder.glob("*.yaml"), key=lambda file: file.stat().st_size) for folder in areas]
    return sorted(cards.glob("*.yaml")) + longest


@pytest.mark.parametrize("file", _some_of_each_folder(), ids=lambda file: file.stem)
def test_nothing_is_marked_in_a_shipped_file(server: Server, file: Path) -> None:
    assert marked(server, file.read_text(encoding="utf-8"), str(file.relative_to(ROOT / "cards"))) == []
