"""FSRS parameters from a person's own reviews, kept only if they foresee better; the only door to fsrs-rs-python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling.fuzz import draw
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.scheduler import Scheduler, default_parameters, within_bounds

ENOUGH = 1_000
"""Next-day reviews under which a fit does about as much harm as good."""

FOLDS = 5
"""One card in so many is held out, to be judged by."""

Histories = Mapping[CardId, Sequence[Review]]


@dataclass(frozen=True, slots=True)
class Fit:
    """What a fit brings: the mean log loss of the held-out reviews under the parameters in use, and under fitted ones.

    ``parameters`` are fitted on all cards; None if the fit foresees no better, and those in use should stay.
    """

    reviews: int
    held_out: int
    before: float
    after: float
    parameters: tuple[float, ...] | None


def fit(histories: Histories, scheduler: Scheduler) -> Fit:
    """Fit on four fifths of the cards, judge on the others, and if those are foreseen better, fit on all.

    Raises SdcardsError without fsrs-rs-python, with fewer than 1,000 reviews that came a day or more after the one before,
    or with fewer than a tenth of that on the held-out cards or on the others.
    """
    train = _trainer()
    held_out = {card: reviews for card, reviews in histories.items() if draw(card, 0, FOLDS) == 0}
    others = {card: reviews for card, reviews in histories.items() if card not in held_out}
    judged, count = next_day_reviews(held_out), next_day_reviews(histories)
    if count < ENOUGH:
        raise SdcardsError(
            f"{count:,} reviews came a day or more after the one before, and a fit wants {ENOUGH:,}; review on, "
            "with fewer the parameters in use are better"
        )
    if min(judged, count - judged) < ENOUGH // 10:
        raise SdcardsError("the reviews are of too few cards to hold some out and judge by them; study more cards")
    before = log_loss(held_out, scheduler)
    after = log_loss(held_out, replace(scheduler, parameters=train(others)))
    return Fit(count, judged, before, after, train(histories) if after < before else None)


def next_day_reviews(histories: Histories) -> int:
    """How many reviews came on a later study day than the one before them."""
    return sum(gap > 0 for reviews in histories.values() for _rating, gap in _gaps(reviews))


def log_loss(histories: Histories, scheduler: Scheduler) -> float:
    """The mean surprise, in nats, at what became of the next-day reviews; a coin's is 0.69."""
    losses = [loss for card, reviews in histories.items() for loss in _losses(card, reviews, scheduler)]
    return sum(losses) / len(losses)


def _losses(card: CardId, reviews: Sequence[Review], scheduler: Scheduler) -> Iterator[float]:
    schedule = None
    for review in reviews:
        if schedule is not None and review.day > schedule.last:
            recall = scheduler.recall(schedule, review.day)
            yield -log(max(1 - recall if review.rating is Rating.AGAIN else recall, 1e-6))
        schedule = scheduler.answer(card, schedule, review.rating, review.day)


def _trainer() -> Callable[[Histories], tuple[float, ...]]:
    try:
        import fsrs_rs_python as fsrs_rs
    except ImportError as error:
        raise SdcardsError(
            "fitting needs fsrs-rs-python, which is not installed; 'pip install fsrs-rs-python' where sdcards is, "
            "or 'pipx inject sdcards fsrs-rs-python'"
        ) from error

    def train(histories: Histories) -> tuple[float, ...]:
        items = [
            fsrs_rs.FSRSItem([fsrs_rs.FSRSReview(rating, gap) for rating, gap in past])
            for reviews in histories.values()
            for past in _pasts(reviews)
        ]
        return within_bounds(fsrs_rs.FSRS(list(default_parameters())).compute_parameters(items))

    return train


def _pasts(reviews: Sequence[Review]) -> Iterator[list[tuple[int, int]]]:
    """For each next-day review all of the card's reviews up to it."""
    gaps = _gaps(reviews)
    return (gaps[: count + 1] for count, (_rating, gap) in enumerate(gaps) if gap > 0)


def _gaps(reviews: Sequence[Review]) -> list[tuple[int, int]]:
    """Each review's rating, and the study days since the one before; 0 for the first, as FSRS wants it."""
    last, gaps = reviews[0].day, []
    for review in reviews:
        gaps.append((int(review.rating), max(review.day - last, 0)))
        last = max(review.day, last)
    return gaps
