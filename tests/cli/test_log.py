"""`sdcards log export` and `sdcards log import`."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.cli import log as log_command
from sdcards.ids import CardId
from sdcards.places import progress_file
from sdcards.scheduling.rating import Rating
from sdcards.scheduling.review import Review
from sdcards.store.lock import one_session
from sdcards.store.review_log import ReviewLog
from tests.cli.conftest import Run
from tests.killing import killings, needs_fork
from tests.scheduling.histories import DAY, a_scheduler
from tests.store.stores import content, names_in, open_log

pytestmark = pytest.mark.usefixtures("deck")

NOON = DAY * 86_400_000 + 43_200_000
HEADER = "at,card,rating,day,took,origin\n"
KNOWN = f"{NOON},ram-random-read/value,3,2024-10-04,5000,terminal\n"
STRANGE = f"{NOON},left-the-deck/value,1,2024-10-04,5000,anki\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "reviews.csv"
    path.write_text(HEADER + KNOWN + STRANGE, "utf-8")
    return path


def test_log_goes_out_and_comes_in_again_on_another_machine(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("review", typed="\n3\n\n2\nq\n")
    first = run("log", "export").out
    assert run("log", "export", "-o", str(tmp_path / "log.jsonl"), "--format", "jsonl").out.endswith(": 2 reviews.\n")
    monkeypatch.setenv("SDCARDS_DATA", str(tmp_path / "elsewhere"))
    assert run("log", "import", str(tmp_path / "log.jsonl")).out == "Added 2 reviews of 2 cards.\n"
    assert run("log", "export").out == first
    assert run("doctor").out.endswith("All is well.\n")


def test_empty_log_is_only_its_columns(run: Run, tmp_path: Path) -> None:
    assert run("log", "export").out == HEADER
    assert run("log", "export", "--format", "jsonl").out == ""
    assert run("log", "export", "-o", str(tmp_path / "log.csv")).out == f"Wrote {tmp_path / 'log.csv'}: 0 reviews.\n"


def test_export_for_fsrs_has_its_columns(run: Run) -> None:
    run("review", typed="\n3\nq\n")
    header, line = run("log", "export", "--format", "fsrs").out.splitlines()
    assert header == "card_id,review_time,review_rating,review_state,review_duration"
    assert line.startswith("ram-random-read/value,")


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("r.jsonl", '{"at": '),
        ("r.JSONL", '{"at": '),
        ("r.csv", HEADER),
        ("r", HEADER),
        ("r.jsonl --format csv", HEADER),
    ],
)
def test_form_of_an_exported_log_is_told_by_the_name_of_its_file(
    run: Run, file: Path, tmp_path: Path, words: str, begins: str
) -> None:
    run("log", "import", str(file))
    name, *more = words.split()
    assert run("log", "export", "-o", str(tmp_path / name), *more).out == f"Wrote {tmp_path / name}: 2 reviews.\n"
    assert (tmp_path / name).read_text("utf-8").startswith(begins)


def test_import_keeps_reviews_of_cards_that_are_not_in_the_deck(run: Run, file: Path) -> None:
    outcome = run("log", "import", str(file))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == ("Added 2 reviews of 2 cards.\nNot in the deck, and kept for later: 1 card.\n")
    assert run("due").out == "1 due, 2 new\n"
    assert [line["card"] for line in map(json.loads, run("log", "export", "--format", "jsonl").out.splitlines())] == [
        "left-the-deck/value",
        "ram-random-read/value",
    ]


def test_import_twice_adds_nothing(run: Run, file: Path) -> None:
    run("log", "import", str(file))
    before = run("log", "export").out
    assert run("log", "import", str(file)).out == "Added 0 reviews of 0 cards.\nKnown here already: 2 reviews.\n"
    assert run("log", "export").out == before


def test_answer_taken_back_here_stays_out(run: Run, tmp_path: Path) -> None:
    run("review", typed="\n3\nq\n")
    (tmp_path / "log.csv").write_text(run("log", "export").out, "utf-8")
    with closing(open_log(Path(progress_file())).con) as con:
        log = ReviewLog(con)
        log.drop(next(log.reviews()), None)
    outcome = run("log", "import", str(tmp_path / "log.csv"))
    assert outcome.err == ""
    assert outcome.out == "Added 0 reviews of 0 cards.\nLeft out, for they were taken back here: 1 review.\n"
    assert run("log", "export").out == HEADER


def test_dry_run_says_what_would_be_done_and_does_nothing(run: Run, file: Path, tmp_path: Path) -> None:
    outcome = run("log", "import", str(file), "--dry-run")
    assert outcome.out.startswith("Would add 2 reviews of 2 cards.\n")
    assert not (tmp_path / "data").exists()


def test_file_with_a_fault_is_named_line_by_line_and_nothing_is_added(run: Run, file: Path, tmp_path: Path) -> None:
    file.write_text(HEADER + KNOWN + STRANGE.replace(",1,", ",7,") + KNOWN.replace("2024", "2034"), "utf-8")
    outcome = run("log", "import", str(file))
    assert outcome.code == 1
    assert [line.split(": ")[0] for line in outcome.out.splitlines()] == [
        f"{file}:3",
        f"{file}:4",
        "2 problems; nothing was added.",
    ]
    assert outcome.out.endswith("2 problems; nothing was added.\n")
    assert not (tmp_path / "data").exists()


def test_review_that_is_here_with_another_rating_is_named(run: Run, file: Path) -> None:
    run("log", "import", str(file))
    file.write_text(HEADER + STRANGE + KNOWN.replace(",3,", ",1,"), "utf-8")
    outcome = run("log", "import", str(file))
    assert outcome.code == 1
    assert outcome.out.startswith(f"{file}:3: the log has this review")


def test_hopeless_file_is_not_read_to_its_end(run: Run, file: Path) -> None:
    file.write_text(HEADER + "x\n" * 2000, "utf-8")
    assert run("log", "import", str(file)).out.endswith(
        "1,000 problems; nothing was added. The rest of the file was not looked at.\n"
    )


def test_import_waits_for_no_session_and_says_so(run: Run, file: Path, tmp_path: Path) -> None:
    with one_session(progress_file()):
        outcome = run("log", "import", str(file))
    assert outcome.code == 1
    assert "another review session is open" in outcome.err
    assert outcome.out == ""
    assert names_in(tmp_path / "data") == ["progress.db.lock"]


def test_log_as_it_was_before_an_import_is_kept(run: Run, file: Path, tmp_path: Path) -> None:
    run("review", typed="\n3\nq\n")
    run("log", "import", str(file))
    assert names_in(tmp_path / "data" / "backups")[0].startswith("before-import-")
    assert "before-import" in run("restore").out


@needs_fork
def test_import_that_is_killed_anywhere_was_done_or_was_not(run: Run, tmp_path: Path) -> None:
    run("review", typed="\n3\nq\n")
    store = Path(progress_file())
    shutil.copytree(store.parent, tmp_path / "start")
    reviews = [Review(NOON + count, CardId(f"note-{count % 3}/x"), Rating.GOOD, DAY) for count in range(6)]

    def prepare() -> None:
        shutil.rmtree(store.parent)
        shutil.copytree(tmp_path / "start", store.parent)

    def count() -> int:
        with closing(open_log(store).con) as con:
            log = ReviewLog(con)
            assert (log.check_fold(a_scheduler()), log.integrity_check()) == ((), ())
            return len(content(con)["review"])

    seen = {count() for _ in killings(prepare, lambda: log_command._add(reviews), 40)}
    assert seen == {1, 7}
