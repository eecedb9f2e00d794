"""`sdcards fit`."""

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.ids import CardId
from sdcards.places import progress_file
from sdcards.scheduling import fitting
from sdcards.scheduling.review import Review
from sdcards.scheduling.scheduler import default_parameters
from sdcards.store.review_log import ReviewLog
from tests.cli.conftest import Run
from tests.scheduling.histories import a_scheduler
from tests.scheduling.learners import forgetful, learner
from tests.store.stores import content, open_log

pytestmark = pytest.mark.usefixtures("deck")


def keep(histories: Mapping[CardId, Sequence[Review]]) -> None:
    with closing(open_log(Path(progress_file())).con) as con:
        ReviewLog(con).merge([review for reviews in histories.values() for review in reviews], a_scheduler())


def schedules() -> list[tuple[object, ...]]:
    with closing(open_log(Path(progress_file())).con) as con:
        return content(con)["schedule"]


@pytest.fixture
def optimizer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An optimizer that always finds the forgetful person's parameters."""
    monkeypatch.setattr(fitting, "_trainer", lambda: lambda _histories: forgetful())


@pytest.mark.usefixtures("optimizer")
def test_better_fit_is_kept_and_can_be_undone(run: Run) -> None:
    keep(learner(260, 6, memory=forgetful()))
    before = schedules()
    outcome = run("fit")
    assert outcome.code == 0
    assert outcome.out.startswith("Log loss on ")
    assert outcome.out.endswith(
        "Fitted again on all 1,300 reviews and kept; every due date moved with it.\n"
        "'sdcards fit --undo' brings the former parameters back.\n"
    )
    assert schedules() != before
    assert run("doctor").code == 0
    assert run("fit", "--undo").out == "The former parameters are back, and every due date moved with them.\n"
    assert schedules() == before
    assert "there is no fit to undo" in run("fit", "--undo").err


@pytest.mark.usefixtures("optimizer")
def test_fit_that_is_no_better_changes_nothing(run: Run) -> None:
    keep(learner(260, 6, memory=default_parameters()))
    before = schedules()
    assert run("fit").out.endswith("Not better, so nothing was changed.\n")
    assert schedules() == before


def test_real_optimizer_fits_for_programs_too(run: Run) -> None:
    keep(learner(260, 6, memory=forgetful()))
    found = json.loads(run("fit", "--json").out)
    assert found["reviews"] == 1300
    assert found["after"] < found["before"]
    assert len(found["parameters"]) == 21


@pytest.mark.usefixtures("optimizer")
def test_too_few_reviews_are_told_in_one_line(run: Run, tmp_path: Path) -> None:
    outcome = run("fit")
    assert outcome.code == 1
    assert outcome.err.startswith("sdcards: 0 reviews came a day or more after the one before")
    assert outcome.err.count("\n") == 1
    assert not (tmp_path / "data" / "progress.db").exists()
