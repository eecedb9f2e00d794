"""What the documents point at is there: files, headings, commands, options, targets of make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from sdcards.cli.app import _COMMANDS, _build_app

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    file
    for pattern in ("*.md", ".github/**/*.md", "docs/*.md", "cards/*.md")
    for file in ROOT.glob(pattern)
)  # fmt: skip
NAMES = [str(file.relative_to(ROOT)) for file in DOCUMENTS]

_LINK = re.compile(r"!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(([^)\s]+)\)")
_CALL = re.compile(r"^(?:\$ )?sdcards ([a-z][a-z-]*(?:[ ][^`'\"#|&>\n]*)?)")
_BRACKETS = re.compile(r"\[(--[^\]]*)\]")


def _text(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def _prose(document: str) -> str:
    """A document without its blocks of code, in which a bracket is no link."""
    return re.sub(r"^```.*?^```", "", _text(document), flags=re.MULTILINE | re.DOTALL)


def _anchors(file: Path) -> set[str]:
    """The names of a document's headings, as hosts of code make them."""
    headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def _links(document: str) -> Iterator[str]:
    yield from (
        link for link in _LINK.findall(_prose(document)) if not link.startswith(("http://", "https://", "mailto:"))
    )


@pytest.mark.parametrize("document", NAMES)
def test_every_link_leads_somewhere(document: str) -> None:
    here = ROOT / document
    broken = []
    for link in _links(document):
        path, _, anchor = link.partition("#")
        target = (here.parent / path).resolve() if path else here
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert broken == []


def _options() -> dict[str, set[str]]:
    """Every command with the options it takes; commands of a group as ``anki merge``."""
    found = {}
    group = typer.main.get_command(_build_app(list(_COMMANDS)))
    for name, command in vars(group)["commands"].items():
        for below, each in vars(command).get("commands", {"": command}).items():
            known = {word for one in each.params for word in (*one.opts, *one.secondary_opts)}
            found[f"{name} {below}".strip()] = known | {"--help", "-h"}
    return found


OPTIONS = _options()
GROUPS = {name.partition(" ")[0] for name in OPTIONS if " " in name}


def _calls(document: str) -> Iterator[tuple[str, list[str]]]:
    """The calls of our program in a document's code, each with its options."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", _text(document), re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", _prose(document))
    for code in (
        *(line for block in blocks for line in block.split("\n") if line.startswith(("$ ", "sdcards "))),
        *inline,
    ):
        for call in _CALL.findall(_BRACKETS.sub(r"\1", code.partition("  #")[0])):
            words = call.split()
            name = " ".join(words[:2]) if words[0] in GROUPS and len(words) > 1 else words[0]
            yield name, [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]


@pytest.mark.parametrize("document", NAMES)
def test_every_command_and_option_is_one_of_the_program(document: str) -> None:
    wrong = []
    for name, options in _calls(document):
        if name not in OPTIONS and name not in GROUPS:
            wrong.append(name)
        wrong += [f"{name} {option}" for option in options if option not in OPTIONS.get(name, options)]
    assert wrong == []


def test_every_command_is_in_a_document() -> None:
    told = {name for document in NAMES for name, _ in _calls(document)}
    assert OPTIONS.keys() - told == set()


@pytest.mark.parametrize("document", NAMES)
def test_every_target_of_make_is_there(document: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|\$ )make ([a-z]+)", _text(document))) <= targets
