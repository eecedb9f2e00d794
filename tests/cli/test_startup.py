"""What a command may import: start-up is counted in modules, never in milliseconds."""

import subprocess
import sys

import pytest

from sdcards.clock import date_of, study_day, system_clock

pytestmark = pytest.mark.usefixtures("deck")

HEAVY = {"typer", "yaml", "pydantic", "fsrs", "rich", "genanki", "pint", "markdown_it", "platformdirs"}
AFTER_THE_FIRST_CARD = {"fsrs", "pint", "platformdirs"}
"""Loaded while the person reads; in a pipe nobody is waited for, so they are there at the end."""

NOT_FOR_DUE = HEAVY | {"dataclasses", "enum", "pathlib", "json", "typing", "re", "contextlib", "inspect", "random"}


def loaded_after(*words: str, typed: str = "") -> set[str]:
    """The modules in the interpreter after a command has run (the second time, with everything compiled)."""
    program = (
        "import sys; before = set(sys.modules); from sdcards.__main__ import main; sys.argv = sys.argv[:1] + sys.argv[1:]\n"
        "try: main()\n"
        "except SystemExit: print(*(set(sys.modules) - before), file=sys.stderr)"
    )
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}\n{program}", *words]
    for _ in range(2):
        done = subprocess.run(command, input=typed, capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split())


def test_due_needs_sqlite_and_little_else() -> None:
    loaded = loaded_after("due")
    assert "sqlite3" in loaded
    assert loaded & NOT_FOR_DUE == set()


def test_due_stays_light_with_progress() -> None:
    loaded_after("review", typed="\n3\nq\n")
    assert loaded_after("due") & NOT_FOR_DUE == set()


def test_due_stays_light_with_an_interview_ahead() -> None:
    loaded_after("plan", "--interview", date_of(study_day(system_clock()) + 9).isoformat())
    loaded_after("review", typed="\n3\nq\n")
    assert loaded_after("due") & NOT_FOR_DUE == set()


def test_first_card_of_a_plan_needs_no_more_than_any_other() -> None:
    loaded_after("plan", "--interview", date_of(study_day(system_clock()) + 9).isoformat())
    loaded = loaded_after("review", typed="q\n")
    assert "sdcards.scheduling.plan" in loaded
    assert loaded & (HEAVY - {"rich", "markdown_it", *AFTER_THE_FIRST_CARD}) == set()


def test_first_card_needs_no_command_line_no_yaml_and_no_models() -> None:
    loaded = loaded_after("review", typed="q\n")
    assert "sdcards.terminal.reviewer" in loaded
    assert loaded & (HEAVY - {"rich", "markdown_it", *AFTER_THE_FIRST_CARD}) == set()


@pytest.mark.parametrize(
    "words", [["config"], ["cards"], ["--help"], ["doctor"], ["plan"], ["mock", "--list"], ["mock", "--history"]]
)
def test_other_commands_load_only_what_they_use(words: list[str]) -> None:
    assert loaded_after(*words) & {"genanki", "rich.markdown", "yaml", "pint", "markdown_it"} == set()
