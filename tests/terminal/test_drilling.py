"""The loop of estimation drills, with a keyboard, a screen and a clock that are made up."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.notes.card import Card, Given, Number
from sdcards.practice.drills import Kind
from sdcards.terminal.desk import Desk
from sdcards.terminal.drilling import KEYS, LONGEST_TOOK, DrillSurroundings, drill
from sdcards.terminal.keys import Key, Press
from sdcards.terminal.surroundings import Ending
from sdcards.terminal.view import CardView, Sheet
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
    lines,
)

LOGS = Card(
    CardId("storage/logs"),
    "At {rate}, one {line} line each: how much a day?",
    "",
    (("so", "Sample it."),),
    number=Number(1.5, "", "rate * line * 1 day", "TB", (Given("rate", 50, 50, "kreq/s"), Given("line", 1, 1, "kB"))),
)
LINES = replace(LOGS, id=CardId("storage/lines"), front="{rate} of {line} lines: how much a day?")
STORAGE = Kind("storage", "Storage", "sizes", (LOGS, LINES))
READ = 5.0
"""Seconds to look at a solution."""


@dataclass
class FakeDealer:
    """Deals both scenes in turn; remembers what it was told."""

    learnt: list[bool] = field(default_factory=list)
    dealt: int = 0

    def deal(self) -> tuple[Kind, Card]:
        self.dealt += 1
        return STORAGE, STORAGE.scenes[(self.dealt - 1) % 2]

    def learn(self, kind: Kind, *, correct: bool) -> None:
        assert kind is STORAGE
        self.learnt.append(correct)


@dataclass
class Sitting:
    """A finished run of the loop."""

    ending: Ending
    kept: list[tuple[str, bool, int]]
    dealer: FakeDealer
    screen: FakeScreen
    keyboard: FakeKeyboard

    @property
    def last(self) -> CardView:
        return self.screen.cards[-1]


def sit(
    presses: Sequence[Press | float],
    *,
    count: int | None = None,
    pages: int = 0,
    full: bool = True,
    repeats: bool = False,
    error: Exception | None = None,
) -> Sitting:
    clock, dealer = FakeClock(), FakeDealer()
    kept: list[tuple[str, bool, int]] = []

    def keep(kind: Kind, correct: bool, took: int) -> None:  # noqa: FBT001 - as the loop gives it
        if error:
            raise error
        kept.append((kind.name, correct, took))

    keyboard, screen = FakeKeyboard(presses, clock, repeats=repeats), FakeScreen(pages, full=full)
    around = DrillSurroundings(clock, random.Random(1), keep, lambda: Sheet("Done.", (f"{len(kept)} drills",)), count)
    return Sitting(drill(dealer, around, Desk(keyboard, screen)), kept, dealer, screen, keyboard)


def test_drill_is_asked_with_its_numbers_and_the_line_to_type_on() -> None:
    view = sit([]).last
    assert view.place == "Estimate › Storage"
    assert view.question == "At 50 kreq/s, one 1 kB line each: how much a day?"
    assert (view.entry, view.answer, view.progress) == ("", None, "0:00")
    assert (view.prompt, view.keys) == ("type your estimate", "s skip  ? keys")


def test_right_answer_is_judged_worked_out_and_kept_at_once() -> None:
    sitting = sit([7.0, *keys("4 TB\n")])
    view = sitting.last
    assert view.answer == "4.32 TB"
    assert view.judgement is not None
    assert view.judgement.right
    assert view.judgement.text == "you said 4 TB, anything within 1.5× counts"
    assert view.details == (
        ("working", "`50 kreq/s × 1 kB = 50 MB/s`"),
        ("working", "`× 86,400 s = 4.32 TB`"),
        ("so", "Sample it."),
    )
    assert (view.prompt, view.keys) == ("Enter goes on", "? keys")
    assert sitting.kept == [("storage", True, 7000)]
    assert sitting.dealer.learnt == [True]


def test_wrong_answer_says_how_far_off_it_was() -> None:
    sitting = sit(keys("43TB\n"))
    assert sitting.last.judgement is not None
    assert sitting.last.judgement.text == "you said 43 TB: 10× too much"
    assert sitting.kept == [("storage", False, 0)]


def test_enter_goes_on_and_the_heading_counts() -> None:
    answer: list[Press | float] = [*keys("4 TB\n"), READ, ENTER]
    sitting = sit([*answer, *answer, *keys("1 kB\n"), READ, ENTER, 3.0, *keys("4")])
    assert sitting.dealer.dealt == 4
    assert [correct for _, correct, _ in sitting.kept] == [True, True, False]
    assert "1 of 1 right    0:00" in [view.progress for view in sitting.screen.cards if not view.entry]
    assert "2 of 2 right · 2 in a row    0:00" in [view.progress for view in sitting.screen.cards]
    assert sitting.last.progress == "2 of 3 right    0:03"


def test_time_goes_on_while_one_thinks_and_stands_still_once_it_is_answered() -> None:
    sitting = sit([2.0, REDRAW, 3.0, *keys("4 TB"), ENTER, 60.0, REDRAW])
    assert list(dict.fromkeys(view.progress for view in sitting.screen.cards))[:6] == [f"0:0{n}" for n in range(6)]
    assert sitting.last.progress == "1 of 1 right    0:05"


def test_who_was_away_for_hours_took_ten_minutes() -> None:
    assert sit([9999.0, *keys("4TB\n")]).kept == [("storage", True, round(LONGEST_TOOK * 1000))]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("4x", "type a number with its unit, such as"),
        ("4 s", "cannot take '4 s' here; type a size, such as '200 kB' or '30 TB'"),
        ("4", "cannot take '4' here; type a size"),
        ("tb", "type a number with its unit"),
    ],
)
def test_what_cannot_be_read_is_asked_again_and_never_counts(typed: str, said: str) -> None:
    sitting = sit([*keys(f"{typed}\n")])
    assert said in sitting.last.notice or "cannot take" in sitting.last.notice
    assert (sitting.last.answer, sitting.last.entry) == (None, typed)
    assert sitting.kept == []


def test_letters_belong_to_an_answer_that_has_begun() -> None:
    sitting = sit(keys("4 sq?u s"))
    assert sitting.last.entry == "4 sq?u s"
    assert sitting.dealer.dealt == 1


def test_answer_can_be_mended() -> None:
    assert sit([*keys("43"), BACKSPACE, *keys(" TB\n")]).kept == [("storage", True, 0)]
    assert sit([*keys("43"), ESCAPE, *keys("4 TB\n")]).kept == [("storage", True, 0)]


def test_skipping_keeps_nothing_and_goes_on() -> None:
    sitting = sit(keys("s"))
    assert (sitting.dealer.dealt, sitting.kept, sitting.dealer.learnt) == (2, [], [])


def test_enter_on_nothing_warns_first_and_then_shows_the_answer_as_missed() -> None:
    once, twice = sit([ENTER]), sit([ENTER, ENTER])
    assert "counts as missed" in once.last.notice
    assert (once.last.answer, once.kept) == (None, [])
    assert (twice.last.answer, twice.last.judgement, twice.kept) == ("4.32 TB", None, [("storage", False, 0)])


def test_second_enter_shows_the_answer_to_what_cannot_be_read_as_missed() -> None:
    once, twice = sit(keys("4 s\n")), sit(keys("4 s\n\n"))
    assert (once.last.prompt, once.last.keys) == ("Enter again shows the answer  Esc empties the line", "")
    assert (twice.last.answer, twice.last.judgement, twice.kept) == ("4.32 TB", None, [("storage", False, 0)])
    assert sit([*keys("4 s\n"), *held_down(ENTER)], repeats=True).kept == []


def test_typing_takes_the_warning_back() -> None:
    assert sit([ENTER, *keys("4"), BACKSPACE, ENTER]).kept == []


@pytest.mark.parametrize("press", [LEAVE, ESCAPE, *keys("q")])
def test_leaving_is_possible_at_the_question_and_at_the_solution(press: Press) -> None:
    assert sit([press]).ending is Ending.LEFT
    left = sit([*keys("4 TB\n"), press])
    assert left.ending is Ending.LEFT
    assert left.kept == [("storage", True, 0)]


def test_keys_are_listed_at_any_time_and_change_nothing() -> None:
    sitting = sit([*keys("?"), ENTER, *keys("4 TB\n"), *keys("?"), ENTER])
    assert [view for view in sitting.screen.views if isinstance(view, Sheet)] == [
        replace(KEYS, prompt="any key goes back")
    ] * 2
    assert (sitting.dealer.dealt, sitting.last.answer) == (1, "4.32 TB")


@pytest.mark.parametrize("before", [[], [*keys("4 TB\n")]])
def test_key_without_a_meaning_is_named(before: list[Press]) -> None:
    assert sit([*before, *keys("u")]).last.notice == "'u' is no key here; '?' lists them"
    assert sit([*before, BACKSPACE]).last.notice == ""


def test_loop_ends_after_the_count_with_an_end_screen() -> None:
    answer: list[Press | float] = [*keys("4 TB\n"), READ, ENTER]
    sitting = sit([*answer, *keys("s"), *answer, *keys("x"), ENTER], count=2)
    assert sitting.ending is Ending.DONE
    assert len(sitting.kept) == 2
    assert sitting.screen.views[-1] == Sheet("Done.", ("2 drills",), prompt="Enter leaves")


def test_pipe_has_no_end_screen() -> None:
    sitting = sit(lines("4 TB", ""), count=1, full=False)
    assert sitting.ending is Ending.DONE
    assert isinstance(sitting.screen.views[-1], CardView)


def test_lines_are_whole_answers_and_single_letters_commands() -> None:
    sitting = sit(lines("5", "s", "4 TB", "what?", "", "q"), full=False)
    assert sitting.ending is Ending.LEFT
    assert sitting.kept == [("storage", True, 0)]
    assert sitting.dealer.dealt == 3
    assert "'what?' is no key here; '?' lists them" in sitting.screen.notices


def test_key_held_down_does_not_run_past_the_solution() -> None:
    held = sit([*keys("4 TB\n"), ENTER, ENTER, ENTER], repeats=True)
    assert held.dealer.dealt == 1
    assert sit([*keys("4 TB\n"), READ, ENTER], repeats=True).dealer.dealt == 2


def test_enter_held_down_gives_up_no_drill() -> None:
    held = held_down(ENTER)
    sitting = sit([*keys("4 TB\n"), READ, ENTER, *held], repeats=True)
    assert (sitting.dealer.dealt, sitting.kept) == (2, [("storage", True, 0)])
    assert sit([ENTER, *held], repeats=True).kept == []


def test_escape_held_down_clears_and_does_not_leave() -> None:
    assert sit([*keys("4"), ESCAPE, 0.03, ESCAPE], repeats=True).ending is Ending.LOST


def test_erasing_key_held_down_erases_on() -> None:
    assert sit([*keys("444"), BACKSPACE, 0.03, BACKSPACE], repeats=True).last.entry == "4"


def test_enter_held_down_does_not_leave_the_end_screen() -> None:
    end: list[Press | float] = [*keys("4 TB\n"), READ, ENTER, 0.03, ENTER]
    assert sit(end, count=1, repeats=True).ending is Ending.LOST
    assert sit([*end, 1.0, ENTER], count=1, repeats=True).ending is Ending.DONE


@pytest.mark.parametrize("before", [[], [*keys("4 TB\n")]])
def test_ctrl_c_leaves_from_the_list_of_keys_too(before: list[Press]) -> None:
    assert sit([*before, *keys("?"), LEAVE]).ending is Ending.LEFT
    assert sit([*before, *keys("?q")]).ending is Ending.LOST


def test_solution_taller_than_the_screen_is_paged_before_the_next_drill() -> None:
    sitting = sit([*keys("4 TB\n"), READ, ENTER, Press(Key.DOWN)], pages=1)
    assert sitting.dealer.dealt == 1
    assert sit([*keys("4 TB\n"), READ, ENTER, READ, ENTER], pages=1).dealer.dealt == 2


def test_what_was_typed_ahead_is_dropped_at_each_drill() -> None:
    assert sit([*keys("4 TB\n"), READ, ENTER]).keyboard.forgot == 1


def test_lost_terminal_ends_the_loop_with_the_answers_kept() -> None:
    sitting = sit(keys("4 TB\n"))
    assert sitting.ending is Ending.LOST
    assert len(sitting.kept) == 1


def test_answer_that_cannot_be_kept_ends_the_loop_with_the_reason() -> None:
    with pytest.raises(SdcardsError, match="disk is full"):
        sit(keys("4 TB\n"), error=SdcardsError("disk is full"))


def test_what_the_first_answer_needs_is_loaded_once_a_drill_can_be_read() -> None:
    clock, screen, loaded = FakeClock(), FakeScreen(), list[int]()
    around = DrillSurroundings(
        clock,
        random.Random(1),
        lambda kind, correct, took: None,  # noqa: ARG005 - nothing is kept
        lambda: Sheet(""),
        warm_up=lambda: loaded.append(len(screen.views)),
    )
    drill(FakeDealer(), around, Desk(FakeKeyboard(keys("12"), clock), screen))
    assert loaded == [1]
