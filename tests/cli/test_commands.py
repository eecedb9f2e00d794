"""The commands from the outside: what they print, on which stream, and how they end."""

import json
import sys
from pathlib import Path

import pytest

from sdcards import __version__
from tests.cli.conftest import TOPIC, Run, in_store

pytestmark = pytest.mark.usefixtures("deck")

ONE_GOOD = "\n3\n"
"""Show the answer, rate it Good; in a pipe each line is a key."""


def test_due_counts_one_new_card_a_note(run: Run) -> None:
    assert run("due").out == "0 due, 3 new\n"


def test_due_for_programs(run: Run) -> None:
    assert json.loads(run("due", "--json").out) == {"due": 0, "new": 3, "again": 0, "minutes": None}


def test_looking_leaves_no_progress_file(run: Run, tmp_path: Path) -> None:
    for words in (["due"], [], ["cards"], ["show", "ram-random-read"], ["config"], ["doctor"]):
        assert run(*words).code == 0
    assert not (tmp_path / "data").exists()


def test_review_keeps_what_was_rated_and_says_where(run: Run, tmp_path: Path) -> None:
    outcome = run("review", typed=f"{ONE_GOOD}q\n")
    assert outcome.code == 0
    assert "1 answer (1 new card) in under a minute." in outcome.out
    assert str(tmp_path / "data" / "progress.db") in outcome.out
    assert run("due").out == "1 due, 2 new\n"


def test_card_rated_good_comes_back_in_the_same_session(run: Run) -> None:
    outcome = run("review", "--limit", "1", typed=ONE_GOOD * 2)
    assert "2 answers" in outcome.out
    assert run("due").out == "0 due, 2 new\n"


def test_review_says_when_the_next_card_is_due(run: Run) -> None:
    run("config", "new", "1")
    run("review", typed=ONE_GOOD * 2)
    outcome = run("review")
    assert "Nothing is due. The next card is due in 2 days" in outcome.out
    assert "--new 5" in outcome.out


def test_typed_number_is_judged_in_any_unit(run: Run) -> None:
    outcome = run("review", typed="0.1 us\nq\n")
    assert "you said 0.1 µs, anything within 3× counts" in outcome.out


def test_unreadable_number_is_asked_again(run: Run, tmp_path: Path) -> None:
    outcome = run("review", typed="ten bananas\n12 bananas\nq\n")
    assert "cannot take '12 bananas' here" in outcome.out
    assert in_store(tmp_path, "SELECT count(*) FROM review") == [(0,)]


def test_seed_repeats_what_drills_draw(run: Run) -> None:
    run("suspend", "ram-random-read", "cache-beside-store/tool", "cache-beside-store/cost")
    first, second = (run("review", "--seed", "7", typed="\nq\n").out for _ in range(2))
    assert "TB" in first
    assert first.split("\n")[2:6] == second.split("\n")[2:6]


def test_suspended_card_is_not_asked_until_unsuspended(run: Run) -> None:
    assert run("suspend", "ram-random-read").out == "Suspended 1 card.\n"
    assert run("due").out == "0 due, 2 new\n"
    assert run("cards", "--suspended").out.startswith("ram-random-read/value")
    assert run("unsuspend", "ram-random-read").out == "Showing 1 card again.\n"
    assert run("due").out == "0 due, 3 new\n"


def test_note_is_suspended_with_all_its_cards(run: Run) -> None:
    assert run("suspend", "cache-beside-store", "cache-beside-store/cost").out == "Suspended 2 cards.\n"
    listed = json.loads(run("cards", "--suspended", "--json").out)
    assert [card["id"] for card in listed] == ["cache-beside-store/tool", "cache-beside-store/cost"]
    assert run("unsuspend", "cache-beside-store").out == "Showing 2 cards again.\n"


def test_card_that_was_suspended_or_shown_already_is_told(run: Run) -> None:
    run("suspend", "cache-beside-store")
    assert run("suspend", "cache-beside-store").out == "2 cards were suspended already.\n"
    again = run("suspend", "cache-beside-store/cost", "log-a-day")
    assert again.out == "Suspended 1 card. 1 card was suspended already.\n"
    assert run("unsuspend", "log-a-day", "ram-random-read").out == "Showing 1 card again. 1 card was not hidden.\n"
    assert run("unsuspend", "log-a-day").out == "1 card was not hidden.\n"


def test_buried_card_can_be_suspended(run: Run) -> None:
    run("review", typed="\nb\nq\n")
    assert "; buried until " in run("show", "ram-random-read").out
    assert run("suspend", "ram-random-read").out == "Suspended 1 card.\n"
    assert run("show", "ram-random-read").out.endswith("; suspended\n")


