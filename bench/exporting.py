"""How long an export takes beside plain genanki and beside Anki itself, with the same decks, templates, fields and tags.

All take turns, so that what else the machine does falls on each alike, and a ratio is the median of the rounds. Plain genanki
and ours run in one process; Anki is a process of its own and adds the notes to an empty collection before it exports them. Both
are handed finished HTML, ours begins with notes in Markdown, drills among them: each is a sum with units, which nobody else
computes.
"""

import gc
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import genanki
from bench.figures import Figure
from bench.rivals import Rivals
from bench.timing import timed
from bench.worlds import World

from sdcards.anki.deck import AnkiDeck, PlacedNote, build_decks, place_notes
from sdcards.anki.notetypes import build_note_type, style
from sdcards.anki.package import write_package
from sdcards.anki.released import Released
from sdcards.collection.collection import Collection, read_collection
from sdcards.notes.families import FAMILIES

TABLE = "Writing a package, as a multiple of another tool's time"
GENANKI, ANKI, _OURS = "of plain genanki's", "of Anki's own add and export", "ours"
BUDGETS = {(GENANKI, 10_000): 1.3, (ANKI, 100_000): 0.5}
FEWEST, ENOUGH = 2, 15.0
"""Rounds, and the seconds after which there is no further one."""

MOMENT = 1_795_305_600


def measure(world: World, rivals: Rivals, most: int = 15) -> Iterator[Figure]:
    """Beside genanki up to 10,000 cards, and beside Anki where it is there, in at ``most`` so many rounds."""
    deck, _ = read_collection(world.cards)
    placed, decks = place_notes(deck), list(build_decks(deck))
    package = world.folder / "ours.apkg"
    runs: dict[str, Callable[[], float]] = {
        _OURS: partial(_timed, partial(_write, deck, package)),
        GENANKI: partial(_timed, partial(write_plainly, placed, decks, world.folder / "theirs.apkg")),
    }
    if world.size > 10_000:
        del runs[GENANKI]  # minutes for every round
    if "anki" in rivals.versions:
        runs[ANKI] = partial(rivals.add_and_export, package, _notes_for_anki(placed, decks, world.folder))
    with _deck_left_alone():
        taken = _rounds(runs, most)
    for name in runs:
        if name != _OURS:
            ratio = statistics.median(each[_OURS] / each[name] for each in taken)
            yield Figure(TABLE, name, world.column, ratio, "×", BUDGETS.get((name, world.size)))


def _rounds(runs: Mapping[str, Callable[[], float]], most: int) -> list[dict[str, float]]:
    """What each took in every round: short ones scatter more, and there is time for more of them."""
    taken: list[dict[str, float]] = []
    begun = time.perf_counter()
    while len(taken) < FEWEST or (len(taken) < most and time.perf_counter() - begun < ENOUGH):
        taken.append({name: run() for name, run in runs.items()})
    return taken


@contextmanager
def _deck_left_alone() -> Iterator[None]:
    """Keep the deck out of garbage collections: to walk it takes as long as half an export, and falls on one or the other."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def _timed(run: Callable[[], object]) -> float:
    gc.collect()  # what the one before left is not for this one to clear away
    return timed(run)


def _notes_for_anki(placed: list[PlacedNote], decks: list[AnkiDeck], folder: Path) -> Path:
    """The notes as `anki_side.py` takes them."""
    names = {each.id: each.name for each in decks}
    kinds = {key: build_note_type(family.NOTE_TYPE).name for key, family in FAMILIES.items()}
    rows = ([kinds[each.note.family], names[each.deck], each.note.fields, each.note.tags] for each in placed)
    notes = folder / "notes.jsonl"
    notes.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return notes


def _write(deck: Collection, package: Path) -> None:
    write_package(deck, package, released=Released(), moment=MOMENT)


def write_plainly(placed: list[PlacedNote], decks: list[AnkiDeck], path: Path) -> None:
    """What a script with genanki does."""
    models = {key: _model(key) for key in FAMILIES}
    made = {deck.id: genanki.Deck(deck.id, deck.name, deck.about) for deck in decks}
    for each in placed:
        note = each.note
        guid = genanki.guid_for(note.id)
        made[each.deck].add_note(
            genanki.Note(models[note.family], list(note.fields), tags=note.tags, guid=guid, due=each.position)
        )
    genanki.Package(list(made.values())).write_to_file(path)


def _model(key: str) -> genanki.Model:
    kind = build_note_type(FAMILIES[key].NOTE_TYPE)
    templates = [{"name": card.name, "qfmt": card.front, "afmt": card.back} for card in kind.templates]
    fields = [{"name": name} for name in kind.fields]
    return genanki.Model(kind.id, kind.name, fields, templates, style(), int(kind.cloze))
