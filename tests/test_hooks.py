"""The hooks for pre-commit name commands and files that there are."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent


def test_hook_for_other_decks_checks_every_file_of_a_deck() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["entry"], hook["language"]) == ("sdcards-check", "sdcards check", "python")
    files = [file.relative_to(ROOT).as_posix() for file in (ROOT / "cards").rglob("*.yaml")]
    assert files
    assert all(re.search(hook["files"], file) for file in files)
    assert hook["id"] in (ROOT / "docs" / "problems.md").read_text("utf-8")


def test_own_hooks_fetch_nothing() -> None:
    repos = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert [repo["repo"] for repo in repos] == ["local"]
    assert {hook["entry"].split()[0] for hook in repos[0]["hooks"]} == {".venv/bin/sdcards", ".venv/bin/ruff"}
