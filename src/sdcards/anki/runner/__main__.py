"""Bring notes and reviews into a closed collection with Anki's own code.

A program of its own, run by an interpreter that has the package ``anki`` and need not have ours:

    python runner < request.json > answer.json

The request names the collection, when it was last changed as we know it, a folder for Anki's backup, a package with the
new notes (or none), the notes that read otherwise now, the rows of the log that are missing, and the cards they are of.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from typing import Any

from anki.cards_pb2 import FsrsMemoryState
from anki.collection import Card, Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.errors import DBError

INSERT = (
    "insert or ignore into revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type) values (?,?,-1,?,?,?,?,?,?)"
)
LEARNING, REVIEW = 1, 2
SM2_FACTOR = 2500
STEP = 600
"""Seconds until a card that is not known yet is shown again."""

BANDS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
"""From, to (days) and the share of that part by which Anki, and we, spread an interval to either side."""


def main() -> None:
    """Answer one request."""
    request = json.load(sys.stdin)
    try:
        col = Collection(request["collection"])
    except DBError as error:
        answer({"error": str(error)})
        return
    with closing(col):
        if col.db.scalar("select mod from col") != request["modified"]:
            answer({"error": "it was changed a moment ago"})
            return
        col.create_backup(backup_folder=request["backups"], force=True, wait_for_completion=True)
        answer(merge(col, request))


def answer(facts: dict[str, Any]) -> None:
    """Say what came of it."""
    json.dump(facts, sys.stdout)


def merge(col: Collection, request: dict[str, Any]) -> dict[str, Any]:
    """Do all of a request."""
    added = add_notes(col, request["package"]) if request["package"] else 0
    update_notes(col, request["notes"])
    numbers = {(guid, ordinal): number for guid, ordinal, number in col.db.all(
        "select n.guid, c.ord, c.id from cards c join notes n on n.id = c.nid"
    )}  # fmt: skip
    rows = [
        (ms, numbers[guid, ordinal], *row)
        for guid, ordinal, ms, *row in request["reviews"]
        if (guid, ordinal) in numbers
    ]
    before = col.db.scalar("select count() from revlog")
    col.db.transact(lambda: col.db.executemany(INSERT, rows))
    there = [entry for entry in request["cards"] if (entry["guid"], entry["ordinal"]) in numbers]
    cards = [remember(col, col.get_card(numbers[entry["guid"], entry["ordinal"]]), entry) for entry in there]
    if cards:
        col.update_cards(cards)  # the rows alone would not be carried to other devices
    return {"notes": added, "reviews": col.db.scalar("select count() from revlog") - before, "cards": len(cards)}


def add_notes(col: Collection, package: str) -> int:
    """Import new notes as Anki imports any package; what it has already it leaves."""
    options = ImportAnkiPackageOptions()
    log = col.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options)).log
    return len(log.new)


def update_notes(col: Collection, changes: list[dict[str, Any]]) -> None:
    """Give notes other fields and tags."""
    notes = []
    for change in changes:
        note = col.get_note(change["number"])
        note.fields, note.tags = change["fields"], change["tags"]
        notes.append(note)
    col.update_notes(notes)


def remember(col: Collection, card: Card, entry: dict[str, Any]) -> Card:
    """Set what is remembered of a card to what Anki computes from all of its reviews, and its due date to follow."""
    state = col.compute_memory_state(card.id)
    card.reps += entry["reps"]
    card.lapses += entry["lapses"]
    if state.stability is None:
        return forget(card, entry)
    card.memory_state = FsrsMemoryState(stability=state.stability, difficulty=state.difficulty)
    card.desired_retention, card.decay = state.desired_retention, state.decay
    card.last_review_time = entry["last"] // 1000
    card.factor = card.factor or SM2_FACTOR
    if entry["newest"]:
        place(col, card, entry, computed(col, card))
    elif card.type == REVIEW and last_answer_counts(col, card):
        interval = within(card.ivl, computed(col, card))
        set_due(card, due_of(card) + interval - card.ivl)
        card.ivl = interval
    return card


def forget(card: Card, entry: dict[str, Any]) -> Card:
    """A card that was reset and not answered since."""
    card.memory_state = card.last_review_time = None
    card.type = card.ivl = card.left = 0
    queue(card, 0)
    card.due = entry["position"]
    return card


def place(col: Collection, card: Card, entry: dict[str, Any], interval: int) -> None:
    """Put a card where its last answer, which was not given in Anki, put it."""
    card.type, card.left = entry["type"], entry["left"]
    if entry["left"]:
        card.ivl = 0 if card.type == LEARNING else interval
        queue(card, 1)
        set_due(card, entry["last"] // 1000 + STEP)
        return
    card.ivl = within(entry["interval"], interval)
    queue(card, 2)
    set_due(card, col.sched.today + entry["last_in"] + card.ivl)


def queue(card: Card, number: int) -> None:
    """Choose where a card waits, unless it is suspended, buried or in a filtered deck."""
    if card.queue >= 0 and not card.odid:
        card.queue = number


def set_due(card: Card, due: int) -> None:
    """Set when a card is due, in its own deck where it is lent to another."""
    if card.odid:
        card.odue = due
    else:
        card.due = due


def due_of(card: Card) -> int:
    """When a card is due in its own deck."""
    return int(card.odue if card.odid else card.due)


def last_answer_counts(col: Collection, card: Card) -> bool:
    """Whether nobody moved the due date by hand since the last answer."""
    return bool(col.db.scalar("select ease from revlog where cid = ? order by id desc limit 1", card.id))


def computed(col: Collection, card: Card) -> int:
    """The days after which a card's chance of recall falls to what its deck wants (FSRS-6)."""
    decay, wanted = -card.decay, card.desired_retention
    days = card.memory_state.stability / (0.9 ** (1 / decay) - 1) * (wanted ** (1 / decay) - 1)
    longest = col.decks.config_dict_for_deck_id(card.odid or card.did)["rev"]["maxIvl"]
    return int(min(max(round(days), 1), longest))


def within(promised: int, interval: int) -> int:
    """The interval that was promised with the answer, where it is the computed one but for the spread."""
    reach = 0 if interval < BANDS[0][0] else int(1.5 + sum(
        share * max(min(interval, end) - start, 0.0) for start, end, share in BANDS
    ))  # fmt: skip
    return promised if abs(promised - interval) <= reach else interval


if __name__ == "__main__":
    main()
