"""What a model objects to, said at the place of the node it objects to."""

from textwrap import dedent
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sdcards.reading.nodes import Fields, read_nodes
from sdcards.reading.problems import Suggestions, build, did_you_mean
from sdcards.reading.span import Problem, SourceText
from tests.authoring import brief

Text = Annotated[str, StringConstraints(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z]+$")]


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    gain: Text
    cost: Text = "none"


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(min_length=1, max_length=9)] = "x"
    kind: Literal["a", "b"] = "a"
    wave: Annotated[int, Field(ge=1, le=5)] = 1
    within: Annotated[float, Field(ge=1, le=100)] = 1
    as_of: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] | None = None
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z]+$")] = "x"
    steps: Annotated[tuple[Text, ...], Field(min_length=1, max_length=2)] = ("x",)
    rest: list[Text] = []
    pair: Annotated[list[Text], Field(min_length=2)] = ["x", "y"]
    given: dict[Name, Text] = {}
    chapters: dict[int, Text] = {}
    inner: Inner | None = None
    options: tuple[Inner, ...] = ()

    @model_validator(mode="after")
    def _agrees(self) -> "Outer":
        if self.name == "bad":
            raise ValueError("the name is bad; choose a good one")
        if self.name == "worse":
            raise ValueError("the name is worse")
        return self


def problems_in(yaml: str) -> tuple[Problem, ...]:
    node, wrong = read_nodes(SourceText.of("f.yaml", yaml), yaml)
    assert isinstance(node, Fields)
    assert not wrong
    model, problems = build(Outer, node)
    assert (model is None) == bool(problems)
    return problems


