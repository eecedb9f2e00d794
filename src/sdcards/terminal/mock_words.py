"""What a mock interview says: its phases, clocks, model answers, results and trends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sdcards.notes.diagram import fenced
from sdcards.practice.interview import Interview
from sdcards.practice.scoring import Round, Score, total, weak_phases
from sdcards.terminal.words import elapsed_words, plural

if TYPE_CHECKING:
    from sdcards.practice.prompt import Estimate, Prompt

TITLES: Mapping[str, str] = {
    "requirements": "Requirements",
    "estimates": "Estimates",
    "api": "API",
    "data": "Data",
    "design": "Design",
    "bottlenecks": "Bottlenecks, trade-offs",
    "wrap-up": "Wrap-up",
}
"""What people call the phases."""

TASKS: Mapping[str, str] = {
    "requirements": "Ask what it must do, for how many, how fast; say what is out. Then say the scope back.",
    "estimates": "The few numbers that decide: rate at the peak, storage, memory. Say what follows from each.",
    "api": "The calls: who makes them, with what, and what comes back.",
    "data": "What is kept, under which key, in which store.",
    "design": "Draw the path of a write and of a read; say what each box is for.",
    "bottlenecks": "What breaks first, what mends it, what that costs. Say which trade-offs you chose.",
    "wrap-up": "One minute: what it does, what could still fail, what you would do next.",
}
"""What there is to do in a phase; nothing of the answer."""

ASKING_KEYS = ("Enter asks", "Esc goes back")
"""The keys while a question is being typed."""

ASSUME = "That is up to you: make an assumption and say it."


def phase_title(interview: Interview, name: str) -> str:
    """The number of the phase, its name and the prompt's."""
    number = interview.phases.index(interview.phase) + 1
    place = f"{number}/{len(interview.phases)} " if len(interview.phases) > 1 else ""
    return f"{place}{TITLES[interview.phase]} · {name}"


def clock_words(interview: Interview) -> str:
    """The phase's clock and the whole one: ``7:12 left  21:40/40:00``."""
    left = interview.left
    state = "paused" if interview.paused else "left" if left >= 0 else "over"
    whole = f"{elapsed_words(interview.total)}/{elapsed_words(interview.budget)}"
    phase = f"{elapsed_words(abs(left))} {'over, ' if left < 0 and interview.paused else ''}{state}"
    return f"{phase}  {whole}" if len(interview.phases) > 1 else phase


def may_ask(interview: Interview) -> bool:
    """Whether a question can be put: they belong to the requirements."""
    return interview.phase == "requirements"


def key_words(interview: Interview) -> tuple[str, ...]:
    """The keys of a phase."""
    ask = "^G ask" if may_ask(interview) else "^G answers"
    go_on = "^N next" if interview.neighbour(1) else "^N end"
    return (go_on, ask, "^E edit", "^P pause", "^X leave", "^K keys")


def said_rows(interview: Interview, prompt: Prompt, change: int) -> tuple[tuple[str, str], ...]:
    """What there is to do, and the interviewer's words: the opening, what was answered, and what has changed since."""
    done = interview.progress
    is_first = interview.phase == interview.phases[0]
    rows = [("interviewer", prompt.say)] if is_first else []
    if interview.phase in ("requirements", "estimates"):
        answers = {each.ask: each.answer for each in prompt.questions}
        rows += [("you asked", f"{ask} **{answers[ask]}**") for ask in done.asked if ask in answers]
    if done.changed and interview.phase in ("design", "bottlenecks", "wrap-up"):
        rows.append(("now", prompt.changes[change % len(prompt.changes)].say))
    return (("to do", TASKS[interview.phase]), *rows)


