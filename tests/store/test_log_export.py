import json
from pathlib import Path

import pytest

from sdcards.errors import SdcardsError
from sdcards.ids import CardId
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.store.log_export import FORMATS, csv_lines, fsrs_lines, json_lines, write_lines
from sdcards.store.review_log import ReviewLog
from tests.scheduling.histories import CARD, DAY, a_scheduler
from tests.store.stores import answer, names_in

AGAIN, HARD, GOOD, EASY = Rating


def test_csv_names_its_columns_and_gives_the_day_as_a_date(light_log: ReviewLog) -> None:
    light_log.merge([Review(1728043200000, CARD, GOOD, DAY, 5000), Review(5, CARD, AGAIN, 1, 7, "anki")], a_scheduler())
    assert "".join(csv_lines(light_log, a_scheduler())) == (
        "at,card,rating,day,took,origin\n"
        "5,latency-ladder/answer,1,1970-01-02,7,anki\n"
        "1728043200000,latency-ladder/answer,3,2024-10-04,5000,terminal\n"
    )


def test_json_lines_are_an_object_each(light_log: ReviewLog) -> None:
    answer(light_log, EASY, at=1728043200000)
    (line,) = json_lines(light_log, a_scheduler())
    assert line.endswith("}\n")
    assert json.loads(line) == {
        "at": 1728043200000,
        "card": CARD,
        "rating": 4,
        "day": "2024-10-04",
        "took": 5000,
        "origin": "terminal",
    }


def test_fsrs_columns_give_the_state_before_each_review_card_by_card(light_log: ReviewLog) -> None:
    for day, rating in ((0, GOOD), (0, GOOD), (2, AGAIN), (2, GOOD)):
        answer(light_log, rating, DAY + day)
    answer(light_log, EASY, DAY + 1, CardId("a/x"))
    lines = "".join(fsrs_lines(light_log, a_scheduler())).splitlines()
    assert lines == [
        "card_id,review_time,review_rating,review_state,review_duration",
        "a/x,1728129600000,4,0,5000",
        "latency-ladder/answer,1728043200000,3,0,5000",
        "latency-ladder/answer,1728043200001,3,1,5000",
        "latency-ladder/answer,1728216000000,1,2,5000",
        "latency-ladder/answer,1728216000001,3,3,5000",
    ]


def test_empty_log_has_its_columns_only(light_log: ReviewLog) -> None:
    assert [len(list(lines(light_log, a_scheduler()))) for lines in FORMATS.values()] == [1, 0, 1]


def test_card_id_that_holds_a_comma_is_quoted(light_log: ReviewLog) -> None:
    light_log.merge([Review(5, CardId('a,"b'), GOOD, 1)], a_scheduler())
    assert '5,"a,""b",3,' in "".join(csv_lines(light_log, a_scheduler()))


def test_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    def lines() -> object:
        yield "one\n"
        raise KeyboardInterrupt

    target = tmp_path / "log.csv"
    assert write_lines(target, ["one\n", "two\n"]) == 2
    with pytest.raises(KeyboardInterrupt):
        write_lines(target, lines())  # type: ignore[arg-type]
    assert target.read_bytes() == b"one\ntwo\n"
    assert names_in(tmp_path) == ["log.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_what_is_no_file_is_written_to_and_stays_what_it_is() -> None:
    with pytest.raises(SdcardsError, match="'/dev/full' cannot be used"):
        write_lines("/dev/full", ["one\n"])
    assert Path("/dev/full").is_char_device()


def test_folder_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(SdcardsError, match=rf"^'{tmp_path}' cannot be used \(is a directory\)"):
        write_lines(tmp_path, ["one\n"])


def test_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SdcardsError, match=r"file' cannot be used"):
        write_lines(tmp_path / "file" / "log.csv", [])
