"""A term is taught before it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdcards.collection.collection import Collection
from sdcards.collection.rules.places import notes_of, problem_at
from sdcards.notes.note import Note
from sdcards.reading.problems import Suggestions
from sdcards.reading.span import Problem


def untaught_terms(collection: Collection) -> Iterator[Problem]:
    """Terms of ``terms.yaml`` on a card of an earlier wave than the note that teaches them; and terms nobody teaches."""
    notes = {note.id: note for note, _ in notes_of(collection)}
    suggestions = Suggestions(notes)
    taught: dict[str, Note] = {}
    for term, (note_id, span) in collection.terms.items():
        if note_id in notes:
            taught[term] = notes[note_id]
        elif collection.all_notes:
            yield Problem(
                span, "unknown-note", f"no note '{note_id}'", suggestions.hint(note_id, "correct the id or take it out")
            )
    if not taught:
        return
    # All in small letters: to look for terms in either case takes four times as long.
    words = re.compile(rf"\b({'|'.join(sorted(map(re.escape, taught), key=len, reverse=True))})(?:s|es)?\b")
    for note, node in notes_of(collection):
        for term in sorted(set(words.findall(_text(note).lower()))):
            teacher = taught[term]
            if note.wave < teacher.wave:
                hint = f"say it in plain words, or let '{teacher.id}' (wave {teacher.wave}) teach it earlier"
                yield problem_at(node, "id", "untaught-term", f"'{term}' is used in wave {note.wave}", hint)


def _text(note: Note) -> str:
    """All that a person reads of a note."""
    return "\n".join((*note.fields().values(), note.why or "", note.hint or "", note.diagram or ""))
