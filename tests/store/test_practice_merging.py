"""Two machines' practice in one."""

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.ids import CardId
from sdcards.store.database import empty_store
from sdcards.store.merging import merge_store
from sdcards.store.practice_merging import merge_practice
from sdcards.store.wanted import want
from tests.scheduling.histories import DAY
from tests.store.practice import keep_drill, keep_mock

TABLES = ("mock", "mock_phase", "mock_line", "wanted", "drill")

Step = Callable[[sqlite3.Connection], None]


def mocked(began: int, ended: int | None, scores: dict[str, tuple[int, int]]) -> Step:
    def step(con: sqlite3.Connection) -> None:
        if not con.execute("SELECT 1 FROM mock WHERE began = ?", (began,)).fetchone():
            keep_mock(con, began, scores, ended=ended)

    return step


def noted(step: Step) -> Step:
    """The same with a minute spent on a phase that is not scored."""

    def more(con: sqlite3.Connection) -> None:
        step(con)
        con.execute("INSERT INTO mock_phase SELECT began, 'design', 60000, 'boxes', NULL, NULL FROM mock")

    return more


def drilled(at: int, correct: bool) -> Step:  # noqa: FBT001 - as Hypothesis gives it
    def step(con: sqlite3.Connection) -> None:
        if not con.execute("SELECT 1 FROM drill WHERE at = ?", (at,)).fetchone():
            keep_drill(con, at, correct=correct)

    return step


moments = st.integers(1, 4)
scores = st.dictionaries(
    st.sampled_from(["api", "data", "unheard-of"]), st.tuples(st.integers(0, 3), st.just(3)), max_size=3
)
steps = st.lists(
    st.one_of(
        # Few moments, so that machines meet in the same one, with the same and with other content.
        st.builds(mocked, moments, st.sampled_from([None, 9, 10]), scores),
        st.builds(drilled, moments, st.booleans()),
        st.builds(
            lambda card, since: lambda con: want(con, [card], since),
            st.sampled_from([CardId("a/x"), CardId("b/x")]),
            moments,
        ),
    ),
    max_size=6,
)


def practice(con: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [sorted(con.execute(f"SELECT * FROM {table}"), key=repr) for table in TABLES]


def machines(stack: ExitStack, own: tuple[list[Step], ...]) -> list[sqlite3.Connection]:
    stores = [stack.enter_context(closing(empty_store())) for _ in own]
    for con, since in zip(stores, own, strict=True):
        for step in since:
            step(con)
    return stores


@given(st.tuples(steps, steps, steps))
def test_three_machines_know_the_same_whatever_was_merged_first(own: tuple[list[Step], ...]) -> None:
    outcomes = []
    for first, second, third in permutations(range(3)):
        with ExitStack() as stack:
            stores = machines(stack, own)
            merge_practice(stores[first], stores[second])
            merge_practice(stores[third], stores[first])
            outcomes.append(practice(stores[third]))
    assert all(outcome == outcomes[0] for outcome in outcomes)


@given(st.tuples(steps, steps))
def test_merging_loses_nothing_and_merging_again_changes_nothing(own: tuple[list[Step], ...]) -> None:
    with ExitStack() as stack:
        one, other = machines(stack, own)
        names = "SELECT began FROM mock UNION ALL SELECT -at FROM drill UNION ALL SELECT card FROM wanted"
        expected, there = {*one.execute(names), *other.execute(names)}, practice(other)
        merge_practice(one, other)
        assert set(one.execute(names)) == expected
        after = practice(one)
        assert merge_practice(one, other) == (0, 0)
        assert (practice(one), practice(other)) == (after, there)
        orphans = "SELECT count(*) FROM mock_phase WHERE mock NOT IN (SELECT began FROM mock)"
        assert one.execute(orphans).fetchone() == (0,)


def merged(one: Step, other: Step) -> tuple[sqlite3.Connection, tuple[int, int]]:
    here, there = empty_store(), empty_store()
    one(here)
    other(there)
    with closing(there):
        return here, merge_practice(here, there)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (mocked(1, 10, {}), mocked(1, 9, {"api": (1, 3)})),
        (mocked(1, None, {"api": (1, 3)}), mocked(1, 9, {"api": (0, 3)})),
        (mocked(1, 9, {"api": (1, 3)}), mocked(1, 10, {"api": (1, 3)})),
        (mocked(1, None, {}), noted(mocked(1, None, {}))),
    ],
    ids=["scored", "over", "over later", "more time spent"],
)
def test_mock_that_is_further_on_stays_as_a_whole(less: Step, more: Step) -> None:
    with closing(empty_store()) as con:
        more(con)
        expected = practice(con)
    here, brought = merged(less, more)
    with closing(here):
        assert (practice(here), brought) == (expected, (1, 0))
    here, brought = merged(more, less)
    with closing(here):
        assert (practice(here), brought) == (expected, (0, 0))


def test_later_wish_stays_and_drills_of_both_machines_are_counted() -> None:
    with closing(empty_store()) as one, closing(empty_store()) as other:
        want(one, [CardId("a/x"), CardId("b/x")], 5)
        want(other, [CardId("a/x"), CardId("c/x")], 7)
        keep_drill(one, 1)
        keep_drill(other, 2)
        result = merge_store(one, other, DAY)
        assert (result.mocks, result.drills) == (0, 1)
        assert dict(one.execute("SELECT card, since FROM wanted")) == {"a/x": 7, "b/x": 5, "c/x": 7}
        assert one.execute("SELECT count(*) FROM drill").fetchone() == (2,)
