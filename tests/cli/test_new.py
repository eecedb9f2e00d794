"""A new note at the end of a topic."""

import shlex
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sdcards.notes.skeleton import skeleton
from tests.cli.conftest import TOPIC, Run
from tests.pseudo_terminal import SDCARDS, PseudoTerminal

FRONT = "How long does an fsync of a small write take?"


def topic_of(deck: Path) -> Path:
    return deck / "estimation" / "latency-ladder.yaml"


def test_new_note_stands_at_the_end_with_an_id_of_its_front(run: Run, deck: Path) -> None:
    outcome = run("new", "fact", "--topic", "latency-ladder", "--front", FRONT)
    file = topic_of(deck)
    line = TOPIC.count("\n") + 2
    assert outcome.code == 0
    assert outcome.out == (
        f"Added 'fsync-small-write' in {file}:{line}\n"
        "Fill in what begins with TODO; 'sdcards check' then says whether all is well\n"
    )
    text = file.read_text("utf-8")
    assert text.startswith(f"{TOPIC}\n  - id: fsync-small-write\n    type: fact\n")
    assert f"    ask: {FRONT}\n" in text
    assert "    wave: 2\n" in text  # as the note before it
    assert "[unfinished]" in run("check").out


def test_id_that_is_taken_or_was_retired_gets_a_number(run: Run, deck: Path) -> None:
    (deck / "retired.yaml").write_text("ram-random-read-2: {on: 2026-11-01, why: x}\n", "utf-8")
    outcome = run("new", "basic", "--topic", "estimation/latency-ladder", "--front", "RAM: a random read?")
    assert "Added 'ram-random-read-3'" in outcome.out


def test_topic_is_found_by_its_title(run: Run, deck: Path) -> None:
    run("new", "basic", "--topic", "Latency Ladder", "--front", "Why is that?")
    assert "Why is that?" in topic_of(deck).read_text("utf-8")


def test_bytes_of_the_file_stay_as_they_are(run: Run, deck: Path) -> None:
    before = b"\xef\xbb\xbf" + TOPIC.replace("\n", "\r\n").rstrip().encode()
    file = topic_of(deck)
    file.write_bytes(before)
    file.chmod(0o640)
    run("new", "basic", "--topic", "latency-ladder", "--front", "Why?")
    after = file.read_bytes()
    assert after.startswith(before + b"\r\n\r\n  - id: ")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_file_that_somebody_else_saved_meanwhile_keeps_what_they_wrote(
    run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(*words: Any) -> Any:
        topic_of(deck).write_text(f"{TOPIC}# theirs\n", "utf-8")
        return skeleton(*words)

    monkeypatch.setattr("sdcards.notes.skeleton.skeleton", slowly)
    outcome = run("new", "basic", "--topic", "latency-ladder", "--front", "Why?")
    assert (outcome.code, "changed meanwhile, so nothing was added; try again" in outcome.err) == (1, True)
    assert topic_of(deck).read_text("utf-8") == f"{TOPIC}# theirs\n"


@pytest.mark.usefixtures("deck")
def test_own_decks_get_new_notes_too(run: Run, deck: Path, tmp_path: Path) -> None:
    own = tmp_path / "mine"
    (own / "notes").mkdir(parents=True)
    (own / "deck.yaml").write_text(
        "name: Mine\nabout: x\nareas: [{area: notes, title: Notes, topics: {my-topic: 5}}]\n", "utf-8"
    )
    (own / "sources.yaml").write_text((deck / "sources.yaml").read_text("utf-8"), "utf-8")
    (own / "notes" / "my-topic.yaml").write_text("topic: T\nabout: A\nnotes: []\n", "utf-8")
    run("config", "cards", str(own))
    outcome = run("new", "step", "--topic", "my-topic", "--front", "x")
    assert f"in {own / 'notes' / 'my-topic.yaml'}:4" in outcome.out
    assert f"Fill in what begins with TODO; 'sdcards check {own}' then says" in outcome.out
    assert "[unfinished]" in run("check", str(own)).out


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["fcat", "--topic", "latency-ladder"], "there is no type 'fcat'; did you mean 'fact'?"),
        (["xyzzy", "--topic", "latency-ladder"], "there is no type 'xyzzy'; choose one of 'step', 'sequence', 'fact'"),
        (["fact", "--topic", "latency-lader"], "there is no topic 'latency-lader'; did you mean 'latency-ladder'?"),
        (["fact", "--topic", "xyzzy"], "there is no topic 'xyzzy'; 'sdcards cards --topics' lists them"),
        (
            ["fact", "--topic", "latency-ladder"],
            "'ask' is missing, and there is no terminal to ask for it; give it with '--front'",
        ),
        (["fact", "--topic", "latency-ladder", "--front", " "], "the front is empty"),
        (["cloze", "--topic", "latency-ladder", "--front", "x"], "there is no hole; hide the words that matter"),
        (["drill", "--topic", "latency-ladder", "--front", "x"], "the front of a drill names its inputs"),
    ],
)
def test_wrong_words_are_one_line_with_the_nearest_names(run: Run, words: list[str], said: str) -> None:
    outcome = run("new", *words)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1


