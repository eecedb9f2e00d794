"""`sdcards estimate`: estimation drills with fresh numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.console import print_json, print_lines, print_table
from sdcards.clock import date_of
from sdcards.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sdcards.practice.drills import Drilled, Kind, Tally


def command(
    *,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help="Only this kind, such as 'storage'; may be given several times."),
    ] = None,
    count: Annotated[int | None, typer.Option(metavar="N", min=1, help="End after so many drills.")] = None,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="Deal the same drills with the same numbers every time.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="The kinds, and how well each goes.")] = False,
    history: Annotated[bool, typer.Option("--history", help="What was drilled on each day.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="List and history for programs.")] = False,
) -> None:
    """Practise estimates with fresh numbers.

    Examples: `sdcards estimate`, `sdcards estimate --count 10`, `sdcards estimate --kind storage --kind cache`,
    `sdcards estimate --list`.

    Type a number with its unit (12k/s, ~30 TB, 99.9%); s skips, q leaves, ? lists the keys. Every answer is saved at once. The
    kinds that go worst come most often. docs/practice.md tells how, and explains the keys of --json.
    """
    if (listing + history + as_json) > 1:
        raise UsageError("'--list', '--history' and '--json' are different outputs; choose one")
    from sdcards.cli.drilling import known_kinds, sit_down

    if not (listing or history or as_json):
        raise typer.Exit(sit_down(kind or (), count=count, seed=seed))
    from sdcards.cli.opening import open_study
    from sdcards.practice.drills import by_kind
    from sdcards.store.drills import read_drills

    with open_study() as study:
        kinds, drills = known_kinds(study.deck, kind or ()), list(read_drills(study.log.con))
    if kind:
        wanted = {each.name for each in kinds}
        drills = [drill for drill in drills if drill.kind in wanted]
    if as_json:
        print_json(_as_json(kinds, drills))
    elif history:
        _print_days(drills)
    else:
        _print_kinds(kinds, by_kind(drills))


def _print_kinds(kinds: Iterable[Kind], drills: dict[str, list[Drilled]]) -> None:
    from sdcards.cli.drilling import teaching_lines
    from sdcards.practice.drills import tally

    known = list(kinds)
    rows = [(kind.name, kind.title, *cells) for kind in known for cells in [_cells(tally(drills.get(kind.name, ())))]]
    print_table([("kind", "", "drills", "right", "time"), *rows])
    lines = teaching_lines(known, [drill for kept in drills.values() for drill in kept])
    print_lines(["", *lines] if lines else [])


def _print_days(drills: Sequence[Drilled]) -> None:
    from sdcards.practice.drills import best_streak

    if not drills:
        print_lines(["No drill was answered yet: 'sdcards estimate' starts."])
        return
    rows = [(date_of(day).isoformat(), *_cells(tally)) for day, tally in _days(drills)]
    print_table([("day", "drills", "right", "time"), *rows])
    print_lines(["", f"Best streak: {best_streak(drills)} in a row."])


def _cells(tally: Tally) -> tuple[str, str, str]:
    """How many, which share was right, and seconds for one."""
    if tally.accuracy is None or tally.seconds is None:
        return "0", "-", "-"
    return f"{tally.done:,}", f"{tally.accuracy:.0%}".replace("%", " %"), f"{tally.seconds:.0f} s"


def _days(drills: Iterable[Drilled]) -> list[tuple[int, Tally]]:
    from sdcards.practice.drills import tally

    days: dict[int, list[Drilled]] = {}
    for drill in drills:
        days.setdefault(drill.day, []).append(drill)
    return [(day, tally(kept)) for day, kept in sorted(days.items())]


def _as_json(kinds: Iterable[Kind], drills: Sequence[Drilled]) -> dict[str, object]:
    from sdcards.practice.drills import best_streak, by_kind, tally, weakest

    kept = by_kind(drills)
    return _numbers(tally(drills)) | {
        "best_streak": best_streak(drills),
        "weakest": weakest(drills),
        "kinds": [
            {"kind": kind.name, "title": kind.title, "topic": kind.topic} | _numbers(tally(kept.get(kind.name, ())))
            for kind in kinds
        ],
        "days": [{"date": date_of(day).isoformat()} | _numbers(each) for day, each in _days(drills)],
    }


def _numbers(tally: Tally) -> dict[str, object]:
    accuracy = None if tally.accuracy is None else round(tally.accuracy, 4)
    seconds = None if tally.seconds is None else round(tally.seconds, 1)
    return {"drills": tally.done, "right": tally.right, "accuracy": accuracy, "seconds": seconds}
