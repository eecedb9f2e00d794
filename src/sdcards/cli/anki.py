"""`sdcards anki`: what is done with an Anki collection itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.console import print_lines, working
from sdcards.cli.export import export_moment, progress_of, sound_collection
from sdcards.cli.import_ import account, bring, compared, known_of
from sdcards.cli.opening import open_study
from sdcards.cli.options import DryRun
from sdcards.clock import system_clock
from sdcards.errors import SdcardsError, UsageError, listed
from sdcards.ids import NoteId
from sdcards.places import cards_folder, released_file
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdcards.anki.bringing import Brought
    from sdcards.anki.history import History
    from sdcards.anki.merging import NoteChanges, ReviewChanges, There
    from sdcards.anki.released import Released
    from sdcards.collection.collection import Collection

app = typer.Typer(
    help="Bring your Anki and your log together.",
    epilog="Example: `sdcards anki merge --dry-run`.",
    rich_markup_mode=None,
)

_NAMED = 10
"""So many notes are named where a sentence is about some."""


@app.callback()
def _group() -> None:
    """Keep the name of the only command."""


@app.command("merge")
def merge(
    collection: Annotated[
        Path | None,
        typer.Argument(
            metavar="COLLECTION", help="The profile's collection.anki2; found if there is only one.", show_default=False
        ),
    ] = None,
    *,
    dry_run: DryRun = False,
) -> None:
    """Bring an Anki collection and your log together.

    Examples: `sdcards anki merge --dry-run`, `sdcards anki merge ~/.local/share/Anki2/Ada/collection.anki2`.

    Your reviews, new notes and corrections go into the collection, its reviews into your log. Anki must be closed, and
    makes its own backup first. Own tags, My notes, decks, flags and what you wrote over our text stay. It needs the package
    anki beside sdcards ('pipx inject sdcards anki'), or a Python that has it, named in SDCARDS_ANKI_PYTHON.
    """
    from sdcards.anki.installed import anki_python, named_python

    file = _chosen(collection)
    python = named_python() if dry_run else anki_python()
    deck = sound_collection(Path(cards_folder()))
    with working("Reading the collection ..."):
        found, there, brought = _read(file)
    if not dry_run and (brought.reviews or brought.resets):
        brought = bring(found)
    with working("Comparing ..."):
        plan = _plan(deck, there, brought)
    if python and plan.is_work and not dry_run:
        with working("Anki is at work ..."):
            _carry_out(python, file, deck, there, plan)
    print_lines([*account(found, brought, dry_run=dry_run, exported=False), *_said(plan, file, dry_run=dry_run)])


@dataclass(frozen=True, slots=True)
class _Plan:
    notes: NoteChanges
    reviews: ReviewChanges

    @property
    def is_work(self) -> bool:
        return bool(self.notes.new or self.notes.changes or self.reviews.rows)


def _chosen(named: Path | None) -> Path:
    from sdcards.anki.installed import find_collections

    if named is None:
        found = find_collections()
        if len(found) > 1:
            raise UsageError(f"there are {len(found)} collections; name one of {listed(map(str, found))}")
        if not found:
            raise SdcardsError("no collection of Anki was found here; name the collection.anki2 of your profile")
        named = found[0]
    if named.suffix != ".anki2":
        raise UsageError(f"'{named}' is no collection.anki2; 'sdcards import' reads what Anki exports")
    return named.absolute()


def _read(file: Path) -> tuple[History, There, Brought]:
    """What Anki has, and what of it is new here."""
    from sdcards.anki.archive import open_collection
    from sdcards.anki.history import read_history
    from sdcards.anki.merging import read_there

    with open_study() as study, open_collection(file) as opened:
        known = known_of(study)
        found = read_history(opened, known, system_clock(), study.settings.rollover, None)
        return found, read_there(opened, known), compared(study, found)


def _plan(deck: Collection, there: There, brought: Brought) -> _Plan:
    """What Anki lacks, once its own reviews count here too."""
    from sdcards.anki.deck import RETIRED
    from sdcards.anki.merging import note_changes, our_cards, review_changes
    from sdcards.anki.released import read_released
    from sdcards.anki.retired import place_all

    released = read_released(Path(released_file()))
    given = _given()
    # A retired note is marked where it is, and brought to nobody.
    placed = [each for each in place_all(deck, released) if each.deck != RETIRED or each.note.id in there.notes]
    notes = note_changes(
        (each.note for each in placed),
        there,
        lambda note, text: text in given.get(note, ()) or _was_released(released, note, text),
    )
    cards = our_cards(((each.note, each.position) for each in placed), there, notes.new)
    with progress_of(brought.reviews, brought.resets) as progress:
        return _Plan(notes, review_changes(cards, progress, there))


def _given() -> dict[NoteId, set[str]]:
    from sdcards.store.given import read_given

    with open_study() as study:
        return read_given(study.log.con)


def _was_released(released: Released, note: NoteId, text: str) -> bool:
    stamp = released.notes.get(note)
    return stamp is not None and text in stamp.texts


def _carry_out(python: str, file: Path, deck: Collection, there: There, plan: _Plan) -> None:
    """Have Anki do it, and remember which texts it has now."""
    from sdcards.anki.installed import run_anki
    from sdcards.anki.merging import request
    from sdcards.anki.package import write_package
    from sdcards.anki.released import read_released
    from sdcards.store.given import keep_given

    backups = file.with_name("backups")
    backups.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="sdcards-") as folder:
        package = Path(folder, "new.apkg") if plan.notes.new else None
        if package:
            released = read_released(Path(released_file()))
            write_package(deck, package, released=released, moment=export_moment(), among=set(plan.notes.new))
        places = {"collection": str(file), "backups": str(backups), "package": package and str(package)}
        run_anki(python, request(there, plan.notes, plan.reviews) | places)
    with open_study(writing=True) as study:
        keep_given(study.log.con, plan.notes.brought)


def _said(plan: _Plan, file: Path, *, dry_run: bool) -> list[str]:
    notes, reviews = plan.notes, plan.reviews
    head = "Anki would get" if dry_run else "Anki got"
    lines = ["Anki has everything already."]
    if plan.is_work:
        texts = f"{plural(len(notes.new), 'new note')} and {plural(len(notes.changes), 'corrected note')}"
        lines = [f"{head} {plural(len(reviews.rows), 'review')} of {plural(len(reviews.entries), 'card')}, {texts}."]
        if not dry_run:
            lines.append(f"Its backup of before is in {file.with_name('backups')}.")
    if notes.edited:
        lines.append(f"Kept as you wrote them in Anki: {_listed(notes.edited)}.")
    if notes.strange:
        lines.append(
            f"Left alone, for their note type has other fields in Anki: {_listed(notes.strange)}. "
            "Import the newest package with 'Merge note types' ticked."
        )
    return lines


def _listed(notes: Iterable[NoteId]) -> str:
    names = sorted(notes)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
