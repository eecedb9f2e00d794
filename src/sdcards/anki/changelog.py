"""What a release does to the cards, written into the changelog below people's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdcards.anki.released import Released
    from sdcards.collection.retired import Retirement
    from sdcards.ids import NoteId


@dataclass(frozen=True, slots=True)
class Changes:
    """The notes in which two releases differ, sorted. ``first`` says that there was none before."""

    added: tuple[NoteId, ...]
    corrected: tuple[NoteId, ...]
    retired: tuple[NoteId, ...]
    first: bool = False


def changes_between(before: Released, after: Released) -> Changes:
    """Compare the locks of two releases."""
    retired = after.retired.keys() - before.retired.keys()
    added = after.notes.keys() - before.notes.keys()
    corrected = (note for note in before.notes if after.notes[note] != before.notes[note] and note not in after.retired)
    return Changes(tuple(sorted(added)), tuple(sorted(corrected)), tuple(sorted(retired)), first=not before.notes)


def with_changes(changelog: str, version: str, day: str, changes: Changes, retired: Mapping[str, Retirement]) -> str:
    """The changelog with the changes at the end of the section of that version, which is dated, or made if there is none.

    Nothing is added twice, so a release that was cut off can be repeated.
    """
    heading = re.search(rf"^## {re.escape(version)}(?![\w.]).*$", changelog, re.MULTILINE)
    if heading is None:
        place = changelog.find("\n## ") + 1 or len(changelog)
        changelog = f"{changelog[:place].rstrip()}\n\n## {version}, {day}\n\n{changelog[place:]}"
        return with_changes(changelog, version, day, changes, retired)
    dated = heading[0].replace("unreleased", day)
    following = changelog.find("\n## ", heading.end()) + 1 or len(changelog)
    section = changelog[heading.end() : following].rstrip()
    block = _block(day, changes, retired)
    if block and block not in section:
        section = f"{section}\n\n{block}"
    rest = changelog[following:]
    return f"{changelog[: heading.start()]}{dated}{section}\n" + (f"\n{rest}" if rest else "")


def _block(day: str, changes: Changes, retired: Mapping[str, Retirement]) -> str:
    lines = []
    if changes.first:
        lines.append(f"The first {len(changes.added):,} notes.")
    elif changes.added:
        lines.append(f"Added: {_names(changes.added)}.")
    if changes.corrected:
        lines.append(f"Corrected: {_names(changes.corrected)}.")
    lines += (f"Retired: {_retirement(note, retired[note])}" for note in changes.retired)
    return f"### Cards, {day}\n\n" + "\n".join(f"- {line}" for line in lines) if lines else ""


def _names(notes: tuple[NoteId, ...]) -> str:
    return ", ".join(f"`{note}`" for note in notes)


def _retirement(note: NoteId, retirement: Retirement) -> str:
    reason = retirement.reason
    instead = f" See `{reason.instead}`." if reason.instead else ""
    return f"`{note}`. {' '.join(reason.why.split())}{instead}"
