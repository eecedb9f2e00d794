"""`sdcards import --edits`: what a learner wrote over our text in Anki, as a patch to the sources."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sdcards.cli.console import working
from sdcards.cli.export import sound_collection
from sdcards.cli.opening import open_study
from sdcards.errors import SdcardsError
from sdcards.places import cards_folder, released_file
from sdcards.reading.span import visible
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from sdcards.anki.edits import Edits, FieldEdit, Ours
    from sdcards.collection.collection import Collection

# The models are imported where they are used: every other command starts with this module too.


@dataclass(slots=True)
class Patch:
    """Files as they are and as they should be."""

    folder: Path
    before: dict[Path, bytes] = field(default_factory=dict)
    after: dict[Path, str] = field(default_factory=dict)


def bring_edits(file: Path, *, apply: bool) -> None:
    """Show the edits in one of Anki's files as a patch, and with ``apply`` write them into the sources."""
    folder = Path(cards_folder())
    if apply and (folder.parent / "__init__.py").is_file():
        raise SdcardsError(
            "the deck that came with the program is not yours to edit; name your clone's in SDCARDS_CARDS"
        )
    with working("Reading the notes ..."):
        deck = sound_collection(folder)
        found = _found(deck, file)
        patch, refused = _patch(deck, folder, found)
    for line in _unified(patch):
        sys.stdout.write(line)
    _tell(_said(found, refused, patch, apply=apply))
    if apply and patch.after:
        _write(patch)
        raise typer.Exit(_checked(patch))


def _found(deck: Collection, file: Path) -> Edits:
    from sdcards.anki.archive import open_collection
    from sdcards.anki.cards import known_notes
    from sdcards.anki.edits import find_edits
    from sdcards.anki.merging import read_there
    from sdcards.ids import NoteId

    known = known_notes((NoteId(note.id), note.type) for topic in deck.topics() for note in topic.notes)
    with open_collection(file) as opened:
        there = read_there(opened, known)
    return find_edits(_ours(deck), there.notes)


def _ours(deck: Collection) -> Iterator[Ours]:
    """The notes of the deck with every text that Anki may have of them."""
    from sdcards.anki.deck import place_of
    from sdcards.anki.edits import Ours
    from sdcards.anki.fields import build_note, citation
    from sdcards.anki.released import read_released
    from sdcards.anki.retired import read_notes
    from sdcards.store.given import read_given

    lock = Path(released_file())
    stamps, package = read_released(lock).notes, lock.with_name("sdcards.apkg")
    last = {note.id: note.fields for note in read_notes(package, stamps)} if package.is_file() else {}
    with open_study() as study:
        given = read_given(study.log.con)
    citations = {key: citation(source) for key, source in deck.sources.items()}
    for area in deck.areas:
        for topic in area.topics:
            place = place_of(area, topic)
            for note in topic.notes:
                built = build_note(note, place, citations)
                texts = stamps[built.id].texts if built.id in stamps else ()
                digests = frozenset(texts) | given.get(built.id, set())
                yield Ours(note, built, place, citations, last.get(built.id), digests)


def _patch(deck: Collection, folder: Path, found: Edits) -> tuple[Patch, list[str]]:
    """The files with all edits in them, and what could not be written."""
    files = {note.id: Path(topic.path) for topic in deck.topics() for note in topic.notes}
    patch, refused = Patch(folder), list[str]()
    for edit in found.fields:
        file = files[edit.note]
        if file not in patch.before:
            patch.before[file] = file.read_bytes()
        text = patch.after.get(file, patch.before[file].decode("utf-8-sig"))
        try:
            patch.after[file] = _with(text, edit)
        except SdcardsError as error:
            refused.append(f"{edit.note}, {edit.field}: {error}")
    return patch, refused


def _with(text: str, edit: FieldEdit) -> str:
    from sdcards.reading.patching import place_of, put

    place = place_of(text, edit.note)
    if place is None:
        raise SdcardsError("its note was not found in the file")
    return put(text, (*place, *edit.steps), edit.text)


def _unified(patch: Patch) -> Iterator[str]:
    """The patch as `git apply` takes it; on a terminal with nothing in it that commands one."""
    show = _shown if sys.stdout.isatty() else str
    for file, after in patch.after.items():
        name = "/".join((patch.folder.resolve().name, *file.resolve().relative_to(patch.folder.resolve()).parts))
        before = patch.before[file].decode("utf-8-sig")
        for line in difflib.unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}"):
            yield show(line) if line.endswith("\n") else f"{show(line)}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _shown(line: str) -> str:
    return visible(line.rstrip("\r\n")) + ("\n" if line.endswith("\n") else "")


def _said(found: Edits, refused: list[str], patch: Patch, *, apply: bool) -> Iterator[str]:
    """What there is besides the patch."""
    fields = len(found.fields) - len(refused)
    if fields:
        done = "written" if apply else "to be written; '--apply' does it"
        yield f"{plural(fields, 'field')} in {plural(len(patch.after), 'file')} {done}."
    else:
        yield "Nothing to bring back: no field of ours that reads otherwise there can be written into the sources."
    by_hand = [f"{each.note}, {each.field}: it {each.why}" for each in found.by_hand]
    if by_hand or refused:
        yield "Edit by hand:"
    yield from (f"  {line}" for line in (*by_hand, *refused))
    if found.strange:
        yield f"Passed over, for their note type has other fields in Anki: {', '.join(found.strange)}."


def _write(patch: Patch) -> None:
    """Replace each file, unless one of them has changed since it was read."""
    from sdcards.anki.files import replace_file

    for file, before in patch.before.items():
        if file.read_bytes() != before:
            raise SdcardsError(f"'{file}' changed meanwhile, so nothing was written; try again")
    for file, after in patch.after.items():
        mark = b"\xef\xbb\xbf" if patch.before[file].startswith(b"\xef\xbb\xbf") else b""
        replace_file(Path(os.path.realpath(file)), mark + after.encode())


def _checked(patch: Patch) -> int:
    """Print what is wrong with the files now; 1 if anything is."""
    from sdcards.cli.checking import read_checked

    _, problems = read_checked(patch.folder)
    touched = {str(file) for file in patch.after}
    wrong = [problem for problem in problems if problem.span.source.path in touched]
    _tell(line for problem in wrong for line in str(problem).split("\n"))
    return 1 if wrong else 0


def _tell(lines: Iterable[str]) -> None:
    """Say it beside the patch, which goes to standard output alone."""
    sys.stderr.write("".join(f"{visible(line)}\n" for line in lines))
