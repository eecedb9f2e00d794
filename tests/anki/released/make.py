"""Studies a released package in the real Anki and exports one of its decks with the progress, as a learner would.

    python make.py PACKAGE STUDIED DECK

Runs in an environment of its own that has the package ``anki``, which is AGPL. README.md says what was made with it.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.scheduler_pb2 import CardAnswer

ANSWERS = (CardAnswer.GOOD, CardAnswer.AGAIN, CardAnswer.EASY, CardAnswer.HARD) * 3


def main(package: str, studied: str, deck: str) -> None:
    """Import, answer twelve times, make one card new again, export."""
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder, "collection.anki2")))
        col.set_config("fsrs", True)  # noqa: FBT003 - as Anki has it
        options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
        col.import_anki_package(ImportAnkiPackageRequest(package_path=package, options=options))
        number = next(each.id for each in col.decks.all_names_and_ids() if each.name.endswith(deck))
        col.decks.set_current(number)
        shown = [_answer(col, answer) for answer in ANSWERS]
        col.sched.schedule_cards_as_new([shown[2]])
        told = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=False, legacy=False)
        col.export_anki_package(out_path=studied, options=told, limit=DeckIdLimit(number))
        col.close()


def _answer(col: Collection, answer: Any) -> int:
    queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
    card = col.get_card(queued.card.id)
    card.start_timer()
    col.sched.answer_card(col.sched.build_answer(card=card, states=queued.states, rating=answer))
    time.sleep(0.002)  # a review is known by its millisecond
    return int(card.id)


if __name__ == "__main__":
    main(*sys.argv[1:])
