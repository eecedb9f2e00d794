"""The interview's loop: keys, clock, notes, questions, and what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from sdcards.errors import SdcardsError
from sdcards.practice.interview import Interview, Progress, budgets
from sdcards.terminal.desk import Desk
from sdcards.terminal.keys import Key, Press
from sdcards.terminal.mock_view import PhaseView
from sdcards.terminal.mock_words import ASSUME
from sdcards.terminal.mocking import MockSurroundings, hold
from sdcards.terminal.screen import Scroll
from sdcards.terminal.surroundings import Ending
from tests.practice.mocking import read_prompt
from tests.terminal.fakes import (
    BACKSPACE,
    ENTER,
    ESCAPE,
    LEAVE,
    REDRAW,
    FakeClock,
    FakeKeyboard,
    FakeScreen,
    held_down,
    keys,
)

PROMPT = read_prompt()


def ctrl(letter: str) -> Press:
    return Press(Key.CONTROL, letter)


NEXT, BACK, ASK, PAUSE, EDIT, KEYS, EXIT = (ctrl(letter) for letter in "nrgpekx")
PASTED = Press(Key.PASTE, "s\n")


@dataclass
class Held:
    """An interview that was held."""

    ending: Ending
    interview: Interview
    screen: FakeScreen
    keyboard: FakeKeyboard
    kept: list[Progress] = field(default_factory=list)
    kept_at: list[float] = field(default_factory=list)
    rung: int = 0

    @property
    def views(self) -> list[PhaseView]:
        return [view for view in self.screen.views if isinstance(view, PhaseView)]

    @property
    def last(self) -> PhaseView:
        return self.views[-1]

    @property
    def notices(self) -> list[str]:
        """Each notice once, in order."""
        return list(dict.fromkeys(view.notice for view in self.views if view.notice))


def sit(
    *presses: Press | float,
    progress: Progress | None = None,
    minutes: float = 40,
    only: str | None = None,
    edit: Any = None,
    fails: Sequence[int] = (),
    away: float = 1e9,
    pages: int = 0,
    repeats: bool = False,
) -> Held:
    """Hold an interview with these presses; ``fails`` are the numbers of the savings that a full disk refuses."""
    clock = FakeClock()
    held = Held(
        Ending.LOST,
        Interview(budgets(minutes, only), clock(), progress, away),
        FakeScreen(pages),
        FakeKeyboard(presses, clock, repeats=repeats),
    )

    def keep(now: Progress) -> None:
        held.kept_at.append(clock())
        if len(held.kept_at) in fails:
            raise SdcardsError("the disk is full")
        held.kept.append(now)

    def ring() -> None:
        held.rung += 1

    around = MockSurroundings("URL shortener", PROMPT, 1, clock, keep, edit or (lambda _, text: text), ring, lambda: 60)
    held.ending = hold(held.interview, around, Desk(held.keyboard, held.screen))
    return held


def test_notes_are_typed_in_their_phase() -> None:
    held = sit(*keys("one\ntwo"), BACKSPACE, NEXT, *keys("three"), BACK, NEXT, EXIT)
    assert held.ending is Ending.LEFT
    assert held.kept[-1].notes == {"requirements": "one\ntw", "estimates": "three"}
    assert held.last.notes.text == "three"


def test_clock_is_in_sight_and_runs_while_one_thinks() -> None:
    held = sit(3.0, EXIT)
    assert [view.clock for view in held.views] == [
        "5:00 left  0:00/40:00", "4:59 left  0:00/40:00", "4:59 left  0:01/40:00", "4:58 left  0:01/40:00",
        "4:58 left  0:02/40:00", "4:57 left  0:02/40:00",
    ]  # fmt: skip


def test_title_names_phase_number_and_prompt_and_a_single_phase_has_no_number() -> None:
    assert sit(EXIT).last.title == "1/7 Requirements · URL shortener"
    alone = sit(EXIT, only="api", minutes=5).last
    assert (alone.title, alone.clock) == ("API · URL shortener", "5:00 left")


def test_letters_are_on_disk_within_a_second() -> None:
    held = sit(*[press for press in keys("typing on") for _ in (0,)], 0.3, 100.0, EXIT)
    typed = [at for at, kept in zip(held.kept_at, held.kept, strict=True) if kept.notes]
    assert typed[0] - 1000 <= 0.5


def test_letters_are_on_disk_even_while_one_types_without_a_rest() -> None:
    presses: list[Press | float] = []
    for press in keys("x" * 40):
        presses += [press, 0.1]
    held = sit(*presses, EXIT)
    gaps = [after - before for before, after in zip([1000.0, *held.kept_at], held.kept_at, strict=False)]
    assert max(gaps) < 1
    assert len(held.kept_at) < 20


def test_clock_is_kept_now_and_then() -> None:
    held = sit(21.0, EXIT)
    assert [round(at - 1000) for at in held.kept_at] == [5, 10, 15, 20, 21]


@pytest.mark.parametrize("press", [EXIT, LEAVE])
def test_leaving_keeps_everything(press: Press) -> None:
    held = sit(*keys("abc"), press)
    assert (held.ending, held.kept[-1].notes) == (Ending.LEFT, {"requirements": "abc"})


def test_lost_terminal_keeps_everything() -> None:
    held = sit(*keys("abc"))
    assert (held.ending, held.kept[-1].notes) == (Ending.LOST, {"requirements": "abc"})


def test_full_disk_is_told_and_tried_again() -> None:
    held = sit(*keys("abc"), 2.0, EXIT, fails=[1])
    assert held.notices[0] == "not saved: the disk is full"
    assert held.kept[-1].notes == {"requirements": "abc"}


def test_last_words_that_cannot_be_kept_are_an_error() -> None:
    with pytest.raises(SdcardsError, match="the disk is full"):
        sit(*keys("abc"), EXIT, fails=[1])


def test_overrun_is_nudged_and_bell_rung() -> None:
    held = sit(301.0, NEXT, 1.0, EXIT)
    assert held.notices == [
        "Requirements: its time is up. Ctrl-N goes on to Estimates.",
    ]
    over = next(view for view in held.views if view.over)
    assert over.clock == "0:00 over  5:00/40:00"
    assert held.rung == 2


def test_nudge_says_how_late_it_is() -> None:
    held = sit(361.0, EXIT, progress=Progress("wrap-up", notes={"wrap-up": "x"}, changed=True))
    assert (
        "Wrap-up: 3 minutes over. Ctrl-N ends the interview."
        in sit(301.0, EXIT, progress=Progress("wrap-up", changed=True)).notices
    )
    assert "Wrap-up: its time is up. Ctrl-N ends the interview." in held.notices


def test_notice_outlives_the_letters_typed_under_it_for_a_while() -> None:
    held = sit(300.5, *keys("a"), 1.0, *keys("b"), 6.0, *keys("c"), EXIT)
    assert next(view for view in held.views if view.notes.text == "ab").notice
    assert not next(view for view in held.views if view.notes.text == "abc").notice


def test_pause_stops_the_clock_until_any_key() -> None:
    held = sit(2.0, PAUSE, 100.0, *keys("x"), 1.0, EXIT)
    assert held.interview.total == pytest.approx(3)
    assert "4:58 paused  0:02/40:00" in [view.clock for view in held.views]
    assert held.last.notes.text == "x"


def test_pause_key_goes_on_as_well() -> None:
    held = sit(PAUSE, 100.0, PAUSE, 1.0, EXIT)
    assert held.interview.total == pytest.approx(1)


@pytest.mark.parametrize("press", [ENTER, *keys(" "), PAUSE])
def test_what_only_ends_a_pause_leaves_no_trace(press: Press) -> None:
    held = sit(*keys("a"), PAUSE, 1.0, press, 1.0, EXIT)
    assert (held.interview.paused, held.last.notes.text, held.last.notice) == (False, "a", "")


def test_low_screen_scrolls_to_what_was_said_where_the_cursor_can_go_no_further() -> None:
    held = sit(*keys("ab"), Press(Key.UP), Press(Key.UP), Press(Key.DOWN), Press(Key.DOWN), Press(Key.DELETE), EXIT)
    assert (held.screen.scrolls[Scroll.LINE_UP], held.screen.scrolls[Scroll.LINE_DOWN]) == (1, 1)


def test_pause_past_the_budget_says_both() -> None:
    held = sit(310.0, PAUSE, 1.0, EXIT)
    assert "0:10 over, paused  5:10/40:00" in [view.clock for view in held.views]


def test_being_away_is_told_and_pauses() -> None:
    clock_jump = 720.0

    class Sleeper(FakeKeyboard):
        def wait(self, seconds: float) -> Press | None:  # noqa: ARG002 - it oversleeps
            self._clock.seconds += clock_jump
            return self.read()

    clock = FakeClock()
    screen = FakeScreen()
    interview = Interview(budgets(), clock())
    around = MockSurroundings("x", PROMPT, 0, clock, lambda _: None, lambda _, text: text)
    hold(interview, around, Desk(Sleeper([REDRAW, REDRAW, EXIT], clock), screen))
    assert [view.notice for view in screen.views][1] == "You were away 12 min: paused. Any key goes on."
    assert interview.total == 0


def test_question_is_answered_and_stands_there() -> None:
    held = sit(ASK, *keys("expiry"), ENTER, EXIT)
    assert held.kept[-1].asked == ("How long does a link live?",)
    assert held.notices == ["The interviewer answers: read it above."]
    assert ("you asked", "How long does a link live? **Five years.**") in held.last.said
    assert held.last.question is None


def test_question_that_nobody_foresaw_is_an_assumption() -> None:
    held = sit(ASK, *keys("which cloud"), ENTER, EXIT)
    assert held.notices == [ASSUME]
    assert (held.kept[-1].asked, held.kept[-1].others) == ((), 1)


def test_question_can_be_given_up_edited_and_left_empty() -> None:
    held = sit(ASK, *keys("exp"), ESCAPE, ASK, ENTER, ASK, *keys("pexx"), BACKSPACE, BACKSPACE, BACKSPACE, Press(Key.HELP),
               Press(Key.PASTE, "eak\n"), ENTER, EXIT)  # fmt: skip
    assert held.kept[-1].asked == ("How often is a link opened?",)
    assert held.kept[-1].notes == {}
    asking = [view for view in held.views if view.question is not None]
    assert asking[0].keys == ("Enter asks", "Esc goes back")


def test_phase_practised_alone_begins_with_the_interviewers_words_too() -> None:
    assert ("interviewer", PROMPT.say) in sit(EXIT, only="estimates", minutes=5).last.said
    assert ("interviewer", PROMPT.say) not in sit(NEXT, EXIT).last.said


def test_question_about_a_deck_that_changed_is_left_out() -> None:
    held = sit(EXIT, progress=Progress("estimates", asked=("Is this gone?", "How long does a link live?")))
    assert [who for who, _ in held.last.said] == ["to do", "you asked"]


def test_after_the_requirements_all_answers_can_be_read() -> None:
    held = sit(ASK, *keys("expiry"), ENTER, NEXT, ASK, 0.5, *keys("x"), EXIT)
    sheet = held.screen.sheets[0]
    assert sheet.title == "What the interviewer would answer"
    assert sheet.rows[0] == ("interviewer", PROMPT.say)
    assert ("asked", "How long does a link live? **Five years.**") in sheet.rows
    assert ("not asked", "Must codes be hard to guess? **Yes, links are private.**") in sheet.rows
    assert "any key goes back" in sheet.prompt
    assert held.kept[-1].notes.get("estimates", "") == ""


def test_answers_are_not_shown_before() -> None:
    held = sit(*keys("abc"), KEYS, *keys("x"), EXIT)
    assert not any(question.answer in str(held.screen.views) for question in PROMPT.questions)


def test_solution_is_never_shown_in_a_phase() -> None:
    held = sit(*([NEXT] * 8), EXIT)
    assert PROMPT.diagram not in str(held.screen.views)
    assert PROMPT.pitfall.instead not in str(held.screen.views)


def test_sheet_scrolls_and_is_left_by_ctrl_c() -> None:
    held = sit(KEYS, Press(Key.DOWN), REDRAW, LEAVE)
    assert held.screen.scrolls[Scroll.LINE_DOWN] == 1
    assert held.ending is Ending.LEFT


def test_blank_turns_the_page_of_a_sheet_and_at_its_end_goes_back() -> None:
    held = sit(KEYS, *keys("  "), *keys("a"), EXIT, pages=1)
    assert held.screen.scrolls[Scroll.PAGE_DOWN] == 2
    assert held.last.notes.text == "a"


def test_key_sheet_jumps_to_a_phase() -> None:
    held = sit(Press(Key.HELP), *keys("3"), EXIT)
    assert held.kept[-1].phase == "api"
    assert sit(KEYS, *keys("9"), EXIT).kept[-1].phase == "requirements"
    assert sit(KEYS, *keys("1"), EXIT).kept[-1].phase == "requirements"
    assert "go to a phase" in str(held.screen.sheets[0].rows)
    assert "go to a phase" not in str(sit(KEYS, EXIT, EXIT, only="api").screen.sheets[0].rows)


def test_key_sheet_ends_the_interview_only_once_enter_says_so() -> None:
    asked = sit(KEYS, *keys("s"), *keys("so"), EXIT)
    assert asked.screen.sheets[-1].title == "End the interview?"
    assert asked.screen.sheets[-1].prompt == "5:00 left  0:00/40:00   Enter ends it   any other key goes back"
    assert (asked.ending, asked.last.notes.text) == (Ending.LEFT, "o")
    assert sit(KEYS, *keys("s"), ENTER).ending is Ending.DONE


@pytest.mark.parametrize("press", [*keys("sqn x"), ESCAPE, NEXT, KEYS, PASTED, REDRAW, Press(Key.HELP)])
@pytest.mark.parametrize("phase", ["requirements", "design", "wrap-up"])
def test_no_single_key_ends_the_interview(phase: str, press: Press) -> None:
    for before in ((), (KEYS,), (ASK,), (PAUSE,)):
        assert sit(*before, press, progress=Progress(phase, changed=True)).ending is Ending.LOST


@pytest.mark.parametrize("press", [LEAVE, EXIT])
def test_leaving_from_the_question_at_the_end_ends_nothing(press: Press) -> None:
    assert sit(KEYS, *keys("s"), press, EXIT).ending is Ending.LEFT


def test_key_for_the_next_phase_held_down_goes_one_phase_on() -> None:
    held = sit(*held_down(NEXT), EXIT, repeats=True)
    assert held.last.title.startswith("2/7")


def test_change_comes_in_the_middle_of_the_design_and_stays() -> None:
    held = sit(361.0, NEXT, EXIT, progress=Progress("design", asked=("x",)))
    assert held.notices[0] == "The interviewer changes a requirement: read it above, and answer it."
    assert ("now", "“Links may change.”") in held.last.said
    assert held.last.title.startswith("6/7")
    assert held.kept[-1].changed


def test_design_is_not_left_without_its_change() -> None:
    held = sit(NEXT, EXIT, progress=Progress("design", asked=("x",)))
    assert held.last.title.startswith("5/7")
    assert held.notices == ["Before you go on: the interviewer changes a requirement. Read it above, and answer it."]
    assert sit(NEXT, NEXT, EXIT, progress=Progress("design", asked=("x",))).last.title.startswith("6/7")


def test_last_phase_ends_only_once_enter_says_so() -> None:
    done = Progress("wrap-up", changed=True)
    assert sit(NEXT, EXIT, EXIT, progress=done).screen.sheets[-1].title == "End the interview?"
    assert sit(NEXT, ENTER, progress=done).ending is Ending.DONE
    assert sit(*[NEXT] * 4, EXIT, progress=done).ending is Ending.LEFT


def test_there_is_nothing_before_the_first_phase() -> None:
    assert sit(BACK, EXIT).notices == ["This is the first phase."]


def test_open_requirements_are_told_gently() -> None:
    held = sit(NEXT, EXIT)
    assert held.notices == ["The requirements are still open: nothing asked, nothing noted. Ctrl-R goes back."]


def test_design_begun_too_soon_is_told() -> None:
    held = sit(KEYS, *keys("5"), 1.0, EXIT)
    assert held.notices == [
        "You begin the design before the requirements are closed: nothing asked and nothing noted. Ctrl-K leads back to them."
    ]
    assert held.kept[-1].early == "nothing asked and nothing noted"


def test_editor_gives_the_notes_and_the_time_counts() -> None:
    clock_of: list[FakeKeyboard] = []

    def edit(phase: str, text: str) -> str:
        clock_of[0]._clock.seconds += 100
        return f"{phase}: {text}\x1b, edited"

    class Keyboard(FakeKeyboard):
        def paused(self) -> Any:
            clock_of.append(self)
            return super().paused()

    clock = FakeClock()
    screen = FakeScreen()
    kept: list[Progress] = []
    interview = Interview(budgets(), clock())
    around = MockSurroundings("x", PROMPT, 0, clock, kept.append, edit)
    hold(interview, around, Desk(Keyboard([*keys("a"), EDIT, EXIT], clock), screen))
    assert kept[-1].notes == {"requirements": "requirements: a\\x1b, edited"}
    assert interview.total == 100


def test_editor_that_fails_is_told_and_the_notes_stay() -> None:
    def edit(_: str, __: str) -> str:
        raise SdcardsError("no editor is set")

    held = sit(*keys("abc"), EDIT, 1.0, EXIT, edit=edit)
    assert held.notices == ["no editor is set"]
    assert held.last.notes.text == "abc"


def test_resize_edits_nothing() -> None:
    held = sit(REDRAW, *keys("a"), REDRAW, EXIT)
    assert held.screen.redrawn == 2
    assert held.last.notes.text == "a"


def test_keys_without_a_meaning_do_nothing() -> None:
    held = sit(ctrl("y"), ESCAPE, EXIT)
    assert held.kept[-1] == replace(Progress("requirements"), spent=held.kept[-1].spent)


def test_keys_at_the_bottom_follow_the_phase() -> None:
    assert "^G ask" in sit(EXIT).last.keys
    last = sit(EXIT, progress=Progress("wrap-up", changed=True)).last
    assert ("^G answers" in last.keys, "^N end" in last.keys) == (True, True)
