from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.ids import CardId, note_of
from sdcards.scheduling.plan import (
    LEAST_RATE,
    Choice,
    End,
    Planner,
    Standing,
    due_share,
    known,
    smoothed_pass_rate,
)
from sdcards.scheduling.rating import Rating
from tests.scheduling.planning import ENDLESS, MODEL, TODAY, a_planner, cards, seen, standings

planners = st.builds(a_planner, days=st.integers(0, 90), pass_rate=st.floats(0, 1))


def gain(choices: tuple[Choice, ...]) -> float:
    return sum(choice.rate * choice.seconds / 60 for choice in choices)


# What a card is worth


def test_seen_card_is_worth_what_a_review_adds_to_its_recall_on_the_day() -> None:
    card = seen("a/x", stability=4.0, ago=6, difficulty=7.0)
    (choice,) = a_planner(days=10).plan_day(Standing(TODAY, ENDLESS, [card], ())).choices
    recall = MODEL.recall(6, 4.0)
    passed, _ = MODEL.after(4.0, 7.0, 6, Rating.GOOD)
    failed, _ = MODEL.after(*MODEL.after(4.0, 7.0, 6, Rating.AGAIN), 0, Rating.GOOD)
    after = recall * MODEL.recall(10, passed) + (1 - recall) * MODEL.recall(10, failed)
    assert choice.seconds == pytest.approx(recall * 15 + (1 - recall) * 42)
    assert choice.rate == pytest.approx((after - MODEL.recall(16, 4.0)) / choice.seconds * 60)


def test_new_card_is_worth_its_recall_on_the_day_over_its_likely_first_ratings() -> None:
    (choice,) = a_planner(days=10).plan_day(Standing(TODAY, ENDLESS, (), cards("a/x"))).choices
    again, hard, good, easy = (MODEL.first(rating) for rating in Rating)
    for _ in range(2):
        again = MODEL.after(*again, 0, Rating.GOOD)
    hard, good = (MODEL.after(*state, 0, Rating.GOOD) for state in (hard, good))
    chances = zip((0.24, 0.09, 0.50, 0.17), (again, hard, good, easy), strict=True)
    recall = sum(chance * MODEL.recall(10, state[0]) for chance, state in chances)
    assert choice.seconds == pytest.approx(40 + 12 / 0.9 * 1.07)
    assert choice.rate == pytest.approx(recall / choice.seconds * 60)
    assert choice.new


def test_card_that_counts_twice_is_worth_twice() -> None:
    standing = Standing(TODAY, ENDLESS, [seen("a/x"), seen("b/x")], cards("c/x", "d/x"))
    rates = {str(each.card): each.rate for each in a_planner(weights={"b/x": 2, "d/x": 2}).plan_day(standing).choices}
    assert rates["b/x"] == pytest.approx(2 * rates["a/x"])
    assert rates["d/x"] == pytest.approx(2 * rates["c/x"])


def test_known_cards_are_expected_by_their_recall_on_the_day() -> None:
    assert known([seen("a/x", stability=3.0, ago=3), seen("b/x", stability=9.0, ago=9)], TODAY, MODEL) == pytest.approx(
        1.8
    )
    assert known([], TODAY, MODEL) == 0


# What is taken, and in which order


def test_new_cards_come_in_curriculum_order_and_the_heaviest_first() -> None:
    standing = Standing(TODAY, ENDLESS, (), cards("d/x", "a/x", "c/x", "b/x"))
    assert a_planner().plan_day(standing).cards == ("d/x", "a/x", "c/x", "b/x")
    assert a_planner(weights={"c/x": 3}).plan_day(standing).cards == ("c/x", "d/x", "a/x", "b/x")


def test_note_gives_one_card_a_day_and_none_when_it_was_seen_today() -> None:
    standing = Standing(
        TODAY, ENDLESS, [seen("a/x"), seen("b/x")], cards("a/y", "c/x", "c/y"), {note_of(cards("b/x")[0])}
    )
    shown = a_planner().plan_day(standing).cards
    assert sorted(map(note_of, shown)) == ["a", "c"]


def test_hidden_card_waits_for_its_day() -> None:
    buried = seen("a/x", free=TODAY + 1)
    assert a_planner().plan_day(Standing(TODAY, ENDLESS, [buried], ())).cards == ()
    assert a_planner().plan_day(Standing(TODAY + 1, ENDLESS, [buried], ())).cards == ("a/x",)


def test_due_cards_come_first_when_little_passes() -> None:
    due, fresh = [seen(f"due-{n}/x", stability=2.0, ago=9) for n in range(5)], cards(*(f"new-{n}/x" for n in range(5)))
    standing = Standing(TODAY, ENDLESS, due, fresh)
    poor = [card.startswith("due") for card in a_planner(days=2, pass_rate=0.4).plan_day(standing).cards]
    assert poor == [True] * 5 + [False] * 5


def test_due_cards_get_their_share_of_the_time_even_where_new_ones_promise_more() -> None:
    due = [seen(f"due-{n}/x", stability=100.0, ago=100) for n in range(200)]
    standing = Standing(TODAY, 3600, due, cards(*(f"new-{n}/x" for n in range(200))))
    for pass_rate, share in ((0.95, 0.1), (0.6, 0.5)):
        choices = a_planner(days=10, pass_rate=pass_rate).plan_day(standing).choices
        on_due = sum(choice.seconds for choice in choices if choice.due)
        assert on_due / sum(choice.seconds for choice in choices) == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize(("passed", "reviews", "share"), [(0, 0, 0.1), (100, 100, 0.1), (57, 100, 0.5114), (0, 100, 1)])
