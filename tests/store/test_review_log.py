import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.clock import EPOCH
from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.session import Session
from sdcards.store.database import empty_store
from sdcards.store.review_log import Difference, ReviewLog
from tests.scheduling.histories import CARD, DAY, a_scheduler, answers, reviews_of
from tests.scheduling.test_session import NOON, actions
from tests.store.stores import answer, content, open_log

AGAIN, HARD, GOOD, EASY = Rating
OTHER = CardId("write-path/answer")
histories = st.lists(
    st.tuples(st.sampled_from([CARD, OTHER, CardId("quorum/tool")]), st.sampled_from(Rating)), max_size=15
)


def test_review_and_schedule_are_read_back_as_they_were_written(log: ReviewLog) -> None:
    schedule = a_scheduler().answer(CARD, None, AGAIN, DAY)
    review = Review(1234, CARD, AGAIN, DAY, 5000, "anki")
    assert log.append(review, schedule) == review
    assert (log.history(CARD), log.schedule(CARD)) == ((review,), schedule)


def test_new_card_has_no_schedule_and_no_history(log: ReviewLog) -> None:
    assert (log.schedule(CARD), log.history(CARD)) == (None, ())


def test_reviews_come_oldest_first(light_log: ReviewLog) -> None:
    for day, card in ((DAY, CARD), (DAY - 5, OTHER), (DAY + 1, CARD)):
        answer(light_log, EASY, day, card)
    assert [review.day for review in light_log.reviews()] == [DAY - 5, DAY, DAY + 1]


def test_reviews_come_card_by_card_and_begin_on_the_earliest_day(light_log: ReviewLog) -> None:
    assert light_log.begun() is None
    for day, card in ((DAY, CARD), (DAY - 5, OTHER), (DAY + 1, CARD)):
        answer(light_log, EASY, day, card)
    assert [(review.card, review.day) for review in light_log.reviews_by_card()] == sorted(
        [(CARD, DAY), (CARD, DAY + 1), (OTHER, DAY - 5)]
    )
    assert light_log.begun() == DAY - 5


def test_taken_millisecond_moves_a_review_to_the_next_free_one(light_log: ReviewLog) -> None:
    answer(light_log, EASY, at=1000)
    answer(light_log, EASY, at=1001, card=CardId("a/x"))
    assert answer(light_log, EASY, at=1000, card=OTHER).at == 1002


def test_clock_set_back_moves_a_review_behind_the_cards_last_one(light_log: ReviewLog) -> None:
    answer(light_log, AGAIN, at=9000)
    assert answer(light_log, GOOD, at=1000).at == 9001


def test_answer_computed_from_an_old_schedule_is_refused(log: ReviewLog, path: Path) -> None:
    with closing(open_log(path).con) as con:
        answer(ReviewLog(con), GOOD)
    before = content(log.con)
    with pytest.raises(SdcardsError, match="reviewed elsewhere in the meantime"):
        log.append(Review(1, CARD, GOOD, DAY), a_scheduler().answer(CARD, None, GOOD, DAY))
    assert content(log.con) == before


def test_answer_that_was_followed_by_another_cannot_be_undone(light_log: ReviewLog) -> None:
    first = answer(light_log, AGAIN)
    answer(light_log, GOOD)
    before = content(light_log.con)
    with pytest.raises(SdcardsError, match="can no longer be undone"):
        light_log.drop(first, None)
    assert content(light_log.con) == before


@given(answers, st.sampled_from(Rating))
def test_dropping_an_answer_restores_the_whole_store(history: list[tuple[Rating, int]], rating: Rating) -> None:
    with closing(empty_store()) as con:
        log = ReviewLog(con)
        for review in reviews_of(history):
            answer(log, review.rating, review.day)
        before, schedule = content(con), log.schedule(CARD)
        log.drop(answer(log, rating, DAY + 5000), schedule)
        assert content(con) == before


@given(st.lists(st.sampled_from(sorted(actions)), max_size=15))
def test_undoing_a_whole_session_restores_the_whole_store(names: list[str]) -> None:
    with closing(empty_store()) as con:
        log = ReviewLog(con)
        answer(log, EASY, DAY - 9)
        before = content(con)
        session = Session([CARD, OTHER, CardId("quorum/tool")], log, a_scheduler(), lambda: NOON)
        for name in names:
            if session.current is not None or name == "undo":
                actions[name](session)
        while session.undo() is not None:
            pass
        assert content(con) == before


