from hypothesis import given
from hypothesis import strategies as st

from sdcards.ids import CardId, NoteId, note_of
from sdcards.scheduling.queue import Candidate, Limits, build_queue

TODAY = 100
MANY = Limits(new=1000, reviews=1000)


def due(card: str, *, elapsed: int = 10, stability: float = 10.0, since: int = 0) -> Candidate:
    return Candidate(CardId(card), due=TODAY - since, last=TODAY - elapsed, stability=stability, left=0)


def waiting(card: str) -> Candidate:
    return Candidate(CardId(card), due=TODAY, last=TODAY, stability=1.0, left=1)


def cards(*names: str) -> list[CardId]:
    return [CardId(name) for name in names]


def queue(
    seen: list[Candidate], new: list[CardId], limits: Limits = MANY, seen_today: frozenset[NoteId] = frozenset()
) -> list[str]:
    return list(build_queue(seen, new, limits=limits, today=TODAY, seen_today=seen_today))


def test_card_least_likely_to_be_remembered_comes_first() -> None:
    candidates = [due("a/x", elapsed=10), due("b/x", elapsed=40), due("c/x", elapsed=30, stability=2.0)]
    assert queue(candidates, []) == ["c/x", "b/x", "a/x"]


def test_cards_as_likely_to_be_remembered_come_by_due_day_and_name() -> None:
    assert queue([due("b/x"), due("a/x"), due("c/x", since=3)], []) == ["c/x", "a/x", "b/x"]


def test_card_reviewed_today_is_not_shown_again() -> None:
    assert queue([due("a/x", elapsed=0)], []) == []


def test_new_cards_are_spread_evenly_between_due_ones_in_their_order() -> None:
    candidates = [due(f"due-{place}/x", elapsed=40 - place) for place in range(6)]
    order = queue(candidates, cards("new-0/x", "new-1/x"))
    assert order == ["due-0/x", "due-1/x", "new-0/x", "due-2/x", "due-3/x", "new-1/x", "due-4/x", "due-5/x"]


def test_card_that_is_not_due_yet_stays_out() -> None:
    assert queue([due("a/x", since=-1)], []) == []


def test_limits_cut_the_weakest_and_the_first_off_the_rest() -> None:
    candidates = [due("a/x", elapsed=10), due("b/x", elapsed=40)]
    assert queue(candidates, cards("c/x", "d/x"), Limits(new=1, reviews=1)) == ["b/x", "c/x"]


def test_limits_overspent_today_show_nothing() -> None:
    assert queue([due("a/x")], cards("b/x"), Limits(new=-3, reviews=-1)) == []


def test_only_the_weakest_sibling_is_shown() -> None:
    assert queue([due("a/x", elapsed=10), due("a/y", elapsed=40)], cards("b/x", "b/y")) == ["a/y", "b/x"]


def test_new_card_stays_back_while_a_sibling_is_due_even_beyond_the_limit() -> None:
    assert queue([due("a/x")], cards("a/y", "b/x"), Limits(new=5, reviews=0)) == ["b/x"]


def test_note_seen_today_is_out() -> None:
    assert queue([due("a/x")], cards("b/x"), seen_today=frozenset({NoteId("a"), NoteId("b")})) == []


def test_card_still_being_learnt_comes_back_first_and_beside_the_limits() -> None:
    seen_today = frozenset({NoteId("a")})
    order = queue([due("b/x"), waiting("a/x"), due("a/y")], cards("a/z"), Limits(new=0, reviews=1), seen_today)
    assert order == ["a/x", "b/x"]


def test_card_left_unlearnt_yesterday_is_due_like_any_other() -> None:
    left_over = Candidate(CardId("a/x"), due=TODAY - 1, last=TODAY - 1, stability=1.0, left=1)
    assert queue([left_over], [], Limits(new=0, reviews=0)) == []
    assert queue([left_over], []) == ["a/x"]


def test_card_reviewed_under_a_clock_that_ran_ahead_waits_for_it() -> None:
    ahead = Candidate(CardId("a/x"), due=TODAY + 9, last=TODAY + 5, stability=1.0, left=0)
    assert queue([ahead], []) == []


names = st.builds("{}/{}".format, st.sampled_from("abcdef"), st.sampled_from("xyz")).map(CardId)
candidates = st.builds(
    Candidate,
    card=names,
    due=st.integers(TODAY - 5, TODAY + 2),
    last=st.integers(TODAY - 9, TODAY + 1),
    stability=st.floats(0.001, 500),
    left=st.integers(0, 2),
)


@given(
    st.lists(candidates, unique_by=lambda each: each.card),
    st.lists(names, unique=True),
    st.builds(Limits, new=st.integers(-1, 5), reviews=st.integers(-1, 5)),
    st.frozensets(st.sampled_from("abcdef").map(NoteId)),
)
def test_no_two_cards_of_a_note_and_no_more_than_the_limits(
    seen: list[Candidate], new: list[CardId], limits: Limits, seen_today: frozenset[NoteId]
) -> None:
    waits = {each.card for each in seen if each.waits(TODAY)}
    known = {each.card for each in seen}
    unseen = [card for card in new if card not in known]
    shown = build_queue(seen, unseen, limits=limits, today=TODAY, seen_today=seen_today)
    assert len({note_of(card) for card in shown}) == len(shown)
    assert sum(card in known and card not in waits for card in shown) <= max(limits.reviews, 0)
    assert sum(card not in known for card in shown) <= max(limits.new, 0)
    assert all(card in waits for card in shown if note_of(card) in seen_today)
