"""Rules over a whole collection, one module each. A new rule is one module and one line here."""

from collections.abc import Callable, Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.arithmetic import wrong_arithmetic
from sdcards.collection.rules.citations import unknown_sources
from sdcards.collection.rules.identity import doubled_ids
from sdcards.collection.rules.markup import unsafe_text
from sdcards.reading.span import Problem

RULES: tuple[Callable[[Collection], Iterator[Problem]], ...] = (
    doubled_ids,
    unknown_sources,
    wrong_arithmetic,
    unsafe_text,
)


def problems_of(collection: Collection) -> tuple[Problem, ...]:
    """What every rule finds, sorted by place."""
    return tuple(sorted(problem for rule in RULES for problem in rule(collection)))
