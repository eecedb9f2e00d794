"""`sdcards cards`: list and search the deck."""

from __future__ import annotations

from typing import Annotated

import typer

from sdcards.cli.console import one_line, print_json, print_table
from sdcards.cli.opening import open_study
from sdcards.collection.listing import ListedCard, list_cards, topic_counts
from sdcards.errors import UsageError
from sdcards.terminal.words import plural


def command(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORD", help="Words that all stand in the card.", show_default=False)
    ] = None,
    *,
    area: Annotated[str | None, typer.Option(metavar="AREA", help="Only this area, such as 'estimation'.")] = None,
    topic: Annotated[
        str | None, typer.Option(metavar="TOPIC", help="Only this topic, such as 'latency-ladder'.")
    ] = None,
    tag: Annotated[str | None, typer.Option(metavar="TAG", help="Only cards with this tag.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Only cards due today.")] = False,
    new: Annotated[bool, typer.Option("--new", help="Only cards not yet seen.")] = False,
    leech: Annotated[bool, typer.Option("--leech", help="Only cards that keep being forgotten.")] = False,
    suspended: Annotated[bool, typer.Option("--suspended", help="Only suspended cards.")] = False,
    flagged: Annotated[bool, typer.Option("--flagged", help="Only cards you flagged.")] = False,
    topics: Annotated[bool, typer.Option("--topics", help="Counts per topic, beside what each should have.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """List or search the cards of the deck.

    Examples: `sdcards cards`, `sdcards cards cache --new`, `sdcards cards --topic latency-ladder`, `sdcards cards --topics`.

    They come in the order in which they are taught. docs/data.md explains the keys of --json.
    """
    if topics and (words or area or topic or tag or due or new or leech or suspended or flagged):
        raise UsageError("'--topics' counts the whole deck: give it alone, or with '--json'")
    with open_study() as study:
        if topics:
            _print_topics(topic_counts(study.deck), as_json=as_json)
            return
        study.check_names(area, topic, tag)
        listed = list_cards(study.deck, words or (), area=area, topic=topic, tag=tag)
        wanted = study.picked(due=due, new=new, leech=leech, suspended=suspended, flagged=flagged)
        found = [card for card in listed if wanted is None or card.id in wanted]
        _print_cards(found, as_json=as_json)


def _print_cards(cards: list[ListedCard], *, as_json: bool) -> None:
    if as_json:
        print_json([card.as_json() for card in cards])
        return
    print_table([[card.id, one_line(card.front)] for card in cards])
    typer.echo(plural(len(cards), "card") + ".", err=True)


def _print_topics(counts: list[dict[str, str | int]], *, as_json: bool) -> None:
    if as_json:
        print_json(counts)
        return
    rows = [[f"{row['area']}/{row['topic']}", f"{row['cards']:>4}", f"of {row['target']}"] for row in counts]
    print_table(rows)
    typer.echo(plural(sum(int(row["cards"]) for row in counts), "card") + ".", err=True)
