"""Sitting down to a mock interview, with a keyboard and a screen that are made up."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sdcards.cli.mock_notes import drop_edited, edit_notes, left_over
from sdcards.cli.mocking import running_seconds
from sdcards.errors import SdcardsError
from sdcards.practice.interview import Progress
from sdcards.practice.phases import PHASES
from sdcards.store.mocks import Mock
from sdcards.terminal.desk import Desk
from sdcards.terminal.keys import Key, Press
from sdcards.terminal.mock_view import LinesView, PhaseView, TickView
from sdcards.terminal.view import Sheet
from tests.cli.conftest import Outcome, Run, in_store
from tests.practice.mocking import topic_with_mock
from tests.terminal.fakes import ENTER, LEAVE, FakeClock, FakeKeyboard, FakeScreen, keys

pytestmark = pytest.mark.usefixtures("prompts")

NEXT, EXIT, EDIT, KEYS = (Press(Key.CONTROL, letter) for letter in "nxek")
SCORE_ALL = [ENTER, ENTER] * 7
"""Confirms every checklist and reads every strong answer."""


Sit = Callable[..., tuple[Outcome, list[Any]]]


@pytest.fixture
def sit(run: Run, monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Runs `sdcards mock` with these words and presses; gives what it printed and every view."""

    def sit_down(words: str, *presses: Press) -> tuple[Outcome, list[Any]]:
        screen = FakeScreen()

        @contextmanager
        def open_desk() -> Iterator[Desk]:
            yield Desk(FakeKeyboard(presses, FakeClock()), screen)

        monkeypatch.setattr("sdcards.cli.mocking.is_full", lambda *_: True)
        monkeypatch.setattr("sdcards.cli.mocking.open_desk", open_desk)
        return run("mock", *words.split()), screen.views

    return sit_down


def test_statement_comes_first_and_nothing_is_kept_before_it_is_accepted(sit: Sit, tmp_path: Path) -> None:
    outcome, views = sit("url-shortener", Press(Key.TEXT, "z"), *keys("q"))
    assert (outcome.code, outcome.out) == (0, "")
    assert views[0].title == "Mock interview: URL shortener"
    rows = dict(views[0].rows)
    assert rows["interviewer"].startswith("“Design a service")
    assert rows["minutes"].startswith("Requirements 5; Estimates 5; API 5; Data 5; Design 12")
    assert in_store(tmp_path, "SELECT * FROM mock") == []


def test_shorter_interview_shares_its_minutes(sit: Sit) -> None:
    _, views = sit("url-shortener --minutes 25", LEAVE)
    assert "Requirements 3:07; " in dict(views[0].rows)["minutes"]


@pytest.mark.parametrize("letter", "nq")
def test_letter_with_ctrl_is_not_the_letter_in_the_offer(sit: Sit, letter: str) -> None:
    sit("url-shortener", ENTER, EXIT)
    _, views = sit("", Press(Key.CONTROL, letter), LEAVE)
    assert len(views) == 2
    assert views[1].paragraphs[0].startswith("Your last mock interview is not finished")


def test_whole_interview_is_kept_scored_and_its_misses_wanted(sit: Sit, tmp_path: Path) -> None:
    end = [*keys("x"), KEYS, *keys("s"), ENTER]
    outcome, views = sit("url-shortener --seed 1", ENTER, *end, *keys("1"), *SCORE_ALL, Press(Key.PASTE, "x"), ENTER)
    lines = outcome.out.splitlines()
    assert lines[0] == "URL shortener"
    assert lines[1].startswith("Requirements             17 %   1 of 6     0:00")
    assert "20 lines missed: 7 cards will come first in your next reviews." in lines
    assert lines[-1] == "'sdcards mock --export FILE.md' keeps it as a file."
    assert isinstance(views[-1], LinesView)
    assert in_store(tmp_path, "SELECT count(*) FROM wanted") == [(7,)]
    assert in_store(tmp_path, "SELECT phase, ended IS NOT NULL FROM mock") == [("score", 1)]


def test_nothing_missed_wants_nothing(sit: Sit, tmp_path: Path) -> None:
    ticks = [press for _ in PHASES for press in (*keys("123"), ENTER, ENTER)]
    outcome, _ = sit("url-shortener", ENTER, KEYS, *keys("s"), ENTER, *ticks, ENTER)
    assert "Nothing was missed." in outcome.out
    assert in_store(tmp_path, "SELECT count(*) FROM wanted") == [(0,)]


