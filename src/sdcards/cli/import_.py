"""`sdcards import`: reviews made in Anki into the log, or edits made there into the sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.console import print_lines, working
from sdcards.cli.opening import Study, open_study
from sdcards.clock import system_clock
from sdcards.errors import UsageError
from sdcards.places import progress_file, released_file
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from sdcards.anki.bringing import Brought
    from sdcards.anki.cards import Known
    from sdcards.anki.history import History

# The models are imported where they are used: every other command starts with this module too.


def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A .apkg exported with scheduling, a .colpkg, or a collection.anki2.")
    ],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    edits: Annotated[
        bool,
        typer.Option("--edits", help="Instead of reviews: what you wrote over our text, as a patch to the sources."),
    ] = False,
    apply: Annotated[bool, typer.Option("--apply", help="With --edits: write it into the sources.")] = False,
) -> None:
    """Bring reviews or edits back from Anki.

    Examples: `sdcards import deck.apkg --dry-run`, `sdcards import collection.colpkg`, `sdcards import --edits deck.apkg`.

    The reviews go into your log, and their cards are scheduled anew. In Anki: File, Export, with *Include scheduling
    information* ticked. Importing again adds nothing, and reviews of other cards are passed over. The file is only read.
    With --edits the patch goes to standard output and everything else to standard error; your own field My notes never
    comes along. --apply ends with 1 if 'sdcards check' then objects.
    """
    if apply and (dry_run or not edits):
        raise UsageError("'--apply' writes what '--edits' shows; give it with '--edits', and without '--dry-run'")
    if edits:
        from sdcards.cli.edits import bring_edits

        bring_edits(file, apply=apply)
        return
    from sdcards.anki.archive import open_collection
    from sdcards.anki.history import read_history

    with working("Reading the reviews ..."), open_study() as study, open_collection(file) as collection:
        found = read_history(collection, known_of(study), system_clock(), study.settings.rollover, None)
        brought = compared(study, found)
    if not dry_run and (brought.reviews or brought.resets):
        brought = bring(found)
    print_lines(account(found, brought, dry_run=dry_run, exported=file.suffix != ".anki2"))


def known_of(study: Study) -> Known:
    """Every note of ours that Anki may have: of the deck as it is, and of all that was released."""
    from sdcards.anki.cards import known_notes
    from sdcards.anki.released import read_released
    from sdcards.ids import NoteId

    released = read_released(Path(released_file())).notes.items()
    deck = study.deck.execute("SELECT DISTINCT note, type FROM card")
    return known_notes(
        [*((note, stamp.family) for note, stamp in released), *((NoteId(note), kind) for note, kind in deck)]
    )


def compared(study: Study, found: History) -> Brought:
    """What is new of that."""
    from sdcards.anki.bringing import compare

    return compare(found, study.log)


def bring(found: History) -> Brought:
    """Put what is new into the log, of which a copy is kept."""
    from sdcards.store.backup import keep_copy
    from sdcards.store.lock import one_session
    from sdcards.store.settings import read_scheduler

    with working("Adding the reviews ..."), one_session(progress_file()), open_study(writing=True) as study:
        brought = compared(study, found)
        keep_copy(study.log.con, "before-import", system_clock())
        brought.keep(study.log, read_scheduler(study.log.con))
        return brought


def account(found: History, brought: Brought, *, dry_run: bool, exported: bool) -> list[str]:
    """What came, or would come, in words; of a file that Anki ``exported``, or of its own collection."""
    cards = {review.card for review in brought.reviews}
    reset = {card for card, _at in brought.resets}
    head = "Would add" if dry_run else "Added"
    lines = [f"{head} {plural(len(brought.reviews), 'review')} of {plural(len(cards), 'card')}."]
    if brought.known:
        lines.append(f"Here already: {plural(brought.known, 'review')}.")
    if reset:
        lines.append(f"{plural(len(reset), 'card')} became new in Anki: what came before no longer counts.")
    if brought.undone:
        lines.append(f"Taken back here, so left out: {plural(brought.undone, 'review')}.")
    return [*lines, *(_left_out(found) or _nothing(found, exported=exported))]


def _left_out(found: History) -> list[str]:
    reasons = {
        "of other cards, or of cards deleted in Anki": found.foreign,
        "of cramming, which moves no schedule": found.crammed,
        "of due dates moved by hand, which are no reviews": found.moved,
        "in the future": found.future,
        "with values that cannot be": found.impossible,
    }
    return [f"Left out {plural(count, 'row')} {reason}." for reason, count in reasons.items() if count]


def _nothing(found: History, *, exported: bool) -> list[str]:
    """Why nothing came, where nothing was there."""
    if found.reviews or found.resets:
        return []
    if exported:
        return ["There are no reviews in it; tick 'Include scheduling information' when you export from Anki."]
    return ["There are no reviews of these cards in it."]