def test_topic_that_is_in_two_areas_is_asked_for_by_both(run: Run, deck: Path) -> None:
    outline = deck / "deck.yaml"
    outline.write_text(
        outline.read_text("utf-8") + "  - {area: other, title: Other, topics: {latency-ladder: 4}}\n", "utf-8"
    )
    outcome = run("new", "fact", "--topic", "latency-ladder", "--front", "x")
    assert "name one of 'estimation/latency-ladder', 'other/latency-ladder'" in outcome.err
    assert (
        "cannot read the file: no such file"
        in run("new", "fact", "--topic", "other/latency-ladder", "--front", "x").err
    )


def test_topic_that_cannot_be_read_is_left_alone(run: Run, deck: Path) -> None:
    run("due")
    topic_of(deck).write_text("notes: [", "utf-8")
    outcome = run("new", "basic", "--topic", "latency-ladder", "--front", "x")
    assert outcome.code == 1
    assert "cannot be read as it is" in outcome.err
    assert topic_of(deck).read_text("utf-8") == "notes: ["


class Person(PseudoTerminal):
    """Somebody at a terminal whose editor is a script."""

    def __init__(self, deck: Path, script: str, *words: str) -> None:
        editor = deck.parent / "editor"
        editor.write_text(f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\n{script}\n", "utf-8")
        editor.chmod(0o755)
        command = (*SDCARDS, "new", *words, "--topic", "latency-ladder")
        super().__init__(*command, size=(30, 200), environment={"VISUAL": "", "EDITOR": str(editor)})

    def ends_with(self) -> int:
        self.ends()
        return int(self.child.exitstatus)


def test_editor_opens_at_the_note_and_its_problems_are_shown(deck: Path) -> None:
    line = TOPIC.count("\n") + 2
    topic_of(deck).write_text(TOPIC.replace("Stale reads.", "<b>Stale</b> reads."), "utf-8")
    person = Person(
        deck,
        "file = Path(sys.argv[2])\n"
        "file.write_text(file.read_text('utf-8').replace('[TODO]', '[napkin-mth]').replace('TODO ', ''), 'utf-8')\n"
        "print(sys.argv[1])",
        "basic",
    )
    person.sees("The question.")
    person.child.sendline("Why is a small write slow?")
    person.sees(
        "Added 'small-write-slow'", f"+{line}", "no source 'napkin-mth' [unknown-source]", "did you mean 'napkin-math'?"
    )
    assert person.ends_with() == 1
    assert "raw-html" not in (person.child.before or "")


def test_note_in_order_ends_well(deck: Path) -> None:
    mend = (
        "file = Path(sys.argv[2])\n"
        "file.write_text(file.read_text('utf-8').replace('[TODO]', '[napkin-math]').replace('TODO ', ''), 'utf-8')"
    )
    assert Person(deck, mend, "basic", "--front", "Why is a small write slow?").ends_with() == 0


def test_file_that_the_editor_broke_says_so(deck: Path) -> None:
    person = Person(deck, "Path(sys.argv[2]).write_text('notes: [', 'utf-8')", "basic", "--front", "Why is that?")
    person.sees("[bad-yaml]")
    assert person.ends_with() == 1


def test_note_is_added_without_the_editor_where_that_is_wished(deck: Path) -> None:
    person = Person(deck, "sys.exit(3)", "basic", "--no-edit", "--front", "Why is that?")
    person.sees("Fill in what begins with TODO")
    assert person.ends_with() == 0


@pytest.mark.usefixtures("deck")
def test_person_is_asked_and_told_in_the_same_process(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdcards.cli.new._somebody_is_there", lambda: True)
    monkeypatch.setenv("EDITOR", "true")
    outcome = run("new", "fact", "--topic", "latency-ladder", typed="How long is a day?\n")
    assert outcome.code == 1
    assert "Added 'day' in " in outcome.out
    assert outcome.out.count("[unfinished]") == 4


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """An editor that changes the file's ``text`` by one line of Python."""

    def chosen(change: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            "import sys\nfrom pathlib import Path\nfile = Path(sys.argv[2])\ntext = file.read_text('utf-8')\n"
            f"file.write_text({change}, 'utf-8')\n",
            "utf-8",
        )
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script)]))

    monkeypatch.setattr("sdcards.cli.new._somebody_is_there", lambda: True)
    monkeypatch.delenv("VISUAL", raising=False)
    return chosen


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize(
    "change",
    [
        "'# One line more.\\n' + text",
        "text.replace('  - id: ram', '  # Two lines\\n  # more.\\n  - id: ram')",
        "text.replace('id: write-slow', 'id: writing-slowly')",
        "text + '  - {id: another-one, type: basic, wave: 1, front: A?, back: B., sources: [napkin-math]}\\n'",
    ],
)
def test_problems_are_those_of_the_note_wherever_it_stands_now(
    run: Run, change: str, editing: Callable[[str], None]
) -> None:
    editing(change)
    outcome = run("new", "basic", "--topic", "latency-ladder", "--front", "Why is a write slow?")
    assert outcome.code == 1
    assert outcome.out.count("[unfinished]") == 3


