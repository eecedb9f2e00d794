"""A person's own cards beside ours."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TOPIC, Run, write_small_deck

GOOD = "\n3\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An own deck whose ids are the same as ours."""
    return write_small_deck(tmp_path / "My Cards", TOPIC.replace("one random read", "my own read"))


@pytest.mark.usefixtures("deck")
def test_own_cards_stand_beside_ours_and_never_clash(run: Run, own: Path) -> None:
    assert run("config", "cards", str(own)).out == f"my-cards  4 cards  {own}\n"
    ids = [card["id"] for card in json.loads(run("cards", "--json").out)]
    assert ids.count("ram-random-read/value") == 1
    assert ids.count("my-cards:ram-random-read/value") == 1
    assert run("due").out == "0 due, 6 new\n"


@pytest.mark.usefixtures("deck")
def test_own_cards_are_reviewed_edited_and_leave_again(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run("config", "cards", str(own))
    assert "my own read" in run("review", "--area", "my-cards:estimation", typed=f"{GOOD}q\n").out
    assert run("due").out == "1 due, 5 new\n"
    editor = tmp_path / "editor"
    editor.write_text(f'#!/bin/sh\necho "$2" > "{tmp_path}/called"\n', "utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    assert run("edit", "my-cards:ram-random-read").code == 0
    assert (tmp_path / "called").read_text("utf-8").strip() == str(own / "estimation" / "latency-ladder.yaml")
    assert run("config", "cards", "--reset").out.startswith("No cards of your own")
    assert run("due").out == "0 due, 3 new\n"
    assert run("doctor").code == 0


@pytest.mark.usefixtures("deck")
def test_change_in_an_own_card_is_seen_at_once(run: Run, own: Path) -> None:
    run("config", "cards", str(own))
    file = own / "estimation" / "latency-ladder.yaml"
    file.write_text(file.read_text("utf-8").replace("my own read", "my second read"), "utf-8")
    assert "my second read" in run("cards", "second").out


@pytest.mark.usefixtures("deck")
def test_own_deck_that_is_not_there_stops_nobody(run: Run, own: Path) -> None:
    run("config", "cards", str(own))
    own.rename(own.with_name("elsewhere"))
    assert run("due").out == "0 due, 3 new\n"
    assert "missing" in run("config", "cards").out


@pytest.mark.usefixtures("deck")
def test_folder_that_is_no_deck_is_refused(run: Run, own: Path, tmp_path: Path) -> None:
    refused = run("config", "cards", str(tmp_path)).err
    assert "no deck in" in refused
    assert "'A deck of your own' in docs/card-format.md" in refused
    twin = tmp_path / "other" / "my cards"
    twin.parent.mkdir()
    own.rename(twin)
    assert run("config", "cards", str(twin), str(twin)).code == 2
    assert json.loads(run("config", "cards", "--json").out) == {}