def test_cards_are_found_by_words(run: Run) -> None:
    outcome = run("cards", "memory", "RANDOM")
    assert outcome.out.startswith("ram-random-read/value  How long does one random read")
    assert outcome.err == "1 card.\n"


def test_listed_questions_read_as_a_person_sees_them(run: Run, deck: Path) -> None:
    topic = deck / "estimation" / "latency-ladder.yaml"
    written = topic.read_text("utf-8")
    topic.write_text(written.replace("one random read from", "one **random** `{read}` from"), "utf-8")
    fronts = [line.partition("  ")[2].strip() for line in run("cards").out.splitlines()]
    assert "How long does one random {read} from main memory take?" in fronts
    assert "Each request writes one 1 kB line. At 150 kreq/s, how much a day?" in fronts
    kept = {card["id"]: card["front"] for card in json.loads(run("cards", "--json").out)}
    assert kept["log-a-day/result"] == "Each request writes one {line} line. At {rate}, how much a day?"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--area", "estimation"], 4),
        (["--area", "Estimation", "--topic", "latency ladder"], 4),
        (["--topic", "estimation/latency-ladder"], 4),
        (["--topic", "latency-ladder", "--new"], 4),
        (["--due"], 0),
        (["--leech"], 0),
        (["stale"], 2),
    ],
)
def test_cards_are_filtered(run: Run, words: list[str], found: int) -> None:
    assert len(json.loads(run("cards", "--json", *words).out)) == found


def test_topics_stand_beside_their_targets(run: Run) -> None:
    counts = json.loads(run("cards", "--topics", "--json").out)
    assert counts == [
        {
            "area": "estimation",
            "topic": "latency-ladder",
            "title": "Latency ladder",
            "cards": 4,
            "notes": 3,
            "target": 4,
        }
    ]
    assert run("cards", "--topics").out == "estimation/latency-ladder     4  of 4\n"


def test_show_gives_faces_source_and_history(run: Run) -> None:
    run("review", typed=f"{ONE_GOOD}q\n")
    text = run("show", "ram-random-read").out
    assert "How long does one random read" in text
    assert "source     S. Eskildsen, napkin-math (2026)" in text
    assert "days, 1 review, 0 lapses" in text
    assert "Good" in text


