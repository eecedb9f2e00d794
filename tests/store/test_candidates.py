import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling.queue import Limits
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.session import Counts, Session
from sdcards.store.candidates import (
    chosen,
    counts,
    done_today,
    due_rows,
    new_rows,
    next_due,
    remaining,
    seen_notes,
)
from sdcards.store.database import empty_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import change_setting
from sdcards.store.today import todays_queue
from sdcards.store.wanted import want, wanted_today, why_wanted
from tests.scheduling.histories import DAY, a_scheduler
from tests.scheduling.test_session import NOON
from tests.store.stores import answer, attach_deck, damage, open_log

AGAIN, _, GOOD, EASY = Rating
A, A2, B, C = (CardId(name) for name in ("a/x", "a/y", "b/x", "c/x"))
CARDS = (A, A2, B, C)


@pytest.fixture
def study(light_log: ReviewLog) -> ReviewLog:
    """A log beside a deck of four cards, two of them siblings."""
    attach_deck(light_log.con, CARDS)
    return light_log


def make_due(log: ReviewLog, card: CardId, day: int = DAY) -> None:
    answer(log, EASY, day - 30, card)
    log.con.execute("UPDATE schedule SET due = ? WHERE card = ?", (day, card))


def due_cards(log: ReviewLog, today: int = DAY) -> list[str]:
    return [row[0] for row in due_rows(log.con, today)]


def test_due_card_comes_as_a_candidate(study: ReviewLog) -> None:
    make_due(study, B)
    schedule = study.schedule(B)
    assert schedule is not None
    assert due_rows(study.con, DAY) == [(B, DAY, DAY - 30, schedule.stability, 0)]
    assert due_cards(study, DAY - 1) == []


def test_card_being_learnt_today_comes_back_today(study: ReviewLog) -> None:
    answer(study, AGAIN, card=B)
    answer(study, EASY, card=C)
    assert due_cards(study) == [B]


def test_card_that_is_hidden_or_left_the_deck_is_out(study: ReviewLog) -> None:
    for card in (A, B, C, CardId("gone/x")):
        make_due(study, card)
    answer(study, AGAIN, DAY, CardId("gone/y"))
    study.hide(A, None)
    study.hide(B, DAY + 1)
    study.hide(C, DAY)
    assert due_cards(study) == [C]
    assert sorted(due_cards(study, DAY + 1)) == [B, C]


def test_new_cards_come_in_curriculum_order_one_a_note(study: ReviewLog) -> None:
    assert new_rows(study.con, DAY) == [A, B, C]
    assert new_rows(study.con, DAY, 2) == [A, B]
    assert new_rows(study.con, DAY, 0) == new_rows(study.con, DAY, -1) == []


def test_hidden_seen_and_waiting_notes_give_no_new_card(study: ReviewLog) -> None:
    make_due(study, A)
    study.hide(B, None)
    assert new_rows(study.con, DAY) == [C]
    answer(study, EASY, DAY, C)
    assert new_rows(study.con, DAY) == []


def test_new_card_does_not_wait_for_a_sibling_that_is_hidden(study: ReviewLog) -> None:
    make_due(study, A)
    study.hide(A, None)
    assert new_rows(study.con, DAY) == [A2, B, C]


def test_notes_seen_today_are_told_even_if_they_left_the_deck(study: ReviewLog) -> None:
    answer(study, EASY, DAY - 1, A)
    answer(study, EASY, DAY, B)
    answer(study, EASY, DAY, CardId("gone/x"))
    assert seen_notes(study.con, DAY) == {"b", "gone"}


def test_done_today_tells_first_reviews_from_others(study: ReviewLog) -> None:
    answer(study, EASY, DAY - 9, A)
    answer(study, AGAIN, DAY, A)
    answer(study, GOOD, DAY, A)
    answer(study, AGAIN, DAY, B)
    answer(study, GOOD, DAY, B)
    answer(study, EASY, DAY, C)
    assert done_today(study.con, DAY) == (2, 1)


def test_daily_limits_shrink_by_what_was_done_and_stop_at_nothing(study: ReviewLog) -> None:
    assert remaining(study.con, DAY) == (15, 200)
    change_setting(study.con, "new", "1")
    change_setting(study.con, "reviews", "3")
    answer(study, EASY, DAY - 9, A)
    answer(study, EASY, DAY, A)
    answer(study, EASY, DAY, B)
    answer(study, EASY, DAY, C)
    assert remaining(study.con, DAY) == (0, 2)


def test_whole_number_setting_is_read_with_its_default(study: ReviewLog) -> None:
    assert chosen(study.con, "rollover", 4) == 4
    change_setting(study.con, "rollover", "2")
    assert chosen(study.con, "rollover", 4) == 2


def test_next_due_is_the_first_day_after_today(study: ReviewLog) -> None:
    assert next_due(study.con, DAY) is None
    make_due(study, B, DAY + 9)
    make_due(study, C, DAY + 5)
    make_due(study, CardId("gone/x"), DAY + 1)
    assert next_due(study.con, DAY) == DAY + 5
    study.hide(C, None)
    assert next_due(study.con, DAY) == DAY + 9


