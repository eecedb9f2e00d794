"""`sdcards export`: the deck as an Anki package."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, nullcontext
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.checking import read_checked
from sdcards.cli.console import print_lines
from sdcards.cli.opening import open_study
from sdcards.cli.options import OneArea
from sdcards.cli.output import expect_writable
from sdcards.clock import system_clock
from sdcards.errors import SdcardsError, UsageError
from sdcards.places import cards_folder, released_file
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sdcards.anki.package import Report
    from sdcards.anki.progress import Progress
    from sdcards.collection.collection import Collection
    from sdcards.ids import CardId
    from sdcards.scheduling.review import Review
    from sdcards.store.review_log import Identity

# genanki and the models are imported where they are used: every other command starts with this module too.


def command(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")] = Path(
        "sdcards.apkg"
    ),
    *,
    area: OneArea = None,
    with_progress: Annotated[
        bool,
        typer.Option("--with-progress", help="With your reviews and schedules, for cards that Anki does not have yet."),
    ] = False,
    publish: Annotated[
        bool, typer.Option("--release", help="Rewrite dist/sdcards.apkg and dist/released.json of this checkout.")
    ] = False,
) -> None:
    """Write the deck as a file for Anki.

    Examples: `sdcards export`, `sdcards export -o ~/deck.apkg`, `sdcards export --area estimation`,
    `sdcards export --with-progress`.

    AnkiDroid and AnkiMobile import it too. The same sources give the same bytes. Notes that differ from the last release
    carry the time of the export, which SOURCE_DATE_EPOCH sets. For progress to arrive, tick *Import any learning progress*
    in Anki; into a collection that has the deck already, 'sdcards anki merge' brings it.
    """
    expect_writable(output)
    from sdcards.anki.package import write_package
    from sdcards.anki.released import read_released
    from sdcards.anki.releasing import release

    collection = sound_collection(Path(cards_folder()))
    lock = Path(released_file())
    if publish:
        if area is not None or with_progress:
            raise UsageError(
                "a release is the whole deck and nobody's progress; leave out '--area' and '--with-progress'"
            )
        changelog = lock.parents[1] / "docs" / "changelog.md"
        output, report = lock.with_name("sdcards.apkg"), release(collection, lock.parent, export_moment(), changelog)
    else:
        with progress_of() if with_progress else nullcontext() as progress:
            report = write_package(
                collection, output, released=read_released(lock), moment=export_moment(), area=area, progress=progress
            )
        _remember(report)
    print_lines(_said(report, output, with_progress=with_progress))


@contextmanager
def progress_of(reviews: Sequence[Review] = (), resets: Iterable[Identity] = ()) -> Iterator[Progress]:
    """All that is in the store, and reviews and resets that are still to come into it; it is read as it is asked for."""
    from sdcards.anki.progress import Progress, by_card, resets_by_card
    from sdcards.store.settings import read_scheduler

    with open_study() as study:
        coming = by_card(reviews)

        def history(card: CardId) -> Sequence[Review]:
            kept = study.log.history(card)
            if card not in coming:
                return kept
            return sorted({each.at: each for each in (*kept, *coming[card])}.values(), key=attrgetter("at"))

        days = (study.log.begun(), *(review.day for review in reviews))
        yield Progress(
            history=history,
            begun=min((day for day in days if day is not None), default=None),
            resets=resets_by_card(study.log.resets() | {*resets}),
            suspended={card for card, until in study.log.hidden(study.today).items() if until is None},
            flagged=study.log.flags(),
            scheduler=read_scheduler(study.log.con),
            now=system_clock(),
            rollover=study.settings.rollover,
        )


def _remember(report: Report) -> None:
    """Keep which texts Anki was given, so that a merge can tell the learner's from ours; the package is fine without."""
    from sdcards.store.given import keep_given

    try:
        with open_study(writing=True) as study:
            keep_given(study.log.con, report.texts)
    except SdcardsError as error:
        sys.stderr.write(f"a later 'sdcards anki merge' will not know these texts: {error}\n")


def sound_collection(folder: Path) -> Collection:
    """The deck, if it has no problems: a package is for people who cannot mend it."""
    collection, problems = read_checked(folder)
    if problems:
        raise SdcardsError(f"the deck has {plural(len(problems), 'problem')}; 'sdcards check' shows what to mend")
    return collection


def export_moment() -> int:
    """When an export counts as made, in epoch seconds: now, or what SOURCE_DATE_EPOCH says."""
    chosen = os.environ.get("SOURCE_DATE_EPOCH")
    if chosen is None:
        return int(system_clock().timestamp())
    if not chosen.isdecimal():
        raise UsageError(f"SOURCE_DATE_EPOCH is '{chosen}'; give whole seconds since 1970")
    return int(chosen)


def _said(report: Report, output: Path, *, with_progress: bool) -> list[str]:
    since = (
        f", {report.new} new and {report.changed} changed since the last release" if report.new + report.changed else ""
    )
    lines = [f"Wrote {output}: {plural(report.notes, 'note')}, {plural(report.cards, 'card')}{since}."]
    if with_progress:
        lines.append(
            f"With {plural(report.reviews, 'review')}: tick 'Import any learning progress' when you import it."
        )
    return lines