def test_show_names_the_line_of_the_note_from_where_one_stands(
    run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path("estimation", "latency-ladder.yaml")
    assert f"  stands in  {deck / file}:5\n" in run("show", "ram-random-read").out
    monkeypatch.chdir(deck.parent)
    assert f"  stands in  {deck.name / file}:5\n" in run("show", "ram-random-read").out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that somebody stands in")
def test_place_of_a_note_is_told_in_a_folder_that_was_deleted(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = tmp_path / "lost"
    lost.mkdir()
    monkeypatch.chdir(lost)
    lost.rmdir()
    assert f"  stands in  {deck}" in run("show", "ram-random-read").out


def test_show_draws_a_diagram_under_the_answer(run: Run, deck: Path) -> None:
    topic = deck / "estimation" / "latency-ladder.yaml"
    drawn = "    cost: Stale reads.\n    diagram: |2\n           ┌───────┐\n      app ─▶ cache │\n"
    topic.write_text(topic.read_text("utf-8").replace("    cost: Stale reads.\n", drawn), "utf-8")
    text = run("show", "cache-beside-store/cost").out
    assert "\nStale reads.\n\n       ┌───────┐\n  app ─▶ cache │\n\n  because    Repeats" in text


def test_show_works_a_drill_with_inputs_from_the_middle(run: Run) -> None:
    shown = json.loads(run("show", "log-a-day", "--json").out)
    assert shown["working"] == "150 kreq/s × 1 kB × 1 day = 13 TB"
    assert "{" not in shown["front"]


def test_show_hangs_what_is_long_under_itself_and_says_a_label_once(
    run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = deck / "sources.yaml"
    sources.write_text(
        sources.read_text("utf-8") + "second: {title: Second, authors: B. Author, year: 2025}\n", "utf-8"
    )
    topic = deck / "estimation" / "latency-ladder.yaml"
    first = "    value: 100 ns\n    within: 3\n    as_of: 2026\n    sources: [napkin-math"
    written = topic.read_text("utf-8")
    assert first in written
    topic.write_text(written.replace(first, f"{first}, second"), "utf-8")
    shown = run("show", "ram-random-read").out
    assert (
        "  source     S. Eskildsen, napkin-math (2026)\n             B. Author, Second (2025)\n  stands in  " in shown
    )
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "40")
    assert "  source     S. Eskildsen, napkin-math\n             (2026)\n             B. Author, Second" in (
        run("show", "ram-random-read").out
    )


RETIRED = """\
disk-seek: {on: '2027-03-01', why: Servers have no disks., instead: ram-random-read}
tape: {on: '2027-03-02', why: Nobody asks.}
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "disk-seek",
            (
                "'disk-seek' was retired on 2027-03-01: Servers have no disks; "
                "'sdcards show ram-random-read' shows what took its place"
            ),
        ),
        ("tape/value", "'tape/value' was retired on 2027-03-02: Nobody asks; your reviews of it are kept"),
        ("cards:tape", "'cards:tape' was retired on 2027-03-02: Nobody asks; your reviews of it are kept"),
        ("cards:disk-seek", "'sdcards show cards:ram-random-read' shows what took its place"),
        ("elsewhere:tape", "there is no card 'elsewhere:tape'; 'sdcards cards' lists them"),
        ("tapes", "there is no card 'tapes'; 'sdcards cards' lists them"),
    ],
)
def test_show_of_a_retired_note_says_since_when_and_why(run: Run, deck: Path, words: str, said: str) -> None:
    (deck / "retired.yaml").write_text(RETIRED, "utf-8")
    run("config", "cards", str(deck))
    outcome = run("show", words)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_show_of_a_note_shows_all_its_cards(run: Run) -> None:
    names = ("cache-beside-store/tool", "cache-beside-store/cost")
    each = [run("show", name).out for name in names]
    assert run("show", "cache-beside-store").out == "\n\n".join(each)
    assert json.loads(run("show", "cache-beside-store", "--json").out) == [
        json.loads(run("show", name, "--json").out) for name in names
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chekc"], "did you mean 'check'?"),
        (["show", "ram-random-raed"], "did you mean 'ram-random-read"),
        (["show", "zzz"], "'sdcards cards' lists them"),
        (["cards", "--topic", "latency-lader"], "did you mean 'latency-ladder'?"),
        (["cards", "--area", "estimatoin"], "did you mean 'estimation'?"),
        (["cards", "--area", "zzz"], "'sdcards cards --topics' lists them"),
        (
            ["cards", "--topic", "Latency ladders"],
            "there is no topic 'Latency ladders'; did you mean 'latency-ladder'?",
        ),
        (["cards", "--tag", "latecny"], "there is no tag 'latecny'; there is none yet"),
        (["review", "--tag", "latecny"], "there is no tag 'latecny'; there is none yet"),
        (["cards", "--topics", "--due"], "'--topics' counts the whole deck"),
        (["config", "retentoin"], "did you mean 'retention'?"),
        (["config", "zzz"], "choose one of 'retention', 'new', "),
        (["config", "retention", "1.5"], "'retention' is '1.5'; choose from 0.7 to 0.97"),
        (["config", "new", "10", "--reset"], "'--reset' brings back one default"),
        (["config", "--reset"], "'--reset' brings back one default"),
        (["export", "--area", "estimatoin"], "there is no area 'estimatoin'; did you mean 'estimation'?"),
        (["review", "--limit", "x"], "wrong value for '--limit'; give a whole number\n"),
        (["review", "--limit", "0"], "wrong value for '--limit'; give 1 or more\n"),
        (["review", "--ahead", "400"], "wrong value for '--ahead'; give 365 or less\n"),
        (["review", "--topi", "x"], "there is no option '--topi'; did you mean '--topic'?\n"),
        (["review", "--nope"], "did you mean '--new', '--topic'?\n"),
        (["stats", "--html"], "'--html' needs a value; '--help' shows what is possible\n"),
        (["due", "now", "please"], "there is no place for 'now please'; '--help' shows what is possible\n"),
        (["check", "--format", "xml"], "wrong value for '--format'; choose one of 'text', "),
        (["show"], "missing argument 'CARD'; '--help' shows what is possible\n"),
        (["export", "--release", "--area", "estimation"], "leave out '--area'"),
    ],
)
def test_wrong_words_get_one_line_and_exit_code_2(run: Run, words: list[str], said: str) -> None:
    outcome = run(*words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("sdcards: ")
    assert outcome.err.count("\n") == 1
    assert said in outcome.err


def test_config_shows_changes_and_resets(run: Run) -> None:
    assert run("config", "new").out == "15\n"
    assert run("config", "new", "10").out == "new is now 10.\n"
    assert "(default 15)" in run("config").out
    assert json.loads(run("config", "--json").out)["new"] == 10
    assert run("config", "new", "--reset").out == "new is now 15.\n"


def test_check_is_silent_when_all_is_well(run: Run, deck: Path) -> None:
    assert run("check", str(deck)) == run("check")
    assert run("check").out == ""
    assert run("check").code == 0


def test_check_points_at_the_place(run: Run, deck: Path) -> None:
    file = deck / "estimation" / "latency-ladder.yaml"
    file.write_text(TOPIC.replace("    cost: Stale", "    csot: Stale"), "utf-8")
    outcome = run("check", str(file))
    assert outcome.code == 1
    assert f"{file}:20:5: unknown field 'csot' [unknown-field]" in outcome.out
    assert "did you mean 'cost'?" in outcome.out
    assert outcome.out.endswith("1 problem in 1 of 1 file.\n")
    assert [problem["code"] for problem in json.loads(run("check", "--format", "json").out)] == ["unknown-field"]


def test_check_counts_the_files_it_read(run: Run, deck: Path) -> None:
    topic = deck / "estimation" / "latency-ladder.yaml"
    topic.write_text(TOPIC.replace("    cost: Stale", "    csot: Stale"), "utf-8")
    before = run("check").out.splitlines()[-1]
    (deck / "terms.yaml").write_text("- quorum\n", "utf-8")
    (deck / "estimates.yaml").write_text("{}\n", "utf-8")
    (deck / "sources.yaml").write_text("[", "utf-8")
    after = run("check").out.splitlines()[-1]
    files = len(list(deck.rglob("*.yaml")))
    assert before == f"1 problem in 1 of {files - 2} files."
    assert after == f"3 problems in 3 of {files} files."


def test_check_of_something_that_is_no_deck(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("", "utf-8")
    assert "belongs to no deck" in run("check", str(tmp_path / "x.yaml")).err
    assert "there is no" in run("check", str(tmp_path / "y.yaml")).err


def test_broken_file_keeps_the_cards_it_had(run: Run, deck: Path) -> None:
    run("due")
    (deck / "estimation" / "latency-ladder.yaml").write_text("notes: [", "utf-8")
    assert run("due").out == "0 due, 3 new\n"
    outcome = run("review", typed="q\n")
    assert "'sdcards check' shows them" in outcome.err
    assert "How long does one random read" in outcome.out


def test_progress_is_left_alone_by_a_card_that_left_the_deck(run: Run, deck: Path) -> None:
    run("review", typed=f"{ONE_GOOD}q\n")
    file = deck / "estimation" / "latency-ladder.yaml"
    file.write_text(TOPIC.replace("id: ram-random-read", "id: ram-other-read"), "utf-8")
    assert run("due").out == "0 due, 3 new\n"
    assert run("doctor").code == 0
    file.write_text(TOPIC, "utf-8")
    assert run("due").out == "1 due, 2 new\n"


def test_doctor_finds_a_schedule_that_is_not_the_fold(run: Run, tmp_path: Path) -> None:
    run("review", typed=f"{ONE_GOOD}q\n")
    assert run("doctor").out.endswith("All is well.\n")
    in_store(tmp_path, "UPDATE schedule SET stability = stability + 1")
    outcome = run("doctor")
    assert outcome.code == 1
    assert "ram-random-read/value: schedule and reviews differ" in outcome.out
    assert "'sdcards doctor --refold' writes all schedules anew" in outcome.out


def test_damaged_progress_file_is_named_and_left_alone(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "data" / "progress.db"
    store.parent.mkdir()
    store.write_bytes(b"this is no database, whatever its name says" * 100)
    for words in (["due"], ["review"], ["doctor"]):
        outcome = run(*words)
        assert outcome.code == 1
        assert str(store) in outcome.err
    assert store.read_bytes().startswith(b"this is no database")


def test_export_writes_a_package(run: Run, tmp_path: Path) -> None:
    goal = tmp_path / "deck.apkg"
    outcome = run("export", "-o", str(goal))
    assert outcome.out == f"Wrote {goal}: 3 notes, 4 cards, 3 new and 0 changed since the last release.\n"
    assert goal.read_bytes().startswith(b"PK")


def test_export_refuses_a_deck_with_problems(run: Run, deck: Path, tmp_path: Path) -> None:
    (deck / "estimation" / "latency-ladder.yaml").write_text(TOPIC.replace("within: 3", "within: many"), "utf-8")
    outcome = run("export", "-o", str(tmp_path / "deck.apkg"))
    assert outcome.code == 1
    assert "the deck has 1 problem" in outcome.err
    assert not (tmp_path / "deck.apkg").exists()


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"sdcards {__version__}\n"
    assert "Example" in run("review", "--help").out


def test_interrupt_that_a_library_took_for_its_own_error_is_none_of_ours(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> int:
        raise RuntimeError("error building a validator:\n  KeyboardInterrupt: ")

    monkeypatch.setattr("sdcards.cli.prompt.print_due", interrupted)
    outcome = run("due")
    assert (outcome.code, outcome.err) == (130, "")


def test_bug_keeps_its_traceback_and_ends_with_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> int:
        raise RuntimeError("boom")

    monkeypatch.setattr("sdcards.cli.prompt.print_due", broken)
    outcome = run("due")
    assert outcome.code == 3
    assert "RuntimeError: boom" in outcome.err
    assert "a bug of ours" in outcome.err
