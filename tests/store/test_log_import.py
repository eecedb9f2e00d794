import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.scheduling.scheduler import Scheduler
from sdcards.store import log_import
from sdcards.store.database import empty_store
from sdcards.store.log_export import COLUMNS, csv_lines, json_lines
from sdcards.store.log_import import Fault, LogFile, clashes, read_log_file
from sdcards.store.review_log import ReviewLog
from tests.scheduling.histories import CARD, DAY, a_scheduler

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
NOON = DAY * 86_400_000 + 43_200_000
HEADER = "at,card,rating,day,took,origin\n"
ROW = f"{NOON},{CARD},3,2024-10-04,5000,terminal\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "reviews"


def read(file: Path, text: str | bytes) -> LogFile:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_log_file(file, NOW)


def reviews(found: LogFile) -> list[Review]:
    assert found.faults == []
    return [review for _line, review in found.reviews.values()]


def said(found: LogFile) -> list[str]:
    return [f"{fault.line}: {fault.message}" for fault in found.faults]


made = st.builds(
    lambda at, card, rating, late, took, origin: Review(
        at, CardId(card), rating, at // 86_400_000 + late, took, origin
    ),
    st.integers(1_262_304_000_000, 1_795_000_000_000),
    st.sampled_from(["a/x", "latency-ladder/answer", "write-path/cost-2", "quorum/c1"]),
    st.sampled_from(Rating),
    st.integers(-2, 2),
    st.integers(0, 86_400_000),
    st.sampled_from(["terminal", "anki", "import"]),
)


@given(st.lists(made, unique_by=lambda review: (review.card, review.at)), st.sampled_from([csv_lines, json_lines]))
def test_what_was_exported_is_read_back_as_it_was(
    history: list[Review], lines: Callable[[ReviewLog, Scheduler], Iterator[str]]
) -> None:
    with closing(empty_store()) as con, TemporaryDirectory() as folder:
        log = ReviewLog(con)
        log.merge(history, a_scheduler())
        file = Path(folder) / "log"
        file.write_text("".join(lines(log, a_scheduler())) or "{}", "utf-8")
        found = read_log_file(file, NOW)
        assert [review for _line, review in found.reviews.values()] == list(log.reviews())
        assert list(clashes(log, found)) == []
        assert bool(found.faults) is (not history and lines is json_lines)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(str.encode),
        st.text(max_size=300).map(HEADER.__add__).map(str.encode),
    )
)
def test_any_bytes_give_reviews_or_faults_and_never_a_traceback(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        found = read(Path(folder) / "log", data)
    assert found.faults or found.reviews or data.decode().startswith(HEADER.strip())


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=5,
    ),
    st.sampled_from(COLUMNS),
)
def test_any_json_value_in_any_field_is_taken_or_named(value: object, name: str) -> None:
    row = {"at": NOON, "card": CARD, "rating": 3, "day": "2024-10-04", "took": 1, "origin": "anki", name: value}
    with TemporaryDirectory() as folder:
        found = read(Path(folder) / "log", json.dumps(row) + "\n")
    assert len(found.faults) + len(found.reviews) == 1


def test_columns_may_stand_in_any_order_and_the_last_two_may_be_missing(file: Path) -> None:
    found = read(file, f"day,rating,card,at\r\n2024-10-04,4,a/x,{NOON}\r\n\r\n")
    assert reviews(found) == [Review(NOON, CardId("a/x"), Rating.EASY, DAY, 0, "import")]


def test_byte_order_mark_and_quotes_are_no_hindrance(file: Path) -> None:
    found = read(file, b"\xef\xbb\xbf" + HEADER.encode() + f'"{NOON}","a/x","3","2024-10-04","0","anki"\n'.encode())
    assert len(reviews(found)) == 1


def test_line_that_stands_there_twice_is_one_review(file: Path) -> None:
    assert len(reviews(read(file, HEADER + ROW + ROW))) == 1


def test_two_cards_may_share_a_millisecond(file: Path) -> None:
    assert len(reviews(read(file, HEADER + ROW + ROW.replace(CARD, "a/x")))) == 2


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (ROW.replace(",3,", ",5,"), "'rating' is '5'; give 1 (Again), 2 (Hard), 3 (Good) or 4 (Easy)"),
        (ROW.replace(",3,", ",0,"), "'rating' is '0'; give 1 (Again), 2 (Hard), 3 (Good) or 4 (Easy)"),
        (ROW.replace(",3,", ",good,"), "'rating' is 'good'; give a whole number"),
        (ROW.replace(",3,", ",\N{SUPERSCRIPT THREE},"), "'rating' is '\N{SUPERSCRIPT THREE}'; give a whole number"),
        (ROW.replace(CARD, "latency-ladder"), "'card' is 'latency-ladder'; give the id of a card"),
        (ROW.replace(CARD, "A/x"), "'card' is 'A/x'; give the id of a card"),
        (ROW.replace(CARD, "a/\x1b[31m"), "'card' is 'a/\\x1b[31m'; give the id of a card"),
        (ROW.replace(CARD, "a/" + "x" * 200), "…'; give the id of a card"),
        (ROW.replace("2024-10-04", "2024-13-04"), "'day' is '2024-13-04'; give a date, such as 2026-11-22"),
        (ROW.replace("2024-10-04", "20241004"), "'day' is '20241004'; give a date"),
        (ROW.replace("2024-10-04", "2024-10-07"), "'day' is '2024-10-07', but 'at' is on 2024-10-04"),
        (ROW.replace("2024-10-04", "2024-10-01"), "'day' is '2024-10-01', but 'at' is on 2024-10-04"),
        (ROW.replace(str(NOON), "1262303999999"), "'at' is '1262303999999'; give UTC milliseconds"),
        (ROW.replace(str(NOON), "1795534200001"), "'at' is '1795534200001'; give UTC milliseconds"),
        (ROW.replace(str(NOON), "-5"), "'at' is '-5'; give a whole number"),
        (ROW.replace(str(NOON), "9" * 40), "'; give a whole number"),
        (ROW.replace("5000", "86400001"), "'took' is '86400001'; give milliseconds, at most those of a day"),
        (ROW.replace("terminal", "My Phone"), "'origin' is 'My Phone'; give a short word in lower case"),
        (ROW.replace("terminal", "anki,extra"), "7 values for 6 columns"),
        (ROW.replace("terminal", '"anki'), "not a line of CSV"),
        (ROW.replace(",3,", ",2,"), "the same card and 'at' as in line 2, with other content; keep one of them"),
        ("x" * 2000, "longer than 1,000 bytes; this is no review; the rest was not read"),
    ],
)
def test_row_that_cannot_be_is_named_with_its_line(file: Path, row: str, fault: str) -> None:
    found = read(file, HEADER + ROW + "\n" + row)
    assert len(found.faults) == 1
    assert said(found)[0].startswith("4: ")
    assert fault in said(found)[0]


