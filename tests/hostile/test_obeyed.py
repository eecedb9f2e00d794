"""Words of others on our terminal, and on the command lines of other programs: shown and passed on, never obeyed."""

import json
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sdcards.places import data_folder
from tests.cli.conftest import SOURCES, TOPIC, Run
from tests.hostile.target import commands_in

NASTY = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u2066\x85\x00"
READING = (
    "due", "cards", "cards --json", "cards --topics", "show ram-random-read", "show ram-random-read --json",
    "report ram-random-read",
    "stats", "stats --json", "plan", "plan --json", "check", "check --format json", "check --format github", "config",
    "config --json",
    "config cards", "doctor", "log export", "log export --format jsonl", "restore", "mock --list", "estimate --list",
    "export -o x.apkg",
    "preview --out site", "show no\x1b[2Jsuch", "cards --area no\x1b[2Jsuch", "config new no\x1b[2Jsuch",
    "no\x1b[2Jsuch", "merge no\x1b[2Jsuch",
    "import no\x1b[2Jsuch", "log import no\x1b[2Jsuch", "check no\x1b[2Jsuch", "diff no\x1b[2Jsuch", "backup no\x1b[2Jsuch/x",
    "export -o no\x1b[2Jsuch/x", "stats --html no\x1b[2Jsuch/x", "preview --out no\x1b[2Jsuch", "fit",
    "review --cram", "new basic --topic no\x1b[2Jsuch",
)  # fmt: skip


def spoil(deck: Path) -> None:
    """Put what commands a terminal into every text of a deck."""
    escaped = json.dumps(NASTY)[1:-1]
    text = TOPIC.replace("topic: Latency ladder", f'topic: "Ladder {escaped}"')
    for words in (
        "How long does one random read from main memory take?",
        "A cache beside the database",
        "Stale reads.",
    ):
        text = text.replace(words, f'"{words}{escaped}"')
    (deck / "estimation" / "latency-ladder.yaml").write_text(text, "utf-8")
    (deck / "sources.yaml").write_text(SOURCES.replace("S. Eskildsen", f'"S. E. {escaped}"'), "utf-8")
    (deck / "deck.yaml").write_text(
        (deck / "deck.yaml").read_text("utf-8").replace("A small deck", f'"{escaped}"'), "utf-8"
    )


def test_no_command_passes_on_what_commands_a_terminal(
    run: Run, deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("review", typed="\n3\n\n3\nq\n").code == 0
    spoil(deck)
    with closing(sqlite3.connect(Path(data_folder(), "progress.db"))) as con, con:
        con.execute("INSERT INTO setting VALUES ('cards', ?)", (f"own{NASTY}\t/nowhere{NASTY}",))
        con.execute("INSERT INTO setting VALUES ('interviews', ?)", (NASTY,))
    passed = {}
    for words in (*READING, "review"):
        done = run(*words.split(" "), typed="\n3\n?\nq\n")
        assert done.code in (0, 1, 2), (words, done.err)
        assert "Traceback" not in done.err, words
        if found := commands_in(done.out + done.err):
            passed[words] = found
    assert passed == {}


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that writes down the words it was called with, as JSON; its own name is made to hurt a shell."""
    program = tmp_path / "ed; touch owned $(touch owned) `touch owned` & |"
    program.write_text(
        f"#!{sys.executable}\nimport json, sys\nopen({str(tmp_path / 'called')!r}, 'w').write(json.dumps(sys.argv[1:]))\n",
        "utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    return program


@pytest.mark.parametrize(
    "more",
    [
        "",
        " --one '--two; touch owned'",
        " $(touch owned)",
        " ; touch owned",
        " `touch owned` && touch owned | x > owned",
    ],
)
def test_editor_is_called_without_a_shell(
    run: Run, deck: Path, editor: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    monkeypatch.setenv("EDITOR", f"'{editor}'{more}")
    assert run("edit", "ram-random-read").code == 0
    called = json.loads((editor.parent / "called").read_text("utf-8"))
    assert called[-2] == "+5"
    assert Path(called[-1]).samefile(deck / "estimation" / "latency-ladder.yaml")
    assert not (editor.parent / "owned").exists()


@pytest.mark.parametrize("begin", ["-c", "+!touch owned", ""])
def test_path_that_would_hurt_a_shell_or_be_an_option_is_one_word(
    run: Run, deck: Path, editor: Path, monkeypatch: pytest.MonkeyPatch, begin: str
) -> None:
    odd = deck.rename(deck.with_name(f"{begin} $(touch owned); 'x' \"y\" `z`"))
    monkeypatch.setenv("SDCARDS_CARDS", str(odd))
    monkeypatch.setenv("EDITOR", f"'{editor}'")
    assert run("edit", "ram-random-read").code == 0
    line, path = json.loads((editor.parent / "called").read_text("utf-8"))
    assert (line, Path(path).samefile(odd / "estimation" / "latency-ladder.yaml")) == ("+5", True)
    assert not path.startswith(("-", "+"))  # never an option
    assert not (editor.parent / "owned").exists()


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize(
    "name", ["--help; touch owned", "../../etc/passwd", "$(touch owned)", "a\nb", "' OR 1=1 --", "%s%n", "\udcff"]
)
def test_card_that_is_no_id_reaches_no_editor(
    run: Run, editor: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("EDITOR", f"'{editor}'")
    assert run("edit", "--", name).code in (1, 2)
    assert not (editor.parent / "called").exists()
    assert not (editor.parent / "owned").exists()


@pytest.mark.parametrize("chosen", ["'", "\\", " ", "a\x1b[2Jb", "/", ".", "-", "\udcff"])
def test_editor_that_is_none_is_refused_in_words(
    run: Run, deck: Path, editor: Path, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    assert deck.is_dir()
    assert editor.is_file()
    monkeypatch.setenv("EDITOR", chosen)
    done = run("edit", "ram-random-read")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert commands_in(done.err) == []


@pytest.mark.usefixtures("deck")
def test_browser_is_given_the_address_alone(run: Run, editor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = editor.parent / "c $(touch owned); x"
    monkeypatch.setenv("SDCARDS_CACHE", str(cache))
    monkeypatch.setenv("BROWSER", f"{editor.parent / 'opener'} %s")
    program = editor.rename(editor.parent / "opener")
    assert program.is_file()
    assert run("preview", "--open").code == 0
    assert json.loads((editor.parent / "called").read_text("utf-8")) == [(cache / "preview.html").as_uri()]
    assert not (editor.parent / "owned").exists()