def overrun_words(interview: Interview) -> str:
    """The nudge when a phase runs over."""
    minutes = int(-interview.left // 60)
    over = f"{plural(minutes, 'minute')} over" if minutes else "its time is up"
    following = interview.neighbour(1)
    goes = f"Ctrl-N goes on to {TITLES[following]}" if following else "Ctrl-N ends the interview"
    return f"{TITLES[interview.phase]}: {over}. {goes}."


def away_words(seconds: float) -> str:
    """What is said to somebody who comes back."""
    span = f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
    return f"You were away {span}: paused. Any key goes on."


def model_rows(prompt: Prompt, phase: str, change: int | None, asked: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """A strong answer to a phase, as rows of a label and Markdown."""
    return tuple(_MODELS[phase](prompt, change, asked))


def _requirements(prompt: Prompt, _: int | None, asked: Sequence[str]) -> list[tuple[str, str]]:
    return [("asked" if each.ask in asked else "to ask", f"{each.ask} **{each.answer}**") for each in prompt.questions]


def _estimates(prompt: Prompt, _: int | None, __: Sequence[str]) -> list[tuple[str, str]]:
    return [row for estimate in prompt.estimates for row in _worked(estimate)]


def _worked(estimate: Estimate) -> list[tuple[str, str]]:
    # A formula is no Markdown: its stars would make it italic.
    solution = estimate.worked()
    steps = [("", f"`{step}`") for step in solution.steps]
    return [("estimate", f"{estimate.ask} **{solution.result}**"), *steps, ("so", estimate.so)]


def _design(prompt: Prompt, change: int | None, _: Sequence[str]) -> list[tuple[str, str]]:
    rows = [("diagram", fenced(prompt.diagram))]
    if change is None:
        return rows
    posed = prompt.changes[change % len(prompt.changes)]
    return [*rows, ("then", posed.say), ("answer", posed.answer)]


def _bottlenecks(prompt: Prompt, _: int | None, __: Sequence[str]) -> list[tuple[str, str]]:
    rows = []
    for each in prompt.bottlenecks:
        rows += [("breaks", each.bottleneck), ("fix", each.fix), ("cost", each.cost)]
    for choice in prompt.tradeoffs:
        rows += [("choose", choice.choose), ("not", choice.over), ("because", choice.because), ("cost", choice.cost)]
    return rows


def _wrap_up(prompt: Prompt, _: int | None, __: Sequence[str]) -> list[tuple[str, str]]:
    return [("pitfall", prompt.pitfall.mistake), ("instead", prompt.pitfall.instead)]


_MODELS = {
    "requirements": _requirements,
    "estimates": _estimates,
    "api": lambda prompt, _, __: [("call", line) for line in prompt.api],
    "data": lambda prompt, _, __: [("keep", line) for line in prompt.data],
    "design": _design,
    "bottlenecks": _bottlenecks,
    "wrap-up": _wrap_up,
}


def result_lines(
    scores: Mapping[str, Score], spent: Mapping[str, float], budgets: Mapping[str, float], early: str
) -> list[str]:
    """The score and the time of each phase, the whole, the weak ones, and what was noticed."""
    rows = [
        f"{TITLES[phase]:<24}{percent(each):>5}  {each.said:>2} of {each.of:<3}"
        f" {elapsed_words(spent.get(phase, 0)):>6}{_over(spent.get(phase, 0), budgets[phase])}"
        for phase, each in scores.items()
    ]
    whole = total(scores.values())
    lines = [*rows, *([f"{'Whole':<24}{percent(whole):>5}  {whole.said:>2} of {whole.of}"] if len(rows) > 1 else [])]
    if weak := weak_phases(scores):
        lines += ["", f"Weak: {'; '.join(TITLES[phase] for phase in weak)}."]
    if early:
        lines += ["", f"You began the design before the requirements were closed: {early}."]
    return lines


def percent(score: Score) -> str:
    """A score's share."""
    return f"{100 * score.share:.0f} %"


def back_words(cards: int, lines: int, a_day: int) -> str:
    """What comes of the lines that were missed; no more than ``a_day`` cards come back on one day."""
    if not lines:
        return "Nothing was missed."
    if not cards:
        return f"{plural(lines, 'line')} missed."
    pace = f", {a_day} a day" if cards > a_day else ""
    return f"{plural(lines, 'line')} missed: {plural(cards, 'card')} will come first in your next reviews{pace}."


def _over(spent: float, budget: float) -> str:
    late = spent - budget
    return f"  {elapsed_words(late)} over" if late >= 1 else ""


def trend_lines(rounds: Sequence[Round], shown: int = 6) -> list[str]:
    """Each phase over the last rounds, oldest first, and whether it got better."""
    lines = []
    for phase, title in TITLES.items():
        shares = [each.scores[phase] for each in rounds if phase in each.scores][-shown:]
        if shares:
            steps = "  ".join(f"{percent(share):>5}" for share in shares)
            lines.append(f"{title:<24}{steps}{_direction([share.share for share in shares])}")
    return lines


def _direction(shares: Sequence[float]) -> str:
    if len(shares) < 2:
        return ""
    before = sum(shares[:-1]) / (len(shares) - 1)
    change = shares[-1] - before
    return f"   {change * 100:+.0f} against the mean before" if abs(change) >= 0.005 else "   as before"
