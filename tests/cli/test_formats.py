"""Problems as people, programs and pull requests get them."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdcards.cli.formats import MOST_IN_A_FILE, as_annotations, as_json, as_text
from sdcards.reading.span import Problem, SourceText, Span
from tests.cli.conftest import TOPIC, Run

DOCS = Path(__file__).parents[2] / "docs"


def problem(message: str, hint: str = "", path: str = "cards/a.yaml") -> Problem:
    return Problem(Span(SourceText(path, ("a: b",)), 1, 4), "bad-value", message, hint)


def test_annotation_names_file_place_code_and_what_to_do() -> None:
    assert list(as_annotations([problem("50 % is too much", "at most 40")])) == [
        "::error file=cards/a.yaml,line=1,col=4,endColumn=5,title=bad-value::50 %25 is too much; at most 40"
    ]


def test_annotation_names_a_file_from_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inside, outside = tmp_path / "cards" / "a.yaml", tmp_path.parent / "b.yaml"
    said = list(as_annotations([problem("x", path=str(inside)), problem("x", path=str(outside))]))
    assert [line.partition(",")[0] for line in said] == ["::error file=cards/a.yaml", f"::error file={outside}"]


def test_name_of_a_file_cannot_end_its_property() -> None:
    (line,) = as_annotations([problem("x", path="a,b:c%\n::error ::d.yaml")])
    assert line.startswith("::error file=a%2Cb%3Ac%25%0A%3A%3Aerror %3A%3Ad.yaml,line=1,")


@given(st.text(), st.text(), st.text(min_size=1))
def test_hostile_text_forges_no_annotation(message: str, hint: str, path: str) -> None:
    (line,) = as_annotations([problem(message, hint, path)])
    assert line.isprintable()
    assert re.fullmatch(r"::error file=[^:,]*,line=1,col=4,endColumn=5,title=bad-value::.*", line)


@pytest.mark.parametrize(
    "text", ["a\n::error file=x::forged", "a\r\n::add-mask::x", "\u2028::stop-commands::x", "\x85##[error]x"]
)
def test_card_that_tries_to_command_the_workflow_is_only_quoted(run: Run, deck: Path, text: str) -> None:
    file = deck / "estimation" / "latency-ladder.yaml"
    written = json.dumps(text)
    file.write_text(TOPIC.replace("id: ram-random-read", f"id: {written}").replace("Stale reads.", written), "utf-8")
    outcome = run("check", "--format", "github")
    assert outcome.code == 1
    assert outcome.err == ""
    assert re.split("[\n\r\x85\u2028]", outcome.out)[-1] == ""
    assert all(line.startswith("::error file=") for line in re.split("[\n\r\x85\u2028]", outcome.out)[:-1])


def test_no_problem_is_no_line(run: Run, deck: Path) -> None:
    assert run("check", "--format", "github", str(deck)).out == ""
    assert json.loads(run("check", "--format", "json", str(deck)).out) == []


def test_names_in_json_are_documented() -> None:
    text = (DOCS / "problems.md").read_text("utf-8")
    for name in as_json([problem("x")])[0]:
        assert f"`{name}`" in text


def test_file_with_too_many_problems_shows_the_first() -> None:
    lines = list(as_text([problem(f"x {number}") for number in range(MOST_IN_A_FILE + 5)], 3))
    assert len(lines) == MOST_IN_A_FILE + 2
    assert lines[-2:] == ["cards/a.yaml: and 5 more", "105 problems in 1 of 3 files."]


def test_stale_numbers_fail_only_when_asked_for(run: Run, deck: Path) -> None:
    file = deck / "estimation" / "latency-ladder.yaml"
    file.write_text(TOPIC.replace("as_of: 2026", "as_of: 1999"), "utf-8")
    assert run("check").code == 0
    outcome = run("check", "--stale")
    assert outcome.code == 1
    assert "the number is of 1999 and was good for 5 years [stale]" in outcome.out
