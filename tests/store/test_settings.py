from contextlib import closing
from pathlib import Path

import pytest

from sdcards.errors import SdcardsError
from sdcards.scheduling import scheduler
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.scheduler import default_parameters
from sdcards.store import settings
from sdcards.store.database import read_store
from sdcards.store.review_log import ReviewLog
from sdcards.store.settings import (
    PARAMETERS,
    Settings,
    change_parameters,
    change_setting,
    keep_fit,
    read_scheduler,
    read_settings,
    read_value,
    undo_fit,
    write_value,
)
from tests.scheduling.histories import CARD, DAY
from tests.store.stores import answer, content

OTHERS = (*default_parameters()[:3], 9.5, *default_parameters()[4:])


def test_settings_have_defaults_until_something_is_chosen(light_log: ReviewLog) -> None:
    assert read_settings(light_log.con) == Settings(0.9, 15, 200, 8, 4, 365, 4, 0)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("retention", "0.85", 0.85),
        ("new", " 30 ", 30),
        ("rollover", "0", 0),
        ("buttons", "2", 2),
        ("leech", "5", 5),
        ("bell", "1", 1),
    ],
)
def test_setting_is_kept(light_log: ReviewLog, name: str, text: str, value: float) -> None:
    assert getattr(change_setting(light_log.con, name, text), name) == value
    assert getattr(read_settings(light_log.con), name) == value
    assert read_value(light_log.con, name) == str(value)


def test_setting_goes_back_to_its_default(light_log: ReviewLog) -> None:
    change_setting(light_log.con, "new", "30")
    assert change_setting(light_log.con, "new", None).new == 15
    assert read_value(light_log.con, "new") is None


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("retention", "0.99", r"'retention' is '0\.99'; choose from 0\.7 to 0\.97"),
        ("retention", "nan", "'retention' is 'nan'; choose from"),
        ("retention", "85", "'retention' is '85'; choose from 0.7 to 0.97"),
        ("retention", "high", "'retention' is 'high'; give a number"),
        ("new", "1.5", r"'new' is '1\.5'; give a whole number"),
        ("new", "-1", "'new' is '-1'; choose from 0 to 9999"),
        ("rollover", "24", "choose from 0 to 23"),
        ("buttons", "3", "'buttons' is '3'; choose 2 or 4"),
        ("colour", "red", "there is no setting 'colour'; choose one of 'retention', 'new'"),
    ],
)
def test_unfit_choice_is_refused_and_changes_nothing(light_log: ReviewLog, name: str, text: str, words: str) -> None:
    before = content(light_log.con)
    with pytest.raises(SdcardsError, match=words):
        change_setting(light_log.con, name, text)
    assert content(light_log.con) == before


def test_setting_spoilt_by_hand_is_told_and_can_be_set_again(light_log: ReviewLog) -> None:
    write_value(light_log.con, "new", "many")
    with pytest.raises(SdcardsError, match="'new' is 'many'; give a whole number"):
        read_settings(light_log.con)
    assert change_setting(light_log.con, "new", "9").new == 9


@pytest.mark.parametrize(("name", "text"), [("retention", "0.97"), ("maximum_interval", "3")])
def test_change_of_scheduling_moves_due_dates_at_once(light_log: ReviewLog, name: str, text: str) -> None:
    answer(light_log, Rating.EASY)
    before = light_log.schedule(CARD)
    change_setting(light_log.con, name, text)
    after = light_log.schedule(CARD)
    assert before is not None
    assert after is not None
    assert after.due < before.due
    assert light_log.check_fold(read_scheduler(light_log.con)) == ()


def test_change_of_scheduling_that_fails_changes_nothing(log: ReviewLog, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(log, Rating.EASY)
    read_scheduler(log.con)
    before = content(log.con)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ReviewLog, "refold", interrupt)
    with pytest.raises(KeyboardInterrupt):
        change_setting(log.con, "retention", "0.8")
    assert content(log.con) == before


def test_change_of_daily_limits_leaves_schedules_alone(light_log: ReviewLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ReviewLog, "refold")
    assert change_setting(light_log.con, "reviews", "50").reviews == 50


def test_parameters_are_kept_at_first_use_against_updates_of_the_library(
    light_log: ReviewLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_scheduler(light_log.con)
    monkeypatch.setattr(settings, "default_parameters", lambda: OTHERS)
    assert read_scheduler(light_log.con) == first
    assert first.parameters == scheduler.default_parameters()


def test_reading_alone_does_not_keep_parameters(log: ReviewLog, path: Path) -> None:
    con = read_store(path, today=DAY)
    assert con is not None
    with closing(con):
        assert read_scheduler(con).parameters == default_parameters()
    assert read_value(log.con, PARAMETERS) is None


def test_other_parameters_move_due_dates_and_can_be_taken_back(light_log: ReviewLog) -> None:
    answer(light_log, Rating.EASY)
    before = light_log.schedule(CARD)
    assert change_parameters(light_log.con, OTHERS) == read_scheduler(light_log.con)
    after = light_log.schedule(CARD)
    assert after is not None
    assert after.stability == 9.5
    change_parameters(light_log.con, None)
    assert light_log.schedule(CARD) == before


def test_parameters_that_fsrs_refuses_are_not_kept(light_log: ReviewLog) -> None:
    with pytest.raises(SdcardsError, match="out of bounds"):
        change_parameters(light_log.con, (*OTHERS[:20], 7.0))
    assert read_value(light_log.con, PARAMETERS) is None


def test_parameters_spoilt_by_hand_are_told(light_log: ReviewLog) -> None:
    write_value(light_log.con, PARAMETERS, "one two")
    with pytest.raises(SdcardsError, match="the FSRS parameters in the store are 'one two'"):
        read_scheduler(light_log.con)


def test_retention_of_the_settings_is_the_schedulers(light_log: ReviewLog) -> None:
    change_setting(light_log.con, "retention", "0.8")
    change_setting(light_log.con, "maximum_interval", "90")
    found = read_scheduler(light_log.con)
    assert (found.retention, found.maximum_interval) == (0.8, 90)


def test_fit_moves_due_dates_and_its_undo_moves_them_back(light_log: ReviewLog) -> None:
    answer(light_log, Rating.EASY)
    change_parameters(light_log.con, OTHERS)
    before = content(light_log.con)
    keep_fit(light_log.con, default_parameters())
    assert read_scheduler(light_log.con).parameters == default_parameters()
    assert light_log.check_fold(read_scheduler(light_log.con)) == ()
    assert content(light_log.con)["schedule"] != before["schedule"]
    undo_fit(light_log.con)
    assert content(light_log.con) == before


def test_undo_without_a_fit_changes_nothing(light_log: ReviewLog) -> None:
    before = content(light_log.con)
    with pytest.raises(SdcardsError, match="there is no fit to undo; 'sdcards fit' makes one"):
        undo_fit(light_log.con)
    assert content(light_log.con) == before


def test_fit_that_fsrs_refuses_changes_nothing(light_log: ReviewLog) -> None:
    read_scheduler(light_log.con)
    before = content(light_log.con)
    with pytest.raises(SdcardsError, match="FSRS refuses the parameters"):
        keep_fit(light_log.con, (500.0, *OTHERS[1:]))
    assert content(light_log.con) == before
