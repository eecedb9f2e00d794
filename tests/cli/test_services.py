"""What the review loop asks of the rest of the program."""

from contextlib import closing
from pathlib import Path

import pytest

from sdcards.cli.services import Services
from sdcards.clock import study_day, system_clock
from sdcards.ids import CardId
from sdcards.places import progress_file
from sdcards.store.database import open_store
from tests.cli.conftest import TOPIC

CARD = CardId("ram-random-read/value")


def test_edit_from_outside_is_taken_at_the_next_card(deck: Path) -> None:
    file = deck / "estimation" / "latency-ladder.yaml"
    with (
        closing(open_store(progress_file(), today=study_day(system_clock()))) as con,
        closing(Services(con, leech=8)) as services,
    ):
        file.write_text(TOPIC.replace("one random read", "a single random read"), "utf-8")
        placed = services.card(CARD)
        assert placed is not None
        assert "a single random read" in placed.card.front
        file.write_text(TOPIC.replace("ram-random-read", "ram-read-at-random"), "utf-8")
        assert services.card(CARD) is None


def test_deck_that_went_away_stays_as_it_was(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        closing(open_store(progress_file(), today=study_day(system_clock()))) as con,
        closing(Services(con, leech=8)) as services,
    ):
        monkeypatch.setenv("SDCARDS_CARDS", str(deck / "gone"))
        assert services.card(CARD) is not None