def test_card_that_is_due_already_and_was_not_shown_comes_tomorrow(study: ReviewLog) -> None:
    make_due(study, B, DAY - 3)
    assert next_due(study.con, DAY) == DAY + 1


def test_buried_card_is_next_on_the_day_it_comes_back(study: ReviewLog) -> None:
    make_due(study, B, DAY)
    study.hide(B, DAY + 2)
    assert next_due(study.con, DAY) == DAY + 2


def test_damaged_deck_is_not_blamed_on_the_store(log: ReviewLog, tmp_path: Path) -> None:
    deck = tmp_path / "deck.db"
    with closing(sqlite3.connect(deck)) as con:
        con.execute(
            "CREATE TABLE card (id TEXT PRIMARY KEY, note TEXT, wave INT, place INT, position INT, changed INT)"
        )
        con.execute("INSERT INTO card VALUES ('a/x', 'a', 1, 1, 1, NULL)")
        con.commit()
    damage(deck)
    log.con.execute("ATTACH ? AS deck", (str(deck),))
    with pytest.raises(SdcardsError, match=r"the compiled deck is damaged .*; delete it"):
        new_rows(log.con, DAY)


def test_damaged_store_is_told_by_its_own_name(path: Path) -> None:
    log = open_log(path)
    make_due(log, B)
    log.con.close()
    damage(path)
    with closing(sqlite3.connect(path)) as con, pytest.raises(SdcardsError, match=r"progress\.db' is damaged"):
        done_today(con, DAY)


def test_query_of_ours_that_is_wrong_keeps_its_traceback(light_log: ReviewLog) -> None:
    with pytest.raises(sqlite3.OperationalError, match=r"no such table: deck\.card"):
        new_rows(light_log.con, DAY)


@pytest.mark.parametrize(
    "question",
    [
        lambda con: counts(con, DAY, 15, 200),
        lambda con: due_rows(con, DAY),
        lambda con: done_today(con, DAY),
        lambda con: seen_notes(con, DAY),
        lambda con: next_due(con, DAY),
        lambda con: wanted_today(con, DAY),
        lambda con: why_wanted(con, B),
        lambda con: ReviewLog(con).history(A),
        lambda con: ReviewLog(con).schedule(A),
    ],
    ids=[
        "counts",
        "due_rows",
        "done_today",
        "seen_notes",
        "next_due",
        "wanted_today",
        "why_wanted",
        "history",
        "schedule",
    ],
)
def test_no_question_of_the_day_reads_a_whole_table(
    study: ReviewLog, question: Callable[[sqlite3.Connection], object]
) -> None:
    make_due(study, A)
    want(study.con, [B], DAY * 86_400_000)
    asked: list[str] = []
    study.con.set_trace_callback(asked.append)
    question(study.con)
    study.con.set_trace_callback(None)
    steps = [
        step
        for query in asked
        if "PRAGMA" not in query
        for *_, step in study.con.execute(f"EXPLAIN QUERY PLAN {query}")
    ]
    assert steps
    assert not [
        step for step in steps if step.startswith(("SCAN review", "SCAN r", "SCAN schedule")) or step == "SCAN s"
    ]


names = st.builds("{}/{}".format, st.sampled_from("abcde"), st.sampled_from("xyz")).map(CardId)
days = st.integers(DAY - 3, DAY + 1)


@given(
    deck=st.lists(names, unique=True),
    reviews=st.lists(st.tuples(names, st.sampled_from(Rating), days), max_size=25),
    dues=st.dictionaries(names, days, max_size=6),
    hidden=st.dictionaries(names, st.none() | days, max_size=4),
    wanted=st.dictionaries(names, days, max_size=8),
    limits=st.builds(Limits, new=st.integers(-1, 6), reviews=st.integers(-1, 6)),
)
def test_counts_are_exactly_what_the_queue_holds(
    *,
    deck: list[CardId],
    reviews: list[tuple[CardId, Rating, int]],
    dues: dict[CardId, int],
    hidden: dict[CardId, int | None],
    wanted: dict[CardId, int],
    limits: Limits,
) -> None:
    with closing(empty_store()) as con:
        attach_deck(con, deck)
        log = ReviewLog(con)
        for card, rating, day in reviews:
            answer(log, rating, day, card)
        for card, due in dues.items():
            con.execute("UPDATE schedule SET due = max(last + 1, ?) WHERE card = ? AND left = 0", (due, card))
        for card, until in hidden.items():
            log.hide(card, until)
        for card, since in wanted.items():
            want(con, [card], since * 86_400_000 + 40_000_000)  # just before the reviews of that day
        session = Session(todays_queue(con, DAY, limits=limits), log, a_scheduler(), lambda: NOON)
        assert Counts(*counts(con, DAY, limits.new, limits.reviews)) == session.counts


def test_setting_that_is_no_number_is_told(light_log: ReviewLog) -> None:
    light_log.con.execute("INSERT INTO setting VALUES ('rollover', 'abc')")
    with pytest.raises(SdcardsError, match="'rollover' is 'abc'; give a whole number"):
        chosen(light_log.con, "rollover", 4)
