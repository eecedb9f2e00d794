"""What Anki's own code takes for the same work.

Run by ``rivals.py`` with a Python that has the package ``anki``; imports nothing of ours.

    python anki_side.py build FOLDER CARDS REVIEWS     a profile with as many cards, seven in ten of them seen
    python anki_side.py sitting FOLDER KEYS            open, first card, and each answer with the card after it
    python anki_side.py stats|export|import|check FOLDER

Each prints its times in seconds as JSON, and the memory at its peak in MB.
"""

import json
import pickle
import random
import resource
import sqlite3
import sys
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection, ExportAnkiPackageOptions, ImportAnkiPackageRequest

DAY_MS = 86_400_000
WORDS = [
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
]


def build(folder, cards, reviews):
    (folder / "User 1").mkdir(parents=True)
    with sqlite3.connect(folder / "prefs21.db") as con:  # where tools look for profiles
        con.execute("CREATE TABLE profiles (name TEXT PRIMARY KEY, data BLOB NOT NULL)")
        rows = [("_global", pickle.dumps({"last_loaded_profile_name": "User 1"})), ("User 1", pickle.dumps({}))]
        con.executemany("INSERT INTO profiles VALUES (?, ?)", rows)
    col = opened(folder)
    col.set_config("fsrs", True)  # noqa: FBT003 - Anki's interface
    add(col, int(cards))
    study(col, int(reviews))
    col.close()


def add(col, cards):
    rng = random.Random(7)
    kind, deck = col.models.by_name("Basic"), col.decks.id("Bench")
    requests = []
    for number in range(cards):
        note = col.new_note(kind)
        note.fields = [f"{number} {' '.join(rng.choices(WORDS, k=18))}?", " ".join(rng.choices(WORDS, k=14))]
        note.tags = ["wave::1"]
        requests.append(AddNoteRequest(note, deck))
    col.add_notes(requests)


def study(col, reviews):
    rng = random.Random(1)
    ids = col.db.list("SELECT id FROM cards ORDER BY id")
    seen, now = ids[: len(ids) * 7 // 10], time.time_ns() // 1_000_000
    log = (
        (
            now - 1000 * DAY_MS + at * (999 * DAY_MS // reviews),
            seen[rng.randrange(len(seen))],
            rng.choice((1, 2, 3, 3, 3, 4)),
            9,
            3,
        )
        for at in range(reviews)
    )
    col.db.executemany("INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, 2500, 9000, 1)", log)
    today = col.sched.today
    memory = '{"s":60,"d":5,"dr":0.9}'
    moves = ((today + rng.randint(-30, 200), rng.randint(31, 300), memory, card) for card in seen)
    col.db.executemany(
        "UPDATE cards SET type = 2, queue = 2, due = ?, ivl = ?, factor = 2500, reps = 14, data = ? WHERE id = ?",
        moves,
    )


def sitting(folder, keys):
    start = time.perf_counter()
    col = opened(folder)
    col.decks.select(col.decks.id("Bench"))
    card = col.sched.getCard()
    card.question()
    times = [time.perf_counter() - start]
    for _ in range(int(keys)):
        start = time.perf_counter()
        card.start_timer()
        col.sched.answerCard(card, 3)
        card = col.sched.getCard()
        if card is None:
            break
        card.question()
        times.append(time.perf_counter() - start)
    col.close()
    return times


def stats(folder):
    col = opened(folder)
    return [timed(lambda: col._backend.graphs(search="", days=365))]  # noqa: SLF001 - there is no public name


def export(folder):
    col = opened(folder)
    options = ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=False)
    return [timed(lambda: col.export_anki_package(out_path=str(folder / "deck.apkg"), options=options, limit=None))]


def bring(folder):
    (folder / "User 2").mkdir(exist_ok=True)
    col = Collection(str(folder / "User 2" / f"{time.time_ns()}.anki2"))
    request = ImportAnkiPackageRequest(package_path=str(folder / "deck.apkg"))
    request.options.with_scheduling = True
    return [timed(lambda: col.import_anki_package(request))]


def check(folder):
    col = opened(folder)
    return [timed(col.fix_integrity)]


def add_and_export(folder, types, notes):
    """Add notes given as ``[note type, deck, fields, tags]``, a line each, and export them."""
    col = Collection(str(folder / "added.anki2"))
    col.import_anki_package(ImportAnkiPackageRequest(package_path=types))
    col.remove_notes(col.find_notes(""))
    rows = [json.loads(line) for line in Path(notes).read_text("utf-8").splitlines()]
    kinds = {name: col.models.by_name(name) for name in {row[0] for row in rows}}
    decks = {name: col.decks.id(name) for name in {row[1] for row in rows}}

    def work():
        requests = []
        for kind, deck, fields, tags in rows:
            note = col.new_note(kinds[kind])
            note.fields, note.tags = fields, tags
            requests.append(AddNoteRequest(note, decks[deck]))
        col.add_notes(requests)
        options = ExportAnkiPackageOptions(with_scheduling=False, with_media=True, legacy=True)
        assert col.export_anki_package(out_path=str(folder / "theirs.apkg"), options=options, limit=None) == len(rows)

    return [timed(work)]


def opened(folder):
    return Collection(str(folder / "User 1" / "collection.anki2"))


def timed(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


STEPS = {
    "build": build,
    "sitting": sitting,
    "stats": stats,
    "export": export,
    "import": bring,
    "check": check,
    "add": add_and_export,
}

if __name__ == "__main__":
    name, folder, *rest = sys.argv[1:]
    times = STEPS[name](Path(folder), *rest)
    print(json.dumps([times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
