"""Rules over a whole collection, one module each. A new rule is one module and one line here."""

from collections.abc import Callable, Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.acceptance import without_accepted
from sdcards.collection.rules.arithmetic import wrong_arithmetic
from sdcards.collection.rules.citations import unknown_sources
from sdcards.collection.rules.diagrams import unfit_diagrams
from sdcards.collection.rules.identity import doubled_ids
from sdcards.collection.rules.length import long_answers
from sdcards.collection.rules.likeness import confusable_fronts
from sdcards.collection.rules.markup import unsafe_text
from sdcards.collection.rules.questions import coin_flips
from sdcards.collection.rules.retirement import retired_ids
from sdcards.collection.rules.vocabulary import untaught_terms
from sdcards.reading.span import Problem

RULES: tuple[Callable[[Collection], Iterator[Problem]], ...] = (
    doubled_ids,
    retired_ids,
    unknown_sources,
    wrong_arithmetic,
    unsafe_text,
    unfit_diagrams,
    long_answers,
    coin_flips,
    confusable_fronts,
    untaught_terms,
)


def problems_of(collection: Collection) -> tuple[Problem, ...]:
    """What every rule finds and no note accepts, sorted by place."""
    return tuple(sorted(without_accepted(collection, (problem for rule in RULES for problem in rule(collection)))))
