"""Opening a card in an editor, and reporting it."""

import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that writes down how it was called."""
    program = tmp_path / "my editor"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/called"\n', "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", f"'{program}' --wait-a-bit")
    monkeypatch.delenv("VISUAL", raising=False)
    return tmp_path / "called"


def test_edit_opens_the_note_at_its_line(run: Run, deck: Path, editor: Path) -> None:
    assert run("edit", "cache-beside-store").code == 0
    file = deck / "estimation" / "latency-ladder.yaml"
    assert editor.read_text("utf-8").splitlines() == ["--wait-a-bit", "+14", str(file)]
    assert file.read_text("utf-8").splitlines()[13] == "  - id: cache-beside-store"


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("", "no editor is set"),
        ("'half a quote", "cannot read EDITOR"),
        ("/nonexistent/vi", "there is no editor '/nonexistent/vi' to run; put another into EDITOR"),
        ("false", "ended with 1"),
    ],
)
def test_editor_that_cannot_be_used_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, chosen: str, said: str) -> None:
    monkeypatch.setenv("EDITOR", chosen)
    monkeypatch.delenv("VISUAL", raising=False)
    outcome = run("edit", "ram-random-read")
    assert outcome.code == 1
    assert said in outcome.err


@pytest.mark.usefixtures("deck")
def test_editor_is_told_the_line_in_its_own_way(run: Run, editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = editor.with_name("my editor")
    for name, words in (("code", ["--wait", "--goto"]), ("hx", [])):
        program.rename(editor.with_name(name))
        monkeypatch.setenv("EDITOR", str(editor.with_name(name)))
        assert run("edit", "ram-random-read").code == 0
        *before, place = editor.read_text("utf-8").splitlines()
        assert before == words
        assert place.endswith("latency-ladder.yaml:5")
        editor.with_name(name).rename(program)


@pytest.mark.usefixtures("deck")
def test_report_holds_id_version_and_faces(run: Run) -> None:
    text = run("report", "cache-beside-store/cost").out
    assert text.startswith("# Card `cache-beside-store/cost`\n")
    assert "Estimation › Latency ladder, sdcards 0." in text
    assert "> Stale reads." in text
    assert "- source: S. Eskildsen, napkin-math (2026)" in text


@pytest.mark.usefixtures("deck")
def test_report_of_a_drill_gives_its_formula(run: Run) -> None:
    assert "> rate * line * 1 day" in run("report", "log-a-day").out