def test_model_is_built_from_text() -> None:
    text = "{name: y, wave: 3, within: 1.5, steps: [one], given: {a: b}, chapters: {3: c}, options: [{gain: g}]}"
    node, _ = read_nodes(SourceText.of("f.yaml", text), text)
    assert isinstance(node, Fields)
    assert build(Outer, node) == (
        Outer(
            name="y",
            wave=3,
            within=1.5,
            steps=("one",),
            given={"a": "b"},
            chapters={3: "c"},
            options=(Inner(gain="g"),),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("yaml", "found"),
    [
        ("nmae: x", "1:1 «nmae» unknown field 'nmae' [unknown-field] did you mean 'name'?"),
        ("inner: {gain: g, csot: c}", "1:18 «csot» unknown field 'csot' [unknown-field] did you mean 'cost'?"),
        ("options:\n  - {gain: g, zzz: c}", "2:15 «zzz» unknown field 'zzz' [unknown-field] known are cost, gain"),
        (
            "inner: {cost: c, inner: d}",
            (
                "1:8 «{» the field 'gain' is missing [missing-field] add it\n"
                "1:18 «inner» unknown field 'inner' [unknown-field] known are cost, gain"
            ),
        ),
        ("inner: {cost: c, gian: g}", "1:18 «gian» unknown field 'gian' [unknown-field] did you mean 'gain'?"),
        ("name: ''", "1:7 «''» 'name' is empty [empty-text] write something or take the field out"),
        ("steps: ['']", "1:9 «''» entry 1 of 'steps' is empty [empty-text] write something or take the field out"),
        ("name: '0123456789'", "1:7 «'0123456789'» 'name' has 10 characters [bad-length] at most 9"),
        ("kind: c", "1:7 «c» 'c' is no 'kind' [bad-value] one of 'a' or 'b'"),
        ("kind: [c]", "1:7 «[» this is no 'kind' [bad-value] one of 'a' or 'b'"),
        ("wave: first", "1:7 «first» 'first' does not fit 'wave' [bad-value] a whole number"),
        ("wave: 1.5", "1:7 «1.5» '1.5' does not fit 'wave' [bad-value] a whole number"),
        ("wave: 6", "1:7 «6» '6' does not fit 'wave' [bad-value] at most 5"),
        ("within: twice", "1:9 «twice» 'twice' does not fit 'within' [bad-value] a number"),
        ("within: inf", "1:9 «inf» 'inf' does not fit 'within' [bad-value] at most 100"),
        (
            "as_of: last year",
            "1:8 «last year» 'last year' does not fit 'as_of' [bad-value] a year or a month, such as 2026 or 2026-03",
        ),
        ("wave: 0", "1:7 «0» '0' does not fit 'wave' [bad-value] at least 1"),
        ("pair: [a]", "1:7 «[» 'pair' has 1 entry [bad-length] at least 2"),
        ("slug: X", "1:7 «X» 'X' does not fit 'slug' [bad-value] see docs/card-format.md"),
        ("steps: []", "1:8 «[» 'steps' has 0 entries [bad-length] at least 1"),
        ("steps: [a, b, c]", "1:8 «[» 'steps' has 3 entries [bad-length] at most 2"),
        ("name: [a]", "1:7 «[» 'name' should be text; quote it [wrong-shape] see docs/card-format.md"),
        (
            "steps: [{a: b}]",
            "1:9 «{» entry 1 of 'steps' should be text; quote it [wrong-shape] see docs/card-format.md",
        ),
        ("steps: one", "1:8 «one» 'steps' should be a list, such as [one, two] [wrong-shape] put it in brackets"),
        ("rest: one", "1:7 «one» 'rest' should be a list, such as [one, two] [wrong-shape] put it in brackets"),
        ("given: [a]", "1:8 «[» 'given' should be fields, such as {name: value} [wrong-shape] see docs/card-format.md"),
        (
            "inner: text",
            "1:8 «text» 'inner' should be fields, such as {name: value} [wrong-shape] see docs/card-format.md",
        ),
        (
            "given: {A: b}",
            "1:9 «A» 'A' does not fit the names in 'given' [bad-value] small letters, digits and '_', such as 'rate'",
        ),
        ("chapters: {one: b}", "1:12 «one» 'one' does not fit the names in 'chapters' [bad-value] a whole number"),
        ("given: {a: ''}", "1:12 «''» 'a' is empty [empty-text] write something or take the field out"),
        ("name: bad", "1:1 «n» the name is bad [bad-value] choose a good one"),
        ("name: worse", "1:1 «n» the name is worse [bad-value]"),
    ],
)
def test_objection_is_said_at_its_place(yaml: str, found: str) -> None:
    assert brief(problems_in(yaml)) == found


def test_problem_is_printed_with_the_line_it_is_about() -> None:
    assert [str(problem) for problem in problems_in("name: x\nsteps:\n  - one\n  - [two]\nwave: 1")] == [
        dedent("""\
            f.yaml:4:5: entry 2 of 'steps' should be text; quote it [wrong-shape]
               4 │   - [two]
                 │     ^ see docs/card-format.md"""),
    ]


def test_endless_number_is_refused_with_the_words_of_the_model() -> None:
    assert "unable to parse input string as an integer, exceeded maximum size" in brief(
        problems_in(f"wave: {'9' * 5000}")
    )


def test_number_that_is_no_number_is_refused() -> None:
    assert "'nan' does not fit 'within'" in brief(problems_in("within: nan"))


def test_missing_field_stands_at_the_list_entry_that_lacks_it() -> None:
    assert brief(problems_in("options:\n  - gain: g\n  - cost: c")) == (
        "3:5 «c» the field 'gain' is missing [missing-field] add it"
    )


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert [problem.code for problem in problems_in("{name: [], wave: 0, nope: 1}")] == [
        "wrong-shape",
        "bad-value",
        "unknown-field",
    ]


@pytest.mark.parametrize(
    ("word", "hint"),
    [("bcak", "did you mean 'back'?"), ("", "known are answer, back, front"), ("zzz", "known are answer, back, front")],
)
def test_nearest_word_is_offered_or_all_of_them(word: str, hint: str) -> None:
    assert did_you_mean(word, ["front", "back", "answer"]) == hint


def test_hint_lists_only_the_first_of_many_names_and_none_of_none() -> None:
    hint = did_you_mean("zzz", [f"note-{number:04}" for number in range(1500)])
    assert hint.startswith("known are note-0000, note-0001, ")
    assert hint.endswith(", note-0019 and 1,480 more")
    assert did_you_mean("zzz", []) == "none is known yet"


def test_only_the_first_hundred_misspelt_words_are_looked_up() -> None:
    suggestions = Suggestions(["cache", "store"])
    assert suggestions.hint("cahce", "add it") == "did you mean 'cache'?"
    assert suggestions.hint("xyzzy", "add it") == "add it"
    assert [suggestions.nearest("stoer") for _ in range(1000)][-1] == ""
