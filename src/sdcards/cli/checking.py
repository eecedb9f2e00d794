"""A deck's sources and all that is wrong with them, for commands that need the deck whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sdcards.places import released_file

if TYPE_CHECKING:
    from sdcards.collection.collection import Collection
    from sdcards.reading.span import Problem


def read_checked(folder: Path) -> tuple[Collection, tuple[Problem, ...]]:
    """The deck in a folder, and its problems sorted by place: of its files, of its notes, and against its last release."""
    from sdcards.anki.released import read_released
    from sdcards.collection.collection import read_collection
    from sdcards.collection.rules import problems_of
    from sdcards.collection.rules.retirement import vanished_ids

    collection, unreadable = read_collection(folder)
    released = read_released(Path(released_file(str(folder)))).notes
    # A note that cannot be read has not vanished.
    gone = () if unreadable else vanished_ids(collection, released, str(folder / "retired.yaml"))
    return collection, tuple(sorted((*unreadable, *problems_of(collection), *gone)))
