"""What the tests of this room and of the store build on: cards, schedulers and random histories."""

from hypothesis import strategies as st

from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.scheduler import Scheduler, default_parameters

CARD = CardId("latency-ladder/answer")
DAY = 20_000

ratings = st.sampled_from(Rating)
gaps = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 400))
answers = st.lists(st.tuples(ratings, gaps), max_size=12)
"""Ratings, each with the days since the one before."""


def a_scheduler(retention: float = 0.9, maximum_interval: int = 365) -> Scheduler:
    return Scheduler(default_parameters(), retention, maximum_interval)


def reviews_of(history: list[tuple[Rating, int]]) -> list[Review]:
    day, reviews = DAY, []
    for count, (rating, gap) in enumerate(history):
        day += gap
        reviews.append(Review(at=day * 86_400_000 + count, card=CARD, rating=rating, day=day, took=5000))
    return reviews
