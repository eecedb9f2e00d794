"""`sdcards diff` in a real repository of git."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from sdcards.cli.revisions import Repository
from tests.cli.conftest import TOPIC, Run

FILE = Path("estimation", "latency-ladder.yaml")


def git(folder: Path, *words: str) -> str:
    identity = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        identity |= {f"GIT_{role}_NAME": "Ada", f"GIT_{role}_EMAIL": "ada@example.org"}
    done = subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True, env=os.environ | identity
    )
    return done.stdout.strip()


@pytest.fixture
def clone(deck: Path, tmp_path: Path) -> Path:
    """Commit the small deck on the main branch, and return its folder."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "cards")
    git(tmp_path, "commit", "--quiet", "-m", "deck")
    return deck


def write(clone: Path, was: str, now: str) -> None:
    text = (clone / FILE).read_text("utf-8")
    assert was in text
    (clone / FILE).write_text(text.replace(was, now), "utf-8")


def commit(clone: Path, was: str, now: str) -> str:
    write(clone, was, now)
    git(clone, "commit", "--quiet", "-am", "change")
    return git(clone, "rev-parse", "HEAD")


def test_files_are_compared_with_the_last_commit(clone: Path, run: Run) -> None:
    assert run("diff").out == "From the last commit to the files here: no card is different\n"
    write(clone, "100 ns", "80 ns")
    shown = run("diff")
    assert (shown.code, shown.err) == (0, "")
    assert "    back     - [-100-] ns\n             + {+80+} ns\n" in shown.out
    assert "ram-random-read: the answer of its card 'value' has other numbers: 100 → 80" in " ".join(shown.out.split())


def test_branch_is_compared_with_the_place_where_it_left_the_main_one(clone: Path, run: Run) -> None:
    git(clone, "checkout", "--quiet", "-b", "fix")
    commit(clone, "Stale reads", "Old reads")
    git(clone, "checkout", "--quiet", "main")
    commit(clone, "100 ns", "80 ns")
    git(clone, "checkout", "--quiet", "fix")
    shown = run("diff").out
    assert shown.startswith("From where this left main to the files here: 1 reworded")
    assert "80" not in shown
    git(clone, "update-ref", "refs/remotes/upstream/main", "fix")
    assert run("diff").out == "From where this left upstream/main to the files here: no card is different\n"


def test_branch_without_a_main_one_is_compared_with_its_last_commit(clone: Path, run: Run) -> None:
    git(clone, "branch", "-m", "other")
    assert run("diff").out.startswith("From the last commit to the files here: no card")


def test_revisions_are_compared_with_each_other(clone: Path, run: Run) -> None:
    git(clone, "tag", "v1")
    git(clone, "checkout", "--quiet", "-b", "fix")
    commit(clone, "Stale reads", "Old reads")
    git(clone, "checkout", "--quiet", "main")
    commit(clone, "100 ns", "80 ns")
    assert run("diff", "v1..fix").out.startswith("From v1 to fix: 1 reworded")
    assert run("diff", "fix..").out.startswith("From fix to HEAD: 2 reworded")
    assert run("diff", "main...fix").out.startswith("From where this left main to fix: 1 reworded")
    assert run("diff", "v1").out.startswith("From v1 to the files here: 1 reworded")


def test_only_named_files_are_looked_at(clone: Path, run: Run) -> None:
    write(clone, "100 ns", "80 ns")
    assert "1 reworded" in run("diff", str(clone / FILE)).out
    assert "1 reworded" in run("diff", "HEAD", str(clone / FILE)).out
    assert "no card is different" in run("diff", str(clone / "sources.yaml")).out
    assert "there is no 'lost.yaml'" in run("diff", "HEAD", "lost.yaml").err


def test_exit_code_tells_of_differences_where_it_should(clone: Path, run: Run) -> None:
    assert run("diff", "--exit-code").code == 0
    write(clone, "100 ns", "80 ns")
    assert (run("diff", "--exit-code").code, run("diff").code) == (1, 0)


def test_markdown_and_json(clone: Path, run: Run) -> None:
    write(clone, "100 ns", "80 ns")
    assert "| back | <del>100</del> ns | <ins>80</ins> ns |" in run("diff", "--format", "markdown").out
    found = json.loads(run("diff", "HEAD", "--format", "json").out)
    assert set(found) == {"from", "to", "cards", "details", "moves", "sets", "asks", "others"}
    (card,) = found["cards"]
    assert (card["kind"], card["card"], card["was"]["back"]) == ("reworded", "ram-random-read/value", "100 ns")


def test_word_of_a_file_that_is_the_same_is_no_typo(clone: Path, run: Run) -> None:
    path = clone / "estimation" / "more.yaml"
    path.write_text(TOPIC.replace("ram-random-read", "ram-again").replace("id: ", "id: more-"), "utf-8")
    outline = (clone / "deck.yaml").read_text("utf-8")
    (clone / "deck.yaml").write_text(outline.replace("latency-ladder: 4", "latency-ladder: 4, more: 4"), "utf-8")
    write(clone, "Stale reads", "Stall reads")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "more")
    write(clone, "Stall reads", "Stale reads")
    assert "key words" not in run("diff").out
    path.write_text(path.read_text("utf-8").replace("Stale reads", "Stall reads"), "utf-8")
    git(clone, "commit", "--quiet", "-m", "stall", str(path))
    assert "other key words: stall → stale" in " ".join(run("diff").out.split())