@given(histories)
def test_schedules_are_always_the_fold_of_the_log(history: list[tuple[CardId, Rating]]) -> None:
    with closing(empty_store()) as con:
        log = ReviewLog(con)
        for gap, (card, rating) in enumerate(history):
            answer(log, rating, DAY + gap // 2, card)
        before = content(con)
        assert log.check_fold(a_scheduler()) == ()
        log.refold(a_scheduler())
        assert content(con) == before


def test_check_tells_which_schedules_are_not_the_fold(light_log: ReviewLog) -> None:
    for card in (CARD, OTHER, CardId("quorum/tool")):
        answer(light_log, EASY, card=card)
    good = {card: light_log.schedule(card) for card in (CARD, OTHER)}
    light_log.con.execute("UPDATE schedule SET due = due + 1 WHERE card = ?", (CARD,))
    light_log.con.execute("DELETE FROM schedule WHERE card = ?", (OTHER,))
    light_log.con.execute("UPDATE review SET card = 'gone/x' WHERE card = 'quorum/tool'")
    wrong = light_log.schedule(CARD)
    differences = light_log.check_fold(a_scheduler())
    assert differences[1:3] == (Difference(CARD, wrong, good[CARD]), differences[2])
    assert {each.card for each in differences} == {CARD, OTHER, "quorum/tool", "gone/x"}
    light_log.refold(a_scheduler())
    assert light_log.check_fold(a_scheduler()) == ()


def test_check_overlooks_the_last_digit_of_a_float_and_nothing_more(light_log: ReviewLog) -> None:
    answer(light_log, EASY)
    light_log.con.execute("UPDATE schedule SET stability = stability * (1 + 1e-13)")
    assert light_log.check_fold(a_scheduler()) == ()
    light_log.con.execute("UPDATE schedule SET stability = stability * (1 + 1e-6)")
    assert [each.card for each in light_log.check_fold(a_scheduler())] == [CARD]


def test_refold_follows_another_retention(light_log: ReviewLog) -> None:
    answer(light_log, EASY)
    answer(light_log, GOOD, DAY + 8)
    strict = a_scheduler(0.97)
    light_log.refold(strict)
    assert light_log.schedule(CARD) == strict.replay(CARD, light_log.history(CARD))
    assert light_log.check_fold(a_scheduler(0.9)) != ()


def reviews_at(*moments: int, card: CardId = CARD) -> list[Review]:
    return [Review(at, card, GOOD, DAY + count, 5000) for count, at in enumerate(moments)]


def test_review_is_found_by_card_and_moment(light_log: ReviewLog) -> None:
    review = answer(light_log, EASY, at=1000)
    assert light_log.find(CARD, 1000) == review
    assert (light_log.find(CARD, 1001), light_log.find(OTHER, 1000)) == (None, None)


def test_merged_cards_keep_the_millisecond_they_share_and_a_new_answer_gets_another(light_log: ReviewLog) -> None:
    light_log.merge([*reviews_at(1000), *reviews_at(1000, card=OTHER)], a_scheduler())
    assert [review.at for review in light_log.reviews()] == [1000, 1000]
    assert answer(light_log, EASY, at=1000, card=CardId("a/x")).at == 1001


def test_review_taken_back_does_not_come_with_a_copy(light_log: ReviewLog) -> None:
    review = answer(light_log, EASY, at=1000)
    light_log.drop(review, None)
    assert light_log.merge([review], a_scheduler()) == 0
    assert (light_log.history(CARD), light_log.schedule(CARD)) == ((), None)
    assert light_log.undone() == {(CARD, 1000)}


def test_review_taken_back_elsewhere_leaves_and_its_card_is_folded_again(light_log: ReviewLog) -> None:
    for review in reviews_at(1000, 2000, 3000):
        answer(light_log, EASY, review.day, at=review.at)
    assert light_log.merge([], a_scheduler(), undone=[(CARD, 2000), (OTHER, 9)]) == 0
    assert [review.at for review in light_log.history(CARD)] == [1000, 3000]
    assert light_log.check_fold(a_scheduler()) == ()
    assert light_log.undone() == {(CARD, 2000), (OTHER, 9)}


def test_merging_adds_what_is_missing_and_folds_it_in(light_log: ReviewLog) -> None:
    light_log.merge(reviews_at(1000, 3000), a_scheduler())
    assert light_log.merge(reviews_at(1000, 2000, 3000), a_scheduler()) == 1
    assert [review.at for review in light_log.history(CARD)] == [1000, 2000, 3000]
    assert light_log.check_fold(a_scheduler()) == ()


def test_merging_two_logs_in_any_order_twice_counts_nothing_twice() -> None:
    with closing(empty_store()) as one_con, closing(empty_store()) as other_con:
        one, other = ReviewLog(one_con), ReviewLog(other_con)
        one.merge(reviews_at(1000, 5000), a_scheduler())
        other.merge(reviews_at(1000, 7000, card=OTHER), a_scheduler())
        for _ in range(2):
            one.merge(list(other.reviews()), a_scheduler())
            other.merge(list(one.reviews()), a_scheduler())
        assert sorted(review.card for review in one.reviews()) == [CARD, CARD, OTHER, OTHER]
        assert sorted(review.card for review in other.reviews()) == [CARD, CARD, OTHER, OTHER]


def test_merge_that_fails_adds_nothing(light_log: ReviewLog) -> None:
    broken = replace(reviews_at(2000)[0], took=None)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        light_log.merge([*reviews_at(1000), broken], a_scheduler())
    assert list(light_log.reviews()) == []


def test_hidden_cards_are_told_with_their_day(light_log: ReviewLog) -> None:
    light_log.hide(CARD, None)
    light_log.hide(OTHER, DAY + 1)
    assert light_log.hidden(DAY) == {CARD: None, OTHER: DAY + 1}
    assert light_log.hidden(DAY + 1) == {CARD: None}
    light_log.unhide(CARD)
    assert light_log.hidden(DAY) == {OTHER: DAY + 1}


def test_flags_are_kept_until_taken_away(light_log: ReviewLog) -> None:
    light_log.flag(CARD)
    light_log.flag(CARD)
    light_log.flag(OTHER)
    light_log.unflag(CARD)
    assert light_log.flags() == {OTHER}


def test_sound_file_has_no_findings_and_a_broken_index_has(log: ReviewLog) -> None:
    answer(log, GOOD)
    assert log.integrity_check() == ()
    log.con.execute("PRAGMA writable_schema = ON")
    log.con.execute(
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX review_by_day ON review (took)' WHERE name = 'review_by_day'"
    )
    log.con.execute("PRAGMA writable_schema = RESET")
    assert any("review_by_day" in finding for finding in log.integrity_check())


def test_threads_that_write_at_one_moment_lose_nothing(path: Path) -> None:
    open_log(path).con.close()

    def work(name: str) -> None:
        log = open_log(path)
        for number in range(20):
            answer(log, EASY, card=CardId(f"{name}-{number}/x"), at=1000)
        log.con.close()

    threads = [Thread(target=work, args=(name,)) for name in ("one", "other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(open_log(path).con) as con:
        log = ReviewLog(con)
        assert sorted(review.at for review in log.reviews()) == list(range(1000, 1040))
        assert log.check_fold(a_scheduler()) == ()


WRITER = """
import sys
from pathlib import Path
from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from tests.store.stores import answer, open_log

path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
log = open_log(path)
for number in range(count):
    review = answer(log, Rating(number % 4 + 1), 20000 + number // 7, CardId(f"{name}-{number % 5}/x"))
    print(review.at, review.card, flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    words = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, text=True)


def test_processes_that_write_together_lose_nothing(path: Path) -> None:
    open_log(path).con.close()
    writers = [writer(path, name, 60) for name in ("one", "other")]
    reported = [line for each in writers for line in each.communicate(timeout=60)[0].splitlines()]
    with closing(open_log(path).con) as con:
        log = ReviewLog(con)
        assert len(reported) == 120
        assert sorted(reported) == sorted(f"{review.at} {review.card}" for review in log.reviews())
        assert log.check_fold(a_scheduler()) == ()


@pytest.mark.parametrize("heard", [1, 20, 90])
def test_process_killed_while_writing_loses_and_doubles_nothing_it_reported(path: Path, heard: int) -> None:
    with writer(path, "one", 100_000) as process:
        assert process.stdout is not None
        reported = [process.stdout.readline().strip() for _ in range(heard)]
        process.kill()
        reported += [line.strip() for line in process.stdout if line.endswith("\n")]
    with closing(open_log(path).con) as con:
        log = ReviewLog(con)
        stored = [f"{review.at} {review.card}" for review in log.reviews()]
        assert stored[: len(reported)] == reported
        assert len(stored) <= len(reported) + 1
        assert log.check_fold(a_scheduler()) == ()
        assert log.integrity_check() == ()


def test_noon_of_the_tests_is_on_their_day() -> None:
    assert (NOON.date() - EPOCH).days == DAY
