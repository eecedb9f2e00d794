"""A release: the package, the lock that the next one is compared with, and what people are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sdcards import __version__
from sdcards.anki.changelog import changes_between, with_changes
from sdcards.anki.files import replace_file
from sdcards.anki.package import build_package
from sdcards.anki.released import read_released, released_text
from sdcards.anki.retired import keep_retired, place_all

if TYPE_CHECKING:
    from pathlib import Path

    from sdcards.anki.package import Report
    from sdcards.collection.collection import Collection


def release(collection: Collection, folder: Path, moment: int, changelog: Path | None = None) -> Report:
    """Rewrite ``sdcards.apkg`` and ``released.json`` in a folder, and the changelog if there is one.

    ``moment`` is the time of the release in epoch seconds. The package goes last. Should the machine stop before it, the next
    release of the same sources finds every note unchanged and writes the very package that is missing; the other way round
    it would give the changed notes another time, and learners would lose their tags on them twice.
    """
    package, lock = folder / "sdcards.apkg", folder / "released.json"
    before = read_released(lock)
    with_kept = replace(before, retired=keep_retired(collection, before, package))
    content, report, after = build_package(collection, place_all(collection, with_kept), with_kept, moment)
    if changelog and changelog.exists():
        day = datetime.fromtimestamp(moment, UTC).date().isoformat()
        changes = changes_between(before, after)
        text = with_changes(changelog.read_text("utf-8"), __version__, day, changes, collection.retired)
        replace_file(changelog, text.encode())
    replace_file(lock, released_text(after).encode())
    replace_file(package, content)
    return report
