"""Made-up learners: what a person with a memory of their own leaves behind under default FSRS."""

import random
from dataclasses import replace

from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.scheduler import Scheduler, default_parameters
from tests.scheduling.histories import DAY, a_scheduler


def forgetful() -> tuple[float, ...]:
    """The parameters of somebody who forgets far sooner than most."""
    w = default_parameters()
    return tuple(each / 5 for each in w[:4]) + w[4:8] + (w[8] - 0.5, *w[9:])


def learner(cards: int, showings: int, *, memory: tuple[float, ...], seed: int = 1) -> dict[CardId, list[Review]]:
    """``cards`` cards, each shown ``showings`` times on the day it was due, and recalled as ``memory`` has it."""
    truth, plan = replace(a_scheduler(), parameters=memory), a_scheduler()
    return {
        card: _reviews(card, showings, truth, plan, random.Random(f"{seed} {card}"))
        for card in (CardId(f"note-{number}/answer") for number in range(cards))
    }


def _reviews(card: CardId, showings: int, truth: Scheduler, plan: Scheduler, rng: random.Random) -> list[Review]:
    rating = rng.choices(list(Rating), (24, 9, 50, 17))[0]
    day, reviews, real, planned = DAY, [], None, None
    for count in range(showings):
        if real is not None and planned is not None:
            day += max(planned.interval, 1)
            known = rng.random() < truth.recall(real, day)
            rating = rng.choices(list(Rating)[1:], (22, 63, 15))[0] if known else Rating.AGAIN
        reviews.append(Review(day * 86_400_000 + 43_200_000 + count, card, rating, day, 5000))
        real, planned = truth.answer(card, real, rating, day), plan.answer(card, planned, rating, day)
    return reviews
