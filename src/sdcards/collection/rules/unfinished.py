"""Places that a skeleton left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import Owners, notes_of, texts_in
from sdcards.reading.span import Problem, quoted

_OPEN = re.compile(r"TODO\b")


def open_places(collection: Collection) -> Iterator[Problem]:
    """Texts that begin with TODO, as those of ``sdcards new`` do until they are written."""
    for _, node in notes_of(collection):
        for text in texts_in(node):
            if _OPEN.match(text.text):
                message = f"{quoted(text.text)} is still to be written"
                yield Problem(text.span, "unfinished", message, "write it, or take the field out")


def without_drafts(collection: Collection, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Of a note that is still being written, only what is still to be written."""
    found, owners = list(problems), Owners(collection)
    drafts = {note.id for problem in found if problem.code == "unfinished" and (note := owners.of(problem))}
    for problem in found:
        note = owners.of(problem) if drafts else None
        if note is None or note.id not in drafts or problem.code == "unfinished":
            yield problem
