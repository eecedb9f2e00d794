"""`sdcards review`: the daily session."""

from __future__ import annotations

from typing import Annotated

import typer

from sdcards.cli.choosing import Wishes
from sdcards.cli.opening import open_study
from sdcards.cli.options import OneArea, OneTag, OneTopic


def command(
    *,
    area: OneArea = None,
    topic: OneTopic = None,
    tag: OneTag = None,
    new: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="New cards now, instead of what is left of the day's.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="At most so many cards in this session.")
    ] = None,
    minutes: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=600, help="Begin no card after so many minutes.")
    ] = None,
    ahead: Annotated[
        int, typer.Option(metavar="DAYS", min=0, max=365, help="Take the cards of the next days now.")
    ] = 0,
    cram: Annotated[bool, typer.Option("--cram", help="Go through cards without touching the schedule.")] = False,
    seed: Annotated[int | None, typer.Option(metavar="N", help="Repeat the inputs that drills draw.")] = None,
) -> None:
    """Review today's cards.

    Examples: `sdcards review`, `sdcards review --minutes 15`, `sdcards review --topic latency-ladder --cram`,
    `sdcards review --ahead 2`.

    Space shows the answer, 1-4 rate it, u undoes as often as you like, ? lists the keys. Every rating is saved at once.
    """
    from sdcards.cli.study import study

    with open_study() as known:
        area, topic = known.keys(area, topic)
        known.check_tag(tag)
    wishes = Wishes(new=new, limit=limit, area=area, topic=topic, tag=tag, ahead=ahead, cram=cram)
    raise typer.Exit(study(wishes, minutes=minutes, seed=seed))
