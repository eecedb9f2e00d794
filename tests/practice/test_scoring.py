"""What was said, what was missed, and what to practise next."""

import random
from collections import Counter

import pytest

from sdcards.practice.phases import PHASES
from sdcards.practice.scoring import (
    CHANGE_WEIGHT,
    LATELY,
    Round,
    Score,
    choose_prompt,
    lines_of,
    score,
    total,
    weak_phases,
    weakest_phase,
)
from tests.practice.mocking import read_prompt

PROMPT = read_prompt()
TODAY = 1000


def done(prompt: str, day: int = TODAY, **shares: int) -> Round:
    """A round with a percentage for some phases, and 80 for the others."""
    return Round(day, prompt, {phase: Score(shares.get(phase, 80), 100) for phase in PHASES})


def chosen(prompts: tuple[str, ...], *rounds: Round) -> Counter[str]:
    rng = random.Random(1)
    return Counter(choose_prompt(prompts, rounds, TODAY, rng) for _ in range(600))


def test_score_is_the_weight_of_what_was_said() -> None:
    lines = lines_of(PROMPT, "api", None)
    assert score(lines, [lines[0].line, lines[2].line, "something else"]) == Score(4, 6)
    assert score(lines, []).share == 0


def test_score_of_nothing_is_none_of_it() -> None:
    assert Score(0, 0).share == 0


def test_total_adds_phases_up() -> None:
    assert total([Score(1, 4), Score(2, 4)]) == Score(3, 8)


def test_design_has_the_change_as_a_line_once_it_was_posed() -> None:
    lines = lines_of(PROMPT, "design", 1)
    assert lines[-1].line == "Answered the change: “Links may change.”"
    assert (lines[-1].weight, lines[-1].notes) == (CHANGE_WEIGHT, ("note-2",))
    assert lines_of(PROMPT, "design", None) == lines[:-1]
    assert len(lines_of(PROMPT, "data", 1)) == 3


def test_change_of_a_prompt_that_has_fewer_now_is_one_it_has() -> None:
    assert lines_of(PROMPT, "design", 3)[-1] == lines_of(PROMPT, "design", 1)[-1]


def test_weak_phases_come_weakest_first() -> None:
    assert weak_phases(done("a", api=59, data=10, design=60).scores) == ["data", "api"]


def test_weakest_phase_looks_at_the_last_three_rounds_of_each() -> None:
    rounds = [done("a", api=0), *[done("a", design=50, api=90)] * 3]
    assert weakest_phase(rounds) == ("design", Score(150, 300))
    assert weakest_phase([]) is None


def test_phase_never_scored_is_not_the_weakest() -> None:
    assert weakest_phase([Round(1, "a", {"api": Score(3, 4)})]) == ("api", Score(3, 4))


def test_prompt_done_lately_waits_while_there_are_others() -> None:
    assert set(chosen(("a", "b", "c"), done("a"), done("b", TODAY - LATELY))) == {"c"}
    assert set(chosen(("a", "b"), done("a", TODAY - LATELY - 1), done("b"))) == {"a"}


def test_where_all_were_done_lately_the_older_half_comes() -> None:
    rounds = (done("a", TODAY - 3), done("b", TODAY - 9), done("c", TODAY - 1), done("d", TODAY - 5))
    assert set(chosen(("a", "b", "c", "d"), *rounds)) == {"b", "d"}
    assert set(chosen(("a",), done("a"))) == {"a"}


def test_practice_of_one_phase_does_not_make_a_prompt_done() -> None:
    assert set(chosen(("a", "b"), Round(TODAY, "a", {"api": Score(1, 2)}))) == {"a", "b"}


def test_prompt_in_which_the_weakest_phase_went_badly_is_likelier() -> None:
    long_ago = TODAY - 100
    counts = chosen(("bad", "good", "new"), done("bad", long_ago, api=0), done("good", long_ago, api=70))
    assert counts["bad"] > counts["new"] > counts["good"]


@pytest.mark.parametrize("seed", range(3))
def test_seed_repeats_the_choice(seed: int) -> None:
    prompts = [f"p{number}" for number in range(15)]
    first, second = (choose_prompt(prompts, [], TODAY, random.Random(seed)) for _ in range(2))
    assert first == second


def test_round_under_a_clock_that_ran_ahead_does_not_keep_its_prompt_away_until_then() -> None:
    far = done("seen", TODAY + 365)
    assert chosen(("seen", "other"), far)["seen"] > 0
