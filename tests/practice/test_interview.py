"""The interview's clock and steps."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.practice.interview import AWAY, BUDGETS, Event, Interview, Progress, budgets
from sdcards.practice.phases import PHASES

ALL = tuple(BUDGETS)


def begun(phase: str = "requirements", *, minutes: float = 40, **more: Any) -> Interview:
    return Interview(budgets(minutes), 0.0, Progress(phase, **more))


def wait(interview: Interview, seconds: float, step: float = 5.0) -> list[Event]:
    """Let time pass as a screen does, in small steps."""
    events: list[Event] = []
    while seconds > 0:
        passed = min(step, seconds)
        found, _ = interview.tick(interview._last + passed)
        events += found
        seconds -= passed
    return events


def test_budgets_are_forty_minutes_in_the_order_of_the_phases() -> None:
    assert tuple(budgets()) == PHASES
    assert list(budgets().values()) == [300, 300, 300, 300, 720, 360, 120]


def test_other_lengths_share_the_time_alike() -> None:
    assert budgets(20)["design"] == 360
    assert sum(budgets(25).values()) == pytest.approx(25 * 60)


def test_single_phase_has_all_the_time() -> None:
    assert budgets(7, "api") == {"api": 420}


def test_interview_begins_with_its_first_phase() -> None:
    assert Interview(budgets(7, "api"), 0.0).phase == "api"


def test_time_goes_to_the_phase_it_is_spent_in() -> None:
    interview = begun()
    wait(interview, 60)
    interview.go_to("estimates")
    wait(interview, 30)
    assert (interview.spent("requirements"), interview.spent("estimates"), interview.total) == (60, 30, 90)
    assert (interview.left, interview.budget) == (270, 2400)


def test_overrun_is_told_when_time_is_up_and_every_minute_after() -> None:
    interview = begun(notes={"requirements": "x"})
    assert wait(interview, 295) == []
    assert wait(interview, 5) == [Event.OVERRUN]
    assert wait(interview, 55) == []
    assert wait(interview, 5) == [Event.OVERRUN]
    assert interview.left == -60


def test_overrun_of_before_is_not_told_again_on_coming_back() -> None:
    interview = begun(spent={"requirements": 330.0})
    assert wait(interview, 20) == []
    assert wait(interview, 10) == [Event.OVERRUN]
    interview.go_to("api")
    interview.go_to("requirements")
    assert wait(interview, 5) == []


def test_clock_that_is_set_back_takes_nothing_and_gives_nothing() -> None:
    interview = begun()
    interview.tick(5.0)
    assert interview.tick(-3600.0) == ([], 0.0)
    assert interview.tick(5.0) == ([], 0.0)
    interview.tick(7.0)
    assert interview.total == 7


def test_long_gap_is_no_time_of_the_interview_and_pauses_it() -> None:
    interview = begun()
    interview.tick(5.0)
    assert interview.tick(725.0) == ([Event.AWAY], 720.0)
    assert (interview.paused, interview.total) == (True, 5.0)
    assert interview.tick(800.0) == ([], 0.0)
    interview.go_on()
    interview.tick(802.0)
    assert interview.total == 7.0


def test_time_in_an_editor_counts() -> None:
    interview = begun()
    assert interview.tick(AWAY * 10, busy=True) == ([], 0.0)
    assert interview.total == AWAY * 10


def test_pause_stops_the_clock() -> None:
    interview = begun()
    interview.tick(5.0)
    interview.pause()
    interview.tick(500.0)
    interview.go_on()
    interview.tick(505.0)
    assert interview.total == 10


def test_neighbours_end_at_both_ends() -> None:
    interview = begun()
    assert (interview.neighbour(1), interview.neighbour(-1)) == ("estimates", None)
    interview.go_to("wrap-up")
    assert (interview.neighbour(1), interview.neighbour(-1)) == (None, "bottlenecks")


def test_change_comes_once_in_the_middle_of_the_design() -> None:
    interview = begun("design", asked=("x",))
    assert interview.owes_change()
    assert wait(interview, 355) == []
    assert wait(interview, 5) == [Event.CHANGE]
    assert not interview.owes_change()
    assert Event.CHANGE not in wait(interview, 300)


def test_change_that_was_posed_early_does_not_come_again() -> None:
    interview = begun("design")
    interview.pose_change()
    assert wait(interview, 400) == []


def test_questions_are_remembered_once_and_others_counted() -> None:
    interview = begun()
    for question in ("How many?", None, "How many?", None, "How long?"):
        interview.ask(question)
    assert (interview.progress.asked, interview.progress.others) == (("How many?", "How long?"), 2)


def test_notes_belong_to_their_phase() -> None:
    interview = begun()
    interview.note("one")
    interview.go_to("api")
    interview.note("two")
    assert interview.progress.notes == {"requirements": "one", "api": "two"}


IDLE = "nothing asked and nothing noted"


def test_leaving_requirements_at_once_with_nothing_is_told() -> None:
    interview = begun()
    wait(interview, 30)
    assert interview.go_to("estimates") == [Event.HURRIED]
    assert interview.progress.early == ""


@pytest.mark.parametrize("more", [{"notes": {"requirements": "users"}}, {"asked": ("How many?",)}, {"others": 1}])
def test_quick_but_not_idle_requirements_are_closed(more: dict[str, Any]) -> None:
    interview = begun(**more)
    assert interview.go_to("estimates") == []
    assert interview.go_to("design") == []


def test_notes_of_nothing_but_blanks_are_none() -> None:
    assert begun(notes={"requirements": " \n"}).go_to("estimates") == [Event.HURRIED]


def test_idle_but_long_requirements_were_thought_over() -> None:
    interview = begun(spent={"requirements": 80.0})
    assert interview.go_to("estimates") == []


def test_design_after_idle_requirements_is_begun_too_soon_and_that_is_kept() -> None:
    interview = begun()
    interview.go_to("estimates")
    interview.go_to("api")
    assert interview.go_to("design") == [Event.EARLY]
    assert interview.progress.early == IDLE
    interview.go_to("requirements")
    interview.ask("How many?")
    interview.go_to("estimates")
    assert interview.go_to("design") == []
    assert interview.progress.early == IDLE


def test_going_back_in_time_mends_it() -> None:
    interview = begun()
    assert interview.go_to("estimates") == [Event.HURRIED]
    assert interview.go_to("requirements") == []
    interview.ask("How many?")
    interview.go_to("estimates")
    assert interview.go_to("design") == []


def test_straight_to_the_design_with_time_left_is_too_soon_even_if_something_was_asked() -> None:
    interview = begun(asked=("How many?",))
    wait(interview, 100)
    assert interview.go_to("design") == [Event.EARLY]
    assert interview.progress.early == "straight from the requirements, with time left for them"


def test_straight_to_the_design_after_most_of_the_time_is_no_haste() -> None:
    interview = begun(asked=("How many?",), spent={"requirements": 160.0})
    assert interview.go_to("design") == []


def test_straight_to_the_api_is_no_design() -> None:
    assert begun(asked=("How many?",)).go_to("api") == []


def test_single_phase_has_no_requirements_to_close() -> None:
    interview = Interview({"data": 300, "design": 720}, 0.0)
    assert interview.go_to("design") == []


def test_step_ends_a_pause() -> None:
    interview = begun()
    interview.pause()
    interview.go_to("api")
    assert not interview.paused


def test_progress_goes_on_where_it_was() -> None:
    interview = begun()
    wait(interview, 40)
    interview.note("kept")
    later = Interview(budgets(), 99_999.0, interview.progress)
    later.tick(100_004.0)
    assert (later.total, later.progress.notes) == (45, {"requirements": "kept"})


STEPS = st.lists(st.one_of(st.floats(-1e5, 1e5), st.sampled_from([*ALL, "pause", "go on"])), max_size=40)


@given(STEPS)
def test_no_clock_makes_time_run_back_or_away(steps: list[float | str]) -> None:
    interview, before = begun(), 0.0
    for step in steps:
        if isinstance(step, float):
            interview.tick(step)
            assert before <= interview.total <= before + AWAY
            before = interview.total
        elif step in ALL:
            interview.go_to(step)
        else:
            interview.paused = step == "pause"
    assert all(spent >= 0 for spent in interview.progress.spent.values())
