"""What the tests of the plan and of its forecast build on: people, and where they stand."""

from hypothesis import strategies as st

from sdcards.ids import CardId, NoteId
from sdcards.scheduling.costs import Costs
from sdcards.scheduling.memory import memory_model
from sdcards.scheduling.plan import Planner, Seen, Standing
from sdcards.scheduling.scheduler import default_parameters

TODAY = 100
MODEL = memory_model(default_parameters())
ENDLESS = 1e9
"""Seconds."""


def a_planner(days: int = 14, pass_rate: float = 0.9, weights: dict[str, float] | None = None) -> Planner:
    by_card = {CardId(card): weight for card, weight in (weights or {}).items()}
    return Planner(TODAY + days, MODEL, Costs(), pass_rate, by_card)


def seen(card: str, *, stability: float = 5.0, ago: int = 3, difficulty: float = 5.0, free: int = TODAY) -> Seen:
    """A card seen some days ago; it is due when its stability has run out."""
    last = TODAY - ago
    return Seen(CardId(card), last + max(round(stability), 1), last, stability, difficulty, free)


def cards(*names: str) -> list[CardId]:
    return [CardId(name) for name in names]


def standings(*, least: float = 0, most: float = 3000) -> st.SearchStrategy[Standing]:
    """Any deck: some notes with two cards, some cards seen, some hidden, some notes seen today."""
    names = [f"{note}/{card}" for note in "abcdefghijkl" for card in "xy"]

    def split(seen_cards: list[Seen], closed: frozenset[str], seconds: float) -> Standing:
        known = {each.card for each in seen_cards}
        new = [CardId(name) for name in names if name not in known]
        return Standing(TODAY, seconds, tuple(seen_cards), new, frozenset(map(NoteId, closed)))

    one_seen = st.builds(
        seen,
        st.sampled_from(names),
        stability=st.floats(0.05, 200),
        ago=st.integers(1, 60),
        difficulty=st.floats(1, 10),
        free=st.sampled_from((TODAY - 2, TODAY, TODAY + 1)),
    )
    return st.builds(
        split,
        st.lists(one_seen, unique_by=lambda each: each.card),
        st.frozensets(st.sampled_from("abcdefghijkl"), max_size=3),
        st.floats(least, most),
    )
