"""The self-score: ticks, what is kept of them, and the strong answers between."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from sdcards.practice.phases import PHASES
from sdcards.practice.scoring import Score, lines_of
from sdcards.terminal.desk import Desk
from sdcards.terminal.keys import Key, Press
from sdcards.terminal.mock_scoring import Scoring, score_phases
from sdcards.terminal.mock_view import TickView
from sdcards.terminal.mock_words import model_rows
from sdcards.terminal.screen import Scroll
from sdcards.terminal.surroundings import Ending
from tests.practice.mocking import read_prompt
from tests.terminal.fakes import ENTER, ESCAPE, LEAVE, REDRAW, FakeClock, FakeKeyboard, FakeScreen, held_down, keys

PROMPT = read_prompt()
UP, DOWN = Press(Key.UP), Press(Key.DOWN)


@dataclass
class Scored:
    ending: Ending
    screen: FakeScreen
    ticks: dict[str, dict[str, bool]] = field(default_factory=dict)
    scores: dict[str, Score | None] = field(default_factory=dict)

    @property
    def views(self) -> list[TickView]:
        return [view for view in self.screen.views if isinstance(view, TickView)]


def rate(*presses: Press | float, pages: int = 0, phases: tuple[str, ...] = ("api", "data"), **more: Any) -> Scored:
    screen, clock = FakeScreen(pages), FakeClock()
    done = Scored(Ending.LOST, screen)
    scoring = Scoring(
        "URL shortener", phases, {phase: lines_of(PROMPT, phase, 0) for phase in phases}, {"api": "my notes"},
        {phase: model_rows(PROMPT, phase, 0, ()) for phase in phases}, more.get("said", {}), more.get("scores", {}),
        lambda phase, lines: done.ticks.update({phase: dict(lines)}), lambda phase, score: done.scores.update({phase: score}),
        clock,
    )  # fmt: skip
    keyboard = FakeKeyboard(presses, clock, repeats=more.get("repeats", False))
    done.ending = score_phases(scoring, Desk(keyboard, screen))
    return done


def test_lines_are_ticked_by_blank_x_and_digits() -> None:
    done = rate(*keys(" "), DOWN, *keys("x"), *keys("3"), *keys("1"), LEAVE)
    assert done.ticks == {"api": {"Said little of api.": False, "Said some of api.": True, "Said most of api.": True}}
    assert [view.score for view in done.views] == ["0 of 6", "1 of 6", "1 of 6", "3 of 6", "6 of 6", "5 of 6"]
    assert done.views[-1].at == 0
    assert done.ending is Ending.LEFT


def test_cursor_stays_in_the_list_and_other_keys_tick_nothing() -> None:
    done = rate(UP, DOWN, DOWN, DOWN, DOWN, *keys("9z0"), Press(Key.PASTE, "x"), REDRAW, ESCAPE)
    assert [view.at for view in done.views[:5]] == [0, 0, 1, 2, 2]
    assert done.ticks == {}


def test_own_notes_stand_beside_and_the_place_above() -> None:
    view = rate(LEAVE).views[0]
    assert (view.notes, view.title) == ("my notes", "Score 1/2 API · URL shortener")
    assert "1-3 too" in view.keys


def test_score_is_kept_before_the_answer_is_shown() -> None:
    done = rate(*keys("3"), ENTER, LEAVE)
    assert done.scores == {"api": Score(3, 6)}
    (sheet,) = done.screen.sheets
    assert sheet.title == "API: a strong answer"
    assert sheet.rows == (
        ("call", "`POST /links` with the URL → the code."), ("call", "`GET /{code}` → a redirect."),
        ("missed", "Said little of api."), ("missed", "Said some of api."),
    )  # fmt: skip
    assert sheet.prompt == "Enter: Data  b back to the ticks  q leave"


def test_all_phases_scored_is_the_end() -> None:
    done = rate(ENTER, ENTER, ENTER, ENTER)
    assert done.ending is Ending.DONE
    assert done.scores == {"api": Score(0, 6), "data": Score(0, 6)}
    assert done.screen.sheets[-1].prompt.startswith("Enter: the result")


def test_enter_held_down_confirms_one_list_and_ends_nothing() -> None:
    held = held_down(ENTER)
    done = rate(*held, repeats=True)
    assert (done.ending, done.scores) == (Ending.LOST, {"api": Score(0, 6)})
    paced = [press for _ in range(4) for press in (0.2, ENTER)]
    assert rate(*paced, repeats=True).ending is Ending.DONE


def test_arrow_held_down_goes_on_through_the_list() -> None:
    assert rate(DOWN, 0.03, DOWN, 0.03, *keys("x"), LEAVE, repeats=True).views[-1].at == 2


def test_long_answer_is_read_page_by_page() -> None:
    done = rate(ENTER, *keys(" "), Press(Key.UP), *keys("z"), LEAVE, pages=3)
    assert (done.screen.scrolls[Scroll.PAGE_DOWN], done.screen.scrolls[Scroll.LINE_UP]) == (1, 1)
    assert {sheet.title for sheet in done.screen.sheets} == {"API: a strong answer"}


def test_answer_leads_back_to_the_ticks_and_takes_the_score_back() -> None:
    done = rate(*keys("1"), ENTER, *keys("b"), *keys("2"), LEAVE)
    assert done.scores == {"api": None}
    assert done.views[-1].score == "3 of 6"


def test_phase_before_can_be_opened_again() -> None:
    done = rate(*keys("b"), ENTER, ENTER, *keys("b"), LEAVE)
    assert done.scores == {"api": None}
    assert done.views[-1].title.startswith("Score 1/2 API")


def test_scoring_goes_on_where_it_was() -> None:
    done = rate(LEAVE, said={"data": {"Said some of data."}}, scores={"api": Score(1, 6)})
    assert done.views[0].title.startswith("Score 2/2 Data")
    assert done.views[0].score == "2 of 6"


def test_scored_whole_has_nothing_to_do() -> None:
    assert rate(scores={"api": Score(1, 6), "data": Score(1, 6)}).ending is Ending.DONE


def test_lost_terminal_ends_it() -> None:
    assert rate().ending is Ending.LOST


@pytest.mark.parametrize("press", [*keys("q"), ESCAPE])
def test_answer_can_be_left(press: Press) -> None:
    assert rate(ENTER, press).ending is Ending.LEFT


def test_every_phase_has_a_strong_answer_with_the_change_in_the_design() -> None:
    models = {phase: model_rows(PROMPT, phase, 0, ("How long does a link live?",)) for phase in PHASES}
    assert all(models.values())
    assert ("asked", "How long does a link live? **Five years.**") in models["requirements"]
    assert models["design"][1:] == (("then", "“Clicks within ten seconds.”"), ("answer", "A log and a stream job."))
    assert model_rows(PROMPT, "design", None, ()) == models["design"][:1]
    assert ("cost", "A check for collisions.") in models["bottlenecks"]
    assert models["wrap-up"][0] == ("pitfall", "Drawing before asking.")


def test_past_the_ends_of_the_list_the_screen_scrolls() -> None:
    done = rate(UP, DOWN, DOWN, DOWN, Press(Key.PAGE_DOWN), LEAVE)
    scrolls = done.screen.scrolls
    assert (scrolls[Scroll.LINE_UP], scrolls[Scroll.LINE_DOWN], scrolls[Scroll.PAGE_DOWN]) == (1, 1, 1)
    assert done.views[-1].at == 2
