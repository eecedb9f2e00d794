"""`sdcards review`: the daily session."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    *,
    new: Annotated[int | None, typer.Option(min=0, help="New cards now, instead of what is left of the day's.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many cards in this session.")] = None,
    seed: Annotated[int | None, typer.Option(help="Repeat the inputs that drills draw.")] = None,
) -> None:
    """Review today's cards.

    Examples: `sdcards review`, `sdcards review --limit 20`, `sdcards review --new 5`.

    Space shows the answer, 1-4 rate it, u undoes as often as you like, ? lists the keys. Every rating is saved at once.
    """
    from sdcards.cli.study import study

    raise typer.Exit(study(new=new, limit=limit, seed=seed))
