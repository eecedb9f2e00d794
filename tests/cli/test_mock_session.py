"""A whole mock interview in a real pseudo-terminal, with a clock that the test sets."""

import signal
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.practice.phases import PHASES
from tests.cli.conftest import Run
from tests.decks import write_deck
from tests.practice.mocking import topic_with_mock
from tests.pseudo_terminal import ASCII, SDCARDS, SHELL, PseudoTerminal

NEXT, ASK, EDITOR, PAUSE, KEYS, LEAVE = "\x0e", "\x07", "\x05", "\x10", "\x0b", "\x18"


@pytest.fixture(autouse=True)
def prompts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    topics = {"prompts/url-shortener": topic_with_mock(), "other/plain": "- {id: plain-one, type: basic, wave: 1, "
              "front: Plain question, back: Plain answer, sources: [book]}\n"}  # fmt: skip
    folder = write_deck(tmp_path / "deck", topics)
    monkeypatch.setenv("SDCARDS_CARDS", str(folder))
    return folder


class Interview(PseudoTerminal):
    """`sdcards mock` at a terminal, and the hands of its clock."""

    def __init__(
        self, folder: Path, *words: str, in_shell: bool = False, environment: Mapping[str, str] | None = None
    ) -> None:
        self._clock = folder / "clock"
        self._data = folder / "data" / "progress.db"
        self.seconds = 0
        self.set(0)
        program = [sys.executable, "-m", "tests.cli.interviewing", str(self._clock), *words]
        super().__init__(*(SHELL if in_shell else program), size=(30, 80), environment=environment)
        if in_shell:
            self.types(" ".join(program) + "\n")

    def set(self, seconds: int) -> None:
        self.seconds = seconds
        self._clock.write_text(str(seconds), "ascii")

    def pass_minutes(self, minutes: float) -> None:
        """Let the clock run, and wait until the screen shows it."""
        self.set(self.seconds + round(minutes * 60))

    def is_on_disk(self, text: str) -> bool:
        """Whether the notes hold a text, within a second."""
        return self.kept("SELECT count(*) FROM mock_phase WHERE instr(notes, ?)", text)

    def kept(self, query: str, *values: object) -> bool:
        for _ in range(100):
            with closing(sqlite3.connect(self._data)) as con:
                if con.execute(query, values).fetchone()[0]:
                    return True
            time.sleep(0.01)
        return False


@pytest.fixture
def interviews() -> Iterator[list[Interview]]:
    """Interviews to be closed at the end, whatever happens."""
    made: list[Interview] = []
    yield made
    for each in made:
        each.close()


@pytest.fixture
def begun(tmp_path: Path, interviews: list[Interview]) -> Interview:
    interview = Interview(tmp_path, "url-shortener")
    interviews.append(interview)
    interview.sees("Design a service", "Enter begins")
    interview.types("\r")
    interview.sees("1/7 Requirements", "5:00 left", "^X leave")
    return interview


def resumed(tmp_path: Path, interviews: list[Interview], where: str) -> Interview:
    interview = Interview(tmp_path)
    interviews.append(interview)
    interview.sees("is not finished", where, "Enter goes on")
    interview.types("\r")
    return interview


def test_forty_minutes_killed_in_the_middle_resumed_scored_exported_and_its_misses_come_first(
    begun: Interview, tmp_path: Path, interviews: list[Interview], run: Run
) -> None:
    hold_until_killed_in_the_design(begun)
    go_on_until_killed_in_the_score(resumed(tmp_path, interviews, "in Design, 26:00"))
    score_the_rest(resumed(tmp_path, interviews, "the score is open"))
    exported = tmp_path / "mock.md"
    assert run("mock", "--export", str(exported)).code == 0
    text = exported.read_text("utf-8")
    assert "- [x] Said little of requirements." in text
    assert "- [ ] Said some of requirements. (`note-1/answer`)" in text
    assert "cache in front" in text
    assert "Requirements             67 %   4 of 6     5:00" in text
    review = PseudoTerminal(*SDCARDS, "review")
    review.child.expect_exact(["Question note-", "Plain question"])
    assert review.child.after == "Question note-"
    review.close()


def hold_until_killed_in_the_design(begun: Interview) -> None:
    begun.types(ASK)
    begun.sees("your question")
    begun.types("ttl?")
    begun.types("\r")
    begun.sees("Five years.")
    begun.types("links, 5 years\r")
    begun.types("private")
    begun.pass_minutes(5)
    begun.sees("Requirements: its time is up.")
    for number, phase in enumerate(("Estimates", "API", "Data"), start=2):
        begun.types(NEXT)
        begun.sees(f"{number}/7 {phase}")
        begun.types(f"of {phase}")
        begun.pass_minutes(5)
        begun.sees(f"{phase}: its time is up")
    begun.types(NEXT)
    begun.sees("5/7 Design", "12:00 left  20:00/40:00")
    begun.pass_minutes(6)
    begun.sees("changes a requirement")
    begun.types("cache in front")
    assert begun.is_on_disk("cache in front")
    assert begun.kept("SELECT spent >= 360000 FROM mock_phase WHERE phase = 'design'")
    begun.kill(signal.SIGKILL)


def go_on_until_killed_in_the_score(later: Interview) -> None:
    later.sees("5/7 Design", "6:00 left  26:00/40:00", "Clicks within ten seconds", "cache in front")
    later.pass_minutes(6)
    later.sees("Design: its time is up")
    later.types(NEXT)
    later.sees("6/7 Bottlenecks")
    later.pass_minutes(6)
    later.sees("Bottlenecks, trade-offs: its time is up")
    later.types(NEXT)
    later.sees("7/7 Wrap-up")
    later.pass_minutes(2)
    later.sees("Wrap-up: its time is up")
    later.types(NEXT)
    later.sees("End the interview?")
    later.types("\r")
    later.sees("Score 1/7 Requirements", "0 of 6")
    later.types("x")
    later.sees("1 of 6")
    later.types("3")
    later.sees("4 of 6")
    assert later.kept("SELECT sum(said) = 2 FROM mock_line")
    later.kill(signal.SIGKILL)


