"""The pages that the real Anki makes of a package: front and back of every card, and the pictures they show.

A separate program for the environment of the package ``anki``, which is AGPL:

    python anki_pages.py DECK.apkg MEDIA_FOLDER

prints, as JSON, ``{"note-id/ordinal": {"css": …, "front": …, "back": …}}`` and copies the pictures into the folder.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from anki.collection import Card, Collection, ImportAnkiPackageRequest


def main(package: str, media: str) -> None:
    """Import the package into a collection that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder, "collection.anki2")))
        col.import_anki_package(ImportAnkiPackageRequest(package_path=package))
        cards = map(col.get_card, col.find_cards(""))
        pages = {f"{card.note()['Note id']}/{card.ord}": _page(card) for card in cards}
        shutil.copytree(col.media.dir(), media, dirs_exist_ok=True)
        col.close()
    print(json.dumps(pages))


def _page(card: Card) -> dict[str, str]:
    shown = card.render_output()
    return {"css": shown.css, "front": shown.question_text, "back": shown.answer_text}


if __name__ == "__main__":
    main(*sys.argv[1:])
