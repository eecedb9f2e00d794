import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdcards.ids import CardId, NoteId
from sdcards.scheduling.forecast import Forecast, build_forecast
from sdcards.scheduling.plan import Planner, Standing, known
from tests.scheduling.planning import MODEL, TODAY, a_planner, cards, seen, standings


def areas_of(standing: Standing) -> dict[CardId, str]:
    every = [*(each.card for each in standing.seen), *standing.new]
    return {card: "first" if card < "f" else "second" for card in sorted(every)}


def forecast(planner: Planner, standing: Standing, seconds: float = 600) -> Forecast:
    return build_forecast(planner, standing, seconds, areas_of(standing))


def many_new(count: int) -> Standing:
    return Standing(TODAY, 600, (), cards(*(f"note-{n}/x" for n in range(count))))


def test_stopping_now_leaves_what_is_remembered_on_the_day() -> None:
    standing = Standing(TODAY, 0, [seen("a/x", stability=8.0, ago=2), seen("g/x", stability=3.0)], cards("b/x"))
    ahead = forecast(a_planner(days=6), standing, seconds=0)
    assert ahead.now == ahead.kept == pytest.approx(known(standing.seen, TODAY + 6, MODEL))
    first, second = ahead.areas
    assert (first.area, first.cards, second.area, second.cards) == ("first", 2, "second", 1)
    assert (first.now, first.kept) == pytest.approx((0.9, 0.9))
    assert (second.now, second.kept) == pytest.approx((MODEL.recall(9, 3.0), MODEL.recall(9, 3.0)))


def test_first_day_has_what_is_left_of_it_and_the_others_their_minutes() -> None:
    planner, standing = a_planner(days=2), many_new(100)
    learnt_today = build_forecast(planner, standing, 0, areas_of(standing))
    learnt_tomorrow = build_forecast(planner, Standing(TODAY, 0, (), standing.new), 600, areas_of(standing))
    assert learnt_today.by_day[1] == pytest.approx(learnt_tomorrow.by_day[2])
    assert learnt_tomorrow.by_day[1] == 0


def test_curve_runs_from_this_morning_to_that_of_the_interview() -> None:
    ahead = forecast(a_planner(days=10), many_new(300))
    assert len(ahead.by_day) == 11
    assert ahead.by_day[0] == 0
    assert ahead.by_day[-1] == pytest.approx(ahead.kept)
    assert list(ahead.by_day) == sorted(ahead.by_day)


def test_day_of_the_interview_has_nothing_ahead() -> None:
    standing = Standing(TODAY, 600, [seen("a/x")], cards("b/x"))
    ahead = forecast(a_planner(days=0), standing)
    assert ahead.now == ahead.kept == ahead.by_day[0]


def test_notes_seen_today_are_studied_from_tomorrow_on() -> None:
    standing = Standing(TODAY, 600, (), cards("a/x"), closed={NoteId("a")})
    assert [known > 0 for known in forecast(a_planner(days=3), standing).by_day] == [False, False, True, True]


def test_first_ratings_and_failures_are_dealt_as_often_as_they_are_likely() -> None:
    once = forecast(a_planner(days=1), Standing(TODAY, 54 * 100, (), many_new(200).new))
    learnt = a_planner(days=1).plan_day(Standing(TODAY, 54 * 100, (), many_new(200).new))
    assert once.kept == pytest.approx(sum(choice.rate * choice.seconds / 60 for choice in learnt.choices), rel=0.01)


def test_forecast_says_when_people_forget_more_than_it_believes() -> None:
    assert forecast(a_planner(pass_rate=0.74), many_new(3)).optimistic
    assert not forecast(a_planner(pass_rate=0.75), many_new(3)).optimistic


@given(st.integers(1, 20), st.integers(0, 200), st.integers(1, 40), st.floats(0.6, 1))
@settings(max_examples=25)
def test_twice_the_minutes_never_know_fewer(days: int, deck: int, minutes: int, pass_rate: float) -> None:
    """But for 2 % of a deck that is learnt in any case: learnt sooner, and then not worth a minute, it fades a little."""
    planner, standing = a_planner(days, pass_rate), many_new(deck)
    half, whole = (build_forecast(planner, standing, 60 * each, areas_of(standing)) for each in (minutes, 2 * minutes))
    assert whole.kept >= half.kept - max(0.02 * deck, 1)


@given(standings(), st.integers(0, 20), st.floats(0, 1))
def test_nothing_is_known_that_is_not_in_the_deck(standing: Standing, days: int, pass_rate: float) -> None:
    ahead = forecast(a_planner(days, pass_rate), standing)
    assert ahead.cards == len(standing.seen) + len(standing.new)
    assert all(0 <= area.now <= area.cards and 0 <= area.kept <= area.cards for area in ahead.areas)
    assert all(0 <= known <= ahead.cards for known in ahead.by_day)