def score_the_rest(last: Interview) -> None:
    last.sees("Score 1/7 Requirements", "4 of 6")
    for number, phase in enumerate(PHASES, start=1):
        last.types("\r")
        last.sees("a strong answer")
        last.types("\r")
        last.sees("Result" if phase == "wrap-up" else f"Score {number + 1}/7")
    last.sees("Whole", "20 lines missed: 7 cards will come first", "Enter leaves")
    last.types("\r")
    last.ends()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_signal_loses_nothing(begun: Interview, number: signal.Signals) -> None:
    begun.types("typed just now")
    begun.sees("typed just now")
    begun.child.kill(number)
    begun.ends()
    assert begun.is_on_disk("typed just now")


def test_closed_terminal_loses_nothing(begun: Interview) -> None:
    begun.types("typed just now")
    begun.sees("typed just now")
    begun.close_window()
    assert begun.is_on_disk("typed just now")


@pytest.mark.parametrize("way", [LEAVE, "\x03", "\x04"])
def test_leaving_says_where_it_goes_on(begun: Interview, way: str) -> None:
    begun.types("some words")
    begun.types(way)
    assert "Saved: URL shortener, Requirements, 0:00 spent. 'sdcards mock' goes on there." in begun.ends()
    assert begun.is_on_disk("some words")


def test_clock_goes_on_while_one_thinks_and_stands_still_in_a_pause(begun: Interview) -> None:
    begun.set(7)
    begun.sees("4:53 left  0:07/40:00")
    begun.types(PAUSE)
    begun.sees("4:53 paused")
    begun.set(60)
    begun.types("x")
    begun.sees("4:53 left")
    begun.set(30)
    begun.set(63)
    begun.sees("4:50 left")


def test_resize_draws_to_the_new_width(begun: Interview) -> None:
    begun.types("what was typed")
    for columns in (120, 60, 40):
        begun.child.setwinsize(24, columns)
        begun.sees("1/7", "what was typed", "^N next")


def test_suspended_interview_gives_the_terminal_back_and_pauses(tmp_path: Path, interviews: list[Interview]) -> None:
    interview = Interview(tmp_path, "url-shortener", in_shell=True, environment={"PS1": "shell> "})
    interviews.append(interview)
    interview.sees("Enter begins")
    interview.types("\r")
    interview.sees("5:00 left")
    interview.types("before")
    interview.sees("before")
    interview.types("\x1a")
    interview.sees("Stopped")
    interview.types("stty -a | grep -o '.icanon'\n")
    interview.sees(" icanon\r\n")
    interview.set(7200)
    interview.types("fg\n")
    interview.sees("1/7 Requirements", "5:00 paused", "You were away 120 min: paused.")
    interview.types("!")
    interview.sees("5:00 left", "before!")


def test_editor_has_the_terminal_and_time_goes_on(tmp_path: Path, interviews: list[Interview]) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        "#!/bin/sh\nstty -a | grep -q ' icanon' && echo ' from the editor' >> \"$2\"\necho 90 > clock\n", "utf-8"
    )
    editor.chmod(0o700)
    command = f"sh -c 'cd {tmp_path} && exec ./editor \"$@\"' x"
    interview = Interview(tmp_path, "url-shortener", environment={"EDITOR": command})
    interviews.append(interview)
    interview.sees("Enter begins")
    interview.types("\r")
    interview.sees("5:00 left")
    interview.types("typed,")
    interview.types(EDITOR)
    interview.sees("3:30 left", "typed, from the editor")
    assert interview.is_on_disk("typed, from the editor")


def test_paste_of_hostile_text_is_kept_and_shown_harmless(begun: Interview) -> None:
    begun.types("\x1b[200~one\ntwo \x07\x1b]0;pwned\x07 日本\x1b[201~")
    begun.sees("two \\x07\\x1b]0;pwned\\x07 日本")
    assert begun.is_on_disk("two \\x07\\x1b]0;pwned\\x07 日本")


def test_beginning_anew_ends_the_one_that_waits(begun: Interview, tmp_path: Path, interviews: list[Interview]) -> None:
    begun.types(LEAVE)
    begun.ends()
    other = Interview(tmp_path)
    interviews.append(other)
    other.sees("Enter goes on")
    other.types("n")
    other.sees("Enter begins")
    other.types("\r")
    other.sees("5:00 left")
    assert other.kept("SELECT count(*) = 1 FROM mock WHERE ended IS NOT NULL")


def test_design_before_the_requirements_is_told(begun: Interview) -> None:
    begun.types(KEYS)
    begun.sees("any key goes back")
    begun.types("5")
    begun.sees("5/7 Design", "before the requirements are closed")


def test_terminal_without_unicode_and_colour(tmp_path: Path, interviews: list[Interview]) -> None:
    interview = Interview(tmp_path, "url-shortener", environment={"NO_COLOR": "1", **ASCII})
    interviews.append(interview)
    interview.sees('"Design a service', "Enter begins")
    interview.types("\r")
    interview.sees("1/7 Requirements - URL shortener", "5:00 left")


def test_review_beside_it_is_refused(begun: Interview, run: Run) -> None:
    refused = run("review")
    assert (refused.code, "a mock interview is open (process " in refused.err) == (1, True)
    assert begun.child.isalive()
