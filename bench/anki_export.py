"""How long Anki itself takes to add notes and export them, in milliseconds. Run by ``export.py`` in Anki's own environment.

    python anki_export.py TYPES.apkg NOTES.jsonl OUT.apkg

The first brings the note types; each line of the second is ``[note type, deck, fields, tags]``.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Collection, ExportAnkiPackageOptions, ImportAnkiPackageRequest


def main(types: str, notes: str, out: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        col = Collection(str(Path(folder, "collection.anki2")))
        col.import_anki_package(ImportAnkiPackageRequest(package_path=types))
        col.remove_notes(col.find_notes(""))
        rows = [json.loads(line) for line in Path(notes).read_text("utf-8").splitlines()]
        kinds = {name: col.models.by_name(name) for name in {row[0] for row in rows}}
        decks = {name: col.decks.id(name) for name in {row[1] for row in rows}}
        start = time.perf_counter()
        add_and_export(col, [(kinds[kind], decks[deck], fields, tags) for kind, deck, fields, tags in rows], out)
        print((time.perf_counter() - start) * 1e3)
        col.close()


def add_and_export(col, rows, out):
    requests = []
    for kind, deck, fields, tags in rows:
        note = col.new_note(kind)
        note.fields, note.tags = fields, tags
        requests.append(AddNoteRequest(note, deck))
    col.add_notes(requests)
    options = ExportAnkiPackageOptions(with_scheduling=False, with_media=True, legacy=True)
    assert col.export_anki_package(out_path=out, options=options, limit=None) == len(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
