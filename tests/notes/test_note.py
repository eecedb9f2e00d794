"""What is wrong with a note, as `check` says it."""

import pytest

from tests.authoring import brief, problems_in, problems_of

GOOD = {
    "basic": "id: abc, type: basic, wave: 1, sources: [book], front: a, back: b",
    "step": "id: abc, type: step, wave: 1, sources: [book], phase: api, ask: a, answer: b",
    "fact": "id: abc, type: fact, wave: 1, sources: [book], ask: a, value: 5 ms, within: 2, as_of: 2026",
    "drill": "id: abc, type: drill, wave: 1, sources: [book], ask: '{n}?', given: {n: 1 .. 5}, formula: 2 * n, unit: ''",
    "cloze": "id: abc, type: cloze, wave: 1, sources: [book], text: '{{c1::a}}'",
    "sequence": "id: abc, type: sequence, wave: 1, sources: [book], ask: a, steps: [a, b, c]",
    "tradeoff": (
        "id: abc, type: tradeoff, wave: 1, sources: [book], ask: a, choose: b,"
        " options: [{name: a, gain: b, cost: c}, {name: d, gain: e, cost: f}]"
    ),
    "mapping": "id: abc, type: mapping, wave: 1, sources: [book], symptom: a, tool: b, because: c, cost: d",
    "pitfall": "id: abc, type: pitfall, wave: 1, sources: [book], scene: a, mistake: b, harm: c, instead: d",
}
_ID = "write 3–60 characters of a-z, 0-9 and single hyphens"
_DATE = "a year or a month, such as 2026 or 2026-03"
_PHASES = "'whole', 'requirements', 'estimates', 'api', 'data', 'design', 'bottlenecks' or 'wrap-up'"
_HOLE = "a hole is not well made [bad-value] write '{{c1::word}}' or '{{c1::word::hint}}'; holes do not nest"


@pytest.mark.parametrize("note", GOOD.values(), ids=GOOD)
def test_smallest_note_of_each_family_is_good(note: str) -> None:
    assert problems_of(f"- {{{note}}}") == ""


