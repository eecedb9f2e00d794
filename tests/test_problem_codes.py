"""Every problem code is explained in docs/problems.md, and nothing else is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXPLAINED = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")

CODE_AT = {"Problem": 1, "problem_at": 2, "_stop": 1, "_at_start": 1}
"""Which argument of a call is the code."""


def _codes_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in CODE_AT:
                code = args[CODE_AT[name]] if len(args) > CODE_AT[name] else None
            case ast.Return(value=ast.Tuple(elts=[code, _, _])) if file.name == "problems.py":
                pass
            case _:
                continue
        if isinstance(code, ast.Constant):
            yield str(code.value)


def codes() -> set[str]:
    return {code for file in (ROOT / "src").rglob("*.py") for code in _codes_in(file)}


def test_codes_are_found_in_the_sources() -> None:
    assert {"bad-yaml", "alias", "too-large", "wrong-shape", "bad-length", "doubled-id", "unlisted-topic"} <= codes()


def test_every_code_is_explained_and_every_explanation_has_a_code() -> None:
    assert set(re.findall(r"^### (.+)$", EXPLAINED, re.MULTILINE)) == codes()


def test_codes_of_each_part_are_explained_in_order() -> None:
    for part in EXPLAINED.split("\n## ")[1:]:
        headings = re.findall(r"^### (.+)$", part, re.MULTILINE)
        assert headings == sorted(headings)


def test_every_explanation_is_short() -> None:
    for entry in EXPLAINED.split("\n### ")[1:]:
        heading, _, text = entry.partition("\n")
        assert 60 < len(text.partition("\n## ")[0].strip()) < 600, heading


def test_every_code_is_named_in_a_test() -> None:
    others = (file for file in Path(__file__).parent.rglob("test_*.py") if file.name != Path(__file__).name)
    tests = "\n".join(file.read_text(encoding="utf-8") for file in others)
    assert {code for code in codes() if code not in tests} == set()