def test_what_is_on_no_card_is_told_in_every_format(clone: Path, run: Run) -> None:
    write(clone, "about: ", "about: What else? ")
    with (clone / "sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write("another: {title: A book, authors: A. Author, year: 2026}\n")
    shown = run("diff")
    assert " no card is different · 2 besides the cards " in " ".join(shown.out.split())
    assert "\nBesides the cards\n" in shown.out
    assert "  sources.yaml: new another\n" in shown.out
    assert "- sources.yaml: new another\n" in run("diff", "--format", "markdown").out
    others = json.loads(run("diff", "--format", "json").out)["others"]
    assert others[1] == {"place": "sources.yaml", "text": "new another"}
    assert "latency-ladder" not in run("diff", str(clone / "sources.yaml")).out
    assert "sources.yaml: new" in run("diff", str(clone / "sources.yaml")).out
    assert run("diff", "--exit-code").code == 0


def test_deck_that_was_not_there_yet_is_new(clone: Path, run: Run, tmp_path: Path) -> None:
    git(clone, "commit", "--quiet", "--allow-empty", "-m", "more")
    git(clone, "checkout", "--quiet", "--orphan", "empty")
    git(clone, "rm", "--quiet", "--cached", "-r", ".")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "-m", "nothing")
    assert run("diff", "empty..main").out.startswith("From empty to main: 4 added")
    assert "'main' and 'HEAD' share no commit here; fetch more of the history" in run("diff").err


def test_notes_of_old_that_cannot_be_read_do_not_stop_it(clone: Path, run: Run) -> None:
    commit(clone, "type: fact", "type: fatc")
    git(clone, "tag", "bad")
    (clone / FILE).write_bytes(b"\xff\x00 not yaml: [")
    git(clone, "commit", "--quiet", "-am", "worse")
    (clone / FILE).write_text(TOPIC, "utf-8")
    assert run("diff", "bad").out.startswith("From bad to the files here: 1 added")
    assert run("diff").out.startswith("From the last commit to the files here: 4 added")
    (clone / FILE).write_text(TOPIC.replace("type: fact", "type: fatc"), "utf-8")
    assert "ram-random-read: it is not found\n  Either it was taken out, or a problem" in run("diff", "HEAD~2").out


def test_odd_files_of_old_are_passed_over(clone: Path, tmp_path: Path) -> None:
    (clone / "estimation" / "deep").mkdir()
    (clone / "estimation" / "deep" / "er.yaml").write_text("a: b")
    (clone / "estimation" / "a:b.yaml").write_text("a: b")
    (clone / "huge.yaml").write_bytes(b"#" * 2_000_000)
    (clone / "link.yaml").symlink_to("/etc/passwd")
    git(tmp_path, "add", "cards")
    git(tmp_path, "commit", "--quiet", "-m", "odd")
    repository = Repository(clone)
    with repository.deck_at(repository.known("HEAD")) as folder:
        found = sorted(str(file.relative_to(folder)) for file in folder.rglob("*.yaml"))
    assert found == ["deck.yaml", str(FILE), "sources.yaml"]


@pytest.mark.parametrize(
    "name", ["--output=x", "-h", "nothing", "HEAD:cards", "HEAD^{tree}", "a b", "$(id)", "é\n", "@{-9}"]
)
def test_strange_revision_is_one_line(clone: Path, run: Run, name: str) -> None:
    assert clone.is_dir()
    done = run("diff", "--", name)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "there is no revision" in done.err


def test_strange_parts_of_a_span_are_refused(clone: Path, run: Run) -> None:
    assert clone.is_dir()
    assert "there is no revision '--all'" in run("diff", "--", "HEAD..--all").err
    assert Repository(clone).revision("a\0b") is None


def test_folder_outside_of_git_is_one_line(deck: Path, run: Run) -> None:
    assert deck.is_dir()
    done = run("diff")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "is in no git repository; 'sdcards diff' compares a clone with its history" in done.err


def test_missing_deck_is_one_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDCARDS_CARDS", str(tmp_path / "none"))
    assert "there is no" in run("diff").err
    with pytest.raises(Exception, match="there is no folder"):
        Repository(tmp_path / "none")


def test_repository_without_a_commit_is_one_line(deck: Path, run: Run, tmp_path: Path) -> None:
    assert deck.is_dir()
    git(tmp_path, "init", "--quiet")
    assert "nothing is committed here yet" in run("diff").err


def test_machine_without_git_is_one_line(clone: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clone.is_dir()
    monkeypatch.setenv("PATH", "/nonexistent")
    assert "git cannot be run (no such file or directory); install it first" in run("diff").err


def test_damaged_repository_is_one_line(clone: Path, run: Run, tmp_path: Path) -> None:
    tree = git(clone, "rev-parse", "HEAD:cards/deck.yaml")
    blob = tmp_path / ".git" / "objects" / tree[:2] / tree[2:]
    blob.unlink()
    assert "git lacks 'deck.yaml' of then; fetch the whole history" in run("diff").err
    tree = git(clone, "rev-parse", "HEAD:cards")
    (tmp_path / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    assert "git failed (" in run("diff").err
