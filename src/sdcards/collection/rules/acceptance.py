"""Problems that an author has looked at and accepts, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import Owners, notes_of, problem_at
from sdcards.reading.span import Problem

ACCEPTABLE = {
    "long-answer": "An answer has more words than one breath holds.",
    "long-list": "A list is longer than people remember.",
    "yes-no": "The answer is yes or no, or one of two.",
    "alike": "Two questions are easily confused.",
    "untaught-term": "A term is used before it is taught.",
    "raw-html": "Text that looks like HTML, and is shown as it stands.",
    "stale": "A number is past its shelf life, and still right.",
}
"""Matters of judgement, each with what it is about; the rest are faults."""


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
