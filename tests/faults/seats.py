"""The sittings that are attacked: reviews, drills, and the score of a mock interview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.faults.commands import study, write_deck
from tests.faults.sittings import Sitting
from tests.faults.stage import Stage
from tests.faults.terminal import Step, Terminal

OWN_DECK = (("SDCARDS_CARDS", str(Path(__file__).parents[2] / "cards")),)
_REVIEWS = """SELECT 'review', card, rating FROM review UNION ALL SELECT 'undone', card, 0 FROM undone
    UNION ALL SELECT 'hidden', card, 0 FROM suspension UNION ALL SELECT 'flag', card, 0 FROM flag"""
_SCORE = """SELECT 'line', phase, line FROM mock_line WHERE said UNION ALL
    SELECT 'score', phase, said FROM mock_phase WHERE said IS NOT NULL UNION ALL SELECT 'wanted', card, 0 FROM wanted"""
_CARD = r"(?s)Question \d\d.*?keys"


def _rated(*ratings: int) -> Iterator[Step]:
    for rating in ratings:
        yield Step(" ", "(?s)Answer.*?Again")
        yield Step(str(rating), _CARD)


REVIEWING = (
    *_rated(3, 1, 4),
    Step("u", "taken back"),
    *_rated(2),
    Step("s", "suspended '"),
    Step("f", "flagged|flag"),
    *_rated(3, 1),
    Step("u", "taken back"),
    Step("u", "taken back", 0.12),
    *_rated(4, 4),
)


def _studied(stage: Stage) -> None:
    write_deck(stage)
    study(stage.store, range(5), (20, 9))


def _never_begun(stage: Stage) -> None:
    """A deck, and nothing else of ours."""
    write_deck(stage)
    for file in sorted((stage.home / "cache").rglob("*"), reverse=True):
        file.unlink()


def _compiled(stage: Stage) -> None:
    assert stage.run("due").code == 0


def _to_be_scored(stage: Stage) -> None:
    _compiled(stage)
    terminal = Terminal(stage, ("mock", "url-shortener", "--seed", "1"))
    for step in (
        *BEGIN_MOCK,
        Step("links and codes", "codes"),
        Step("\x0b", "any key goes back"),
        Step("s", "End the interview"),
        Step("\r", "Score 1"),
    ):
        terminal.send(step.keys)
        assert terminal.sees(step.shown), step
    terminal.send("q")
    assert terminal.end() == 0


BEGIN_MOCK = (Step("", "Enter begins"), Step("\r", "Requirements"))

SITTINGS = (
    Sitting("review", ("review",), _studied, _CARD, REVIEWING, _REVIEWS),
    Sitting("first review", ("review",), _never_begun, _CARD, tuple(_rated(3, 1, 4)), _REVIEWS),
    Sitting(
        "estimate",
        ("estimate", "--kind", "shards", "--seed", "3"),
        _compiled,
        "skip",
        tuple(step for _ in range(3) for step in (Step("12\r", "goes on", 0.12), Step("\r", "skip", 0.12))),
        "SELECT kind, correct FROM drill",
        OWN_DECK,
    ),
    Sitting(
        "mock: the score",
        ("mock",),
        _to_be_scored,
        "Enter goes on",
        (
            Step("\r", "0 of"),
            Step("1", r"[1-9]\d* of"),
            Step("2", r"[1-9]\d* of"),
            Step("1", r"[1-9]\d* of"),
            Step("\r", "Requirements: a strong answer"),
            Step("b", "Score 1"),
            Step("\r", "Requirements: a strong answer"),
        ),
        _SCORE,
        OWN_DECK,
    ),
)
