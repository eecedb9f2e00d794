"""The real Anki, one step after the other: imports, answers, edits, exports, and tells what it has after each.

Runs in an environment of its own, as a separate program, since the package ``anki`` is AGPL:

    python partner.py COLLECTION STEPS

with a JSON list of steps, each one of these as a list of words:

    import FILE | answer COUNT | reset NAME | postpone NAME | edit | write NAME FIELD HTML | export FILE | tell
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.scheduler_pb2 import CardAnswer

ANSWERS = (CardAnswer.GOOD, CardAnswer.AGAIN, CardAnswer.EASY, CardAnswer.HARD)
CARDS = "SELECT n.guid, c.ord, c.id FROM cards c JOIN notes n ON n.id = c.nid"
ROWS = "SELECT n.guid, c.ord, r.id, r.ease FROM revlog r JOIN cards c ON c.id = r.cid JOIN notes n ON n.id = c.nid"


def main(path: str, steps: str) -> None:
    """Take the steps, and print what there is after each as one JSON list."""
    print(json.dumps([after(path, *step) for step in json.loads(steps)]))  # noqa: T201 - this is what the program is for


def after(path: str, step: str, *words: str) -> dict[str, Any]:
    """Take one step in a collection that is opened for it alone, as between two runs of Anki."""
    col = Collection(path)
    steps: dict[str, Any] = {
        "import": take,
        "answer": answer,
        "reset": reset,
        "postpone": postpone,
        "edit": edit,
        "write": write,
        "export": export,
    }
    if step in steps:
        steps[step](col, *words)
    told = tell(col)
    col.close()
    return told


def take(col: Collection, package: str) -> None:
    """Import a package with its progress."""
    col.set_config("fsrs", True)  # noqa: FBT003 - as Anki has it
    options = ImportAnkiPackageOptions(with_scheduling=True)
    col.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))


def answer(col: Collection, count: str) -> None:
    """Answer cards as Anki's scheduler shows them."""
    col.decks.set_current(next(deck.id for deck in col.decks.all_names_and_ids() if deck.name == "A deck"))
    for rating in (ANSWERS * int(count))[: int(count)]:
        queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = col.get_card(queued.card.id)
        card.start_timer()
        col.sched.answer_card(col.sched.build_answer(card=card, states=queued.states, rating=rating))
        time.sleep(0.002)  # a review is known by its millisecond


def reset(col: Collection, name: str) -> None:
    """Make a note's cards new again."""
    col.sched.schedule_cards_as_new(_note(col, name).card_ids())


def postpone(col: Collection, name: str) -> None:
    """Set a due date by hand."""
    col.sched.set_due_date(_note(col, name).card_ids(), "9")


def edit(col: Collection) -> None:
    """Do what learners do: rewrite a back, tag, write My notes, move a card and flag it."""
    for name, change in (("note-1", {"Back": "my own back"}), ("note-2", {"My notes": "my own words"}), ("note-3", {})):
        note = _note(col, name)
        for field, text in change.items():
            note[field] = text
        note.add_tag("my-own")
        col.update_note(note)
    cards = _note(col, "note-2").card_ids()
    col.set_deck(cards, col.decks.id("Mine"))
    col.set_user_flag_for_cards(3, cards)


def write(col: Collection, name: str, field: str, html: str) -> None:
    """Write into one field of a note, as the editor does."""
    note = _note(col, name)
    note[field] = html
    col.update_note(note)


def export(col: Collection, package: str) -> None:
    """Export with scheduling, in the format that the name's ending asks for."""
    if package.endswith(".colpkg"):
        col.export_collection_package(package, include_media=False, legacy=False)
        col.reopen()
        return
    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True, legacy="legacy" in Path(package).name
    )
    col.export_anki_package(out_path=package, options=options, limit=None)


def tell(col: Collection) -> dict[str, Any]:
    """All rows of the log, all cards, all notes."""
    text, sound = col.fix_integrity()
    return {
        "rows": col.db.all(ROWS),
        "cards": [_card(col, *row) for row in col.db.all(CARDS)],
        "notes": {note["Note id"]: _told(col, note) for note in map(col.get_note, col.find_notes(""))},
        "schema": col.db.scalar("SELECT scm FROM col"),
        "sound": sound or text,
    }


def _card(col: Collection, guid: str, ordinal: int, number: int) -> dict[str, Any]:
    card, replayed = col.get_card(number), col.compute_memory_state(number)
    stored = card.memory_state
    return {
        "guid": guid,
        "ord": ordinal,
        "type": card.type,
        "queue": card.queue,
        "due_in": card.due - col.sched.today,
        "interval": card.ivl,
        "left": card.left % 1000,
        "reps": card.reps,
        "lapses": card.lapses,
        "flag": card.flags,
        "stored": [stored.stability, stored.difficulty] if stored else None,
        "replayed": [replayed.stability, replayed.difficulty] if replayed.stability else None,
    }


def _told(col: Collection, note: Any) -> dict[str, Any]:
    return {
        "fields": dict(note.items()),
        "tags": note.tags,
        "decks": [col.decks.name(card.did) for card in note.cards()],
    }


def _note(col: Collection, name: str) -> Any:
    return next(note for note in map(col.get_note, col.find_notes("")) if note["Note id"] == name)


if __name__ == "__main__":
    main(*sys.argv[1:])
