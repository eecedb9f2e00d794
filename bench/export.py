"""How long an export takes beside plain genanki and beside Anki itself, with the same decks, templates, fields and tags.

Plain genanki and ours run in turn in one process, so that what else the machine does falls on both alike; Anki is a process of
its own in ``.venv-anki`` and adds the notes to an empty collection before it exports them. Both are handed finished HTML, ours
begins with notes in Markdown. Drills are in the second and third comparison in the share the deck has: each is a sum with units,
which nobody else computes.

Run ``python bench/export.py``; ``measure()`` gives the same figures to other programs. Times are milliseconds.
"""

import json
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import genanki

from sdcards.anki.deck import AnkiDeck, PlacedNote, build_decks, place_notes
from sdcards.anki.notetypes import build_note_type, style
from sdcards.anki.package import write_package
from sdcards.anki.released import Released
from sdcards.collection.collection import Area, Collection
from sdcards.collection.sources import Source
from sdcards.collection.topic import Topic
from sdcards.notes.families import FAMILIES
from sdcards.notes.note import Note

TOPICS = 60
DRILLS = 0.11
ANKI = Path(os.environ.get("SDCARDS_ANKI_PYTHON", Path(__file__).parents[1] / ".venv-anki" / "bin" / "python"))
MOMENT = 1_795_305_600
WORDS = (
    "reads",
    "outgrow",
    "one",
    "node",
    "and",
    "the",
    "cache",
    "before",
    "a",
    "stale",
    "copy",
    "waits",
    "for",
    "rows",
)
FAMILY_SHARES = {
    "basic": 60,
    "fact": 15,
    "step": 12,
    "mapping": 6,
    "pitfall": 3,
    "tradeoff": 3,
    "cloze": 2,
    "sequence": 1,
}


def measure(notes: int = 10_000, pairs: int = 7, many: int = 100_000) -> dict[str, float]:
    """Median times, and the median of the ratios pair by pair."""
    figures = compare("prose", collection(notes, 0), pairs) | compare("with drills", collection(notes, DRILLS), pairs)
    return figures | compare_with_anki(collection(many, DRILLS)) if ANKI.is_file() else figures


def compare(name: str, deck: Collection, pairs: int) -> dict[str, float]:
    placed, decks = place_notes(deck), list(build_decks(deck))
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = Path(folder, "ours.apkg"), Path(folder, "plain.apkg")
        times = [
            (
                timed(lambda: write_plainly(placed, decks, plain)),
                timed(lambda: write_package(deck, ours, released=Released(), moment=MOMENT)),
            )
            for _ in range(pairs)
        ]
        sizes = {f"{name}: size ratio": ours.stat().st_size / plain.stat().st_size}
    return {
        f"{name}: plain genanki": statistics.median(before for before, _ in times),
        f"{name}: sdcards": statistics.median(after for _, after in times),
        f"{name}: time ratio": statistics.median(after / before for before, after in times),
    } | sizes


def compare_with_anki(deck: Collection) -> dict[str, float]:
    placed, decks = place_notes(deck), {each.id: each.name for each in build_decks(deck)}
    names = {key: build_note_type(family.NOTE_TYPE).name for key, family in FAMILIES.items()}
    rows = ([names[each.note.family], decks[each.deck], each.note.fields, each.note.tags] for each in placed)
    with tempfile.TemporaryDirectory() as folder:
        ours, notes, theirs = (Path(folder, name) for name in ("ours.apkg", "notes.jsonl", "theirs.apkg"))
        notes.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        del placed
        after = timed(lambda: write_package(deck, ours, released=Released(), moment=MOMENT))
        words = [ANKI, Path(__file__).with_name("anki_export.py"), ours, notes, theirs]
        before = float(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
        sizes = {"many: size ratio": ours.stat().st_size / theirs.stat().st_size}
    return {"many: Anki": before, "many: sdcards": after, "many: time ratio": after / before} | sizes


def write_plainly(placed: list[PlacedNote], decks: list[AnkiDeck], path: Path) -> None:
    """What a script with genanki does."""
    models = {key: model(key) for key in FAMILIES}
    made = {deck.id: genanki.Deck(deck.id, deck.name, deck.about) for deck in decks}
    for each in placed:
        note = each.note
        guid = genanki.guid_for(note.id)
        made[each.deck].add_note(
            genanki.Note(models[note.family], list(note.fields), tags=note.tags, guid=guid, due=each.position)
        )
    genanki.Package(list(made.values())).write_to_file(path)


def model(key: str) -> genanki.Model:
    kind = build_note_type(FAMILIES[key].NOTE_TYPE)
    templates = [{"name": card.name, "qfmt": card.front, "afmt": card.back} for card in kind.templates]
    fields = [{"name": name} for name in kind.fields]
    return genanki.Model(kind.id, kind.name, fields, templates, style(), int(kind.cloze))


def collection(notes: int, drills: float) -> Collection:
    """A deck of notes that all differ, as long as the real ones, one field in thirty with markup."""
    rng = random.Random(7)
    made = [note(number, rng, drills) for number in range(notes)]
    topics = tuple(
        Topic("area", f"topic-{place}", "", f"Topic {place}", "About it", tuple(made[place::TOPICS]))
        for place in range(TOPICS)
    )
    sources = {f"source-{key}": Source(f"Work {key}", "A. Author", 2020, "https://example.org/") for key in range(50)}
    return Collection("Bench", "A deck.", (Area("area", "Area", topics),), sources)


def note(number: int, rng: random.Random, drills: float) -> Note:
    family = "drill" if rng.random() < drills else rng.choices(*zip(*FAMILY_SHARES.items(), strict=True))[0]
    shared = {"id": f"note-{number}", "type": family, "wave": rng.randint(1, 5), "why": sentence(rng, 14)}
    cited = [f"source-{rng.randrange(50)}", "source-7"]
    return FAMILIES[family].model_validate(shared | own_fields(family, rng) | {"sources": cited, "as_of": "2026"})


def own_fields(family: str, rng: random.Random) -> dict[str, object]:
    long, short = (lambda: sentence(rng, 18)), (lambda: sentence(rng, 8))
    return {
        "basic": lambda: {"front": long(), "back": short()},
        "fact": lambda: {"ask": long(), "value": f"{rng.randint(2, 900)} ms", "within": "2", "context": short()},
        "step": lambda: {"phase": "design", "ask": long(), "answer": short()},
        "mapping": lambda: {"symptom": long(), "tool": short(), "because": short(), "cost": short()},
        "pitfall": lambda: {"scene": long(), "mistake": short(), "harm": short(), "instead": short()},
        "tradeoff": lambda: {
            "ask": long(),
            "options": [{"name": short(), "gain": short(), "cost": short()} for _ in range(2)],
            "choose": short(),
        },
        "cloze": lambda: {"text": f"{short()} {{{{c1::{short()}}}}} and {{{{c2::{rng.random()}}}}}."},
        "sequence": lambda: {"ask": long(), "steps": [short() for _ in range(4)]},
        "drill": lambda: {
            "ask": f"{long()}: {{rate}}, {{line}}?",
            "given": {"rate": "50 kreq/s .. 500 kreq/s", "line": "1 kB"},
            "formula": "rate * line * 1 day",
            "unit": "TB",
        },
    }[family]()


def sentence(rng: random.Random, words: int) -> str:
    text = " ".join(rng.choices(WORDS, k=words)).capitalize() + "."
    return text.replace(" the ", " **the** ", 1) if rng.random() < 1 / 30 else text


def timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1e3


if __name__ == "__main__":
    for figure, value in measure().items():
        print(f"{figure:32}{value:10.2f}")