def test_file_that_is_no_topic_any_more_says_so(run: Run, deck: Path, editing: Callable[[str], None]) -> None:
    editing("text.replace('topic:', 'tpoic:')")
    outcome = run("new", "basic", "--topic", "latency-ladder", "--front", "Why is a write slow?")
    assert "unknown field 'tpoic' [unknown-field]" in outcome.out
    topic_of(deck).write_text(TOPIC, "utf-8")
    editing("'[]'")
    assert "[wrong-shape]" in run("new", "basic", "--topic", "latency-ladder", "--front", "Why is a write slow?").out


@pytest.mark.parametrize("editor", ["", "'", "/nonexistent/vi"])
def test_nothing_is_added_for_an_editor_that_cannot_be_run(
    run: Run, deck: Path, editing: Callable[[str], None], editor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing("text")
    monkeypatch.setenv("EDITOR", editor)
    outcome = run("new", "basic", "--topic", "latency-ladder", "--front", "Why is a write slow?")
    assert (outcome.code, outcome.out) == (1, "")
    assert "editor" in outcome.err.lower()
    assert topic_of(deck).read_text("utf-8") == TOPIC


def test_deck_of_an_installed_program_is_left_alone(run: Run, deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdcards.cli.new._PROGRAM", deck.parent)
    outcome = run("new", "basic", "--topic", "latency-ladder", "--front", "Why is that?")
    assert outcome.code == 1
    assert "these cards came with the program" in outcome.err
    assert topic_of(deck).read_text("utf-8") == TOPIC
