"""What a note says that Anki could not show, found before anybody exports it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdcards.anki.html import cloze_to_html
from sdcards.errors import SdcardsError
from sdcards.notes.cloze import Cloze
from sdcards.reading.span import Problem

if TYPE_CHECKING:
    from sdcards.collection.collection import Collection


def unfit_for_anki(collection: Collection) -> Iterator[Problem]:
    """Holes that cross the end of an emphasis or a paragraph, or stand in an address: as the export itself reads them."""
    for topic in collection.topics():
        for note, node in zip(topic.notes, topic.nodes, strict=True):
            if isinstance(note, Cloze):
                try:
                    cloze_to_html(note.text)
                except SdcardsError as error:
                    message, _, hint = str(error).partition("; ")
                    yield Problem(node.entries["text"].span, "crossing-hole", message, hint)