def test_moment_up_to_a_day_ahead_is_a_clock_that_is_a_little_off(file: Path) -> None:
    assert len(reviews(read(file, f"{HEADER}1795447800000,a/x,3,2026-11-23,0,anki\n"))) == 1


def test_all_faults_of_all_rows_are_named(file: Path) -> None:
    found = read(file, f"{HEADER}1,A,9,x,y,\n{ROW}2,b/x,3,2024-10-04,0,anki\n")
    assert [fault.line for fault in found.faults] == [2, 2, 2, 2, 2, 4]


def test_bytes_that_are_not_utf_8_are_named(file: Path) -> None:
    assert said(read(file, HEADER.encode() + b"\xff\xfe\n")) == ["2: not UTF-8; save the file as UTF-8"]
    assert said(read(file, HEADER.encode("utf-16")))[0] == "1: not UTF-8; save the file as UTF-8"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1: no reviews; a file starts with the columns at, card, rating, day, took, origin, or"),
        ("\n \n", "1: no reviews"),
        ("at,card,rating,day,ease\n" + ROW, "1: unknown 'ease'; the columns are at, card"),
        ("at,card,took\n", "1: missing 'rating', 'day'; the columns are"),
        ("at,card,rating,day,at\n", "1: column 'at' stands there twice; keep one"),
        ("card_id,review_time,review_rating,review_state,review_duration\n", "1: unknown 'card_id', 'review_time'"),
        ("{}\n", "1: missing 'at', 'card', 'rating', 'day'; the columns are"),
        ('{"at": 1, "at": 2}\n', "1: a field stands there twice; keep one"),
        ('{"at": 1,\n', "1: not a JSON object on one line"),
        ("{" + '"a":[' * 190 + "\n", "1: not a JSON object on one line"),
        ('{"at": 1, "card": "a/x", "rating": 3, "day": "2024-10-04", "ivl": 5}', "1: unknown 'ivl'"),
    ],
)
def test_file_that_is_no_log_is_told_from_its_first_line(file: Path, text: str, fault: str) -> None:
    found = read(file, text)
    assert said(found)[0].startswith(fault)
    assert len(found.faults) == 1


def test_list_in_a_file_of_json_lines_is_named(file: Path) -> None:
    row = json.dumps({"at": NOON, "card": CARD, "rating": 3, "day": "2024-10-04"})
    assert said(read(file, f"{row}\n[1]\n{row}\n")) == ["2: not a JSON object on one line"]


def test_json_booleans_and_floats_are_no_whole_numbers(file: Path) -> None:
    row: dict[str, object] = {"at": 1.5, "card": 7, "rating": True, "day": None, "took": "5", "origin": []}
    assert [fault.message.split()[0] for fault in read(file, json.dumps(row)).faults] == [
        "'at'",
        "'card'",
        "'rating'",
        "'day'",
        "'origin'",
    ]


def test_reading_ends_after_a_thousand_faults(file: Path) -> None:
    assert len(read(file, HEADER + "x\n" * 5000).faults) == 1000


def test_file_that_is_huge_or_missing_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SdcardsError, match=r"there is no file '.*reviews'; check its name"):
        read_log_file(file, NOW)
    file.write_text(HEADER)
    monkeypatch.setattr(log_import, "LARGEST", 10)
    with pytest.raises(SdcardsError, match="split it"):
        read_log_file(file, NOW)


def test_file_that_cannot_be_read_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    file.write_text(HEADER)
    monkeypatch.setattr(log_import, "_read", refuse)
    with pytest.raises(SdcardsError, match=r"reviews' cannot be read \(Permission denied\); check its rights"):
        read_log_file(file, NOW)


def test_review_that_is_here_with_another_rating_is_a_clash_and_with_another_origin_is_not(
    light_log: ReviewLog, file: Path
) -> None:
    light_log.merge(
        [Review(NOON, CARD, Rating.GOOD, DAY), Review(NOON, CardId("a/x"), Rating.GOOD, DAY)], a_scheduler()
    )
    found = read(file, f"{HEADER}{NOON},{CARD},3,2024-10-04,9,anki\n{NOON},a/x,4,2024-10-04,0,terminal\n")
    assert list(clashes(light_log, found)) == [
        Fault(3, f"the log has this review, of 'a/x' at {NOON}, with another rating or day")
    ]
