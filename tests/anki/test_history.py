import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zipfile import ZIP_DEFLATED
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sdcards.anki.archive import open_collection
from sdcards.anki.bringing import Brought, compare
from sdcards.anki.cards import known_notes
from sdcards.anki.history import History, read_history
from sdcards.anki.identity import guid
from sdcards.clock import date_of
from sdcards.errors import SdcardsError
from sdcards.ids import CardId, NoteId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.store.database import empty_store
from sdcards.store.review_log import ReviewLog
from tests.anki.ankifiles import MOMENT, NOTE, Row, packed, review, write_collection, write_package
from tests.scheduling.histories import a_scheduler

KNOWN = known_notes([(NOTE, "basic"), (NoteId("a-cloze"), "cloze")])
CARD = CardId("a-basic/answer")
NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
LOS_ANGELES = ZoneInfo("America/Los_Angeles")
PARAMETERS = a_scheduler()


def read(path: Path, zone: tzinfo | None = UTC) -> History:
    with open_collection(path) as con:
        return read_history(con, KNOWN, NOW, 4, zone)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "collection.anki2"


@pytest.fixture
def log() -> Iterator[ReviewLog]:
    with closing(empty_store()) as con:
        yield ReviewLog(con)


def history(file: Path, *rows: Row) -> History:
    return read(write_collection(file, rows))


def bring(log: ReviewLog, found: History) -> Brought:
    brought = compare(found, log)
    brought.keep(log, PARAMETERS)
    return brought


def test_reviews_come_with_card_rating_duration_and_day(file: Path) -> None:
    day = (date_of(0).replace(2026, 11, 22) - date_of(0)).days
    assert history(file, review(MOMENT, 2, took=700), review(MOMENT + 5, card=12)).reviews == [
        Review(MOMENT, CARD, Rating.HARD, day - 1, 700, "anki"),
        Review(MOMENT + 5, CardId("a-basic/reverse"), Rating.GOOD, day - 1, 9, "anki"),
    ]


def test_holes_are_counted_from_one(file: Path) -> None:
    notes, cards = [(1, guid(NoteId("a-cloze")), 5, "", "")], [(11, 1, 2)]
    found = read(write_collection(file, [review(MOMENT)], notes=notes, cards=cards))
    assert [each.card for each in found.reviews] == ["a-cloze/c3"]


def test_rows_that_are_no_reviews_are_counted_by_their_reason(file: Path) -> None:
    found = history(
        file,
        review(MOMENT, 3, kind=3, factor=0),
        review(MOMENT + 1, 3, kind=3, factor=500),
        review(MOMENT + 2, 0, kind=4, factor=500),
        review(MOMENT + 3, 0, kind=5, factor=0),
        review(MOMENT + 4, 0, kind=4, factor=0),
        review(MOMENT + 5, card=99),
        review(MOMENT + 200_000_000),
    )
    assert [each.at for each in found.reviews] == [MOMENT + 1]
    assert found.resets == [(CARD, MOMENT + 4)]
    assert (found.crammed, found.moved, found.foreign, found.future, found.impossible) == (1, 2, 1, 1, 0)


@pytest.mark.parametrize(
    "row",
    [
        review(MOMENT, 5),
        review(MOMENT, -1),
        review(MOMENT, "3"),
        review(MOMENT, None),
        review(MOMENT, 3.5),
        review(MOMENT, kind=6),
        review(MOMENT, kind=-1),
        review(MOMENT, factor=-1),
        review(MOMENT, took=-1),
        review(MOMENT, took=86_400_001),
        review(-5),
        review(1_000),
        review(b"\x00"),
    ],
)
def test_row_with_values_that_cannot_be_is_counted_and_left_out(file: Path, row: Row) -> None:
    found = history(file, row, review(MOMENT + 9))
    assert (found.impossible, [each.at for each in found.reviews]) == (1, [MOMENT + 9])


def test_cards_that_are_not_ours_are_passed_over(file: Path) -> None:
    notes = [(1, "somebody's", 5, "", ""), (2, None, 5, "", ""), (3, guid(NOTE), 5, "", "")]
    cards = [(11, 1, 0), (12, 3, 7), (13, 3, "x"), (14, 9, 0), (15, 3, 1)]
    rows = [review(MOMENT + card, card=card) for card in range(11, 16)]
    found = read(write_collection(file, rows, notes=notes, cards=cards))
    assert ([each.card for each in found.reviews], found.foreign) == (["a-basic/reverse"], 4)


def test_two_notes_with_one_guid_are_refused(file: Path) -> None:
    notes = [(1, guid(NOTE), 5, "", ""), (2, guid(NOTE), 5, "", "")]
    with pytest.raises(SdcardsError, match="two notes there are our 'a-basic'; delete one of them in Anki first"):
        read(write_collection(file, notes=notes))


def test_strangers_may_share_a_guid(file: Path) -> None:
    assert read(write_collection(file, notes=[(1, "x", 5, "", ""), (2, "x", 5, "", "")])).reviews == []


EVENING = int(datetime(2026, 6, 10, 22, tzinfo=LOS_ANGELES).timestamp() * 1000)
NEARLY_FOUR = int(datetime(2026, 6, 11, 3, 30, tzinfo=LOS_ANGELES).timestamp() * 1000)
IN_WINTER = int(datetime(2026, 1, 5, tzinfo=LOS_ANGELES).timestamp())