@pytest.mark.parametrize(
    ("family", "old", "new", "found"),
    [
        ("basic", "id: abc", "id: ab", f"«ab» 'ab' is no name [bad-value] {_ID}"),
        ("basic", "id: abc", "id: Abc", f"«Abc» 'Abc' is no name [bad-value] {_ID}, such as 'abc'"),
        ("basic", "id: abc", "id: a--b", f"«a--b» 'a--b' is no name [bad-value] {_ID}, such as 'a-b'"),
        ("basic", "id: abc", "id: -abc", f"«-abc» '-abc' is no name [bad-value] {_ID}, such as 'abc'"),
        ("basic", "id: abc", "id: abc-", f"«abc-» 'abc-' is no name [bad-value] {_ID}, such as 'abc'"),
        ("basic", "id: abc", "id: a_c", f"«a_c» 'a_c' is no name [bad-value] {_ID}, such as 'a-c'"),
        ("basic", "id: abc", "id: ábc", f"«ábc» 'ábc' is no name [bad-value] {_ID}, such as 'abc'"),
        ("basic", "id: abc, ", "", "«{» the field 'id' is missing [missing-field] add it"),
        ("basic", "back: b", "back: b, tags: [A]", f"«A» 'A' is no name [bad-value] {_ID}"),
        ("basic", "back: b", "back: ' '", "«' '» 'back' is empty [empty-text] write something or take the field out"),
        ("basic", "back: b", "back: b, reverse: {ask: x}", "«{» the field 'answer' is missing [missing-field] add it"),
        ("basic", "wave: 1", "wave: 6", "«6» '6' does not fit 'wave' [bad-value] at most 5"),
        ("basic", "wave: 1", "wave: 1, level: 4", "«4» '4' does not fit 'level' [bad-value] at most 3"),
        ("basic", "[book]", "[]", "«[» 'sources' has 0 entries [bad-length] at least 1"),
        (
            "basic",
            "[book]",
            "book",
            "«book» 'sources' should be a list, such as [one, two] [wrong-shape] put it in brackets",
        ),
        ("basic", "wave: 1", "wave: 1, as_of: 3026", f"«3026» '3026' does not fit 'as_of' [bad-value] {_DATE}"),
        (
            "basic",
            "wave: 1",
            "wave: 1, as_of: 2026-13",
            f"«2026-13» '2026-13' does not fit 'as_of' [bad-value] {_DATE}",
        ),
        (
            "basic",
            "type: basic",
            "type: bsaic",
            "«bsaic» there is no note type 'bsaic' [unknown-type] did you mean 'basic'?",
        ),
        ("step", "phase: api", "phase: lunch", f"«lunch» 'lunch' is no 'phase' [bad-value] one of {_PHASES}"),
        (
            "fact",
            ", as_of: 2026",
            "",
            "«{» a number holds for a time [bad-value] add 'as_of', the year it held, or the 'formula' that gives it",
        ),
        ("fact", "within: 2", "within: 0.5", "«0.5» '0.5' does not fit 'within' [bad-value] at least 1"),
        ("fact", "within: 2", "within: 200", "«200» '200' does not fit 'within' [bad-value] at most 100"),
        ("drill", "'{n}?'", "'{n} {m}?'", "«{m}» 'ask' has '{m}', which is not given [bad-value] add 'm' to 'given'"),
        (
            "drill",
            "'{n}?'",
            "'{n} and\n  {m}?'",
            "«'» 'ask' has '{m}', which is not given [bad-value] add 'm' to 'given'",
        ),
        ("drill", "'{n}?'", "'n?'", "«{» 'n' is given but not asked about [bad-value] put '{n}' into 'ask'"),
        (
            "drill",
            "1 .. 5",
            "some",
            "«{» 'some' is no value for 'n' [bad-value] write a value with its unit, or a range 'low .. high'",
        ),
        ("drill", "1 .. 5", "5 .. 1", "«{» 'n' needs ends above zero [bad-value] the lower one stands first"),
        (
            "drill",
            "{n: 1 .. 5}",
            "{N: 1 .. 5}",
            "«N» 'N' does not fit the names in 'given' [bad-value] small letters, digits and '_', such as 'rate'",
        ),
        ("drill", "{n: 1 .. 5}", "{}", "«{» 'given' has 0 entries [bad-length] at least 1"),
        (
            "drill",
            "{n: 1 .. 5}",
            "{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, n: 1}",
            "«{» 'given' has 9 entries [bad-length] at most 8",
        ),
        (
            "cloze",
            "{{c1::a}}",
            "a",
            "«'a'» there is no hole [bad-value] hide the words that matter, as in '{{c1::word}}'",
        ),
        ("cloze", "{{c1::a}}", "{{c1::}}", f"«'{{{{c1::}}}}'» {_HOLE}"),
        ("cloze", "{{c1::a}}", "{{c1::a}", f"«'{{{{c1::a}}'» {_HOLE}"),
        ("cloze", "{{c1::a}}", "{{c1::a {{c2::b}}}}", f"«'{{{{c1::a {{{{c2::b}}}}}}}}'» {_HOLE}"),
        ("cloze", "{{c1::a}}", "{{c1::a}} {{C2::b}}", f"«'{{{{c1::a}}}} {{{{C2::b}}}}'» {_HOLE}"),
        ("cloze", "{{c1::a}}", "{{c0::a}}", "«'{{c0::a}}'» a hole is numbered 0 [bad-value] number holes from 1 to 20"),
        (
            "cloze",
            "{{c1::a}}",
            "{{c1::a}} {{c21::b}}",
            "«'{{c1::a}} {{c21::b}}'» a hole is numbered 21 [bad-value] number holes from 1 to 20",
        ),
        ("sequence", "[a, b, c]", "[a, b]", "«[» 'steps' has 2 entries [bad-length] at least 3"),
        ("sequence", "[a, b, c]", "[a, b, c, d, e, f, g, h, i]", "«[» 'steps' has 9 entries [bad-length] at most 8"),
        ("tradeoff", ", {name: d, gain: e, cost: f}", "", "«[» 'options' has 1 entry [bad-length] at least 2"),
    ],
)
def test_problem_of_a_note_is_said_at_its_place(family: str, old: str, new: str, found: str) -> None:
    assert old in GOOD[family]
    printed = brief(problems_in(f"- {{{GOOD[family].replace(old, new)}}}"))
    assert printed.partition(" ")[2] == found


@pytest.mark.parametrize(
    ("family", "old", "new", "hint"),
    [
        ("basic", "front: a", "frnt: a", "did you mean 'front'?"),
        ("tradeoff", "gain: e", "gian: e", "did you mean 'gain'?"),
        ("fact", "as_of: 2026", "asof: 2026", "did you mean 'as_of'?"),
    ],
)
def test_misspelt_field_is_named_with_the_field_that_was_meant(family: str, old: str, new: str, hint: str) -> None:
    found = problems_in(f"- {{{GOOD[family].replace(old, new)}}}")
    assert hint in [problem.hint for problem in found if problem.code == "unknown-field"]


def test_endless_hole_number_is_refused() -> None:
    note = GOOD["cloze"].replace("{{c1::a}}", f"{{{{c{'9' * 1900}::a}}}}")
    assert "a hole is not well made" in problems_of(f"- {{{note}}}")


def test_many_unclosed_holes_are_refused_without_delay() -> None:
    note = GOOD["cloze"].replace("{{c1::a}}", "{{c1::" * 300)
    assert "a hole is not well made" in problems_of(f"- {{{note}}}")
