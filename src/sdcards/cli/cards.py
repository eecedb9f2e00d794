"""`sdcards cards`: list and search the deck."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Annotated

import typer

from sdcards.cli.console import print_json, print_json_list, print_table
from sdcards.cli.opening import open_study
from sdcards.cli.options import AsJson, OneArea, OneTag, OneTopic
from sdcards.collection.listing import ListedCard, list_cards, topic_counts
from sdcards.collection.lookup import read_card
from sdcards.errors import UsageError
from sdcards.ids import CardId
from sdcards.notes.inputs import middle, pose
from sdcards.terminal.words import plural


def command(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORD", help="Words that all stand in the card.", show_default=False)
    ] = None,
    *,
    area: OneArea = None,
    topic: OneTopic = None,
    tag: OneTag = None,
    due: Annotated[bool, typer.Option("--due", help="Only cards due today.")] = False,
    new: Annotated[bool, typer.Option("--new", help="Only cards not yet seen.")] = False,
    leech: Annotated[bool, typer.Option("--leech", help="Only cards that keep being forgotten.")] = False,
    suspended: Annotated[bool, typer.Option("--suspended", help="Only suspended cards.")] = False,
    flagged: Annotated[bool, typer.Option("--flagged", help="Only cards you flagged.")] = False,
    topics: Annotated[bool, typer.Option("--topics", help="Counts per topic, beside what each should have.")] = False,
    as_json: AsJson = False,
) -> None:
    """List or search the cards of the deck.

    Examples: `sdcards cards`, `sdcards cards cache --new`, `sdcards cards --topic latency-ladder`, `sdcards cards --topics`.

    They come in the order in which they are taught. docs/data.md explains the keys of --json.
    """
    if topics and (words or area or topic or tag or due or new or leech or suspended or flagged):
        raise UsageError("'--topics' counts the whole deck; give it alone, or with '--json'")
    with open_study() as study:
        if topics:
            _print_topics(topic_counts(study.deck), as_json=as_json)
            return
        area, topic = study.keys(area, topic)
        study.check_tag(tag)
        listed = list_cards(study.deck, words or (), area=area, topic=topic, tag=tag)
        wanted = study.picked(due=due, new=new, leech=leech, suspended=suspended, flagged=flagged)
        cards = (card for card in listed if wanted is None or card.id in wanted)
        if as_json:
            print_json_list(card._asdict() for card in cards)
        else:
            _print_cards(study.deck, cards)


def _print_cards(deck: sqlite3.Connection, cards: Iterable[ListedCard]) -> None:
    from sdcards.terminal.markdown import plain_line

    rows = [[card.id, plain_line(_asked(deck, card))] for card in cards]
    print_table(rows)
    typer.echo(plural(len(rows), "card") + ".", err=True)


def _asked(deck: sqlite3.Connection, listed: ListedCard) -> str:
    """A card's question; a drill's with its inputs in the middle of their ranges."""
    placed = read_card(deck, CardId(listed.id)) if "{" in listed.front else None
    if placed is None or placed.card.number is None:
        return listed.front
    return pose(listed.front, placed.card.number, middle(placed.card.number))


def _print_topics(counts: list[dict[str, str | int]], *, as_json: bool) -> None:
    if as_json:
        print_json(counts)
        return
    rows = [[f"{row['area']}/{row['topic']}", f"{row['cards']:>4}", f"of {row['target']}"] for row in counts]
    print_table(rows)
    typer.echo(plural(sum(int(row["cards"]) for row in counts), "card") + ".", err=True)
