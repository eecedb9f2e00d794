"""Problems written down: for people, for programs, and as annotations of a pull request."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from sdcards.reading.span import Problem, visible

MOST_IN_A_FILE = 100
"""As many problems of one file as people are shown at once."""


class Format(StrEnum):
    """How problems are written down."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def as_text(problems: Sequence[Problem], files: int) -> Iterator[str]:
    """Each problem with its line and a caret, and a count at the end; nothing where all is well."""
    seen: Counter[str] = Counter()
    for problem in problems:
        path = problem.span.source.path
        seen[path] += 1
        if seen[path] <= MOST_IN_A_FILE:
            yield str(problem)
    for path, count in seen.items():
        if count > MOST_IN_A_FILE:
            yield f"{visible(path)}: and {count - MOST_IN_A_FILE:,} more"
    if problems:
        total = f"{len(problems):,} problem{'s' * (len(problems) != 1)}"
        yield f"{total} in {len(seen)} of {files} file{'s' * (files != 1)}."


def as_json(problems: Sequence[Problem]) -> list[dict[str, str | int]]:
    """Each problem's facts by name; the names are documented in docs/problems.md and stay."""
    return [
        {
            "path": problem.span.source.path,
            "line": problem.span.line,
            "column": problem.span.column,
            "width": problem.span.width,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]


def as_annotations(problems: Sequence[Problem]) -> Iterator[str]:
    """A line for each problem that GitHub's workflows turn into an annotation at its place."""
    for problem in problems:
        span = problem.span
        place = {
            "file": _from_here(span.source.path),
            "line": span.line,
            "col": span.column,
            "endColumn": span.column + span.width,
            "title": problem.code,
        }
        said = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
        yield f"::error {','.join(f'{name}={_property(str(value))}' for name, value in place.items())}::{_data(said)}"


def _from_here(path: str) -> str:
    """A path as annotations want it: from the folder of the checkout, with slashes."""
    here = f"{Path.cwd()}{os.sep}"
    return os.path.normpath(path.removeprefix(here)).replace(os.sep, "/")


def _data(text: str) -> str:
    """Text that cannot end its line and begin another command: as GitHub escapes it, other controls shown by number."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
