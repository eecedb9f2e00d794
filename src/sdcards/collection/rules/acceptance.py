"""Problems that an author has looked at and accepts, with a reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.notes.note import Note
from sdcards.reading.span import Problem

ACCEPTABLE = frozenset({"long-answer", "long-list", "yes-no", "alike", "untaught-term", "raw-html"})
"""Matters of judgement; the rest are faults."""


def without_accepted(collection: Collection, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Drop the problems that their note accepts; an acceptance of nothing is itself a problem."""
    owners = _Owners(collection)
    used: set[tuple[str, str]] = set()
    for problem in problems:
        note = owners.of(problem)
        if note is not None and problem.code in note.accept and problem.code in ACCEPTABLE:
            used.add((note.id, problem.code))
        else:
            yield problem
    for note, node in notes_of(collection):
        for code in note.accept:
            if (note.id, code) not in used:
                hint = f"take it out; what may be accepted: {', '.join(sorted(ACCEPTABLE))}"
                yield problem_at(
                    node, "accept", "needless-accept", f"'{code}' is not a problem of this note to accept", hint
                )


class _Owners:
    """Finds the note in whose lines a problem stands."""

    def __init__(self, collection: Collection) -> None:
        self._notes: dict[str, list[tuple[int, Note]]] = {}
        for note, node in notes_of(collection):
            self._notes.setdefault(node.span.source.path, []).append((node.span.line, note))

    def of(self, problem: Problem) -> Note | None:
        notes = self._notes.get(problem.span.source.path, [])
        place = bisect_right([line for line, _ in notes], problem.span.line)
        return notes[place - 1][1] if place else None