def test_single_phase_is_scored_alone(sit: Sit, tmp_path: Path) -> None:
    outcome, views = sit(
        "url-shortener --phase api", ENTER, *keys("POST"), NEXT, ENTER, *keys("3"), ENTER, ENTER, ENTER
    )
    assert outcome.out.splitlines()[:2] == ["URL shortener", "API                      50 %   3 of 6     0:00"]
    assert "Whole" not in outcome.out
    assert dict(views[0].rows)["minutes"] == "API 5"
    assert in_store(tmp_path, "SELECT minutes, only, phase FROM mock") == [(5, "api", "score")]


def test_interview_that_was_left_is_offered_again(sit: Sit) -> None:
    outcome, _ = sit("url-shortener", ENTER, *keys("abc"), EXIT)
    assert outcome.out == "Saved: URL shortener, Requirements, 0:00 spent. 'sdcards mock' goes on there.\n"
    _, views = sit("", Press(Key.TEXT, "z"), ENTER, EXIT)
    assert views[0].paragraphs[0] == "Your last mock interview is not finished: in Requirements, 0:00 spent."
    assert isinstance(views[-1], PhaseView)
    assert views[-1].notes.text == "abc"


def test_beginning_another_says_what_ends_by_it(sit: Sit) -> None:
    _, views = sit("url-shortener", *keys("q"))
    assert "ends" not in dict(views[0].rows)
    sit("url-shortener", ENTER, *keys("abc"), EXIT)
    _, views = sit("web-crawler --new", *keys("q"))
    assert dict(views[0].rows)["ends"].startswith("The one that waits, 'url-shortener'.")


def test_score_that_was_left_goes_on(sit: Sit) -> None:
    outcome, _ = sit("url-shortener", ENTER, KEYS, *keys("s"), ENTER, *keys("2"), LEAVE)
    assert outcome.out == "Saved: the score of URL shortener is open. 'sdcards mock' goes on there.\n"
    _, views = sit("url-shortener", ENTER, LEAVE)
    assert "the score is open" in views[0].paragraphs[0]
    assert isinstance(views[-1], TickView)
    assert views[-1].score == "2 of 6"


def test_beginning_anew_ends_the_waiting_one_with_what_was_scored(sit: Sit, tmp_path: Path) -> None:
    sit("url-shortener", ENTER, KEYS, *keys("s"), ENTER, ENTER, LEAVE)
    sit("web-crawler --new", ENTER, EXIT)
    assert in_store(tmp_path, "SELECT prompt, ended IS NOT NULL FROM mock ORDER BY began") == [
        ("url-shortener", 1),
        ("web-crawler", 0),
    ]
    assert in_store(tmp_path, "SELECT card FROM wanted") == [("note-1/answer",)]


def test_looking_at_another_statement_does_not_end_the_waiting_one(sit: Sit, tmp_path: Path) -> None:
    sit("url-shortener", ENTER, EXIT)
    sit("web-crawler --new", LEAVE)
    assert in_store(tmp_path, "SELECT count(*) FROM mock WHERE ended IS NULL") == [(1,)]


def test_offer_can_be_turned_into_another_interview(sit: Sit, tmp_path: Path) -> None:
    sit("url-shortener", ENTER, EXIT)
    _, views = sit("", *keys("n"), ENTER, EXIT)
    assert views[1].prompt.startswith("Enter begins")
    assert in_store(tmp_path, "SELECT ended IS NOT NULL FROM mock ORDER BY began") == [(1,), (0,)]


@pytest.mark.parametrize("change", ["gone", "broken"])
def test_waiting_interview_whose_prompt_is_lost_can_be_ended(
    sit: Sit, tmp_path: Path, prompts: Path, change: str
) -> None:
    sit("url-shortener", ENTER, KEYS, *keys("s"), ENTER, ENTER, LEAVE)
    text = topic_with_mock(mock="" if change == "gone" else "mock: {say: x}\n")
    (prompts / "prompts" / "url-shortener.yaml").write_text(text, "utf-8")
    sit("web-crawler --new", ENTER, EXIT)
    assert in_store(tmp_path, "SELECT count(*) FROM wanted") == [(0,)]
    assert in_store(tmp_path, "SELECT count(*) FROM mock WHERE ended IS NULL") == [(1,)]


