"""A sitting of estimation drills: joins the deck's scenes, the store and the terminal."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from sdcards.cli.decks import deck_for
from sdcards.cli.sitting import fall_silent, say_at_the_end, warn_of_problems
from sdcards.clock import milliseconds, study_day, system_clock
from sdcards.collection.called import key_called
from sdcards.collection.compiled import open_compiled
from sdcards.collection.lookup import read_kinds
from sdcards.errors import SdcardsError
from sdcards.places import cards_folder, progress_file
from sdcards.practice.drills import Dealer, Drilled, Kind, best_streak, by_kind, tally, weakest
from sdcards.store.database import open_store
from sdcards.store.drills import keep_drill, read_drills
from sdcards.store.settings import read_settings
from sdcards.terminal.words import plural, spent_words

if TYPE_CHECKING:
    from sdcards.terminal.view import Sheet


def sit_down(names: Sequence[str], *, count: int | None, seed: int | None) -> int:
    """Ask drills of the kinds that were named, of all if none was; gives the exit code.

    With a ``seed`` the same drills come in the same order, whatever is and was answered.
    """
    with closing(open_store(progress_file(), today=study_day(system_clock()))) as con:
        kinds = _kinds_of_today(con, names)
        rng = random.Random(seed)  # noqa: S311 - drills, not secrets
        past = {name: [drill.correct for drill in kept] for name, kept in by_kind(read_drills(con)).items()}
        _Sitting(con).run(Dealer(kinds, rng, past, even=seed is not None), rng, count)
    return 0


def known_kinds(deck: sqlite3.Connection, names: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds of those names or titles, all where none is given.

    Raises UsageError with the nearest names, SdcardsError where there are no drills.
    """
    kinds = {kind.name: kind for kind in read_kinds(deck)}
    if not kinds:
        raise SdcardsError(f"there are no estimation drills in '{cards_folder()}'; they stand in 'estimates.yaml'")
    titles = [(kind.name, kind.title) for kind in kinds.values()]
    wanted = dict.fromkeys(key_called("kind", name, titles) for name in names)
    return tuple(kinds[name] for name in wanted or kinds)


def teaching_lines(kinds: Iterable[Kind], drills: Sequence[Drilled]) -> list[str]:
    """The kind that goes worst and the topic that teaches it; nothing where all went well."""
    name = weakest(drills)
    kind = next((kind for kind in kinds if kind.name == name), None)
    if kind is None:
        return []
    kept = tally(drill for drill in drills if drill.kind == name)
    return [
        f"Weakest: {kind.title.lower()} ({kept.right} of {kept.done} right).",
        f"'sdcards review --topic {kind.topic}' teaches it.",
    ]


def _kinds_of_today(store: sqlite3.Connection, names: Sequence[str]) -> tuple[Kind, ...]:
    """The same from the deck as it is now; its problems are said on standard error."""
    with closing(open_compiled(deck_for(store))) as deck:
        warn_of_problems(deck)
        return known_kinds(deck, names)


class _Sitting:
    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._rollover = read_settings(con).rollover
        self._drills: list[Drilled] = []
        self._began = time.monotonic()

    def run(self, dealer: Dealer, rng: random.Random, count: int | None) -> None:
        """Sit down, and say at the end how it went."""
        from sdcards.terminal.drilling import DrillSurroundings, drill
        from sdcards.terminal.keys import TerminalLost
        from sdcards.terminal.opening import open_desk
        from sdcards.terminal.surroundings import Ending

        surroundings = DrillSurroundings(
            clock=time.monotonic,
            rng=rng,
            keep=self._keep,
            closing=lambda: self._closing(dealer.kinds),
            count=count,
            warm_up=_warm_up,
        )
        try:
            with open_desk() as desk:
                ending = drill(dealer, surroundings, desk)
        except TerminalLost:
            ending = Ending.LOST  # before the first drill
        if ending is Ending.LOST:
            fall_silent()
        else:
            say_at_the_end(self._lines(dealer.kinds))

    def _keep(self, kind: Kind, correct: bool, took: int) -> None:  # noqa: FBT001 - as the loop gives it
        now = system_clock()
        drilled = Drilled(milliseconds(now), kind.name, study_day(now, self._rollover), correct, took)
        try:
            self._drills.append(keep_drill(self._con, drilled))
        except SdcardsError as error:
            raise SdcardsError(f"the answer to a '{kind.name}' drill was not saved: {error}") from error

    def _closing(self, kinds: Sequence[Kind]) -> Sheet:
        from sdcards.terminal.view import Sheet

        return Sheet("Done.", tuple(self._lines(kinds)))

    def _lines(self, kinds: Sequence[Kind]) -> list[str]:
        """What was done, how well, and what to learn next."""
        whole = tally(self._drills)
        if whole.seconds is None:
            return ["No drill was answered, so nothing was kept."]
        return [
            f"{plural(whole.done, 'drill')} in {spent_words(time.monotonic() - self._began)}, {whole.seconds:.0f} s each.",
            f"{whole.right} right; the best streak was {best_streak(self._drills)}.",
            *teaching_lines(kinds, self._drills),
            f"Every answer is saved in {progress_file()}.",
        ]


def _warm_up() -> None:
    """Load what the first answer needs while the person reads the first drill."""
    from sdcards.notes.quantity import registry

    registry()
