"""What a learner wrote over our text in Anki, as text for the sources. Pure but for what it is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

from pydantic import ValidationError

from sdcards.anki.fields import AnkiNote, Place, build_note
from sdcards.anki.identity import note_type_id
from sdcards.anki.markdown import is_same, to_markdown
from sdcards.anki.merging import NoteThere
from sdcards.anki.notetypes import build_note_type
from sdcards.anki.released import text_digest
from sdcards.errors import SdcardsError
from sdcards.ids import NoteId
from sdcards.notes.cloze import Cloze
from sdcards.notes.fact import Fact
from sdcards.notes.note import Note

Steps: TypeAlias = tuple[str | int, ...]
"""The way from a note to one of its fields in the sources."""

_COMPUTED = {"drill": ("Ask", "Result", "Working")}
_NOT_OURS = ("Sources", "Topic", "Note id", "Report", "Diagram", "Extra", "My notes")
_MOST_FIELDS = 8
"""Of a note that are different; with more, somebody rewrote it all."""

_UNCERTAIN = "may be an older text of ours: the note was corrected since Anki got it"
_NUMBERED = re.compile(r"(Step|Option|Gain|Cost) (\d)")
_TURNED = {"Turned ask": ("reverse", "ask"), "Turned answer": ("reverse", "answer"), "As of": ("as_of",)}


@dataclass(frozen=True, slots=True)
class Ours:
    """A note of the deck, what Anki gets of it, where it stands, and other fields it was given with."""

    note: Note
    anki: AnkiNote
    place: Place
    citations: Mapping[str, str]
    released: tuple[str, ...] | None = None
    digests: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """Another text for a field of the sources; ``field`` is its name in Anki."""

    note: NoteId
    field: str
    steps: Steps
    text: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """A field that was changed in Anki and cannot be brought back by a program, and why."""

    note: NoteId
    field: str
    why: str


@dataclass(slots=True)
class Edits:
    """What can be brought back, and what cannot; ``strange`` notes have other fields in Anki than ours."""

    fields: list[FieldEdit] = field(default_factory=list)
    by_hand: list[ByHand] = field(default_factory=list)
    strange: list[NoteId] = field(default_factory=list)


def find_edits(notes: Iterable[Ours], there: Mapping[NoteId, NoteThere]) -> Edits:
    """Compare what Anki has of our notes with what it was given."""
    found = Edits()
    for ours in notes:
        theirs = there.get(ours.anki.id)
        if theirs is None:
            continue
        if theirs.note_type != note_type_id(ours.anki.family) or len(theirs.fields) != len(ours.anki.fields):
            found.strange.append(ours.anki.id)
        else:
            for each in _edits_of(ours, theirs.fields):
                (found.fields if isinstance(each, FieldEdit) else found.by_hand).append(each)  # type: ignore[arg-type]
    return found


def _edits_of(ours: Ours, theirs: tuple[str, ...]) -> Iterator[FieldEdit | ByHand]:
    # Anki has the released text, unless ours of now is known to have been given.
    released = [ours.released] if ours.released else []
    is_given = text_digest(ours.anki.fields) in ours.digests
    given = [ours.anki.fields, *released] if is_given else [*released, ours.anki.fields]
    if text_digest(theirs) in ours.digests | {text_digest(each) for each in given}:
        return
    names = build_note_type(ours.note.NOTE_TYPE).fields
    base, edited, is_certain = _learners(theirs, given, ours.digests)
    for number in edited:
        if any(is_same(theirs[number], text) for text in (base[number], ours.anki.fields[number])):
            continue
        if not is_certain:
            yield ByHand(ours.anki.id, names[number], _UNCERTAIN)
            continue
        try:
            yield _turned_back(ours, number, names, theirs[number], base[number])
        except SdcardsError as error:
            yield ByHand(ours.anki.id, names[number], str(error))


def _learners(
    theirs: tuple[str, ...], given: Sequence[tuple[str, ...]], digests: frozenset[str]
) -> tuple[tuple[str, ...], tuple[int, ...], bool]:
    """The text that the learner began with, the fewest fields that lead from there, and whether there is no other way."""
    known = digests | {text_digest(each) for each in given}
    for base in given:
        different = _different(theirs, base)
        for count in range(1, len(different) if len(different) <= _MOST_FIELDS else 1):
            for fields in combinations(different, count):
                mended = tuple(base[at] if at in fields else text for at, text in enumerate(theirs))
                if text_digest(mended) in known:
                    return base, fields, True
    nearest = min(given, key=lambda base: len(_different(theirs, base)))
    fields = _different(theirs, nearest)
    return nearest, fields, len(fields) == 1 or known == {text_digest(each) for each in given}


def _different(theirs: tuple[str, ...], base: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(number for number in range(len(theirs) - 1) if theirs[number] != base[number])


def _turned_back(ours: Ours, number: int, names: tuple[str, ...], html: str, base: str) -> FieldEdit:
    """The edit of one field, proved by making the note again; raises SdcardsError, in words that follow "it"."""
    name = names[number]
    steps = steps_of(ours.note, name)
    if not is_same(base, ours.anki.fields[number]):
        raise SdcardsError("was changed in the deck as well; put the two together")
    text = to_markdown(html, cloze=isinstance(ours.note, Cloze) and name == "Text")
    if not text:
        raise SdcardsError("was emptied; take it out of the sources if nothing should stand there")
    again = _rebuilt(ours, steps, text)
    others = (one == two for at, (one, two) in enumerate(zip(again, ours.anki.fields, strict=True)) if at != number)
    if not is_same(again[number], html) or not all(others):
        raise SdcardsError("would not look the same again")
    return FieldEdit(ours.anki.id, name, steps, text)


def steps_of(note: Note, name: str) -> Steps:
    """Where the sources have a field of Anki's; raises SdcardsError for one that is made of several, or of none."""
    if name in _NOT_OURS or name in _COMPUTED.get(note.NOTE_TYPE.key, ()):
        raise SdcardsError("is made from other fields of the sources")
    if name in _TURNED:
        return _TURNED[name]
    if found := _NUMBERED.fullmatch(name):
        part, place = found[1].lower(), int(found[2]) - 1
        return ("steps", place) if part == "step" else ("options", place, "name" if part == "option" else part)
    if isinstance(note, Fact) and name == "Value":
        return ("say",) if note.say else ("value",)
    return (name.lower(),)


def _rebuilt(ours: Ours, steps: Steps, text: str) -> tuple[str, ...]:
    """The fields of the note with another text in one place."""
    try:
        whole = _with(ours.note.model_dump(exclude_unset=True), steps, text)
        return build_note(type(ours.note).model_validate(whole), ours.place, ours.citations).fields
    except ValidationError as error:
        raise SdcardsError(f"does not fit the card: {error.errors()[0]['msg']}") from error


def _with(whole: object, steps: Steps, text: str) -> object:
    if not steps:
        return text
    step, rest = steps[0], steps[1:]
    if isinstance(whole, dict):
        return whole | {step: _with(whole.get(step), rest, text)}
    if isinstance(whole, list | tuple) and isinstance(step, int) and step < len(whole):
        return [_with(each, rest, text) if number == step else each for number, each in enumerate(whole)]
    raise SdcardsError("has no place in the sources yet; add it there")
