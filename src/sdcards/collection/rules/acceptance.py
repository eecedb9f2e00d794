"""Problems that an author has looked at and accepts, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdcards.collection.acceptable import ACCEPTABLE
from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import Owners, notes_of, problem_at
from sdcards.reading.span import Problem


def without_accepted(collection: Collection, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Drop the problems that their note accepts; an acceptance of nothing is itself a problem."""
    owners = Owners(collection)
    used: set[tuple[str, str]] = set()
    for problem in problems:
        note = owners.of(problem)
        if note is not None and problem.code in note.accept and problem.code in ACCEPTABLE:
            used.add((note.id, problem.code))
        else:
            yield problem
    for note, node in notes_of(collection):
        for code in note.accept:
            if (note.id, code) not in used and not (code == "stale" and note.as_of):  # it may be stale one day
                hint = f"take it out; what may be accepted: {', '.join(sorted(ACCEPTABLE))}"
                yield problem_at(
                    node, "accept", "needless-accept", f"'{code}' is not a problem of this note to accept", hint
                )
