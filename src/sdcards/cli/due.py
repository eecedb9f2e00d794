"""`sdcards due`: one line for scripts and prompts."""

from __future__ import annotations

from sdcards.cli.console import print_json
from sdcards.cli.options import AsJson
from sdcards.cli.prompt import day_counts, print_due


def command(*, as_json: AsJson = False) -> None:
    """Say how many cards are due and new.

    Examples: `sdcards due`, `sdcards due --json`.

    It is one line, made for shell prompts; --json gives due, new, again (cards that come back today), and minutes.

    With an interview date set the plan is made when a review starts, so this counts due cards and the minutes left of the
    day's; new is null then, and minutes is null otherwise.
    """
    if as_json:
        print_json(dict(zip(("due", "new", "again", "minutes"), day_counts(), strict=True)))
    else:
        print_due()