def test_weakest_phase_is_named_before_one_begins(sit: Sit) -> None:
    sit("url-shortener", ENTER, KEYS, *keys("s"), ENTER, *keys("123"), *SCORE_ALL, ENTER)
    _, views = sit("web-crawler", LEAVE)
    assert dict(views[0].rows)["watch"] == "Estimates is your weakest phase so far: 0 %."


def test_prompt_not_done_lately_is_the_default(sit: Sit, tmp_path: Path) -> None:
    sit("url-shortener", ENTER, KEYS, *keys("s"), ENTER, *SCORE_ALL, ENTER)
    for seed in range(4):
        _, views = sit(f"--seed {seed}", LEAVE)
        assert views[0].title == "Mock interview: Web crawler"
    assert in_store(tmp_path, "SELECT count(*) FROM mock") == [(1,)]


def test_seed_repeats_prompt_and_change(sit: Sit, tmp_path: Path) -> None:
    for _ in range(2):
        sit("--seed 5 --new", ENTER, EXIT)
    first, second = in_store(tmp_path, "SELECT prompt, change FROM mock")
    assert first == second
    assert random.Random(5).random() == random.Random(5).random()


def test_bell_is_rung_where_it_is_wanted(sit: Sit) -> None:
    quiet, _ = sit("url-shortener --new", ENTER, NEXT, EXIT)
    loud, _ = sit("url-shortener --new --bell", ENTER, NEXT, EXIT)
    assert ("\a" in quiet.out, "\a" in loud.out) == (False, True)


def test_bell_can_be_wanted_for_good(sit: Sit, run: Run) -> None:
    run("config", "bell", "1")
    loud, _ = sit("url-shortener --new", ENTER, NEXT, EXIT)
    assert "\a" in loud.out


def test_clock_never_goes_back() -> None:
    first, second = running_seconds(), running_seconds()
    assert second >= first


def test_system_without_a_clock_for_sleep_has_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)
    assert running_seconds() <= time.monotonic()


MOCK = Mock(1_000, 20_000, "url-shortener", 40, None, 0, Progress("api", notes={"api": "before"}))


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a shell script the editor; the file is its last word."""

    def use(script: str) -> None:
        file = tmp_path / "editor.sh"
        file.write_text(f"for file; do :; done\n{script}\n", "utf-8")
        monkeypatch.setenv("EDITOR", f"sh {file}")

    return use


def test_editor_gives_back_what_it_saved(editor: Callable[[str], None], tmp_path: Path) -> None:
    editor('echo "and more" >> "$file"')
    assert edit_notes(MOCK, "api", "one\n") == "one\nand more"
    drop_edited(MOCK, "api")
    assert list((tmp_path / "data" / "mocks").iterdir()) == []


def test_no_editor_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    with pytest.raises(SdcardsError, match="no editor is set; put its name into EDITOR, or go on typing here"):
        edit_notes(MOCK, "api", "x")


def test_editor_that_removes_the_file_is_told(editor: Callable[[str], None]) -> None:
    editor('rm "$file"')
    with pytest.raises(SdcardsError, match=r"cannot edit .* go on typing here"):
        edit_notes(MOCK, "api", "x")


def test_what_an_editor_saved_outlives_the_program(editor: Callable[[str], None], tmp_path: Path) -> None:
    editor('echo "saved in the editor" > "$file"; exit 3')
    with pytest.raises(SdcardsError, match="ended with 3"):
        edit_notes(MOCK, "api", "x")
    for _ in range(2):  # killed before it was kept, it is there still
        assert left_over(MOCK).notes == {"api": "saved in the editor"}
    drop_edited(MOCK, "api")
    assert left_over(MOCK) == MOCK.progress
    assert not (tmp_path / "data" / "progress.db").exists()


def test_editing_in_the_interview(editor: Callable[[str], None], sit: Sit) -> None:
    editor('echo " and edited" >> "$file"')
    _, views = sit("url-shortener", ENTER, *keys("typed"), EDIT, EXIT)
    assert views[-1].notes.text == "typed and edited"
    assert isinstance(views[0], Sheet)
