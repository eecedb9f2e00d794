"""`sdcards` alone: the day at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdcards.cli.console import print_lines
from sdcards.cli.opening import Study, open_study
from sdcards.clock import date_of
from sdcards.store.candidates import counts, done_today, next_due, remaining
from sdcards.store.wanted import wanted_today
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from sdcards.scheduling.readiness import Part, Readiness

_SECONDS_A_REVIEW, _SECONDS_A_NEW_CARD = 17, 52
"""Until a person's own times are known: a review with its failures, a new card with its repeats."""


def day() -> int:
    """Print what is due, what is new, how long it will take, and what to do next."""
    with open_study() as study:
        print_lines(_lines(study))
    return 0


def _lines(study: Study) -> list[str]:
    from sdcards.cli.planning import at_a_glance

    planned = at_a_glance(study.log.con, study.today)
    return [*(planned or _daily_lines(study)), *_known(study, planned=bool(planned))]


def _daily_lines(study: Study) -> list[str]:
    store, today = study.log.con, study.today
    limits = remaining(store, today)
    due, new, again = counts(store, today, *limits)
    done = sum(done_today(store, today))
    lines = [f"{plural(due + again, 'card')} due, {new} new{f', {done} done today' if done else ''}."]
    if wanted := len(wanted_today(store, today, *limits)):
        lines.append(
            f"{'One' if wanted == 1 else wanted} of them, missed in a mock interview, {'comes' if wanted == 1 else 'come'} first."
        )
    if due + new + again:
        minutes = max(1, round(((due + again) * _SECONDS_A_REVIEW + new * _SECONDS_A_NEW_CARD) / 60))
        return [*lines, f"About {plural(minutes, 'minute')}: 'sdcards review' starts."]
    following = next_due(store, today)
    if following is not None:
        lines.append(f"Nothing to do. The next card is due on {date_of(following):%A, %d %B}.")
    return lines


def _known(study: Study, *, planned: bool) -> list[str]:
    from sdcards.cli.standing import read_readiness

    ready = read_readiness(study.log.con, study.deck, study.today)
    return [*_recalled(ready.whole, planned=planned), *_weakest(ready)]


def _recalled(whole: Part, *, planned: bool) -> list[str]:
    known = f"{whole.known:,.0f} of {plural(whole.cards, 'card')}"
    if planned:
        return [f"Stop now and you know {known} on the day; 'sdcards plan' looks ahead."]
    return [f"Today you know {known}; 'sdcards stats' shows which parts."] if whole.seen else []


def _weakest(ready: Readiness) -> list[str]:
    if ready.weakest is None:
        return []
    from sdcards.scheduling.statistics import percent

    title, score = ready.weakest
    return [f"Weakest phase in mock interviews: {title}, {percent(score.share)} %."]