@pytest.mark.parametrize(
    ("zone", "conf", "days"),
    [
        (LOS_ANGELES, {}, [10, 10]),
        (UTC, {}, [11, 11]),
        (LOS_ANGELES, {"creationOffset": 480}, [10, 10]),
        (UTC, {"creationOffset": 480}, [10, 10]),
        (LOS_ANGELES, {"creationOffset": 480, "rollover": 3}, [10, 11]),
        (LOS_ANGELES, {"creationOffset": 0}, [11, 11]),
        (LOS_ANGELES, {"creationOffset": "x", "rollover": 99}, [10, 10]),
        (LOS_ANGELES, {"creationOffset": 99_999, "rollover": -3}, [10, 10]),
        (LOS_ANGELES, {"creationOffset": True}, [10, 10]),
    ],
)
def test_day_is_the_one_of_the_collections_own_zone_and_hour(
    file: Path, zone: tzinfo, conf: dict[str, object], days: list[int]
) -> None:
    path = write_collection(file, [review(EVENING), review(NEARLY_FOUR)], conf=conf, created=IN_WINTER)
    assert [date_of(each.day).day for each in read(path, zone).reviews] == days


@pytest.mark.parametrize("created", ["x", -1, 1 << 60])
def test_collection_that_was_made_at_no_time_counts_by_the_zone_here(file: Path, created: object) -> None:
    path = write_collection(file, [review(EVENING)], conf={"creationOffset": 0}, created=created)
    assert date_of(read(path, LOS_ANGELES).reviews[0].day).day == 10


@pytest.mark.parametrize(("value", "day"), [("480", 10), ("{", 11), ("[1]", 11)])
def test_newer_collection_keeps_its_settings_in_a_table(file: Path, value: str, day: int) -> None:
    path = write_collection(file, [review(EVENING)], version=18, created=IN_WINTER)
    with closing(sqlite3.connect(path)) as con, con:
        con.execute("CREATE TABLE config (key TEXT PRIMARY KEY, val BLOB)")
        con.execute("INSERT INTO config VALUES ('creationOffset', ?)", (value.encode(),))
    assert date_of(read(path, UTC).reviews[0].day).day == day


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(
    st.sampled_from(["collection.anki21b", "collection.anki21", "collection.anki2", "bare"]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=30),
)
@example("bare", [(0.197265625, 128)])
def test_file_with_any_bytes_changed_is_read_or_refused(
    tmp_path: Path, form: str, flips: list[tuple[float, int]]
) -> None:
    file = write_collection(tmp_path / "collection.anki2", [review(MOMENT), review(MOMENT + 1, card=12)])
    if form != "bare":
        file = write_package(tmp_path / "deck.apkg", packed(file, form), ZIP_DEFLATED)
    content = bytearray(file.read_bytes())
    for place, value in flips:
        content[int(place * len(content))] = value
    file.write_bytes(content)
    with suppress(SdcardsError):
        assert len(read(file).reviews) <= 2


def test_bringing_adds_what_is_new_and_again_nothing(file: Path, log: ReviewLog) -> None:
    found = history(file, review(MOMENT), review(MOMENT + 5, card=12))
    assert (len(bring(log, found).reviews), len(tuple(log.reviews()))) == (2, 2)
    again = bring(log, found)
    assert (again.reviews, again.resets, again.known) == ((), (), 2)
    assert log.check_fold(PARAMETERS) == ()


def test_review_of_the_terminal_that_comes_back_keeps_its_day_and_origin(file: Path, log: ReviewLog) -> None:
    mine = Review(MOMENT, CARD, Rating.GOOD, 20_000, 9, "terminal")
    log.merge([mine], PARAMETERS)
    assert bring(log, history(file, review(MOMENT))).reviews == ()
    assert tuple(log.reviews()) == (mine,)


def test_review_that_gave_way_to_another_card_does_not_come_back_as_new(file: Path, log: ReviewLog) -> None:
    both = [Review(MOMENT, CardId(card), Rating.GOOD, 20_000, 9) for card in (CARD, "a-basic/reverse")]
    log.merge(both, PARAMETERS)
    assert bring(log, history(file, review(MOMENT), review(MOMENT + 1, card=12))).known == 2
    assert len(tuple(log.reviews())) == 2


def test_review_that_was_taken_back_here_stays_out(file: Path, log: ReviewLog) -> None:
    found = history(file, review(MOMENT))
    bring(log, found)
    log.drop(next(log.reviews()), None)
    again = bring(log, found)
    assert (again.reviews, again.undone, tuple(log.reviews())) == ((), 1, ())


def test_reset_makes_the_card_new_and_what_follows_starts_again(file: Path, log: ReviewLog) -> None:
    days = [MOMENT - day * 86_400_000 for day in (9, 6, 5, 4)]
    rows = [review(days[0], kind=0), review(days[1]), review(days[2], 0, kind=4, factor=0)]
    bring(log, history(file, *rows))
    assert (log.schedule(CARD), len(log.history(CARD))) == (None, 2)
    bring(log, history(file, *rows, review(days[3], 4, kind=0)))
    schedule = log.schedule(CARD)
    assert schedule == PARAMETERS.replay(CARD, log.history(CARD)[2:])
    assert (schedule and schedule.reps, log.check_fold(PARAMETERS)) == (1, ())
