"""A learner with the real Anki: imports a deck, studies it, writes on it, imports its update. Prints what came of it.

Runs in an environment of its own, as a separate program, since the package ``anki`` is AGPL:

    python learner.py FIRST.apkg EDITED.apkg (defaults|everything) TAGGED WRITTEN

The last two are ids of notes: the learner tags the one and writes on the other.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.scheduler_pb2 import CardAnswer

OPTIONS = {
    "defaults": ImportAnkiPackageOptions(),
    "everything": ImportAnkiPackageOptions(merge_notetypes=True, with_scheduling=True, with_deck_configs=True),
}
COUNTS = ("new", "updated", "duplicate", "conflicting")
ANSWERS = (CardAnswer.GOOD, CardAnswer.AGAIN, CardAnswer.EASY, CardAnswer.HARD)
PROGRESS = "SELECT id, did, ord, type, queue, due, ivl, reps, lapses, data FROM cards ORDER BY id"


def main(first: str, edited: str, options: str, tagged: str, written: str) -> None:
    """Live through it in a collection that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder, "collection.anki2")))
        facts = _life(col, (Path(first), Path(edited)), OPTIONS[options], (tagged, written))
        col.close()
    print(json.dumps(facts))  # noqa: T201 - this is what the program is for


def _life(
    col: Collection, packages: tuple[Path, Path], options: ImportAnkiPackageOptions, own: tuple[str, str]
) -> dict[str, Any]:
    first, edited = packages
    col.set_config("fsrs", True)  # noqa: FBT003 - as Anki has it
    facts: dict[str, Any] = {"first": _import(col, first, options), "fresh": _state(col), "again": {}}
    facts["again"] = {"log": _import(col, first, options), "same": _state(col) == facts["fresh"]}
    facts["order"] = _order(col)
    facts["shown"] = _study(col, 8)
    _write_on(col, *own)
    facts["studied"] = _state(col)
    facts["edited"] = _import(col, edited, options)
    facts["after"] = _state(col)
    facts["pages"] = _pages(col)
    facts["media"] = _media(col)
    facts["empty_cards"] = sum(len(note.card_ids) for note in col.get_empty_cards().notes)
    cards = col.card_count()
    facts["check"], facts["check_ok"] = col.fix_integrity()
    facts["cards_anki_missed"] = col.card_count() - cards
    return facts


def _import(col: Collection, path: Path, options: ImportAnkiPackageOptions) -> dict[str, int]:
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)).log
    col.models._clear_cache()  # Anki forgets to, and would show old templates
    return {name: len(getattr(log, name)) for name in COUNTS}


def _state(col: Collection) -> dict[str, Any]:
    notes = {}
    for number in col.find_notes(""):
        note = col.get_note(number)
        cards = [(card.ord, card.due) for card in note.cards()]
        deck = col.decks.name(note.cards()[0].did)
        said = {"fields": dict(note.items()), "tags": note.tags, "mod": note.mod}
        notes[note["Note id"]] = said | {"cards": cards, "deck": deck}
    kinds = [col.models.get(use.id) for use in col.models.all_use_counts() if use.use_count]
    return {
        "notes": notes,
        "progress": col.db.all(PROGRESS),
        "reviews": col.db.scalar("SELECT count() FROM revlog"),
        "decks": {deck.name: col.decks.get(deck.id)["desc"] for deck in col.decks.all_names_and_ids()},
        "note_types": {kind["name"]: _shape(kind) for kind in kinds},
        "schema": col.db.scalar("SELECT scm FROM col"),
    }


def _shape(kind: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": kind["id"],
        "css": kind["css"],
        "fields": [(field["name"], field["id"]) for field in kind["flds"]],
        "templates": [(template["name"], template["id"]) for template in kind["tmpls"]],
    }


def _order(col: Collection) -> list[tuple[str, int]]:
    """The new cards as Anki would show them if a day had no limits."""
    top = next(deck for deck in col.decks.all_names_and_ids() if "::" not in deck.name and deck.id != 1)
    col.decks.set_current(top.id)
    config = col.decks.config_dict_for_deck_id(top.id)
    limits = [(part, config[part]["perDay"]) for part in ("new", "rev")]
    _limit(col, config, [(part, 9999) for part, _ in limits])
    queue = [col.get_card(queued.card.id) for queued in col.sched.get_queued_cards(fetch_limit=9999).cards]
    _limit(col, config, limits)
    return [(card.note()["Note id"], card.ord) for card in queue]


def _limit(col: Collection, config: Any, limits: list[tuple[str, int]]) -> None:
    for part, limit in limits:
        config[part]["perDay"] = limit
    col.decks.update_config(config)


def _study(col: Collection, count: int) -> list[str]:
    """Answer some cards; the ids of their notes, in the order in which Anki showed them."""
    shown = []
    for answer in (ANSWERS * count)[:count]:
        queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = col.get_card(queued.card.id)
        card.start_timer()
        col.sched.answer_card(col.sched.build_answer(card=card, states=queued.states, rating=answer))
        shown.append(card.note()["Note id"])
        time.sleep(0.002)  # a review is known by its millisecond
    return shown


def _write_on(col: Collection, tagged: str, written: str) -> None:
    """Tag a note and write on another; neither changes in the update."""
    notes = {note["Note id"]: note for note in map(col.get_note, col.find_notes(""))}
    notes[tagged].add_tag("my-own")
    notes[written]["My notes"] = "my own words"
    col.update_notes([notes[tagged], notes[written]])


def _pages(col: Collection) -> dict[str, tuple[str, str]]:
    """Front and back of every card as Anki renders them, by note and card."""
    pages = {}
    for number in col.find_cards(""):
        card = col.get_card(number)
        page = card.render_output()
        pages[f"{card.note()['Note id']}/{card.ord}"] = (page.question_text, page.answer_text)
    return pages


def _media(col: Collection) -> dict[str, Any]:
    """The files Anki has now, and what its own check of them says."""
    checked = col.media.check()
    files = {file.name: file.read_text("utf-8") for file in sorted(Path(col.media.dir()).iterdir())}
    return {"files": files, "missing": list(checked.missing), "unused": list(checked.unused)}


if __name__ == "__main__":
    main(*sys.argv[1:])
