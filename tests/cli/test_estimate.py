"""`sdcards estimate` as people and programs call it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, in_store

pytestmark = pytest.mark.usefixtures("deck")

SCENE = """\
    - id: {kind}-{number}
      ask: "{kind} {number}: {{users}} million people, once a day. How many a second?"
      given: {{users: 10 .. 80}}
      formula: users * 1e6 / (1 day)
      unit: req/s
      so: Few.
"""


def kind_text(kind: str) -> str:
    scenes = "".join(SCENE.format(kind=kind, number=number) for number in range(3))
    return f"{kind}:\n  title: {kind.title()}\n  topic: latency-ladder\n  scenes:\n{scenes}"


@pytest.fixture(autouse=True)
def drills(deck: Path) -> Path:
    """Three kinds of drills in the small deck."""
    file = deck / "estimates.yaml"
    file.write_text("".join(kind_text(kind) for kind in ("rate", "storage", "cache")), "utf-8")
    return file


def answers(tmp_path: Path) -> list[tuple[str, int]]:
    return in_store(tmp_path, "SELECT kind, correct FROM drill ORDER BY at")


def test_drills_in_a_pipe_are_asked_judged_worked_out_and_kept(run: Run, tmp_path: Path) -> None:
    done = run("estimate", "--kind", "rate", "--count", "2", "--seed", "1", typed="500/s\n\n1/s\n\n")
    assert done.code == 0
    assert done.out.count("million people, once a day") == 2
    assert "÷ 86,400 s" in done.out
    assert "2 drills in under a minute" in done.out
    assert "the best streak was" in done.out
    assert "Weakest: rate (" in done.out
    assert "'sdcards review --topic latency-ladder' teaches it." in done.out
    assert answers(tmp_path) in ([("rate", 1), ("rate", 0)], [("rate", 0), ("rate", 0)])


def test_seed_repeats_a_run_whatever_was_answered(run: Run) -> None:
    def asked(answer: str) -> list[str]:
        out = run("estimate", "--seed", "5", "--count", "6", typed=f"{answer}\n\n" * 6).out
        return [line for line in out.splitlines() if "million people" in line]

    first = asked("1/s")
    assert len(first) == 6
    assert asked("300/s") == first
    assert sorted(line.split()[0] for line in first) == sorted(["rate", "storage", "cache"] * 2)


def test_leaving_at_once_keeps_nothing(run: Run, tmp_path: Path) -> None:
    assert run("estimate", typed="q\n").out.endswith("No drill was answered, so nothing was kept.\n")
    assert answers(tmp_path) == []


def test_several_kinds_can_be_named(run: Run, tmp_path: Path) -> None:
    run("estimate", "--kind", "rate", "--kind", "cache", "--count", "8", typed="1/s\n\n" * 8)
    assert {kind for kind, _ in answers(tmp_path)} == {"rate", "cache"}


def test_list_names_the_kinds_and_how_they_go(run: Run) -> None:
    assert [line.split()[0] for line in run("estimate", "--list").out.splitlines()] == [
        "kind", "rate", "storage", "cache",
    ]  # fmt: skip
    run("estimate", "--kind", "cache", "--count", "1", typed="1/s\n\n")
    listed = run("estimate", "--list").out.splitlines()
    assert listed[3].split() == ["cache", "Cache", "1", "0", "%", "0", "s"]
    assert listed[1].split() == ["rate", "Rate", "0", "-", "-"]
    assert listed[5:] == ["Weakest: cache (0 of 1 right).", "'sdcards review --topic latency-ladder' teaches it."]
    assert len(run("estimate", "--list", "--kind", "rate").out.splitlines()) == 2


def test_history_has_a_line_for_each_day(run: Run) -> None:
    assert run("estimate", "--history").out == "No drill was answered yet: 'sdcards estimate' starts.\n"
    run("estimate", "--count", "2", typed="1/s\n\n" * 2)
    heading, day, _, streak = run("estimate", "--history").out.splitlines()
    assert heading.split() == ["day", "drills", "right", "time"]
    assert day.split()[1:] == ["2", "0", "%", "0", "s"]
    assert streak == "Best streak: 0 in a row."


def test_json_has_everything_for_programs(run: Run) -> None:
    run("estimate", "--kind", "rate", "--count", "1", typed="1/s\n\n")
    shown = json.loads(run("estimate", "--json").out)
    assert {key: shown[key] for key in ("drills", "right", "accuracy", "best_streak", "weakest")} == {
        "drills": 1, "right": 0, "accuracy": 0.0, "best_streak": 0, "weakest": "rate",
    }  # fmt: skip
    assert shown["kinds"][1] == {
        "kind": "storage", "title": "Storage", "topic": "latency-ladder",
        "drills": 0, "right": 0, "accuracy": None, "seconds": None,
    }  # fmt: skip
    assert [day["drills"] for day in shown["days"]] == [1]


def test_kind_is_found_by_its_title(run: Run, drills: Path) -> None:
    drills.write_text(kind_text("rate").replace("title: Rate", "title: Average rate"), "utf-8")
    run("estimate", "--kind", "Average rate", "--count", "1", typed="1/s\n\n")
    assert [day["drills"] for day in json.loads(run("estimate", "--json", "--kind", "average-rate").out)["days"]] == [1]


def test_looking_makes_no_store(run: Run, tmp_path: Path) -> None:
    run("estimate", "--list")
    assert not (tmp_path / "data").exists()


def test_drills_of_an_own_deck_come_along(run: Run, tmp_path: Path, deck: Path) -> None:
    own = tmp_path / "own"
    (own / "area").mkdir(parents=True)
    for name in ("deck.yaml", "sources.yaml"):
        (own / name).write_text((deck / name).read_text("utf-8"), "utf-8")
    (own / "estimation").mkdir()
    (own / "estimation" / "latency-ladder.yaml").write_text(
        (deck / "estimation" / "latency-ladder.yaml").read_text("utf-8"), "utf-8"
    )
    (own / "estimates.yaml").write_text(kind_text("mine"), "utf-8")
    run("config", "cards", str(own))
    listed = run("estimate", "--list").out
    assert [line.split()[0] for line in listed.splitlines()[1:]] == ["rate", "storage", "cache", "mine"]


def test_problem_in_the_drills_is_said_and_the_rest_is_asked(run: Run, drills: Path) -> None:
    drills.write_text("broken: 5\n" + kind_text("rate"), "utf-8")
    done = run("estimate", typed="q\n")
    assert done.err == "the deck has problems (1); 'sdcards check' shows them\n"
    assert "million people" in done.out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("--kind", "storag"), 2, "there is no kind 'storag'; did you mean 'storage'?"),
        (("--kind", "zzz"), 2, "there is no kind 'zzz'; choose one of 'rate', 'storage', 'cache'"),
        (("--list", "--json"), 2, "different outputs; choose one"),
        (("--count", "0"), 2, "give 1 or more"),
        (("--seed", "x"), 2, "give a whole number"),
        (("--kinds",), 2, "--kind"),
    ],
)
def test_wrong_words_get_one_line(run: Run, words: tuple[str, ...], code: int, message: str) -> None:
    done = run("estimate", *words)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert done.err.count("\n") == 1


def test_deck_without_drills_says_so(run: Run, drills: Path) -> None:
    drills.unlink()
    done = run("estimate")
    assert done.code == 1
    assert "there are no estimation drills in" in done.err


def test_full_disk_names_the_answer_that_was_not_saved(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from sdcards.errors import SdcardsError

    def full(*_: object) -> None:
        raise SdcardsError("the disk is full")

    monkeypatch.setattr("sdcards.cli.drilling.keep_drill", full)
    done = run("estimate", "--kind", "rate", typed="1/s\n")
    assert done.code == 1
    assert "the answer to a 'rate' drill was not saved: the disk is full" in done.err
