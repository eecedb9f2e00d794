"""The commands sound like one voice: what their help says, and the keys they give to programs."""

import ast
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import sdcards
from sdcards.cli.app import _COMMANDS, _build_app
from sdcards.scheduling.fitting import Fit
from tests.cli.conftest import Run

DATA = (Path(__file__).parents[2] / "docs" / "data.md").read_text("utf-8")


def leaves() -> dict[str, Any]:
    """Every command by its words; those of a group too, and the groups themselves."""
    found: dict[str, Any] = {}
    for name, command in vars(typer.main.get_command(_build_app(list(_COMMANDS))))["commands"].items():
        found |= {name: command} | {
            f"{name} {below}": each for below, each in vars(command).get("commands", {}).items()
        }
    return found


LEAVES = leaves()


@pytest.mark.parametrize("width", ["60", "80"])
@pytest.mark.parametrize(
    "group", ["", *(name for name in LEAVES if " " not in name and hasattr(LEAVES[name], "commands"))]
)
def test_no_line_in_a_list_of_commands_is_cut(
    run: Run, monkeypatch: pytest.MonkeyPatch, group: str, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    listed = run(*group.split(), "--help").out
    assert "Commands:" in listed
    assert "..." not in listed.partition("Commands:")[2]


@pytest.mark.parametrize("name", LEAVES)
def test_help_begins_with_a_short_sentence_and_has_an_example(name: str) -> None:
    command = LEAVES[name]
    first, _, rest = inspect.cleandoc(command.help).partition("\n\n")
    assert re.fullmatch(r"[A-Z][^\n]{10,50}\.", first)
    assert f"`sdcards {name}" in rest + (command.epilog or "")
    assert "`sdcards" not in rest.partition("\n\n")[2]  # a command within a sentence stands in quotes


@pytest.mark.parametrize("name", LEAVES)
def test_what_is_to_be_filled_in_is_written_in_capitals(name: str) -> None:
    metavars = [each.metavar for each in LEAVES[name].params if each.param_type_name == "argument"]
    assert all(metavar and metavar == metavar.upper() for metavar in metavars)


def documented(words: str) -> set[str]:
    """The names in the row of the documents about a command."""
    row = next(line for line in DATA.splitlines() if line.startswith(f"| `sdcards {words}`"))
    return set(re.findall(r"`([a-z_]+)`", row.partition("|")[2].partition("|")[2]))


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize(
    "words", ["due --json", "cards --json", "cards --topics --json", "show ram-random-read --json", "restore --json"]
)
def test_keys_for_programs_are_those_of_the_documents(run: Run, words: str) -> None:
    run("review", typed="\n3\nq\n")
    run("backup")
    value = json.loads(run(*words.split()).out)
    (first,) = value[:1] if isinstance(value, list) else [value]
    assert first.keys() <= documented(words.replace("ram-random-read", "ID"))


@pytest.mark.usefixtures("deck")
def test_keys_of_a_shown_card_are_those_of_the_documents_all_the_way_down(run: Run) -> None:
    run("review", typed="\n3\n3\n3\nq\n")
    reviewed = run("log", "export").out.splitlines()[1].split(",")[1]
    shown = json.loads(run("show", reviewed, "--json").out)
    assert shown["schedule"].keys() <= documented("show ID --json")
    assert shown["reviews"][0].keys() == {"at", "card", "rating", "day", "took", "origin"}


def test_keys_of_a_fit_are_those_of_the_documents() -> None:
    assert set(Fit.__slots__) <= documented("fit --json")


SOURCE = Path(sdcards.__file__).parent
VOICES = re.compile(r"\w*Error|Fault|lost")
"""What is called to say something to a person."""


def texts(node: ast.AST) -> Iterator[str]:
    """The texts in an expression, each as it will be said; of what is put in, only that something is."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from texts(child)


def messages() -> Iterator[tuple[str, str]]:
    """Where each message to a person stands, and its text."""
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and VOICES.fullmatch(ast.unparse(node.func).rpartition(".")[2]):
                for said in (text for part in (*node.args, *node.keywords) for text in texts(part)):
                    yield f"{file.relative_to(SOURCE)}:{node.lineno}", said


MESSAGES = list(messages())


def test_what_to_do_stands_behind_a_semicolon_and_only_somebody_elses_words_behind_a_colon() -> None:
    assert len(MESSAGES) > 200
    unquoted = [(place, re.sub("'[^']*'", "''", said)) for place, said in MESSAGES]
    assert [place for place, said in unquoted if re.search(r": (?!\{)|: $|:$", said)] == []


def test_message_begins_small_and_has_no_full_stop() -> None:
    wrong = [
        place
        for place, said in MESSAGES
        if re.match(r"(?!Anki )[A-Z][a-z]+ [a-z]", said) or re.search(r"[a-z'}]\.$", said)
    ]
    assert wrong == []
