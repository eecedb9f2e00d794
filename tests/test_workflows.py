"""Workflows ask for little and are pinned; what they and the guides tell people to type exists, with these words."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from sdcards.cli.app import _COMMANDS, _build_app

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GUIDES = (ROOT / "README.md", ROOT / ".github" / "CONTRIBUTING.md")
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
MAY_WRITE = {("release.yml", "release")}


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file in WORKFLOWS:
        for name, job in yaml.safe_load(file.read_text("utf-8"))["jobs"].items():
            yield file.name, name, job


def steps() -> Iterator[dict[str, Any]]:
    return (step for _, _, job in jobs() for step in job["steps"])


def typed(text: str) -> Iterator[str]:
    """The commands in a text: lines of a shell, after a prompt or not, and those quoted in its sentences."""
    text = re.sub(r"^```.*$", "", text, flags=re.MULTILINE)
    lines = re.findall(r"^(?:\$ )?\s*((?:\S*bin/)?(?:sdcards|make)(?: .*)?)$", text, re.MULTILINE)
    for command in [*lines, *re.findall(r"`(?:\$ )?((?:sdcards|make) [^`]+)`", text)]:
        yield re.sub(r"^\S*bin/", "", command)


def told() -> list[str]:
    run = [step["run"] for step in steps() if "run" in step]
    forms = {file for folder in (".github", ".ci") for file in (ROOT / folder).rglob("*") if file.is_file()}
    read = [file.read_text("utf-8") for file in {*forms, *GUIDES} - {*WORKFLOWS}]
    return sorted({command for text in [*run, *read] for command in typed(text)})


def words_of(command: str) -> list[str]:
    """What the program gets to see: without the comment, and without where the output goes."""
    words = shlex.split(command, comments=True)
    return words[: next((place for place, word in enumerate(words) if word in (">", ">>")), len(words))]


def test_the_commands_are_found() -> None:
    found = told()
    assert 'sdcards diff "$BASE...HEAD" cards --format markdown >> "$GITHUB_STEP_SUMMARY"' in found
    assert "sdcards export -o release/sdcards.apkg" in found
    assert "make test lint check PYTHON=python" in found
    assert len(found) > 40


@pytest.mark.parametrize("command", told())
def test_commands_that_people_and_workflows_type_are_understood(command: str) -> None:
    program, *words = words_of(command)
    if program == "make":
        assert {word for word in words if "=" not in word} <= TARGETS
        return
    called: Any = typer.main.get_command(_build_app(list(_COMMANDS)))
    while words and hasattr(called, "commands") and not words[0].startswith("-"):
        called = called.commands[words.pop(0)]
    if hasattr(called, "commands"):
        assert {*words} <= {option for each in called.params for option in each.opts}
    else:
        called.make_context(program, words)  # raises where a word is not understood


def test_actions_are_pinned_by_commit_and_say_which_version_that_is() -> None:
    used = [line for file in WORKFLOWS for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    assert len(used) == sum("uses" in step for step in steps()) > 0
    assert [line for line in used if not re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflow_by_itself_may_do_nothing(file: Path) -> None:
    text = file.read_text("utf-8")
    assert yaml.safe_load(text)["permissions"] == {}
    assert "pull_request_target" not in text
    assert "secrets." not in text


@pytest.mark.parametrize(("file", "name", "job"), list(jobs()))
def test_job_may_read_and_only_a_release_write_and_none_runs_for_ever(
    file: str, name: str, job: dict[str, Any]
) -> None:
    assert job["permissions"] == {"contents": "write" if (file, name) in MAY_WRITE else "read"}
    assert job["timeout-minutes"] <= 30


def test_no_step_keeps_credentials_or_pastes_an_expression_into_a_shell() -> None:
    checkouts = [step for step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == len(list(jobs()))
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda file: file.name)
def test_guides_lead_to_files_that_are_there(guide: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", guide.read_text("utf-8"))
    near = [link for link in links if "://" not in link]
    assert len(near) >= 5
    assert [link for link in near if not (guide.parent / link).exists()] == []
