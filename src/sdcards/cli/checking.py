"""A deck's sources and all that is wrong with them, for commands that need the deck whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sdcards.errors import SdcardsError
from sdcards.places import cards_folder, released_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sdcards.collection.collection import Collection
    from sdcards.reading.span import Problem


def deck_at_hand() -> Path:
    """The deck's folder, named from where one stands if it is below: short to read, and what GitHub can place."""
    folder = Path(cards_folder())
    try:
        here = Path.cwd()
    except FileNotFoundError:  # it was deleted under the terminal
        return folder
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def deck_of(paths: Sequence[Path]) -> tuple[Path, set[Path]]:
    """The deck's folder, and the single files to look at; problems that span files need the whole deck either way.

    Raises SdcardsError where there is no such file, or no deck around it.
    """
    for path in paths:
        if not path.exists():
            raise SdcardsError(f"there is no '{path}'; name the deck's folder or a file in it")
    first = paths[0].resolve()
    if first.is_dir() and (first / "deck.yaml").exists():
        return paths[0], set()
    for folder in (paths[0], *paths[0].parents, *first.parents):
        if (folder / "deck.yaml").exists():
            files = {file.resolve() for path in paths for file in (path.rglob("*.yaml") if path.is_dir() else [path])}
            return folder, files
    raise SdcardsError(f"'{paths[0]}' belongs to no deck; name a folder with a 'deck.yaml', or a file below it")


def read_checked(folder: Path, *, stale_on: date | None = None) -> tuple[Collection, tuple[Problem, ...]]:
    """The deck in a folder, and its problems sorted by place: of its files, of its notes, and against its last release.

    With ``stale_on`` also the numbers that are past their shelf life on that day.
    """
    from sdcards.anki.released import read_released
    from sdcards.anki.unfit import unfit_for_anki
    from sdcards.collection.collection import read_collection
    from sdcards.collection.rules import problems_of
    from sdcards.collection.rules.retirement import vanished_ids

    collection, unreadable = read_collection(folder)
    released = read_released(Path(released_file(str(folder)))).notes
    # A note that cannot be read has not vanished.
    gone = () if unreadable else vanished_ids(collection, released, str(folder / "deck.yaml"))
    outdated = _outdated(folder, collection)
    return collection, tuple(
        sorted((*unreadable, *problems_of(collection, stale_on), *unfit_for_anki(collection), *gone, *outdated))
    )


def problems_in(file: Path, deck: Path) -> list[Problem]:
    """The problems that stand in one file of a deck."""
    _, problems = read_checked(deck)
    return [problem for problem in problems if Path(problem.span.source.path) == file]


def _outdated(folder: Path, collection: Collection) -> tuple[Problem, ...]:
    """Schemas for editors that say something else than the deck; none while it is not known what they should say."""
    from sdcards.collection.collection import read_outline_file
    from sdcards.collection.schemas import outdated_schemas

    outline, wrong = read_outline_file(folder)
    known = outline is not None and not wrong and collection.all_sources
    return tuple(outdated_schemas(folder, outline, collection.sources)) if outline and known else ()
