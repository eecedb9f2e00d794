import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.store.database import empty_store
from sdcards.store.merging import Merged, merge_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import change_setting, read_scheduler
from sdcards.store.snapshot import open_snapshot
from sdcards.store.wanted import want
from tests.killing import killings, needs_fork
from tests.scheduling.histories import CARD, DAY, a_scheduler
from tests.store.practice import keep_drill, keep_mock
from tests.store.stores import answer, content, damage, open_log, put

GOOD, EASY = Rating.GOOD, Rating.EASY
OTHER = CardId("write-path/answer")
CARDS = (CARD, OTHER, CardId("quorum/tool"))

steps = st.lists(
    st.one_of(
        # Few moments, so that machines meet in the same millisecond, on one card and on two.
        st.tuples(st.sampled_from(CARDS), st.sampled_from(Rating), st.integers(1, 6)),
        st.tuples(st.just("undo"), st.sampled_from(CARDS)),
        st.tuples(st.just("hide"), st.sampled_from(CARDS), st.sampled_from([None, DAY, DAY + 1, DAY + 2])),
        st.tuples(st.just("flag"), st.sampled_from(CARDS)),
        st.tuples(st.just("reset"), st.sampled_from(CARDS), st.integers(1, 6)),
    ),
    max_size=8,
)


def do(log: ReviewLog, step: tuple[object, ...]) -> None:
    match step:
        case ["undo", card]:
            if history := log.history(CardId(str(card))):
                last_reset = max((at for reset, at in log.resets() if reset == card), default=0)
                counting = [review for review in history[:-1] if review.at > last_reset]
                log.drop(history[-1], a_scheduler().replay(history[0].card, counting))
        case ["hide", card, until]:
            log.hide(CardId(str(card)), until)  # type: ignore[arg-type]
        case ["flag", card]:
            log.flag(CardId(str(card)))
        case ["reset", card, at]:
            log.merge([], a_scheduler(), resets=[(CardId(str(card)), int(str(at)))])
        case [card, rating, at]:
            answer(log, Rating(rating), DAY + int(str(at)), CardId(str(card)), int(str(at)))  # type: ignore[arg-type]


def known(con: sqlite3.Connection) -> tuple[object, ...]:
    """All that machines should agree on after merging."""
    log = ReviewLog(con)
    cards = sorted({review.card for review in log.reviews()})
    return (
        list(log.reviews()),
        log.undone(),
        log.resets(),
        [log.schedule(card) for card in cards],
        con.execute("SELECT count(*) FROM schedule").fetchone(),
        log.hidden(DAY),
        log.flags(),
    )


@contextmanager
def machines(start: list[tuple[object, ...]], own: tuple[list[tuple[object, ...]], ...]) -> Iterator[list[ReviewLog]]:
    """As many stores as ``own`` has entries: copies of one, each with steps of its own since."""
    with ExitStack() as stack:
        logs = [ReviewLog(stack.enter_context(closing(empty_store()))) for _ in own]
        for log, since in zip(logs, own, strict=True):
            for step in [*start, *since]:
                do(log, step)
        yield logs


@given(steps, st.tuples(steps, steps, steps))
@settings(max_examples=40)
def test_three_machines_know_the_same_whatever_was_merged_first(
    start: list[tuple[object, ...]], own: tuple[list[tuple[object, ...]], ...]
) -> None:
    outcomes = []
    for first, second, third in permutations(range(3)):
        with machines(start, own) as logs:
            merge_store(logs[first].con, logs[second].con, DAY)
            merge_store(logs[third].con, logs[first].con, DAY)
            outcomes.append(known(logs[third].con))
        with machines(start, own) as logs:
            merge_store(logs[first].con, logs[second].con, DAY)
            merge_store(logs[first].con, logs[third].con, DAY)
            outcomes.append(known(logs[first].con))
    assert all(outcome == outcomes[0] for outcome in outcomes)


@given(steps, st.tuples(steps, steps))
def test_merging_loses_and_doubles_nothing(
    start: list[tuple[object, ...]], own: tuple[list[tuple[object, ...]], ...]
) -> None:
    with machines(start, own) as (one, other):
        undone = one.undone() | other.undone()
        expected = {(review.card, review.at) for log in (one, other) for review in log.reviews()} - undone
        merge_store(one.con, other.con, DAY)
        assert [(review.card, review.at) for review in one.reviews()] == sorted(expected, key=lambda key: key[::-1])
        assert one.check_fold(a_scheduler()) == ()


@given(steps, st.tuples(steps, steps))
def test_merging_again_changes_nothing(
    start: list[tuple[object, ...]], own: tuple[list[tuple[object, ...]], ...]
) -> None:
    with machines(start, own) as (one, other):
        merge_store(one.con, other.con, DAY)
        before, there, written = content(one.con), known(other.con), one.con.total_changes
        again = merge_store(one.con, other.con, DAY)
        assert one.con.total_changes == written
        assert (again.added, again.undone, again.hidden, again.flagged) == (0, 0, 0, 0)
        assert (content(one.con), known(other.con)) == (before, there)


