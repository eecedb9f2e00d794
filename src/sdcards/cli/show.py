"""`sdcards show`: a card or a whole note: both faces, the source and the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdcards.cli.console import print_json, print_lines
from sdcards.cli.editor import source_of
from sdcards.cli.opening import Study, open_study
from sdcards.cli.options import AsJson
from sdcards.clock import date_of, local_time
from sdcards.collection.lookup import PlacedCard, read_card
from sdcards.errors import UsageError
from sdcards.ids import CardId, note_of
from sdcards.notes.diagram import unfenced
from sdcards.notes.inputs import middle, pose
from sdcards.notes.judging import solve
from sdcards.places import cards_folder
from sdcards.scheduling.review import Review
from sdcards.store.own_decks import own_decks
from sdcards.store.wanted import why_wanted
from sdcards.terminal.words import plural

if TYPE_CHECKING:
    from sdcards.collection.retired import Reason


def command(
    card: Annotated[str, typer.Argument(metavar="CARD", help="The card's id, or its note's for all its cards.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show a card: faces, source, reviews.

    Examples: `sdcards show ram-random-read`, `sdcards show cache-aside-hot-products/cost --json`.

    Both faces, its source, the file it stands in, its schedule, and all its reviews. docs/data.md explains the keys of --json.
    """
    with open_study() as study:
        names = _cards(study, card)
        if as_json:
            values = [_as_json(study, name) for name in names]
            print_json(values if len(values) > 1 else values[0])
            return
        for place, name in enumerate(names):
            print_lines(["", "", *_lines(study, name)] if place else _lines(study, name))


def _cards(study: Study, name: str) -> list[CardId]:
    """The cards of that name; raises UsageError where there are none, for a retired note with the reason."""
    try:
        return study.cards(name)
    except UsageError:
        deck, colon, note = note_of(CardId(name)).rpartition(":")
        reason = _why_retired(own_decks(study.log.con).get(deck) if colon else cards_folder(), note)
        if reason is None:
            raise
        after = f"'sdcards show {deck}{colon}{reason.instead}' shows what took its place"
        advice = after if reason.instead else "your reviews of it are kept"
        why = " ".join(reason.why.split()).removesuffix(".")
        raise UsageError(f"'{name}' was retired on {reason.on}: {why}; {advice}") from None


def _why_retired(folder: str | None, note: str) -> Reason | None:
    from sdcards.collection.collection import read_retired_file  # the models, which no other card needs

    retired, _ = read_retired_file(Path(folder)) if folder is not None else ({}, ())
    return retired[note].reason if note in retired else None


def _placed(study: Study, name: CardId) -> PlacedCard:
    placed = read_card(study.deck, name)
    assert placed is not None  # noqa: S101 - `cards` found it in the same deck
    return placed


def _lines(study: Study, name: CardId) -> list[str]:
    placed = _placed(study, name)
    card = placed.card
    front, back, working = _faces(placed)
    lines = [f"{card.id}   {placed.area} › {placed.topic}", "", *front.split("\n"), "", *back.split("\n")]
    file, line = source_of(study.deck, own_decks(study.log.con), name)
    rows = [("working", working), *card.details, ("hint", card.hint), ("stands in", f"{file}:{line}")]
    return [
        *lines,
        *_details([row for row in rows if row[1]]),
        "",
        _state(study, name),
        *map(_showing, study.log.history(name)),
    ]


def _details(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Texts beside their labels, of which none is said twice in a row; a diagram stands alone."""
    column = max(len(label) for label, _ in rows) + 2
    for (label, text), (before, _) in zip(rows, [("", ""), *rows], strict=False):
        if diagram := unfenced(text):
            yield from ("", *(f"  {line}".rstrip() for line in diagram.split("\n")), "")
        else:
            yield f"  {'' if label == before else label:{column}}{text}"


def _faces(placed: PlacedCard) -> tuple[str, str, str]:
    """Front, back and working; of a drill with its inputs in the middle of their ranges."""
    card = placed.card
    if card.number is None or not card.number.formula:
        return card.front, card.back, ""
    inputs = middle(card.number)
    solution = solve(card.number, inputs)
    return pose(card.front, card.number, inputs), solution.result, solution.working


def _state(study: Study, card: CardId) -> str:
    schedule, hidden = study.log.schedule(card), study.log.hidden(study.today)
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


def _as_json(study: Study, name: CardId) -> dict[str, object]:
    placed, schedule = _placed(study, name), study.log.schedule(name)
    front, back, working = _faces(placed)
    return {
        "id": name,
        "area": placed.area,
        "topic": placed.topic,
        "front": front,
        "back": back,
        "working": working,
        "details": [{"label": label, "text": text} for label, text in placed.card.details],
        "schedule": asdict(schedule) if schedule else None,
        "reviews": [asdict(review) for review in study.log.history(name)],
    }
