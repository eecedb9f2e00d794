"""Rules over a whole collection, one module each. A new rule is one module and one line here."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from sdcards.collection.collection import Collection
from sdcards.collection.rules.acceptance import without_accepted
from sdcards.collection.rules.arithmetic import wrong_arithmetic
from sdcards.collection.rules.citations import unknown_sources
from sdcards.collection.rules.diagrams import unfit_diagrams
from sdcards.collection.rules.estimates import unsound_estimates
from sdcards.collection.rules.identity import doubled_ids
from sdcards.collection.rules.length import long_answers
from sdcards.collection.rules.likeness import confusable_fronts
from sdcards.collection.rules.marks import unclosed_marks
from sdcards.collection.rules.markup import unsafe_text
from sdcards.collection.rules.mocks import unsound_mocks
from sdcards.collection.rules.questions import coin_flips
from sdcards.collection.rules.retirement import retired_ids
from sdcards.collection.rules.sameness import doubled_fronts
from sdcards.collection.rules.shelf_life import stale_numbers
from sdcards.collection.rules.unfinished import unfinished_notes, without_drafts
from sdcards.collection.rules.vocabulary import untaught_terms
from sdcards.reading.resting import collector_at_rest
from sdcards.reading.span import Problem

RULES: tuple[Callable[[Collection], Iterator[Problem]], ...] = (
    doubled_ids,
    retired_ids,
    unknown_sources,
    wrong_arithmetic,
    unsafe_text,
    unclosed_marks,
    unfit_diagrams,
    long_answers,
    coin_flips,
    confusable_fronts,
    doubled_fronts,
    untaught_terms,
    unfinished_notes,
    unsound_mocks,
    unsound_estimates,
)


@collector_at_rest()
def problems_of(collection: Collection, today: date | None = None) -> tuple[Problem, ...]:
    """What every rule finds and no note accepts, sorted by place; with ``today`` also the numbers that are stale by then."""
    found = chain.from_iterable(rule(collection) for rule in RULES)
    aged = stale_numbers(collection, today) if today else ()
    return tuple(sorted(without_drafts(collection, without_accepted(collection, chain(found, aged)))))