def test_due_share_grows_with_what_is_forgotten(passed: int, reviews: int, share: float) -> None:
    assert due_share(smoothed_pass_rate(passed, reviews)) == pytest.approx(share, abs=1e-4)


def test_wanted_cards_come_first_in_their_order_whatever_they_promise() -> None:
    known_well = seen("a/x", stability=500.0, ago=1)
    standing = Standing(TODAY, ENDLESS, [known_well, seen("b/x")], cards("c/x"), wanted=cards("d/y", "a/x"))
    choices = a_planner().plan_day(standing).choices
    assert [(choice.card, choice.new) for choice in choices][:2] == [("d/y", True), ("a/x", False)]
    assert {choice.card for choice in choices[2:]} == {"b/x", "c/x"}


def test_wanted_cards_take_their_minutes_like_any_other() -> None:
    plan = a_planner().plan_day(Standing(TODAY, 100, (), cards("a/x"), wanted=cards("b/x", "c/x", "d/x")))
    assert (plan.cards, plan.end) == (("b/x", "c/x"), End.MINUTES)


# When it ends


def test_day_ends_when_the_minutes_are_full() -> None:
    plan = a_planner().plan_day(Standing(TODAY, 100, (), cards("a/x", "b/x", "c/x")))
    assert (len(plan.cards), plan.end) == (2, End.MINUTES)
    assert plan.seconds == pytest.approx(2 * (40 + 12 / 0.9 * 1.07))


def test_day_ends_when_a_minute_is_worth_too_little() -> None:
    fresh_memory = seen("a/x", stability=500.0, ago=1)
    plan = a_planner(days=3).plan_day(Standing(TODAY, ENDLESS, [fresh_memory], ()))
    assert (plan.cards, plan.end) == ((), End.WORTH)


def test_day_ends_when_no_card_is_left() -> None:
    plan = a_planner().plan_day(Standing(TODAY, ENDLESS, (), cards("a/x", "a/y")))
    assert (plan.cards, plan.end) == (("a/x",), End.CARDS)


def test_no_time_gives_no_cards() -> None:
    plan = a_planner().plan_day(Standing(TODAY, -60, (), cards("a/x")))
    assert (plan.cards, plan.seconds, plan.end) == ((), 0, End.MINUTES)


def test_day_of_the_interview_has_nothing_new_and_what_was_seen_as_for_tomorrow() -> None:
    known_cards = [seen("a/x"), seen("c/x", stability=2.0)]
    on_the_day = a_planner(days=0).plan_day(Standing(TODAY, 600, known_cards, cards("b/x"), wanted=cards("d/x")))
    assert on_the_day == a_planner(days=1).plan_day(Standing(TODAY, 600, known_cards, ()))
    assert on_the_day.cards == ("c/x", "a/x")


# Whatever the deck


@given(planners, standings())
def test_no_note_gives_two_cards_and_what_was_seen_today_stays_out(planner: Planner, standing: Standing) -> None:
    shown = planner.plan_day(standing).cards
    notes = [note_of(card) for card in shown]
    assert len(set(notes)) == len(notes)
    assert not set(notes) & set(standing.closed)
    free = {each.card for each in standing.seen if each.free <= TODAY}
    assert set(shown) <= free | set(standing.new)


@given(planners, standings())
def test_minutes_are_exceeded_by_less_than_the_last_card(planner: Planner, standing: Standing) -> None:
    plan = planner.plan_day(standing)
    assert plan.seconds == pytest.approx(sum(choice.seconds for choice in plan.choices))
    if plan.choices:
        assert plan.seconds - plan.choices[-1].seconds < standing.seconds


@given(planners, standings(), st.floats(0, 3000))
def test_more_minutes_add_to_the_end_and_never_know_fewer(planner: Planner, standing: Standing, more: float) -> None:
    short = planner.plan_day(standing)
    longer = planner.plan_day(replace(standing, seconds=standing.seconds + more))
    assert longer.choices[: len(short.choices)] == short.choices
    assert gain(longer.choices) >= gain(short.choices)


@given(planners, standings())
def test_order_does_not_hang_on_the_order_of_seen_cards(planner: Planner, standing: Standing) -> None:
    turned = list(standing.seen)[::-1]
    rates = [choice.rate for choice in planner.plan_day(standing).choices]
    assert [choice.rate for choice in planner.plan_day(replace(standing, seen=turned)).choices] == rates


@given(planners, standings(most=ENDLESS, least=ENDLESS))
def test_nothing_worth_a_minute_is_left_out_of_an_endless_day(planner: Planner, standing: Standing) -> None:
    plan = planner.plan_day(standing)
    shown = {note_of(choice.card) for choice in plan.choices}
    rest = [card for card in standing.new if note_of(card) not in shown | set(standing.closed)]
    left = planner.plan_day(replace(standing, new=rest, seen=())).choices
    assert plan.end is not End.MINUTES
    assert all(choice.rate < LEAST_RATE for choice in left)


@given(planners, standings(), st.lists(st.sampled_from("abcdefghijklm"), unique=True), st.floats(0, 3000))
def test_wanted_cards_are_the_beginning_and_more_minutes_still_add_to_the_end(
    planner: Planner, standing: Standing, notes: list[str], more: float
) -> None:
    wanted = [CardId(f"{note}/y") for note in notes if note not in standing.closed]
    asked = replace(standing, wanted=wanted)
    short, longer = (planner.plan_day(replace(asked, seconds=asked.seconds + extra)) for extra in (0, more))
    assert longer.choices[: len(short.choices)] == short.choices
    assert list(short.cards[: len(wanted)]) == wanted[: len(short.cards)]
    assert len({note_of(card) for card in longer.cards}) == len(longer.cards)
