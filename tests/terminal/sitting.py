"""A small session for a real terminal: three cards, and at the end what was rated."""

import os
import random
import sys
import time

from sdcards.terminal.actions import Action
from sdcards.terminal.opening import open_desk
from sdcards.terminal.reviewer import review
from sdcards.terminal.surroundings import Surroundings
from sdcards.terminal.view import Sheet
from tests.terminal.fakes import NUMBER, OTHER, PLAIN, FakeSession


def edit(_: object) -> str:
    """Stand in for an editor: a program that wants the terminal as the shell had it."""
    return "edited" if os.system("stty -a | grep -q ' icanon'") == 0 else "no lines"  # noqa: S605


def main() -> None:
    """Sit down, then print the ending and the ratings."""
    cards = {card.id: card for card in (PLAIN, OTHER, NUMBER)}
    session = FakeSession(list(cards))
    surroundings = Surroundings(
        card=cards.get,
        place=lambda card: f"Area › {card}",
        clock=time.monotonic,
        rng=random.Random(1),
        closing=lambda: Sheet("Done"),
        services={Action.EDIT: edit},
    )
    with open_desk() as desk:
        ending = review(session, surroundings, desk)
    sys.stdout.write(f"{ending.name} {[int(rating) for rating in session.ratings]}\n")


if __name__ == "__main__":
    main()
