"""`sdcards show`: one card, both faces, its source and its history."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from sdcards.cli.console import print_json, print_lines
from sdcards.cli.editor import source_of
from sdcards.cli.opening import Study, open_study
from sdcards.clock import date_of, local_time
from sdcards.collection.lookup import PlacedCard, read_card
from sdcards.ids import CardId
from sdcards.notes.diagram import unfenced
from sdcards.notes.inputs import middle, pose
from sdcards.notes.judging import solve
from sdcards.scheduling.review import Review
from sdcards.scheduling.schedule import Schedule
from sdcards.store.own_decks import own_decks
from sdcards.store.wanted import why_wanted
from sdcards.terminal.words import plural


def command(
    card: Annotated[str, typer.Argument(metavar="CARD", help="The card's id, or its note's if that makes one card.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show one card: faces, source, reviews.

    Examples: `sdcards show ram-random-read`, `sdcards show cache-aside-hot-products/cost --json`.

    Both faces, its source, the file it stands in, its schedule, and all its reviews. docs/data.md explains the keys of --json.
    """
    with open_study() as study:
        name = study.card(card)
        placed = read_card(study.deck, name)
        assert placed is not None  # noqa: S101 - `card` found it in the same deck
        schedule, history = study.log.schedule(name), study.log.history(name)
        if as_json:
            print_json(_as_json(placed, schedule, history))
        else:
            print_lines(_lines(study, placed, schedule, history))


def _lines(study: Study, placed: PlacedCard, schedule: Schedule | None, history: tuple[Review, ...]) -> list[str]:
    card = placed.card
    front, back, working = _faces(placed)
    lines = [f"{card.id}   {placed.area} › {placed.topic}", "", *front.split("\n"), "", *back.split("\n")]
    file, line = source_of(study.deck, own_decks(study.log.con), card.id)
    place = f"{file}:{line}"
    for label, text in (("working", working), *card.details, ("hint", card.hint), ("stands in", place)):
        lines += _detail(label, text) if text else []
    return [*lines, "", _state(study, card.id, schedule), *(_showing(review) for review in history)]


def _detail(label: str, text: str) -> list[str]:
    diagram = unfenced(text)
    return ["", *(f"  {line}".rstrip() for line in diagram.split("\n")), ""] if diagram else [f"  {label:10}{text}"]


def _faces(placed: PlacedCard) -> tuple[str, str, str]:
    """Front, back and working; of a drill with its inputs in the middle of their ranges."""
    card = placed.card
    if card.number is None or not card.number.formula:
        return card.front, card.back, ""
    inputs = middle(card.number)
    solution = solve(card.number, inputs)
    return pose(card.front, card.number, inputs), solution.result, solution.working


def _state(study: Study, card: CardId, schedule: Schedule | None) -> str:
    hidden = study.log.hidden(study.today)
    state = "not seen yet"
    if schedule is not None:
        due = date_of(schedule.due).isoformat()
        state = ", ".join(
            (
                f"due {due}",
                f"stability {schedule.stability:.1f} days",
                plural(schedule.reps, "review"),
                plural(schedule.lapses, "lapse"),
            )
        )
    if card in hidden:
        until = hidden[card]
        state += "; suspended" if until is None else f"; buried until {date_of(until).isoformat()}"
    elif why_wanted(study.log.con, card) is not None:
        state += "; missed in a mock interview, so it comes first"
    return f"{state}; flagged" if card in study.log.flags() else state


def _showing(review: Review) -> str:
    moment = local_time(review.at)
    rating = review.rating.name.capitalize()
    return f"  {moment:%Y-%m-%d %H:%M}  {rating:<6} {review.took / 1000:>5.1f} s  {review.origin}"


def _as_json(placed: PlacedCard, schedule: Schedule | None, history: tuple[Review, ...]) -> dict[str, object]:
    front, back, working = _faces(placed)
    return {
        "id": placed.card.id,
        "area": placed.area,
        "topic": placed.topic,
        "front": front,
        "back": back,
        "working": working,
        "details": [{"label": label, "text": text} for label, text in placed.card.details],
        "schedule": asdict(schedule) if schedule else None,
        "reviews": [asdict(review) for review in history],
    }
