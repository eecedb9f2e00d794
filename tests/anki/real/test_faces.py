"""The preview fills the templates as the real Anki does: front and back of every card are the same."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from sdcards.anki.deck import place_notes
from sdcards.anki.faces import faces
from sdcards.anki.package import write_package
from sdcards.anki.released import Released
from sdcards.collection.collection import Collection, read_collection
from tests.anki.samples import EVERY_FAMILY, MOMENT, deck_of

ROOT = Path(__file__).parents[3]
PROGRAM = ROOT / "tools" / "anki_pages.py"
BESIDE = ROOT / ".venv-anki" / "bin" / "python"

AWKWARD = r"""
- id: maths-in-text
  type: basic
  wave: 1
  front: What is $\frac{a}{b} < 10^{9}$?
  back: $$x_1$$
  sources: [book]
- id: maths-in-hole
  type: cloze
  wave: 1
  text: "So {{c1::$a < b$}} and $c = {{c2::d}} < e$ with {{c1::**one**::which?}}."
  sources: [book]
- id: like-anki
  type: basic
  wave: 1
  front: "`{{Front}}` and \\(x\\) and <b>?"
  back: "{{#Why}}No{{/Why}} [sound:a.mp3]"
  sources: [page]
- id: a-table
  type: basic
  wave: 1
  front: Which?
  hint: |
    | a | b |
    |---|--:|
    | 1 | 2 |
  back: One
  sources: [book]
"""


@pytest.mark.parametrize("deck", ["samples", "shipped"])
def test_faces_are_those_of_the_real_anki(deck: str, tmp_path: Path) -> None:
    collection = read_collection(ROOT / "cards")[0] if deck == "shipped" else deck_of(EVERY_FAMILY, AWKWARD)
    ours = {
        f"{placed.note.id}/{ordinal}": {"front": _plain(face.front), "back": _plain(face.back)}
        for placed in place_notes(collection)
        for ordinal, face in zip(placed.note.ordinals, faces(placed.note), strict=True)
    }
    assert ours == _of_anki(collection, tmp_path)


def _of_anki(collection: Collection, folder: Path) -> dict[str, dict[str, str]]:
    python = Path(os.environ.get("SDCARDS_ANKI_PYTHON", BESIDE))
    if not python.is_file():
        pytest.skip(f"no Anki at '{python}': make an environment there, or name one in SDCARDS_ANKI_PYTHON")
    write_package(collection, folder / "deck.apkg", released=Released(), moment=MOMENT)
    words = [python, PROGRAM, folder / "deck.apkg", folder / "media"]
    pages = json.loads(subprocess.run(words, capture_output=True, text=True, check=True, timeout=300).stdout)
    return {name: {side: _plain(page[side]) for side in ("front", "back")} for name, page in pages.items()}


def _plain(html: str) -> str:
    """Without what only a script needs: how a hint is uncovered, and a copy of the hidden words."""
    html = re.sub(r'<a class="?hint"?[^>]*>\s*Hint\s*</a>\s*<div [^>]*>', "<hint>", html)
    html = re.sub(r' data-cloze="[^"]*"', "", html)
    return html.strip()
