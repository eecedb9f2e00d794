from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.clock import EPOCH, milliseconds, study_day
from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.schedule import Phase, Schedule
from sdcards.scheduling.session import Counts, Session
from tests.scheduling.histories import DAY, a_scheduler

AGAIN, HARD, GOOD, EASY = Rating
NOON = datetime.combine(EPOCH + timedelta(days=DAY), datetime.min.time(), UTC) + timedelta(hours=12)
CARDS = tuple(CardId(f"note-{number:02}/answer") for number in range(12))


class Clock:
    """Stands still until it is told otherwise."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Notebook:
    """A journal in memory."""

    def __init__(self, schedules: dict[CardId, Schedule] | None = None) -> None:
        self.schedules = dict(schedules or {})
        self.reviews: list[Review] = []
        self.hidden: dict[CardId, int | None] = {}
        self.full = False

    def schedule(self, card: CardId) -> Schedule | None:
        return self.schedules.get(card)

    def append(self, review: Review, schedule: Schedule) -> Review:
        if self.full:
            raise SdcardsError("the disk is full")
        taken = {each.at for each in self.reviews}
        while review.at in taken:
            review = replace(review, at=review.at + 1)
        self.reviews.append(review)
        self.schedules[review.card] = schedule
        return review

    def drop(self, review: Review, before: Schedule | None) -> None:
        self.reviews.remove(review)
        if before is None:
            del self.schedules[review.card]
        else:
            self.schedules[review.card] = before

    def hide(self, card: CardId, until: int | None) -> None:
        self.hidden[card] = until

    def unhide(self, card: CardId) -> None:
        del self.hidden[card]

    def content(self) -> object:
        return dict(self.schedules), list(self.reviews), dict(self.hidden)


def a_session(
    cards: tuple[CardId, ...] = CARDS, notebook: Notebook | None = None, clock: Clock | None = None
) -> Session:
    return Session(cards, notebook or Notebook(), a_scheduler(), clock or Clock())


def in_review(due: int = DAY, last: int = DAY - 10) -> Schedule:
    return Schedule(Phase.REVIEW, due, last, 10.0, 5.0, 10, 0, 3, 0)


def test_easy_card_is_done_and_the_next_one_current() -> None:
    session = a_session()
    session.answer(EASY, 4000)
    assert session.current == CARDS[1]


def test_answer_is_in_the_journal_with_its_schedule_day_and_time() -> None:
    notebook = Notebook()
    session = a_session(notebook=notebook)
    expected = session.preview()[EASY]
    review = session.answer(EASY, 4000)
    assert review == Review(milliseconds(NOON), CARDS[0], EASY, DAY, 4000, "terminal")
    assert notebook.reviews == [review]
    assert notebook.schedules == {CARDS[0]: expected}


def test_journal_that_cannot_write_leaves_the_session_as_it_was() -> None:
    notebook = Notebook()
    session = a_session(notebook=notebook)
    notebook.full = True
    with pytest.raises(SdcardsError):
        session.answer(AGAIN, 4000)
    assert (session.current, session.tally.answered, session.counts) == (CARDS[0], 0, Counts(0, 12, 0))
    assert session.undo() is None


@pytest.mark.parametrize("rating", [AGAIN, HARD, GOOD])
def test_card_that_is_not_known_comes_back_four_to_eight_cards_later(rating: Rating) -> None:
    session, others = a_session(), 0
    session.answer(rating, 4000)
    while session.current != CARDS[0]:
        session.answer(EASY, 4000)
        others += 1
    assert 4 <= others <= 8


def test_near_the_end_it_comes_back_after_the_rest() -> None:
    session = a_session(CARDS[:3])
    session.answer(AGAIN, 4000)
    session.answer(EASY, 4000)
    assert session.current == CARDS[2]
    session.answer(EASY, 4000)
    assert session.current == CARDS[0]


def test_only_card_comes_back_at_once_until_it_is_known() -> None:
    session = a_session(CARDS[:1])
    for rating in (AGAIN, HARD, GOOD):
        session.answer(rating, 4000)
        assert session.current == CARDS[0]
    session.answer(GOOD, 4000)
    assert session.current is None


def test_counts_tell_due_new_and_coming_back_apart() -> None:
    learning = replace(in_review(due=DAY, last=DAY), phase=Phase.LEARNING, left=1)
    left_over = replace(learning, due=DAY - 1, last=DAY - 1)
    notebook = Notebook({CARDS[0]: in_review(), CARDS[1]: learning, CARDS[2]: left_over})
    session = a_session(CARDS[:5], notebook)
    assert session.counts == Counts(due=2, new=2, again=1)
    session.answer(AGAIN, 4000)
    assert session.counts == Counts(due=1, new=2, again=2)


def test_tally_adds_up_what_was_answered() -> None:
    session = a_session(notebook=Notebook({CARDS[0]: in_review()}))
    for rating in (AGAIN, HARD, GOOD, EASY):
        session.answer(rating, 1000)
    tally = session.tally
    assert (tally.answered, tally.passed, tally.new, tally.milliseconds) == (4, 3, 3, 4000)


def test_undo_gives_the_card_back_and_forgets_the_answer() -> None:
    notebook = Notebook({CARDS[0]: in_review()})
    session, before = a_session(notebook=notebook), notebook.content()
    counts = session.counts
    session.answer(AGAIN, 4000)
    assert session.undo() == CARDS[0]
    assert (session.current, session.counts, session.tally.answered) == (CARDS[0], counts, 0)
    assert notebook.content() == before


def test_undo_works_after_the_last_card() -> None:
    session = a_session(CARDS[:1])
    session.answer(EASY, 4000)
    assert session.current is None
    assert session.undo() == CARDS[0]
    assert session.current == CARDS[0]


def test_undo_with_nothing_done_gives_nothing() -> None:
    session = a_session()
    assert session.undo() is None
    assert session.current == CARDS[0]


def test_suspended_card_is_hidden_until_told_otherwise() -> None:
    notebook = Notebook()
    session = a_session(notebook=notebook)
    session.suspend()
    assert (session.current, notebook.hidden) == (CARDS[1], {CARDS[0]: None})


def test_buried_card_is_hidden_until_the_next_study_day() -> None:
    notebook = Notebook()
    session = a_session(notebook=notebook, clock=Clock(NOON + timedelta(hours=14)))
    session.bury()
    assert notebook.hidden == {CARDS[0]: DAY + 1}


actions: dict[str, Callable[[Session], object]] = {
    "again": lambda session: session.answer(AGAIN, 4000),
    "good": lambda session: session.answer(GOOD, 4000),
    "easy": lambda session: session.answer(EASY, 4000),
    "suspend": Session.suspend,
    "bury": Session.bury,
    "undo": Session.undo,
}


@given(st.lists(st.sampled_from(sorted(actions)), max_size=30))
def test_undoing_everything_brings_back_the_beginning(names: list[str]) -> None:
    notebook = Notebook({CARDS[1]: in_review(), CARDS[2]: in_review()})
    session, before = a_session(CARDS[:6], notebook), notebook.content()
    tally, counts = session.tally, session.counts
    for name in names:
        if session.current is not None or name == "undo":
            actions[name](session)
    while session.undo() is not None:
        pass
    assert (session.tally, session.counts, notebook.content()) == (tally, counts, before)
    order = []
    while session.current is not None:
        order.append(session.current)
        session.bury()
    assert order == list(CARDS[:6])


def test_card_that_left_the_deck_is_dropped_and_undo_passes_over_it() -> None:
    notebook = Notebook()
    session = a_session(CARDS[:3], notebook)
    session.answer(EASY, 4000)
    session.answer(AGAIN, 4000)
    session.remove(CARDS[1])
    assert (session.current, session.tally.answered) == (CARDS[2], 2)
    assert session.undo() == CARDS[0]
    assert [review.card for review in notebook.reviews] == [CARDS[1]]


def test_current_card_that_left_the_deck_makes_room_for_the_next() -> None:
    session = a_session()
    session.remove(CARDS[0])
    assert session.current == CARDS[1]


def test_answers_after_the_study_day_turned_get_the_new_day() -> None:
    clock = Clock(NOON + timedelta(hours=15, minutes=59))
    session = a_session(clock=clock)
    evening = session.answer(EASY, 4000)
    clock.now += timedelta(minutes=1)
    morning = session.answer(EASY, 4000)
    assert (evening.day, morning.day) == (DAY, DAY + 1)


def test_card_left_unlearnt_when_the_day_turns_counts_as_due() -> None:
    clock = Clock(NOON + timedelta(hours=15, minutes=59))
    session = a_session(CARDS[:1], clock=clock)
    session.answer(AGAIN, 4000)
    assert session.counts == Counts(due=0, new=0, again=1)
    clock.now += timedelta(minutes=1)
    assert session.counts == Counts(due=1, new=0, again=0)


def test_rollover_hour_is_the_persons() -> None:
    session = Session(CARDS, Notebook(), a_scheduler(), Clock(NOON + timedelta(hours=15)), rollover_hour=2)
    assert session.answer(EASY, 4000).day == DAY + 1


def test_clock_set_back_never_gives_a_day_before_the_last_review() -> None:
    session = a_session(notebook=Notebook({CARDS[0]: in_review(due=DAY + 9, last=DAY + 3)}))
    shown = session.preview()[GOOD]
    assert session.answer(GOOD, 4000).day == DAY + 3
    assert shown.last == DAY + 3


def test_trip_to_an_earlier_zone_does_not_turn_the_day_back() -> None:
    clock = Clock(datetime.fromisoformat("2026-11-20T09:00+13:00"))
    session = a_session(CARDS[:1], clock=clock)
    first = session.answer(AGAIN, 4000)
    clock.now = datetime.fromisoformat("2026-11-19T12:00-10:00")
    second = session.answer(GOOD, 4000)
    assert study_day(clock.now) < first.day
    assert second.day == first.day
    assert second.at > first.at
