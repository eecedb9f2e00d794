"""How long an export takes beside plain genanki and beside Anki itself, with the same decks, templates, fields and tags.

Plain genanki and ours run in turn in one process, so that what else the machine does falls on both alike; Anki is a process of
its own and adds the notes to an empty collection before it exports them. Both are handed finished HTML, ours begins with notes
in Markdown, drills among them: each is a sum with units, which nobody else computes.
"""

import json
import statistics
from collections.abc import Iterator
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
GENANKI, ANKI = "of plain genanki's", "of Anki's own add and export"
BUDGETS = {(GENANKI, 10_000): 1.3, (ANKI, 100_000): 0.5}
MOMENT = 1_795_305_600


def measure(world: World, rivals: Rivals, pairs: int = 5) -> Iterator[Figure]:
    """Beside genanki up to 10,000 cards, beside Anki at every size."""
    deck, _ = read_collection(world.cards)
    if world.size <= 10_000:
        yield _figure(world, GENANKI, _beside_genanki(deck, world.folder, pairs))
    if "anki" in rivals.versions:
        yield _figure(world, ANKI, _beside_anki(deck, world.folder, rivals))


def _figure(world: World, name: str, ratio: float) -> Figure:
    return Figure(TABLE, name, world.column, ratio, "×", BUDGETS.get((name, world.size)))


def _beside_genanki(deck: Collection, folder: Path, pairs: int) -> float:
    placed, decks = place_notes(deck), list(build_decks(deck))
    ours, plain = (
        partial(_write, deck, folder / "ours.apkg"),
        partial(write_plainly, placed, decks, folder / "theirs.apkg"),
    )
    times = [(timed(plain), timed(ours)) for _ in range(pairs)]
    return statistics.median(after / before for before, after in times)


def _beside_anki(deck: Collection, folder: Path, rivals: Rivals) -> float:
    decks = {each.id: each.name for each in build_decks(deck)}
    names = {key: build_note_type(family.NOTE_TYPE).name for key, family in FAMILIES.items()}
    rows = ([names[each.note.family], decks[each.deck], each.note.fields, each.note.tags] for each in place_notes(deck))
    notes, package = folder / "notes.jsonl", folder / "ours.apkg"
    notes.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    ours = timed(partial(_write, deck, package))
    return ours / rivals.add_and_export(package, notes)


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
