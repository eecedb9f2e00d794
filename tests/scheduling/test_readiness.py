"""What should be known on a day, by parts of the deck, and what would raise it most."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdcards.scheduling.memory import memory_model
from sdcards.scheduling.readiness import MockScore, Part, Placed, Readiness, Titles, most_to_gain, readiness
from sdcards.scheduling.scheduler import default_parameters
from tests.scheduling.histories import DAY

MODEL = memory_model(default_parameters())
TITLES = Titles(
    areas={"estimation": "Estimation", "tradeoffs": "Trade-offs"},
    topics={
        ("estimation", "drills"): "Drills",
        ("estimation", "ladder"): "Latency ladder",
        ("tradeoffs", "stores"): "Choosing a store",
    },
    phases={"estimates": "Estimates", "data": "Data"},
)


def seen(area: str, topic: str, phase: str, last: int = DAY, stability: float = 10.0) -> Placed:
    return area, topic, phase, DAY + 9, last, stability, 5.0


def unseen(area: str, topic: str, phase: str) -> Placed:
    return area, topic, phase, None, None, None, None


def known(ready: Readiness) -> tuple[float, ...]:
    return tuple(round(part.known, 3) for part in (ready.whole, *ready.areas, *ready.phases))


def test_card_seen_stability_days_ago_is_known_at_nine_tenths_and_an_unseen_one_not_at_all() -> None:
    cards = [seen("estimation", "drills", "estimates"), unseen("estimation", "drills", "estimates")]
    whole = readiness(cards, DAY + 10, MODEL, TITLES).whole
    assert (whole.cards, whole.seen) == (2, 1)
    assert whole.known == pytest.approx(0.9)
    assert whole.recall == pytest.approx(0.45)
    assert whole.lacking == pytest.approx(1.1)


def test_every_part_is_named_and_in_its_order_even_without_a_card() -> None:
    ready = readiness([seen("tradeoffs", "stores", "data")], DAY, MODEL, TITLES)
    assert [(area.name, area.title, area.cards) for area in ready.areas] == [
        ("estimation", "Estimation", 0),
        ("tradeoffs", "Trade-offs", 1),
    ]
    assert [[topic.title for topic in area.inside] for area in ready.areas] == [
        ["Drills", "Latency ladder"],
        ["Choosing a store"],
    ]
    assert [(phase.title, phase.recall) for phase in ready.phases] == [("Estimates", 0.0), ("Data", 1.0)]


def test_deck_without_a_card_is_known_by_nobody() -> None:
    ready = readiness([], DAY, MODEL, Titles({}, {}, {}))
    assert ready == Readiness(DAY, Part("", "", 0, 0, 0.0), (), ())
    assert ready.whole.recall == 0.0


def test_card_seen_after_the_day_counts_as_seen_on_it() -> None:
    assert readiness([seen("tradeoffs", "stores", "data", last=DAY + 3)], DAY, MODEL, TITLES).whole.known == 1.0


def test_phase_has_its_score_in_mocks_beside_what_is_known_and_neither_moves_the_other() -> None:
    cards = [seen("estimation", "drills", "estimates")]
    without, score = readiness(cards, DAY, MODEL, TITLES), MockScore(0.45, 3)
    ready = readiness(cards, DAY, MODEL, TITLES, {"estimates": score, "a phase of another version": MockScore(0.1, 1)})
    assert [phase.mock for phase in ready.phases] == [score, None]
    assert known(ready) == known(without)
    assert [phase.is_empty for phase in ready.phases] == [False, True]
    assert not readiness([], DAY, MODEL, TITLES, {"data": score}).phases[1].is_empty


def test_weakest_phase_is_the_one_of_which_least_was_said() -> None:
    def weakest(**mocks: float) -> tuple[str, MockScore] | None:
        return readiness([], DAY, MODEL, TITLES, {phase: MockScore(share, 1) for phase, share in mocks.items()}).weakest

    assert weakest() is None
    assert weakest(estimates=1.0) is None
    assert weakest(estimates=0.8, data=0.3) == ("Data", MockScore(0.3, 1))


places = st.sampled_from([(area, topic, phase) for (area, topic), phase in product(TITLES.topics, TITLES.phases)])
placed = places.flatmap(
    lambda place: st.one_of(
        st.just(unseen(*place)),
        st.builds(
            lambda last, stability: seen(*place, last, stability),
            st.integers(DAY - 400, DAY),
            st.floats(0.01, 1000),
        ),
    )
)


@given(st.lists(placed, max_size=30), st.integers(0, 60))
def test_parts_add_up_to_the_whole(cards: list[Placed], ahead: int) -> None:
    ready = readiness(cards, DAY + ahead, MODEL, TITLES)
    topics = [topic for area in ready.areas for topic in area.inside]
    for parts in (ready.areas, ready.phases, topics):
        assert sum(part.cards for part in parts) == ready.whole.cards == len(cards)
        assert sum(part.seen for part in parts) == ready.whole.seen
        assert sum(part.known for part in parts) == pytest.approx(ready.whole.known)
    assert 0 <= ready.whole.known <= ready.whole.seen <= ready.whole.cards


@given(st.lists(placed, max_size=30), st.integers(0, 60))
def test_less_is_known_on_a_later_day(cards: list[Placed], ahead: int) -> None:
    sooner, later = (readiness(cards, DAY + days, MODEL, TITLES) for days in (ahead, ahead + 1))
    assert all(after <= before for before, after in zip(known(sooner), known(later), strict=True))


def test_topics_that_would_add_most_come_first() -> None:
    cards = [
        *[unseen("estimation", "drills", "estimates")] * 2,
        *[unseen("tradeoffs", "stores", "data")] * 3,
        *[seen("estimation", "ladder", "estimates")] * 5,
    ]
    ready = readiness(cards, DAY, MODEL, TITLES)
    gains = most_to_gain(ready, cards, lambda card: 0.8 if card[4] is None else 0.0)
    assert [gain[:3] for gain in gains] == [
        ("tradeoffs", "stores", "Choosing a store"),
        ("estimation", "drills", "Drills"),
    ]
    assert [gain.recall for gain in gains] == pytest.approx([0.24, 0.16])


@given(st.lists(placed, max_size=30), st.floats(0, 1))
@example([unseen("estimation", "drills", "estimates")] * 2, 5e-324)
def test_no_topic_that_was_not_weighed_would_add_more(cards: list[Placed], share: float) -> None:
    ready = readiness(cards, DAY, MODEL, TITLES)

    def gain(card: Placed) -> float:
        _, _, phase, _, last, stability, _ = card
        recall = 0.0 if last is None or stability is None else MODEL.recall(DAY - last, stability)
        return share * (1 - recall) * (0.5 if phase == "data" else 1.0)

    sums = dict.fromkeys(TITLES.topics, 0.0)
    for card in cards:
        sums[card[:2]] += gain(card)
    added = [gained / len(cards) for gained in sums.values() if gained > 0]
    best = sorted(filter(None, added), reverse=True)[:2]  # a share may be so small that a part of it is nothing
    assert [found.recall for found in most_to_gain(ready, cards, gain, count=2)] == pytest.approx(best)