def test_answer_taken_back_after_a_copy_was_made_stays_taken_back() -> None:
    with machines([(CARD, GOOD, 1), (CARD, EASY, 2)], ([("undo", CARD)], [])) as (one, copy):
        assert merge_store(one.con, copy.con, DAY) == Merged(0, 2, 0, 0, 0, alike=True)
        assert [review.at for review in one.history(CARD)] == [1]
        assert merge_store(copy.con, one.con, DAY).undone == 1
        assert known(copy.con) == known(one.con)


def test_answer_given_anew_after_an_undo_is_another_review_though_the_clock_was_set_back() -> None:
    with machines([(CARD, GOOD, 5)], ([],)) as (log,):
        first = log.history(CARD)[-1]
        log.drop(first, None)
        again = answer(log, EASY, at=5)
        assert again.at == 6
        assert log.undone() == {(CARD, 5)}


def test_clash_that_only_an_edited_file_can_make_is_decided_alike_everywhere() -> None:
    with closing(empty_store()) as one_con, closing(empty_store()) as other_con:
        one, other = ReviewLog(one_con), ReviewLog(other_con)
        one.merge([Review(5, CARD, GOOD, DAY)], a_scheduler())
        other.merge([Review(5, CARD, EASY, DAY)], a_scheduler())
        merge_store(one_con, other_con, DAY)
        merge_store(other_con, one_con, DAY)
        assert known(one_con) == known(other_con)
        assert one.history(CARD)[0].rating is EASY


def test_hidden_and_flagged_cards_come_along_and_settings_stay() -> None:
    with machines([], ([], [("hide", CARD, None), ("hide", OTHER, DAY), ("flag", OTHER)])) as (one, other):
        change_setting(one.con, "new", "3")
        change_setting(other.con, "retention", "0.8")
        assert merge_store(one.con, other.con, DAY) == Merged(0, 0, 0, 1, 1, alike=False)
        assert one.hidden(DAY) == {CARD: None}
        assert dict(one.con.execute("SELECT key, value FROM setting"))["new"] == "3"


def test_card_suspended_here_stays_so_where_it_is_only_buried_there() -> None:
    with machines([], ([("hide", CARD, None)], [("hide", CARD, DAY + 1)])) as (one, other):
        merge_store(one.con, other.con, DAY)
        merge_store(other.con, one.con, DAY)
        assert one.hidden(DAY) == other.hidden(DAY) == {CARD: None}


def full(path: Path, cards: int, day: int) -> None:
    with closing(open_log(path).con) as con:
        for number in range(cards):
            answer(ReviewLog(con), GOOD, day, CardId(f"note-{number}/answer"))
            answer(ReviewLog(con), GOOD, day, CardId(f"note-{number}/answer"))
        read_scheduler(con)


@needs_fork
def test_merge_that_is_killed_anywhere_was_done_or_was_not(tmp_path: Path) -> None:
    full(tmp_path / "one.db", 3, DAY)
    full(tmp_path / "other.db", 4, DAY + 2)
    with closing(open_log(tmp_path / "other.db").con) as con:
        ReviewLog(con).hide(OTHER, None)
        ReviewLog(con).flag(OTHER)
        keep_mock(con, 1_000, {"api": (1, 3)})
        keep_drill(con, 2_000)
        want(con, [OTHER], 1_000)
    store = tmp_path / "progress.db"

    def merge() -> None:
        with closing(open_log(store).con) as con, closing(open_snapshot(tmp_path / "other.db", str(store))) as other:
            merge_store(con, other, DAY)

    def state() -> dict[str, list[tuple[object, ...]]]:
        with closing(open_log(store).con) as con:
            log = ReviewLog(con)
            assert (log.check_fold(a_scheduler()), log.integrity_check()) == ((), ())
            return content(con)

    put(tmp_path / "one.db", store)
    before = state()
    merge()
    after = state()
    seen = [state() for _ in killings(lambda: put(tmp_path / "one.db", store), merge, 60)]
    assert all(each in (before, after) for each in seen)
    assert before in seen
    assert after in seen


@pytest.mark.parametrize("fault", ["newer", "damaged", "foreign"])
def test_file_that_cannot_be_merged_is_left_alone(tmp_path: Path, fault: str) -> None:
    other = tmp_path / "other.db"
    full(other, 9, DAY)
    match fault:
        case "newer":
            with closing(sqlite3.connect(other)) as con:
                con.execute("PRAGMA user_version = 99")
        case "damaged":
            damage(other)
        case "foreign":
            other.write_bytes(b"dear diary\n" * 1000)
    before = other.read_bytes()
    with pytest.raises(Exception, match="it was left as it is"):
        open_snapshot(other, str(tmp_path / "progress.db"))
    assert other.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["other.db"]
